import { outlineOf } from "./outline_of.ts";
import type { Statement } from "./statements.ts";
import { isWord } from "./tokens.ts";

/** The folded name of the table that an INSERT, REPLACE, UPDATE or DELETE names as its own. */
export function changedTable(statement: Pick<Statement, "tokens">): string | undefined {
  const outline = outlineOf(statement);
  switch (outline.kind) {
    case "insert":
    case "update":
    case "delete":
      return outline.table.name;
  }
}

/** The folded name of the table that an INSERT, REPLACE or CREATE TABLE … AS adds rows to. */
export function filledTable(statement: Pick<Statement, "tokens">): string | undefined {
  const outline = outlineOf(statement);
  if (outline.kind === "insert") return outline.table.name;
  return outline.kind === "create" && createsFilled(statement) ? outline.name.name : undefined;
}

/** Whether it is an INSERT, REPLACE, UPDATE or DELETE, after WITH too. */
export function changesRows(statement: Pick<Statement, "tokens">): boolean {
  return changedTable(statement) !== undefined;
}

/** Whether it is an INSERT, REPLACE, UPDATE or DELETE, or CREATE TABLE … AS, the one definition with rows. */
export function writesRows(statement: Pick<Statement, "tokens">): boolean {
  return changesRows(statement) || createsFilled(statement);
}

/** Whether a statement writes rows, or is a SELECT or VALUES. */
export function readsOrWritesRows(statement: Pick<Statement, "tokens">): boolean {
  return writesRows(statement) || outlineOf(statement).kind === "select";
}

/** The folded name of the table that a DROP TABLE drops. */
export function droppedTable(statement: Pick<Statement, "tokens">): string | undefined {
  const outline = outlineOf(statement);
  return outline.kind === "drop" && outline.object === "table" ? outline.name.name : undefined;
}

/**
 * Whether a statement writes rows, or is a DROP TABLE: it first deletes the rows, with all consequences.
 * https://www.sqlite.org/lang_droptable.html
 */
export function writesOrDropsRows(statement: Pick<Statement, "tokens">): boolean {
  return writesRows(statement) || droppedTable(statement) !== undefined;
}

/**
 * Whether a statement adds rows, and neither changes nor deletes any itself, unless its table says ON CONFLICT
 * REPLACE: no OR REPLACE, no ON CONFLICT DO UPDATE.
 */
export function onlyAddsRows(statement: Pick<Statement, "tokens">): boolean {
  const outline = outlineOf(statement);
  if (outline.kind !== "insert") return createsFilled(statement);
  return outline.conflict !== "replace" &&
    !statement.tokens.some((token) => isWord(token, "update"));
}

/** Whether a statement changes definitions, and no row but by adding or removing a column. */
export function onlyDefines(statement: Pick<Statement, "tokens">): boolean {
  const { kind } = outlineOf(statement);
  return ["create", "alter", "drop"].includes(kind) && !writesOrDropsRows(statement);
}

/** Whether it is a CREATE TABLE … AS. */
export function createsFilled(statement: Pick<Statement, "tokens">): boolean {
  const outline = outlineOf(statement);
  return outline.kind === "create" && outline.object === "table" && outline.isFilled;
}

/** Whether it is a CREATE TRIGGER. */
export function createsTrigger(statement: Pick<Statement, "tokens">): boolean {
  const outline = outlineOf(statement);
  return outline.kind === "create" && outline.object === "trigger";
}

/** The folded names of a table before and after a statement that renames it. */
export function renameIn(
  statement: Pick<Statement, "tokens">,
): { readonly before: string; readonly after: string } | undefined {
  const outline = outlineOf(statement);
  return outline.kind === "alter" && outline.action.kind === "rename-table"
    ? { before: outline.table.name, after: outline.action.to.name }
    : undefined;
}

/** Whether it is a ROLLBACK, to a savepoint too. */
export function undoes(statement: Pick<Statement, "tokens">): boolean {
  const outline = outlineOf(statement);
  return outline.kind === "transaction" && outline.action.startsWith("rollback");
}
