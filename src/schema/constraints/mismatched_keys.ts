import { fold } from "../../sql/names.ts";
import type { Catalog, CatalogObject } from "../dependencies/catalog.ts";
import { isParentKey, uniqueKeysOf } from "./keys.ts";
import {
  type ForeignKey,
  foreignKeysOf,
  type Index,
  type SchemaSnapshot,
  type Table,
} from "../snapshot.ts";
import { readIndex } from "../text/object_sql.ts";
import { readTable, tableOfText } from "../text/table_sql.ts";

/** A foreign key that points at nothing that could tell rows apart. */
export interface MismatchedKey {
  readonly child: Table;
  readonly key: ForeignKey;
  readonly reason: "missing-table" | "not-unique";
}

/**
 * The foreign keys with which SQLite refuses to write any row of the child: the table is not there,
 * or no key and no whole unique index covers the columns as they compare.
 * https://www.sqlite.org/foreignkeys.html#fk_indexes
 */
export function mismatchedKeys(schema: SchemaSnapshot): MismatchedKey[] {
  const tables = new Map(schema.tables.map((table) => [fold(table.name), table]));
  const indexes = Map.groupBy(schema.indexes, (index) => fold(index.table));
  return schema.tables.flatMap((child) =>
    foreignKeysOf(child).flatMap((key): MismatchedKey[] => {
      const name = fold(key.references.table);
      const parent = tables.get(name);
      if (parent === undefined) return [{ child, key, reason: "missing-table" }];
      const isFit = isFitKey(key, parent, indexes.get(name) ?? []);
      return isFit ? [] : [{ child, key, reason: "not-unique" }];
    })
  );
}

/**
 * Whether no foreign key of a table has SQLite refuse to write rows, whatever they hold: as far as the
 * texts in the catalog say that. A text that is not understood fits nothing.
 */
export function keysFit<Item extends CatalogObject>(child: Item, catalog: Catalog<Item>): boolean {
  const table = tableOf(child);
  return table !== undefined && foreignKeysOf(table).every((key) => {
    const name = fold(key.references.table);
    const parent = [...catalog.named(name)].find(({ kind }) => kind === "table");
    const read = parent && tableOf(parent);
    const indexes = [...catalog.ownedBy(name)].filter(({ unique }) => unique);
    return read !== undefined && isFitKey(key, read, indexes.map(({ sql }) => readIndex(sql)));
  });
}

/** The table as its text says it, read once; undefined where that says more than the model. */
function tableOf(object: CatalogObject): Table | undefined {
  if (TABLES.has(object)) return TABLES.get(object);
  const text = readTable(object.sql);
  const table = text && tableOfText(object.name, text);
  TABLES.set(object, table);
  return table;
}

const TABLES = new WeakMap<CatalogObject, Table | undefined>();

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
