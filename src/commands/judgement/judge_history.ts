import type { Diagnostic } from "../../base/diagnostic.ts";
import { type Result, succeed } from "../../base/result.ts";
import { lint } from "../../lint/lint.ts";
import {
  findJudgements,
  isJudged,
  type JudgedHistory,
  parseJudgements,
  type StoredJudgements,
} from "../../migrations/cache.ts";
import { namesOf } from "../../migrations/runners/runners_of.ts";
import type { Judgement } from "../../shadow/judge/judge.ts";
import type { CheckOptions, CommandContext, ProjectOptions } from "../options.ts";
import type { ProjectFiles } from "../project/read_project.ts";
import { judgeEach, judgePending } from "./judge_units.ts";
import { generatedElsewhere } from "./generated_elsewhere.ts";
import { type JudgedScope, judgedScope } from "./scope.ts";
import { restoreJudgements, storeJudgements } from "./stored_judgements.ts";

type Options = ProjectOptions & CheckOptions;

/** The effects of migrations on rows. */
export interface HistoryJudgement {
  readonly diagnostics: readonly Diagnostic[];
  /** The history, if it was judged without findings. */
  readonly judged?: JudgedHistory;
  /** What was found, if it was not known before. */
  readonly stored?: StoredJudgements;
}

/**
 * Judges the migrations that no database is known to have run, for each of their possible runners.
 * `key` is that of the last migration. Notes are returned only under `--verbose`.
 */
export async function judgeHistory(
  files: ProjectFiles,
  key: string,
  { options, context }: { readonly options: Options; readonly context: CommandContext },
): Promise<Result<HistoryJudgement>> {
  const { runners: candidates, directory: { migrations } } = files;
  if (migrations.length === 0) return succeed({ diagnostics: [] });
  const runners = namesOf(candidates);
  const scope = await judgedScope(files, options, { context, runners });
  if (!scope.ok) return scope;
  const { from, unjudged, edited } = scope.value;
  const judged = { key, from: unjudged, runners };
  const known = options.cache && !options.all ? files.cache?.judged ?? [] : [];
  const isDone = from === migrations.length || isJudged(known, judged);
  if (isDone && edited.length === 0) {
    context.note("No migration was judged: all were judged before or are on the main branch");
    return succeed({ diagnostics: [], judged });
  }
  const { judgements, stored } = isDone
    ? { judgements: [] }
    : await judgementsOf(files, { key, scope: scope.value, options, context });
  for (const judgement of judgements) noteUnknown(judgement, context);
  const found = [
    ...edited,
    ...await generatedElsewhere(files, from),
    ...judgements.flatMap(({ effects }) => lint(effects, candidates)),
  ];
  const diagnostics = found.filter(({ severity }) => severity !== "note" || options.verbose);
  const isFine = found.every(({ severity }) => severity === "note");
  return succeed({ diagnostics, ...(isFine && { judged }), ...(stored && { stored }) });
}

/** The judgements of migrations: those in the cache if it has them, otherwise new ones, to be stored. */
async function judgementsOf(
  files: ProjectFiles,
  { key, scope: { from, isEach }, options, context }: {
    readonly key: string;
    readonly scope: JudgedScope;
    readonly options: Options;
    readonly context: CommandContext;
  },
): Promise<{ readonly judgements: readonly Judgement[]; readonly stored?: StoredJudgements }> {
  const { cache, runners: candidates, directory: { migrations } } = files;
  const wanted = { key, from: isEach ? "each" : from, runners: namesOf(candidates) } as const;
  const references = { migrations, candidates };
  const known = options.cache && cache !== undefined
    ? findJudgements(parseJudgements(cache), wanted)
    : undefined;
  const restored = known && restoreJudgements(known.judgements, references);
  if (restored !== undefined) {
    context.note("No migration was judged: the cache has what was found before");
    return { judgements: restored };
  }
  const judgements = isEach
    ? await judgeEach(files, context)
    : await judgePending(files, { from, options, context });
  return {
    judgements,
    stored: { ...wanted, judgements: storeJudgements(judgements, references) },
  };
}

function noteUnknown({ unseeded, unable }: Judgement, { note }: CommandContext): void {
  if (unseeded.length > 0) note(`No row could be made for ${unseeded.join(", ")}`);
  if (unable.length > 0) {
    note(
      `Not judged as run by ${
        unable.map(({ words }) => words).join(", ")
      }: the files do not run that way`,
    );
  }
}
