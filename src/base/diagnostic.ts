/** A text that people can be shown a place in: a file, or anything else that has a name. */
export interface SourceText {
  /** What people call it; for a file, its path as they would type it. */
  readonly name: string;
  readonly text: string;
}

/** A part of a source. Offsets are UTF-16 code units, the end is exclusive. */
export interface Span {
  readonly source: SourceText;
  readonly startOffset: number;
  readonly endOffset: number;
}

/** The very start of a source: the place of what is about all of it. */
export function startOf(source: SourceText): Span {
  return { source, startOffset: 0, endOffset: 0 };
}

/** How much a diagnostic weighs: only an error stops the work. */
export type Severity = "error" | "warning" | "note";

/** One thing to tell a person: what could not be done, where, and the next move. */
export interface Diagnostic {
  /** `area/name`, stable: scripts may compare it. */
  readonly code: `${string}/${string}`;
  readonly severity: Severity;
  /** A sentence without a final period: what could not be done, then the state found. */
  readonly message: string;
  readonly span?: Span;
  readonly notes?: readonly string[];
  /** Something to do, never a description. */
  readonly hint?: string;
  /**
   * Of an open question: the options that answer it, one of them is enough. As they are typed in a
   * shell; `SQL` stands for an expression.
   */
  readonly answers?: readonly string[];
}

/** A place in a text as people count: both from 1, columns in code points. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * The line and column of an offset. `\r\n`, `\n` and a lone `\r` end a line; a byte order mark at
 * the start is not a column.
 */
export function positionAt(text: string, offset: number): Position {
  const known = linesOf(text);
  const line = lineNumberAt(known, offset);
  const { last } = known;
  // Places mostly come in order, and a line may hold a megabyte: it is not counted again for each.
  const from = last.line === line && last.offset <= offset
    ? last
    : { offset: known.starts[line - 1]!, column: 1 };
  const column = from.column + codePoints(text, from.offset, offset);
  known.last = { line, offset, column };
  return { line, column };
}

/** The line that holds an offset, without its line break and without a byte order mark. */
export function lineAt(text: string, offset: number): string {
  const { starts } = linesOf(text);
  const line = lineNumberAt({ starts }, offset);
  const end = starts[line];
  const rest = text.slice(starts[line - 1], end);
  return end === undefined ? rest : rest.replace(/\r?\n$|\r$/, "");
}

/** The offset at which the line begins that holds an offset; a byte order mark is in no line. */
export function lineStartAt(text: string, offset: number): number {
  const { starts } = linesOf(text);
  return starts[lineNumberAt({ starts }, offset) - 1]!;
}

/** Where the lines of a text start, and the place that was asked for last. */
interface Lines {
  readonly text: string;
  readonly starts: readonly number[];
  last: Position & { readonly offset: number };
}

/** The lines of the text that was asked about last: what is told mostly lies in one file. */
let lastLines: Lines | undefined;

function linesOf(text: string): Lines {
  if (lastLines?.text === text) return lastLines;
  const starts = [text.startsWith("\uFEFF") ? 1 : 0];
  for (const { index, 0: ending } of text.matchAll(/\r\n|\n|\r/g)) {
    starts.push(index + ending.length);
  }
  lastLines = { text, starts, last: { line: 1, column: 1, offset: starts[0]! } };
  return lastLines;
}

/** The number, from 1, of the line that holds an offset: the last that starts there or before. */
function lineNumberAt({ starts }: Pick<Lines, "starts">, offset: number): number {
  let [low, high] = [1, starts.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle - 1]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How many code points begin in a part of the text, none where its end lies before its start. */
function codePoints(text: string, start: number, end: number): number {
  let count = 0;
  for (let offset = start; offset < Math.min(end, text.length); count++) {
    offset += text.codePointAt(offset)! > 0xffff && offset + 1 < end ? 2 : 1;
  }
  return count;
}
