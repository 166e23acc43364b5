import type { SourceText } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import type { Statement } from "../../sql/statements.ts";
import { aboveMarker, noMarker } from "./marked_files.ts";
import { onlyParts } from "./parts.ts";
import { endWithSemicolon, statementsOf } from "./statement_ends.ts";

/**
 * A tool whose files have the up migration below `-- +tool Up` and the down migration below `-- +tool Down`. A
 * line that ends with a semicolon ends a statement there, so that what has one inside, such as a
 * trigger, is between `StatementBegin` and `StatementEnd`.
 */
export interface Annotations {
  /** What people call it. */
  readonly tool: string;
  /** The word of its annotations: `goose` in `-- +goose Up`. */
  readonly word: string;
  /** Begins the up migration, at the start of a line. */
  readonly up: RegExp;
  /** Begins the down migration. */
  readonly down: RegExp;
}

/** What is run on the up migration: the comments above its marker, and all down to the other marker. */
export function upPart(
  source: SourceText,
  { tool, word, up, down }: Annotations,
): Result<SourceText> {
  const { text } = source;
  const marked = { source, tool, marker: `-- +${word} Up` };
  const upOffset = up.exec(text)?.index;
  if (upOffset === undefined) return fail("unfinished", noMarker(marked));
  const stray = aboveMarker(marked, upOffset);
  if (stray !== undefined) return fail("unfinished", stray);
  const endOffset = down.exec(text)?.index ?? text.length;
  return succeed(onlyParts(source, [{ startOffset: 0, endOffset }]));
}

/** The text of a file with both ways; that back is left out where there is none. */
export function annotatedFile(
  { word }: Annotations,
  { sql, downSql }: { readonly sql: string; readonly downSql?: string | undefined },
): string {
  return `-- +${word} Up\n${annotated(sql, word)}` +
    (downSql === undefined ? "" : `\n-- +${word} Down\n${annotated(downSql, word)}`);
}

/** The SQL with the annotations without which the tool would split a statement, or join two. */
function annotated(sql: string, word: string): string {
  let annotated = "";
  let doneOffset = 0;
  for (const statement of statementsOf(sql).filter(needsAnnotation)) {
    const endOffset = endWithSemicolon(statement);
    annotated += sql.slice(doneOffset, statement.startOffset) + `-- +${word} StatementBegin\n` +
      sql.slice(statement.startOffset, endOffset) + `\n-- +${word} StatementEnd`;
    doneOffset = endOffset;
  }
  return annotated + sql.slice(doneOffset);
}

/** Whether the tool would see another end than the statement has. */
function needsAnnotation(statement: Statement): boolean {
  const { source, startOffset } = statement;
  const lines = source.text.slice(startOffset, endWithSemicolon(statement)).split("\n");
  return lines.some((line, index) => endsThere(line) !== (index === lines.length - 1));
}

/** To the tool the first word that begins with two hyphens begins a comment, wherever it stands. */
function endsThere(line: string): boolean {
  return line.replace(/(?<!\S)--.*$/, "").trimEnd().endsWith(";");
}
