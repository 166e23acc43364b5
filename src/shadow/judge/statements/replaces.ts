import { changesChildren } from "../../../schema/constraints/keys.ts";
import {
  findByName,
  foreignKeysOf,
  type SchemaSnapshot,
  type Table,
} from "../../../schema/snapshot.ts";
import { fold, sameName } from "../../../sql/names.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import type { Statement } from "../../../sql/statements.ts";

/** The folded name of the table whose rows a statement may replace, which deletes them first. */
export function replacedBy(
  statement: Statement,
  { tables }: Pick<SchemaSnapshot, "tables">,
): string | undefined {
  const outline = outlineOf(statement);
  if (outline.kind !== "insert" && outline.kind !== "update") return undefined;
  const { conflict, table: { name } } = outline;
  const table = findByName(tables, name);
  const keys = table === undefined ? [] : [table.primaryKey, ...table.constraints];
  const replaces = conflict === undefined
    ? keys.some((key) => key !== undefined && "conflict" in key && key.conflict === "replace")
    : conflict === "replace";
  return replaces ? fold(name) : undefined;
}

/** The tables whose rows change with those of a table, by ON DELETE of their own foreign keys. */
export function childrenOf(table: string, tables: readonly Table[]): Table[] {
  return tables.filter((child) =>
    foreignKeysOf(child).some(({ references, onDelete }) =>
      sameName(references.table, table) && changesChildren(onDelete)
    )
  );
}
