import { outlineOf } from "../../../sql/outline_of.ts";
import { rowUseOf } from "../../../sql/row_use.ts";
import { createsFilled, undoes } from "../../../sql/statement_kinds.ts";
import type { Statement } from "../../../sql/statements.ts";
import { isWord } from "../../../sql/tokens.ts";
import { parsesJson } from "./copies.ts";
import { indexedTable } from "./insert_reach.ts";

/**
 * Whether a statement neither deletes nor copies rows, if no trigger runs and the table has no conflict
 * clause with REPLACE: it inserts values of its own.
 */
export function onlyAddsValues(statement: Statement): boolean {
  const outline = outlineOf(statement);
  return outline.kind === "insert" && outline.start === 0 && outline.conflict === undefined &&
    !statement.tokens.some((token) => isWord(token, "select", "conflict"));
}

/**
 * Whether the statements of files can neither lose existing rows nor fail because of them, so that there
 * is nothing to judge. `affectsOthers` is the `insertReach` of these and all definitions before them.
 */
export function areHarmless(
  statements: readonly Statement[],
  affectsOthers: (table: string) => boolean,
): boolean {
  return harmfulAmong(statements, affectsOthers).length === 0;
}

/** Those of the statements of files that may lose existing rows, or fail because of them. */
export function harmfulAmong(
  statements: readonly Statement[],
  affectsOthers: (table: string) => boolean,
): Statement[] {
  const created = new Set<string>();
  return statements.filter((statement) => {
    const outline = outlineOf(statement);
    if (outline.kind !== "create") return !isHarmless(statement, affectsOthers);
    // A table that is created here has no rows before.
    if (outline.object === "table" && !outline.isConditional) created.add(outline.name.name);
    // It has none of the rows of the table that it indexes.
    if (outline.object === "virtual-table" && indexedTable(statement) !== undefined) return true;
    // Of the expressions of an index, only those about JSON are known to fail.
    const demands = outline.object === "index" && (outline.isUnique || parsesJson(statement));
    return createsFilled(statement) || (demands && !created.has(outline.table?.name ?? ""));
  });
}

/** Whether a statement that creates nothing is harmless. */
function isHarmless(
  statement: Statement,
  affectsOthers: (table: string) => boolean,
): boolean {
  const outline = outlineOf(statement);
  switch (outline.kind) {
    case "pragma":
      return true;
    case "transaction":
      return !undoes(statement);
    case "drop":
      return outline.object !== "table";
    case "insert":
      return onlyAddsValues(statement) && !affectsOthers(outline.table.name);
    case "alter":
      return outline.action.kind === "add-column" && rowUseOf(statement) === "none";
    default:
      return false;
  }
}
