import { counted } from "../base/counted.ts";
import { advise } from "../lint/advice/advise.ts";
import { Permissions } from "../lint/permissions.ts";
import { cachedDesired } from "../migrations/cache/cache.ts";
import type { StoredJudgements } from "../migrations/cache/cached_findings.ts";
import { countedFindings } from "../report/diagnostics/counted_findings.ts";
import type { CommandContext, LintOptions, ProjectOptions } from "./settings/options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { type History, loadHistory } from "./project/load_history.ts";
import { type HistoryFiles, readHistory } from "./project/read_project.ts";
import { rememberHistory } from "./project/remember_project.ts";
import { judgeHistory } from "./judgement/judge_history.ts";
import { notJudged } from "./judgement/not_judged.ts";
import { judgedScope } from "./judgement/scope.ts";

type Options = ProjectOptions & LintOptions;

/**
 * Reports everything that could be better about the migrations of a folder: what each does to rows, as
 * `check --all` does, and advice on their statements and on the schema that they produce; on request
 * only about those that the main branch lacks. Needs no desired schema, and writes nothing but a cache that
 * is there already.
 */
export async function lint(options: Options, context: CommandContext): Promise<Outcome> {
  const files = await readHistory(options, context);
  if (!files.ok) return outcomeOfFailure(files);
  const scoped = { ...options, all: !options.new, staged: false };
  const scope = await judgedScope(files.value, scoped, context);
  if (!scope.ok) return outcomeOfFailure(scope, files.diagnostics);
  const history = await loadHistory(files.value, options, context);
  if (!history.ok) return outcomeOfFailure(history, files.diagnostics);
  const permissions = new Permissions();
  const sources = files.value.directory.migrations.map(({ source }) => source);
  const asked = new Set(sources.slice(scope.value.from));
  const { snapshot: schema } = history.value;
  const advice = advise({ sources, schema }, { permissions, levels: options.lint ?? {} })
    .filter(({ span }) => !options.new || (span && asked.has(span.source)));
  const known = [...files.diagnostics, ...history.diagnostics];
  context.soFar?.([...known, ...advice]);
  const judgement = await judgeHistory(files.value, scope.value, {
    key: history.value.key,
    before: undefined,
    options: scoped,
    context,
    permissions,
  });
  await rememberJudgements(files.value, history.value, judgement.stored, context);
  const unjudged = new Set(judgement.unjudged.map(({ source }) => source));
  const diagnostics = [
    ...known,
    ...judgement.diagnostics,
    ...await notJudged({
      unjudged: judgement.unjudged,
      total: sources.length,
      timeLimit: context.timeLimit,
      options,
      command: ["lint", ...options.new ? ["--new"] : []],
      ...(!options.new && { fewer: "with --new it judges only what the main branch lacks" }),
    }),
    ...advice,
    ...permissions.unneeded([...asked.difference(unjudged)]),
  ];
  const isBad = diagnostics.some(({ severity }) => severity === "error");
  const words = sources.length === 0
    ? `There is no migration in "${options.migrations}"`
    : `${counted(asked.size, "migration")}: ${countedFindings(diagnostics)}`;
  return { exitCode: unjudged.size > 0 ? 3 : isBad ? 1 : 0, diagnostics, words: [words] };
}

/** Adds what judging has found to the cache, so that `check` and `lint` need not judge the same again. */
async function rememberJudgements(
  files: HistoryFiles,
  history: History,
  judgements: readonly StoredJudgements[] | undefined,
  { note }: CommandContext,
): Promise<void> {
  const { cache } = files;
  if (cache === undefined || judgements === undefined) return;
  const snapshot = cachedDesired(cache);
  const desired = snapshot && { key: cache.desiredKey!, snapshot };
  await rememberHistory(files, history, { note, desired, judgements });
}
