import { ROWID_NAMES, sameName } from "../../sql/names.ts";
import {
  type Column,
  type Expression,
  findByName,
  type ForeignKey,
  type ForeignKeyAction,
  hasRowid,
  type Index,
  type KeyTerm,
  type Table,
} from "../snapshot.ts";
import { affinityOf } from "./affinity.ts";

/** A primary key, a UNIQUE constraint or a unique index: no two rows have equal values in its terms. */
export interface UniqueKey {
  readonly terms: readonly KeyTerm[];
  /** The WHERE of a partial index. */
  readonly where?: Expression;
}

/** The primary key, UNIQUE constraints and unique indexes of the table, partial ones included. */
export function uniqueKeysOf(table: Table, indexes: readonly Index[]): UniqueKey[] {
  const own = indexes.filter((index) => index.unique && sameName(index.table, table.name));
  return [
    ...(table.primaryKey === undefined ? [] : [table.primaryKey]),
    ...table.constraints.filter((constraint) => constraint.kind === "unique"),
  ].map(({ terms }): UniqueKey => ({ terms })).concat(
    own.map(({ terms, where }) => ({ terms, ...(where !== undefined && { where }) })),
  );
}

/**
 * The column that is an alias for the rowid, as written: an INTEGER PRIMARY KEY.
 * https://www.sqlite.org/lang_createtable.html#rowid
 */
export function rowidColumn({ primaryKey }: Pick<Table, "primaryKey">): string | undefined {
  return primaryKey?.isRowid ? primaryKey.terms[0]?.column : undefined;
}

/** Whether the column is an alias for the rowid. */
export function isRowidColumn(table: Pick<Table, "primaryKey">, column: string): boolean {
  const own = rowidColumn(table);
  return own !== undefined && sameName(own, column);
}

/** A name of the rowid that none of the columns has, or undefined. */
export function rowidAlias(columns: readonly { readonly name: string }[]): string | undefined {
  return ROWID_NAMES.find((alias) => findByName(columns, alias) === undefined);
}

/**
 * Whether a column of the table has a name of its rowid: since SQLite 3.54 no ALTER can add, drop or
 * rename such a column.
 */
export function hasRowidName(table: Table, column: string): boolean {
  return hasRowid(table) && ROWID_NAMES.some((alias) => sameName(alias, column));
}

/** Whether the column is in the primary key. */
export function isInKey({ primaryKey }: Pick<Table, "primaryKey">, column: string): boolean {
  return primaryKey?.terms.some((term) => sameName(term.column ?? "", column)) ?? false;
}

/**
 * Whether the column can be NULL in a row of the table. NOT NULL columns cannot, nor can the rowid
 * and the key columns of WITHOUT ROWID and STRICT tables.
 * https://www.sqlite.org/lang_createtable.html#the_primary_key
 */
export function mayHoldNull(table: Table, column: string): boolean {
  const own = findByName(table.columns, column);
  if (own === undefined || own.notNull !== undefined) return false;
  if (isRowidColumn(table, column)) return false;
  return !(isInKey(table, column) && (table.withoutRowid || table.strict));
}

/** Whether a column of the table can hold nothing but integers and NULL, whatever is written to it. */
export function holdsOnlyIntegers(table: Table, { name, type }: Pick<Column, "name" | "type">) {
  return isRowidColumn(table, name) || (table.strict && affinityOf(type) === "integer");
}

/** The columns of the parent that the foreign key references: its primary key if none are named. */
export function referencedColumns(
  { references }: Pick<ForeignKey, "references">,
  parent: Pick<Table, "primaryKey">,
): readonly string[] {
  if (references.columns.length > 0) return references.columns;
  return parent.primaryKey?.terms.flatMap((term) => term.column ?? []) ?? [];
}

/**
 * The foreign key with the parent's primary key columns named if the text omits them, which means
 * the same. Unchanged if the parent has no such key, or if that key uses other collations than its
 * columns: a foreign key that names the columns would then need another index.
 */
export function withNamedColumns(key: ForeignKey, parent: Table | undefined): ForeignKey {
  const { columns, references } = key;
  if (references.columns.length > 0 || parent?.primaryKey === undefined) return key;
  const named = referencedColumns(key, parent);
  const isSame = named.length === columns.length &&
    coversColumns(parent.primaryKey.terms, named, parent);
  return isSame ? { ...key, references: { ...references, columns: named } } : key;
}

/**
 * Whether the foreign key's columns can reference this key: it has the same columns and is not
 * partial.
 */
export function isParentKey(key: UniqueKey, columns: readonly string[], table: Table): boolean {
  return key.where === undefined && coversColumns(key.terms, columns, table);
}

/**
 * Whether the terms are these columns in any order, each with the collation of its column, as
 * SQLite requires of a parent key. The collation of a rowid does not matter. Without the table, a
 * term with a collation never matches.
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

/** Whether the table has a key that finds rows by these columns without a full scan. */
export function isIndexed(table: Table, columns: readonly string[]): boolean {
  return uniqueKeysOf(table, []).some((key) => leads(key, columns));
}

/** Whether these columns, in any order, are a prefix of the index or key. */
export function leads({ terms }: Pick<Index, "terms">, columns: readonly string[]): boolean {
  return coversColumns(terms.slice(0, columns.length), columns);
}

/** Whether the index is the parent key of the foreign key. */
export function isKeyOf(index: Index, key: ForeignKey, tables: readonly Table[]): boolean {
  const parent = findByName(tables, key.references.table);
  return parent !== undefined && sameName(index.table, parent.name) &&
    isParentKey(index, referencedColumns(key, parent), parent);
}

/**
 * Whether ON DELETE or ON UPDATE with this action changes child rows. NO ACTION and RESTRICT only refuse to
 * change their parents.
 */
export function changesChildren(action: ForeignKeyAction): boolean {
  return action !== "no action" && action !== "restrict";
}
