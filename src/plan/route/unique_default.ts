import { isRowidColumn, uniqueKeysOf } from "../../schema/keys.ts";
import type { Column, Index, Table } from "../../schema/snapshot.ts";
import { fold, sameName } from "../../sql/names.ts";
import { isConstant } from "./route.ts";

/**
 * Whether a column would give every row that is there the same value where each must have its own:
 * it has one default for all, and a key or a unique index covers it alone. An index over a part of
 * the rows may leave the default out, so it is passed over.
 */
export function repeatsWhereUnique(
  column: Column,
  { table, indexes }: { readonly table: Table; readonly indexes: readonly Index[] },
): boolean {
  if (column.default === undefined || column.default === "null") return false;
  // No default ever applies to the rowid.
  if (isRowidColumn(table, column.name)) return false;
  const isSame = isConstant(column.default) || fold(column.default).startsWith("current_");
  return isSame &&
    uniqueKeysOf(table, indexes).some(({ terms, where }) =>
      where === undefined && terms.length === 1 && sameName(terms[0]!.column ?? "", column.name)
    );
}
