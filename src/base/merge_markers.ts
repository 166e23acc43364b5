import type { SourceText } from "./diagnostic.ts";

/** A part of a text, the end exclusive. */
interface Range {
  readonly startOffset: number;
  readonly endOffset: number;
}

/**
 * The first conflict marker that git wrote, or undefined. All three lines must be present, in
 * order, since each alone could be anything.
 * https://git-scm.com/docs/git-merge#_how_conflicts_are_presented
 */
export function findMergeMarker(text: string): Range | undefined {
  // On a long text without markers, the regular expression would scan ahead from every line.
  if (!text.includes("<<<<<<<") || !text.includes(">>>>>>>")) return undefined;
  const found = /^<{7}(?: .*)?$(?=[^]*^={7}\r?$[^]*^>{7}(?: .*)?$)/m.exec(text);
  return found === null
    ? undefined
    : { startOffset: found.index, endOffset: found.index + found[0].trimEnd().length };
}

/** The hint for merge conflicts, in any file. */
export const RESOLVE_MERGE = "Choose one of the two versions, or join them, and remove the lines " +
  "that begin with <<<<<<<, ======= and >>>>>>>";

/** Why a file that a tool keeps beside its migrations cannot be read, and the hint. */
export function unreadable({ name, text }: SourceText, reason: string) {
  const hasMarkers = findMergeMarker(text) !== undefined;
  return {
    message: `Cannot read "${name}": ${
      hasMarkers ? "it still has merge conflict markers" : reason
    }`,
    hint: hasMarkers ? REBASE_MERGE : "Restore it",
  };
}

/** The hint for merge conflicts in such a file. */
export const REBASE_MERGE = "Run penumbra rebase, which moves your migrations after those of the " +
  "main branch";
