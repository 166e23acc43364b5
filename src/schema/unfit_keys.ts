import { fold } from "../sql/names.ts";
import {
  findByName,
  type ForeignKey,
  foreignKeysOf,
  type Index,
  type KeyTerm,
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
  const indexes = Map.groupBy(
    schema.indexes.filter((index) => index.unique && index.where === undefined),
    (index) => fold(index.table),
  );
  return schema.tables.flatMap((child) =>
    foreignKeysOf(child).flatMap((key): UnfitKey[] => {
      const name = fold(key.references.table);
      const parent = tables.get(name);
      if (parent === undefined) return [{ child, key, reason: "missing-table" }];
      const isFit = isCovered(key, parent, indexes.get(name) ?? []);
      return isFit ? [] : [{ child, key, reason: "not-unique" }];
    })
  );
}

function isCovered({ columns, references }: ForeignKey, parent: Table, unique: readonly Index[]) {
  if (references.columns.length === 0) return parent.primaryKey?.terms.length === columns.length;
  const wanted = references.columns.map(fold).sort().join("\0");
  const covers = ({ terms }: { readonly terms: readonly KeyTerm[] }) =>
    terms.every((term) => comparesAsColumn(term, parent)) &&
    terms.map((term) => fold(term.column!)).sort().join("\0") === wanted;
  return [
    ...(parent.primaryKey === undefined ? [] : [parent.primaryKey]),
    ...parent.constraints.filter((constraint) => constraint.kind === "unique"),
    ...unique,
  ].some(covers);
}

function comparesAsColumn({ column, collation }: KeyTerm, { columns }: Table): boolean {
  const own = column === undefined ? undefined : findByName(columns, column);
  return own !== undefined &&
    (collation === undefined || collation === (own.collation ?? "binary"));
}
