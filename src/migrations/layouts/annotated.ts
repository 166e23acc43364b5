import type { SourceText } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import type { Statement } from "../../sql/statements.ts";
import { aboveMarker, noMarker } from "./marked_files.ts";
import { onlyParts } from "./parts.ts";
import { endWithSemicolon, statementsOf } from "./statement_ends.ts";

/**
 * A tool whose files contain the up migration below `-- +tool Up` and the down migration below
 * `-- +tool Down`. A semicolon at the end of a line ends a statement, so a statement that contains
 * one, such as a trigger, is enclosed in `StatementBegin` and `StatementEnd`.
 */
export interface Annotations {
  /** Its name for people. */
  readonly tool: string;
  /** The word of its annotations: `goose` in `-- +goose Up`. */
  readonly word: string;
  /** Matches the start of the up migration, at the start of a line. */
  readonly up: RegExp;
  /** Matches the start of the down migration. */
  readonly down: RegExp;
}

/**
 * The part that is run as the up migration: the comments above its marker, and everything up to the
 * other marker.
 */
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

/** The text of a file with both parts, or without the down migration if there is none. */
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

/** Whether the tool would end the statement elsewhere. */
function needsAnnotation(statement: Statement): boolean {
  const { source, startOffset } = statement;
  const lines = source.text.slice(startOffset, endWithSemicolon(statement)).split("\n");
  return lines.some((line, index) => endsStatement(line) !== (index === lines.length - 1));
}

/**
 * Whether the tool would end a statement at this line: it treats the first word that starts with
 * two hyphens as a comment.
 */
function endsStatement(line: string): boolean {
  return line.replace(/(?<!\S)--.*$/, "").trimEnd().endsWith(";");
}
