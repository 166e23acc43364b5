import { isSettled, type Situation } from "../../migrations/cache.ts";
import type { CheckOptions, ProjectOptions } from "../options.ts";
import type { AnswerOptions } from "../answers/answer_options.ts";
import type { Outcome } from "../outcome.ts";
import type { ProjectTexts } from "./read_project.ts";

/** The options that decide whether there is anything to do, or to say of an answer. */
export type DecidingOptions =
  & Pick<ProjectOptions, "columnOrder" | "runner" | "foreignKeys" | "target">
  & Pick<AnswerOptions, "renames" | "fills">
  & Partial<Pick<CheckOptions, "all" | "base">>;

/** The digests and the options that decide whether there is anything to do. */
export function situationOf(
  { folderDigest, desiredKey }: ProjectTexts,
  { columnOrder, runner, foreignKeys, target, all, base, renames, fills }: DecidingOptions,
): Situation {
  const scope = all ? "all" : base;
  const parts = [
    columnOrder,
    runner,
    foreignKeys,
    target,
    scope,
    ...renames,
    ...fills,
  ];
  const optionsKey = parts.map((part) => part ?? "").join(" ");
  return { folderDigest, desiredKey, optionsKey };
}

/** Whether an earlier run found for the same files that there is nothing to do and nothing to say. */
export function isKnownSettled(
  files: ProjectTexts,
  options: DecidingOptions & Pick<ProjectOptions, "cache">,
): boolean {
  return options.cache && files.cache !== undefined &&
    isSettled(files.cache, situationOf(files, options));
}

/** What there is to say where nothing is missing. */
export const NOTHING_TO_DO = "Nothing to do: the migrations produce the desired schema";

/** What comes of such files. */
export const NOTHING_MISSING: Outcome = {
  exitCode: 0,
  diagnostics: [],
  words: [NOTHING_TO_DO],
  facts: { changes: [] },
};
