import { quickHash } from "../../base/hash.ts";
import { isSettled, type Situation } from "../../migrations/cache/cached_findings.ts";
import type { CheckOptions, ProjectOptions } from "../settings/options.ts";
import type { AnswerOptions } from "../answers/answer_options.ts";
import type { Outcome } from "../outcome.ts";
import type { ProjectTexts } from "./read_project.ts";

/** The options that determine whether there is anything to do or to report. */
export type DecidingOptions =
  & Pick<ProjectOptions, "columnOrder" | "runner" | "foreignKeys" | "target">
  & Pick<AnswerOptions, "renames" | "fills">
  & Partial<Pick<CheckOptions, "all" | "base">>;

/** The digests and options that determine whether there is anything to do. */
export function situationOf(
  { folderDigest, desiredKey, heads }: ProjectTexts,
  { columnOrder, runner, foreignKeys, target, all = false, base, renames, fills }: DecidingOptions,
): Situation {
  const options = { columnOrder, runner, foreignKeys, target, all, base, renames, fills };
  return { folderDigest, desiredKey, heads, optionsKey: quickHash(JSON.stringify(options)) };
}

/** Whether an earlier run found nothing to do and nothing to report for the same files. */
export function isKnownSettled(
  files: ProjectTexts,
  options: DecidingOptions & Pick<ProjectOptions, "cache">,
): boolean {
  return options.cache && files.cacheHead !== undefined &&
    isSettled(files.cacheHead.head, situationOf(files, options));
}

/** The message if nothing is missing. */
export const NOTHING_TO_DO = "Nothing to do: the migrations produce the desired schema";

/** The outcome for such files. */
export const NOTHING_MISSING: Outcome = {
  exitCode: 0,
  diagnostics: [],
  words: [NOTHING_TO_DO],
  facts: { changes: [] },
};
