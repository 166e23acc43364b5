import { fold } from "../../sql/names.ts";
import type { Catalog, CatalogObject } from "../dependencies/catalog.ts";
import { describedTable } from "../dependencies/described_table.ts";
import { isParentKey, uniqueKeysOf } from "./keys.ts";
import {
  type ForeignKey,
  foreignKeysOf,
  type Index,
  type SchemaSnapshot,
  type Table,
} from "../snapshot.ts";
import { readIndex } from "../text/object_sql.ts";

/** A foreign key without a unique key in its parent: SQLite's "foreign key mismatch". */
export interface MismatchedKey {
  readonly child: Table;
  readonly key: ForeignKey;
  readonly reason: "missing-table" | "not-unique";
}

/**
 * The foreign keys of tables in a schema, by default of all, that make SQLite refuse every write to
 * the child: the parent table is missing, or no key or non-partial unique index covers the referenced
 * columns with their collations.
 * https://www.sqlite.org/foreignkeys.html#fk_indexes
 */
export function mismatchedKeys(
  schema: SchemaSnapshot,
  children: readonly Table[] = schema.tables,
): MismatchedKey[] {
  if (children.length === 0) return [];
  const tables = new Map(schema.tables.map((table) => [fold(table.name), table]));
  const indexes = Map.groupBy(schema.indexes, (index) => fold(index.table));
  return children.flatMap((child) =>
    foreignKeysOf(child).flatMap((key): MismatchedKey[] => {
      const name = fold(key.references.table);
      const parent = tables.get(name);
      if (parent === undefined) return [{ child, key, reason: "missing-table" }];
      const matches = referencesKeyOf(key, parent, indexes.get(name) ?? []);
      return matches ? [] : [{ child, key, reason: "not-unique" }];
    })
  );
}

/**
 * Whether all foreign keys of the table match a key of their parent according to the SQL in the
 * catalog. False if that SQL is not understood.
 */
export function keysMatchParents<Item extends CatalogObject>(
  child: Item,
  catalog: Catalog<Item>,
): boolean {
  const table = describedTable(child);
  return table !== undefined && foreignKeysOf(table).every((key) => {
    const name = fold(key.references.table);
    const parent = [...catalog.named(name)].find(({ kind }) => kind === "table");
    const read = parent && describedTable(parent);
    const indexes = [...catalog.ownedBy(name)].filter(({ unique }) => unique);
    return read !== undefined &&
      referencesKeyOf(key, read, indexes.map(({ sql }) => readIndex(sql)));
  });
}

/** Whether the foreign key references a key of the parent, or one of the parent's unique indexes. */
function referencesKeyOf(
  { columns, references }: ForeignKey,
  parent: Table,
  indexes: readonly Index[],
): boolean {
  // The collations of an implied primary key need not match those of its columns.
  if (references.columns.length === 0) return parent.primaryKey?.terms.length === columns.length;
  return uniqueKeysOf(parent, indexes).some((key) => isParentKey(key, references.columns, parent));
}
