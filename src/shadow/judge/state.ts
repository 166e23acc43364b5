import { fold, quoteName } from "../../sql/names.ts";
import { literalOf, readable } from "../proof/proof_rows.ts";
import type { ShadowDatabase } from "../shadow_database.ts";

type Queried = Pick<ShadowDatabase, "query" | "tryQuery">;

/** A row: its values as SQL literals, in the order of its table's columns. */
export type Row = readonly string[];

/** An ordinary table at one moment, without its rows. */
export interface TableEntry {
  readonly name: string;
  /** Identifies the table: unlike its name, it is kept by a rename. */
  readonly rootPage: number;
  readonly columns: readonly string[];
}

/** An ordinary table at one moment, with its rows. */
export interface TableState extends TableEntry {
  readonly rows: readonly Row[];
}

/** All ordinary tables of a database, by folded name. */
export type Catalog = ReadonlyMap<string, TableEntry>;

/** All ordinary tables with their rows, by folded name. */
export type DatabaseState = ReadonlyMap<string, TableState>;

/** The ordinary tables and their columns, without the internal ones of the engine. */
export function readCatalog(shadow: Queried): Catalog {
  const tables = new Map<string, TableEntry & { readonly columns: string[] }>();
  for (const [name, rootPage, column] of shadow.query(COLUMNS)) {
    const key = fold(String(name));
    const table = tables.get(key) ??
      { name: String(name), rootPage: Number(rootPage), columns: [] };
    table.columns.push(String(column));
    tables.set(key, table);
  }
  return tables;
}

/** The ordinary tables with their rows, in the order of their rowids if they have any. */
export function readState(shadow: Queried): DatabaseState {
  return new Map([...readCatalog(shadow)].map(([key, table]) => [key, withRows(shadow, table)]));
}

const COLUMNS = `SELECT s.name, s.rootpage, c.name
  FROM sqlite_schema AS s, pragma_table_xinfo(s.name, 'main') AS c
  WHERE s.type = 'table' AND s.rootpage > 0 AND s.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'
    AND s.name NOT IN (SELECT name FROM pragma_table_list WHERE type = 'shadow')
    AND s.name <> 'libsql_vector_meta_shadow'
    AND s.name NOT IN (SELECT name || '_shadow' FROM sqlite_schema WHERE type = 'index')
  ORDER BY s.rowid, c.cid`;

function withRows(shadow: Queried, table: TableEntry): TableState {
  const values = table.columns.map((name) => readable(quoteName(name)));
  const textOf = (list: readonly string[]) =>
    `SELECT ${list.join(", ")} FROM ${quoteName(table.name)}`;
  const read = shadow.tryQuery(textOf(values));
  // A virtual column may be computed from values that its expression refuses, such as text that is
  // not JSON.
  const rows = typeof read !== "string" ? read : shadow.query(textOf(
    values.map((value) => typeof shadow.tryQuery(textOf([value])) === "string" ? "NULL" : value),
  ));
  return { ...table, rows: rows.map((row) => row.map(literalOf)) };
}
