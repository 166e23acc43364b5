import type { Diagnostic } from "../../base/diagnostic.ts";
import { shellWords } from "../../base/shell_words.ts";
import { folderOfCaller } from "../../host/git/git.ts";
import type { Migration } from "../../migrations/directory.ts";
import type { ProjectOptions, TimeLimit } from "../settings/options.ts";
import { givenWords } from "../settings/project_flags.ts";

/** What there was no time for, and how it was asked for. */
export interface NotJudgedRequest {
  /** The last ones of the history. */
  readonly unjudged: readonly Migration[];
  /** How many there are in all. */
  readonly total: number;
  readonly timeLimit: TimeLimit | undefined;
  readonly options: ProjectOptions;
  /** The command as typed, without the options that `givenWords` repeats. */
  readonly command: readonly string[];
  /** How to judge fewer, if there is a way. */
  readonly fewer?: string;
}

/** The finding that migrations were not judged, with the command that probably judges them all. */
export async function notJudged(request: NotJudgedRequest): Promise<Diagnostic[]> {
  const { unjudged: [first, ...others], total, timeLimit, options, command, fewer } = request;
  if (first === undefined || timeLimit === undefined) return [];
  const left = others.length + 1;
  const given = givenWords(options, await folderOfCaller());
  const seconds = timeNeeded(timeLimit, (total - left) / total);
  const words = ["penumbra", ...command, ...given, "--time-limit", String(seconds)];
  return [{
    code: "check/not-judged",
    severity: "error",
    message: `Cannot judge all ${total} migrations within ${timeLimit.seconds} s: ${left} ` +
      `${left === 1 ? "is" : "are"} left, from "${first.id}" on`,
    hint: [`Run ${shellWords(words)}`, ...fewer === undefined ? [] : [fewer]].join("; "),
  }];
}

/** The seconds for the whole, given which share was done; later migrations have more tables. */
function timeNeeded({ seconds }: TimeLimit, share: number): number {
  const needed = Math.ceil(seconds / Math.max(share, 0.1) ** 2 / 60) * 60;
  return Math.min(needed, MOST_SECONDS);
}

/** The greatest value of the option. */
const MOST_SECONDS = 86_400;
