import type { Diagnostic } from "../../base/diagnostic.ts";
import { type Result, succeed } from "../../base/result.ts";
import { lint } from "../../lint/lint.ts";
import { isJudged, type JudgedHistory } from "../../migrations/cache.ts";
import { namesOf } from "../../migrations/runners/runners_of.ts";
import type { Judgement } from "../../shadow/judge/judge.ts";
import type { CheckOptions, CommandContext, ProjectOptions } from "../options.ts";
import type { ProjectFiles } from "../project/read_project.ts";
import { judgeEach, judgePending } from "./judge_units.ts";
import { generatedElsewhere } from "./generated_elsewhere.ts";
import { judgedScope } from "./scope.ts";

type Options = ProjectOptions & CheckOptions;

/** The effects of migrations on rows. */
export interface HistoryJudgement {
  readonly diagnostics: readonly Diagnostic[];
  /** The part that may be remembered; absent if there were findings, which every run must report. */
  readonly judged?: JudgedHistory;
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
  const { from, isEach, unjudged, edited } = scope.value;
  const judged = { key, from: unjudged, runners };
  const known = options.cache && !options.all ? files.cache?.judged ?? [] : [];
  const isDone = from === migrations.length || isJudged(known, judged);
  if (isDone && edited.length === 0) {
    context.note("No migration was judged: all were judged before or are on the main branch");
    return succeed({ diagnostics: [], judged });
  }
  const judgements = isDone
    ? []
    : isEach
    ? await judgeEach(files, context)
    : await judgePending(files, { from, options, context });
  for (const judgement of judgements) noteUnknown(judgement, context);
  const found = [
    ...edited,
    ...await generatedElsewhere(files, from),
    ...judgements.flatMap(({ effects }) => lint(effects, candidates)),
  ];
  const diagnostics = found.filter(({ severity }) => severity !== "note" || options.verbose);
  const isFine = found.every(({ severity }) => severity === "note");
  return succeed({ diagnostics, ...(isFine && { judged }) });
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
