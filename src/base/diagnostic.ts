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

/** How much a diagnostic weighs: only an error stops the work. */
export type Severity = "error" | "warning" | "note";

/** One thing to tell a person: what could not be done, where, and the next move. */
export interface Diagnostic {
  /** `room/slug`, stable: scripts may compare it. */
  readonly code: `${string}/${string}`;
  readonly severity: Severity;
  /** A sentence without a final period: what could not be done, then the state found. */
  readonly message: string;
  readonly span?: Span;
  readonly notes?: readonly string[];
  /** Something to do, never a description. */
  readonly hint?: string;
}

/** A place in a text as people count: both from 1, columns in code points. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * The line and column of an offset. `\r\n`, `\n` and a lone `\r` end a line; a byte order mark at
 * the start is no column.
 */
export function positionAt(text: string, offset: number): Position {
  let line = 1;
  let lineStart = textStart(text);
  for (let index = lineStart; index < offset; index++) {
    const character = text[index];
    const ends = character === "\n" || (character === "\r" && text[index + 1] !== "\n");
    if (ends) {
      line++;
      lineStart = index + 1;
    }
  }
  return { line, column: [...text.slice(lineStart, offset)].length + 1 };
}

/** The line that holds an offset, without its line break and without a byte order mark. */
export function lineAt(text: string, offset: number): string {
  const before = text.slice(0, offset);
  const lineStart = Math.max(before.lastIndexOf("\n"), before.lastIndexOf("\r")) + 1;
  const start = Math.max(lineStart, textStart(text));
  const rest = text.slice(start).search(/[\r\n]/);
  return rest < 0 ? text.slice(start) : text.slice(start, start + rest);
}

/** Where the text starts for a reader. */
function textStart(text: string): number {
  return text.startsWith("\uFEFF") ? 1 : 0;
}
