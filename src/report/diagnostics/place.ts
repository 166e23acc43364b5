import { positionAt, type Span } from "../../base/diagnostic.ts";

/** The position of a span. Lines and columns from 1, columns in code points, end exclusive. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

/**
 * The path of a source relative to the top of its repository, as code scanning services expect it;
 * undefined for a source that is not a file.
 */
export type FileOf = (name: string) => string | undefined;

/** The place of a span in its source, under the source's own name. */
export function placeOf({ source, startOffset, endOffset }: Span): Place {
  const start = positionAt(source.text, startOffset);
  const end = positionAt(source.text, endOffset);
  return {
    file: source.name,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
  };
}

/** The place of a span under its path in the repository; undefined if there is no such file. */
export function placeInRepository(span: Span | undefined, fileOf: FileOf): Place | undefined {
  const file = span && fileOf(span.source.name);
  return span === undefined || file === undefined ? undefined : { ...placeOf(span), file };
}
