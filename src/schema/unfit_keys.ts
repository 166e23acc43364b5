import { fold } from "../sql/names.ts";
import { isParentKey, uniqueKeysOf } from "./keys.ts";
import {
  type ForeignKey,
  foreignKeysOf,
  type Index,
  type SchemaSnapshot,
  type Table,
} from "./snapshot.ts";

/** A foreign key that points at nothing that could tell rows apart. */
export interface UnfitKey {
  readonly child: Table;
  readonly key: ForeignKey;
  readonly reason: "missing-table" | "not-unique";
}

/**
 * The foreign keys with which SQLite refuses to write any row of the child: the table is not there,
 * or no key and no whole unique index covers the columns as they compare.
 * https://www.sqlite.org/foreignkeys.html#fk_indexes
 */
export function unfitKeys(schema: SchemaSnapshot): UnfitKey[] {
  const tables = new Map(schema.tables.map((table) => [fold(table.name), table]));
  const indexes = Map.groupBy(schema.indexes, (index) => fold(index.table));
  return schema.tables.flatMap((child) =>
    foreignKeysOf(child).flatMap((key): UnfitKey[] => {
      const name = fold(key.references.table);
      const parent = tables.get(name);
      if (parent === undefined) return [{ child, key, reason: "missing-table" }];
      const isFit = isFitKey(key, parent, indexes.get(name) ?? []);
      return isFit ? [] : [{ child, key, reason: "not-unique" }];
    })
  );
}

/** Whether the foreign key references what tells the parent's rows apart, by a key or one of its indexes. */
export function isFitKey(
  { columns, references }: ForeignKey,
  parent: Table,
  indexes: readonly Index[],
): boolean {
  // A primary key that is not named need not compare as its columns do.
  if (references.columns.length === 0) return parent.primaryKey?.terms.length === columns.length;
  return uniqueKeysOf(parent, indexes).some((key) => isParentKey(key, references.columns, parent));
}
