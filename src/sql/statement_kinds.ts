import { outlineOf } from "./outline_of.ts";
import type { Statement } from "./statements.ts";

/** The folded name of the table that an INSERT, REPLACE or CREATE TABLE … AS adds rows to. */
export function filledTable(statement: Pick<Statement, "tokens">): string | undefined {
  const outline = outlineOf(statement);
  if (outline.kind === "insert") return outline.table.name;
  return outline.kind === "create" && writesRows(statement) ? outline.name.name : undefined;
}

/** Whether it is an INSERT, REPLACE, UPDATE or DELETE, after WITH too. */
export function changesRows(statement: Pick<Statement, "tokens">): boolean {
  return changedTable(statement) !== undefined;
}

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

/** Whether it is a ROLLBACK, to a savepoint too. */
export function undoes(statement: Pick<Statement, "tokens">): boolean {
  const outline = outlineOf(statement);
  return outline.kind === "transaction" && outline.action.startsWith("rollback");
}

/** Whether a statement writes rows. Of the definitions, only CREATE TABLE … AS does. */
export function writesRows(statement: Pick<Statement, "tokens">): boolean {
  const outline = outlineOf(statement);
  if (outline.kind === "create") return outline.object === "table" && outline.isFilled;
  return changesRows(statement);
}

/**
 * Whether a statement may write or delete rows. Of the definitions, DROP TABLE does too: it first deletes
 * the rows, with all consequences.
 */
export function movesRows(statement: Pick<Statement, "tokens">): boolean {
  const outline = outlineOf(statement);
  return writesRows(statement) || (outline.kind === "drop" && outline.object === "table");
}

/** Whether it is a CREATE TRIGGER. */
export function createsTrigger(statement: Pick<Statement, "tokens">): boolean {
  const outline = outlineOf(statement);
  return outline.kind === "create" && outline.object === "trigger";
}

/** Whether a statement reads or writes rows: one that writes them, a SELECT or VALUES. */
export function usesRows(statement: Pick<Statement, "tokens">): boolean {
  return writesRows(statement) || outlineOf(statement).kind === "select";
}
