import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";

/** The folded names of the columns that statements add to a table. */
export function addedColumns(statements: readonly Statement[], table: string): ReadonlySet<string> {
  return new Set(statements.flatMap((statement) => {
    const outline = outlineOf(statement);
    const isIt = outline.kind === "alter" && outline.table.name === table;
    return isIt && outline.action.kind === "add-column" ? outline.action.column.name : [];
  }));
}
