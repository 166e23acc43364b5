import { splitStatements, type Statement } from "../../sql/statements.ts";

/**
 * A statement in a message, such as `statement 3 of 0004_orders.sql`. All statements of its source
 * are counted, even if some of them are not run.
 */
export function statementWords(
  { source, startOffset }: Pick<Statement, "source" | "startOffset">,
): string {
  const script = splitStatements(source);
  const all = script.ok ? script.value.statements : [];
  const index = all.findIndex((it) => it.startOffset === startOffset);
  return `${index < 0 ? "a statement" : `statement ${index + 1}`} of ${baseName(source.name)}`;
}

/** The file name without its directories. */
export function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
}
