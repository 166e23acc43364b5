/** A text with a name: a file, or anything else that a diagnostic can refer to. */
export interface SourceText {
  /** The name to show; for a file, its path as one would type it. */
  readonly name: string;
  /** The whole text. */
  readonly text: string;
}

/** A part of a source. Offsets are UTF-16 code units, the end is exclusive. */
export interface Span {
  /** The source that it is a part of. */
  readonly source: SourceText;
  /** Where it starts, from 0. */
  readonly startOffset: number;
  /** Where it ends, exclusive. */
  readonly endOffset: number;
}

/** The start of a source: the place of diagnostics about all of it. */
export function startOf(source: SourceText): Span {
  return { source, startOffset: 0, endOffset: 0 };
}

/** The severity of a diagnostic: only an error stops the work. */
export type Severity = "error" | "warning" | "note";

/** An error, warning or note for people: what could not be done, where, and what to do next. */
export interface Diagnostic {
  /**
   * Identifies the kind of problem, such as `diff/rename-or-drop`. It is stable, so programs may compare it;
   * `penumbra explain CODE` describes it.
   */
  readonly code: `${string}/${string}`;
  /** Whether it is an error, a warning or a note. */
  readonly severity: Severity;
  /** A sentence without a final period: what could not be done, then the state found. */
  readonly message: string;
  /** The place that it is about, if there is one. */
  readonly span?: Span;
  /** More sentences that explain the message. */
  readonly notes?: readonly string[];
  /** What to do about it, in the imperative. */
  readonly hint?: string;
  /**
   * For an open question, the command line options that answer it, such as `--rename users.name:users.label`; one
   * of them is enough. `SQL` stands for an expression.
   */
  readonly answers?: readonly string[];
  /** What the application may register, if it is missing for this reason; absent if a misspelling is likelier. */
  readonly undeclared?: Undeclared;
}

/** A name that an engine does not know, and the key of penumbra.json that declares it. */
export interface Undeclared {
  readonly key: "functions" | "collations" | "modules";
  readonly name: string;
}

/** A diagnostic as text: the message, and a line for each note and the hint. */
export function diagnosticText({ message, notes = [], hint }: Diagnostic): string {
  const hints = hint === undefined ? [] : [`hint: ${hint}`];
  return [message, ...notes.map((note) => `note: ${note}`), ...hints].join("\n");
}

/** A place in a text: line and column from 1, columns in code points. */
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
  // Places are mostly requested in order, and a line may be a megabyte long, so counting resumes at
  // the last one.
  const from = last.line === line && last.offset <= offset
    ? last
    : { offset: known.starts[line - 1]!, column: 1 };
  const column = from.column + codePoints(text, from.offset, offset);
  known.last = { line, offset, column };
  return { line, column };
}

/** The line that contains an offset, without its line break and without a byte order mark. */
export function lineAt(text: string, offset: number): string {
  const { starts } = linesOf(text);
  const line = lineNumberAt({ starts }, offset);
  const end = starts[line];
  const rest = text.slice(starts[line - 1], end);
  return end === undefined ? rest : rest.replace(/\r?\n$|\r$/, "");
}

/** The offset of the start of the line that contains an offset; a byte order mark is in no line. */
export function lineStartAt(text: string, offset: number): number {
  const { starts } = linesOf(text);
  return starts[lineNumberAt({ starts }, offset) - 1]!;
}

/** The offsets of the lines of a text, and the last position requested. */
interface Lines {
  readonly text: string;
  readonly starts: readonly number[];
  last: Position & { readonly offset: number };
}

/** The lines of the last text, since most diagnostics are about one file. */
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

/** The number, from 1, of the line that contains an offset. */
function lineNumberAt({ starts }: Pick<Lines, "starts">, offset: number): number {
  let [low, high] = [1, starts.length];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle - 1]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The number of code points that start in a part of the text, 0 if its end precedes its start. */
function codePoints(text: string, start: number, end: number): number {
  let count = 0;
  for (let offset = start; offset < Math.min(end, text.length); count++) {
    offset += text.codePointAt(offset)! > 0xffff && offset + 1 < end ? 2 : 1;
  }
  return count;
}
