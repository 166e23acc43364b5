import type { AlterColumn } from "../change.ts";
import { isRowidColumn } from "../../schema/constraints/keys.ts";
import type { Column, Table } from "../../schema/snapshot.ts";
import { fold } from "../../sql/names.ts";

/** The key of a fill: the folded names of the table and the column after the migration. */
export function fillKey(table: string, column: string): string {
  return `${fold(table)}\0${fold(column)}`;
}

/** The fills of one table, as SQL, by folded column. */
export function fillsOf(table: Table, fills: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(table.columns.flatMap((column) => {
    const fill = fills.get(fillKey(table.name, column.name));
    return fill === undefined ? [] : [[fold(column.name), fill] as const];
  }));
}

/** The SQL that replaces NULL in a column that becomes NOT NULL, or undefined if nothing does. */
export function replacementForNull(
  column: Column,
  fills: ReadonlyMap<string, string>,
): string | undefined {
  const fill = fills.get(fold(column.name));
  if (fill !== undefined) return fill;
  return column.default === undefined || column.default === "null" ? undefined : column.default;
}

/** Whether a nullable column becomes NOT NULL. The rowid never was nullable. */
export function becomesNotNull(change: AlterColumn, table: Pick<Table, "primaryKey">): boolean {
  return !isRowidColumn(table, change.before.name) &&
    change.before.notNull === undefined && change.after.notNull !== undefined;
}
