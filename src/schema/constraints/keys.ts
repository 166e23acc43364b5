import { sameName } from "../../sql/names.ts";
import {
  type Expression,
  findByName,
  type ForeignKey,
  type Index,
  type KeyTerm,
  type Table,
} from "../snapshot.ts";

/** A primary key, a UNIQUE constraint or a unique index: no two rows hold the same in its terms. */
export interface UniqueKey {
  readonly terms: readonly KeyTerm[];
  /** The rows that the key covers, where these are not all rows. */
  readonly where?: Expression;
  /** The index, where the key is one that was created by name. */
  readonly index?: Index;
}

/** The primary key, the UNIQUE constraints and the unique indexes of the table, partial ones too. */
export function uniqueKeysOf(table: Table, indexes: readonly Index[]): UniqueKey[] {
  const own = indexes.filter((index) => index.unique && sameName(index.table, table.name));
  return [
    ...(table.primaryKey === undefined ? [] : [table.primaryKey]),
    ...table.constraints.filter((constraint) => constraint.kind === "unique"),
  ].map(({ terms }): UniqueKey => ({ terms })).concat(
    own.map((index) => ({
      terms: index.terms,
      ...(index.where !== undefined && { where: index.where }),
      index,
    })),
  );
}

/**
 * The column that is the rowid itself, as written: an INTEGER PRIMARY KEY.
 * https://www.sqlite.org/lang_createtable.html#rowid
 */
export function rowidColumn({ primaryKey }: Pick<Table, "primaryKey">): string | undefined {
  return primaryKey?.isRowid ? primaryKey.terms[0]?.column : undefined;
}

/** Whether the column is the rowid itself. */
export function isRowidColumn(table: Pick<Table, "primaryKey">, column: string): boolean {
  const own = rowidColumn(table);
  return own !== undefined && sameName(own, column);
}

/** The names of the rowid, the usual one first. https://www.sqlite.org/rowidtable.html */
const ROWID_ALIASES = ["rowid", "_rowid_", "oid"];

/** A name of the rowid that no column of the tables takes. */
export function rowidAlias(tables: readonly Table[]): string | undefined {
  return ROWID_ALIASES.find((alias) =>
    tables.every((table) => findByName(table.columns, alias) === undefined)
  );
}

/** Whether the column is called like the rowid: since SQLite 3.54 no ALTER adds or drops such a one. */
export function isRowidAlias(column: string): boolean {
  return ROWID_ALIASES.some((alias) => sameName(alias, column));
}

/** Whether the column is in the primary key. */
export function isInKey({ primaryKey }: Pick<Table, "primaryKey">, column: string): boolean {
  return primaryKey?.terms.some((term) => sameName(term.column ?? "", column)) ?? false;
}

/**
 * Whether a row of the table can hold NULL in the column. Apart from NOT NULL columns, the rowid and
 * key columns of WITHOUT ROWID and STRICT tables cannot.
 * https://www.sqlite.org/lang_createtable.html#the_primary_key
 */
export function mayHoldNull(table: Table, column: string): boolean {
  const own = findByName(table.columns, column);
  if (own === undefined || own.notNull !== undefined) return false;
  if (isRowidColumn(table, column)) return false;
  return !(isInKey(table, column) && (table.withoutRowid || table.strict));
}

/** The parent's columns that the foreign key references: its primary key where none are named. */
export function referencedColumns(
  { references }: Pick<ForeignKey, "references">,
  parent: Pick<Table, "primaryKey">,
): readonly string[] {
  if (references.columns.length > 0) return references.columns;
  return parent.primaryKey?.terms.flatMap((term) => term.column ?? []) ?? [];
}

/**
 * The foreign key with the columns that it leaves to its parent's primary key, which are the same as
 * if they were named; as it is where there is no such key, or where the key compares in another way
 * than its columns do: a key that names them would then need another index.
 */
export function withNamedColumns(key: ForeignKey, parent: Table | undefined): ForeignKey {
  const { columns, references } = key;
  if (references.columns.length > 0 || parent?.primaryKey === undefined) return key;
  const named = referencedColumns(key, parent);
  const isSame = named.length === columns.length &&
    coversColumns(parent.primaryKey.terms, named, parent);
  return isSame ? { ...key, references: { ...references, columns: named } } : key;
}

/** Whether a foreign key can reference the columns by that key: it covers them, and every row. */
export function isParentKey(key: UniqueKey, columns: readonly string[], table: Table): boolean {
  return key.where === undefined && coversColumns(key.terms, columns, table);
}

/**
 * Whether the terms are these columns in any order, each with the collation of its column, which is
 * what SQLite asks of a parent key. The collation of a rowid does not matter. Without the table, a
 * term that names a collation covers nothing.
 * https://www.sqlite.org/foreignkeys.html#fk_indexes
 */
export function coversColumns(
  terms: readonly KeyTerm[],
  columns: readonly string[],
  table?: Table,
): boolean {
  return columns.length > 0 && columns.length === terms.length &&
    terms.every((term) =>
      columns.some((name) => sameName(name, term.column ?? "")) && comparesAsColumn(term, table)
    );
}

function comparesAsColumn({ column = "", collation }: KeyTerm, table: Table | undefined): boolean {
  if (collation === undefined) return true;
  if (table === undefined) return false;
  const own = findByName(table.columns, column);
  return isRowidColumn(table, column) || collation === (own?.collation ?? "binary");
}

/** Whether rows can be found by these columns without reading all of them. */
export function isIndexed(table: Table, columns: readonly string[]): boolean {
  return uniqueKeysOf(table, []).some((key) => leads(key, columns));
}

/** Whether the index or key begins with these columns, in any order. */
export function leads({ terms }: Pick<Index, "terms">, columns: readonly string[]): boolean {
  return coversColumns(terms.slice(0, columns.length), columns);
}

/** Whether the index is the key that the foreign key references. */
export function isKeyOf(index: Index, key: ForeignKey, tables: readonly Table[]): boolean {
  const parent = findByName(tables, key.references.table);
  return parent !== undefined && sameName(index.table, parent.name) &&
    isParentKey(index, referencedColumns(key, parent), parent);
}
