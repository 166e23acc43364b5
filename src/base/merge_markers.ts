/** A part of a text, the end exclusive. */
interface Range {
  readonly startOffset: number;
  readonly endOffset: number;
}

/**
 * The first line that git wrote where it could not merge, undefined where there is none: all three
 * lines must be there, in order, since each alone could be anything.
 * https://git-scm.com/docs/git-merge#_how_conflicts_are_presented
 */
export function findMergeMarker(text: string): Range | undefined {
  // A regular expression over a long text without any would look at it from every line.
  if (!text.includes("<<<<<<<") || !text.includes(">>>>>>>")) return undefined;
  const found = /^<{7}(?: .*)?$(?=[^]*^={7}\r?$[^]*^>{7}(?: .*)?$)/m.exec(text);
  return found === null
    ? undefined
    : { startOffset: found.index, endOffset: found.index + found[0].trimEnd().length };
}

/** What to do about it, whatever file it is in. */
export const RESOLVE_MERGE = "Choose one of the two versions, or join them, and remove the lines " +
  "that begin with <<<<<<<, ======= and >>>>>>>";
