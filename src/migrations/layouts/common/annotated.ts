import type { Diagnostic, SourceText } from "../../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../../base/result.ts";
import { splitStatements, type Statement } from "../../../sql/statements.ts";
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
  const part = onlyParts(source, [{ startOffset: 0, endOffset }]);
  const cut = cutStatement(part, { tool, word });
  return cut === undefined ? succeed(part) : fail("unfinished", cut);
}

/**
 * A diagnostic for the first statement that the tool would end elsewhere, so that other statements
 * run than are read here.
 */
function cutStatement(
  source: SourceText,
  { tool, word }: Pick<Annotations, "tool" | "word">,
): Diagnostic | undefined {
  const script = splitStatements(source);
  // Whatever cannot be split is reported when it is run.
  if (!script.ok) return undefined;
  const annotation = new RegExp(`^--\\s*\\+${word}\\s+Statement(Begin|End)\\b`, "i");
  let isEnclosed = false;
  for (const statement of script.value.statements) {
    for (const { text, startOffset } of statement.comments) {
      const [, which] = annotation.exec(text) ?? [];
      const isAbove = startOffset < statement.startOffset;
      if (which !== undefined && isAbove) isEnclosed = which.toLowerCase() === "begin";
    }
    // The tool itself refuses a last statement without a semicolon.
    if (isEnclosed || !statement.closed || !needsAnnotation(statement)) continue;
    const { startOffset, endOffset } = statement;
    return {
      code: "migrations/cut-statement",
      severity: "error",
      message: `Cannot read "${source.name}": ${tool} ends a statement elsewhere than SQLite`,
      span: { source, startOffset, endOffset },
      hint: `Write "-- +${word} StatementBegin" above it and "-- +${word} StatementEnd" below`,
    };
  }
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
