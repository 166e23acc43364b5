import { type Statement, statementsIn } from "../../sql/statements.ts";

/**
 * A statement in a message, such as `statement 3 of 0004_orders.sql`. All statements of its source
 * are counted, even if some of them are not run.
 */
export function statementWords(
  { source, startOffset }: Pick<Statement, "source" | "startOffset">,
): string {
  const index = statementsIn(source).findIndex((it) => it.startOffset === startOffset);
  return `${index < 0 ? "a statement" : `statement ${index + 1}`} of ${shortName(source.name)}`;
}

/**
 * The name of a file without its folders, but with the last one if that has the version:
 * `0004_orders.sql`, `0004_orders/migration.sql`.
 */
export function shortName(path: string): string {
  return /(?:(?<=^|[/\\])\d[^/\\]*[/\\]\D)?[^/\\]*$/.exec(path)![0];
}
