import { canonical } from "../sql/canonical.ts";
import { fold, sameName } from "../sql/names.ts";
import { isWord, significant, tokenize } from "../sql/tokens.ts";
import { backingTables, type ObjectRow } from "./dependencies/backing_tables.ts";
import {
  createsVirtualTable,
  readIndex,
  readTrigger,
  readView,
  readVirtualTable,
} from "./text/object_sql.ts";
import { foreignKeysIn } from "./text/opaque_keys.ts";
import {
  type Column,
  type SchemaObject,
  type SchemaSnapshot,
  snapshotOf,
  type Table,
} from "./snapshot.ts";
import { readTable, tableOfText } from "./text/table_sql.ts";

/** Runs a query: returns the rows of one statement, each an array in column order. */
export type Query = (sql: string, ...parameters: readonly string[]) => readonly unknown[][];

/**
 * The schema of a database. Facts come from the SQL that the engine keeps, since half of them are
 * not reported by any pragma. Each table is then checked against the columns that the engine
 * reports; if the two disagree, the table is compared by its whole text. Tables that belong to
 * another object (of FTS5, rtree, libSQL's vector indexes, `sqlite_…`) are left out. An object of
 * `known` that has the same text is not read again.
 * https://www.sqlite.org/schematab.html
 */
export function introspect(query: Query, known: readonly SchemaObject[] = []): SchemaSnapshot {
  const objects = query(OBJECTS);
  const texts = new Set(known.map(({ sql }) => sql));
  const unread = objects.filter(([type, , sql]) => type === "table" && !texts.has(String(sql)))
    .map(([, name]) => name);
  const columns = unread.length === 0 ? [] : query(COLUMNS_OF_SOME, JSON.stringify(unread));
  const hasModules = objects.some(([, , sql]) => createsVirtualTable(String(sql)));
  return snapshotOfCatalog([objects, columns, hasModules ? query(SHADOW_TABLES) : []], known);
}

/**
 * The schema from the answers to `CATALOG_QUERIES`, in their order, for a database that cannot be
 * queried synchronously.
 */
export function snapshotOfCatalog(
  answers: readonly CatalogRows[],
  known: readonly SchemaObject[] = [],
): SchemaSnapshot {
  const [objects = [], reported = [], shadows = []] = answers;
  const rows = objects as unknown as readonly ObjectRow[];
  const isBacking = backingTables(new Set(shadows.map(([name]) => fold(String(name)))), rows);
  const columns = columnsByTable(reported);
  const read = new Map(known.map((object) => [object.sql, object]));
  return snapshotOf(
    rows.filter((row) => !isBacking(row)).map((row) =>
      read.get(row[2]) ?? readObject(row, columns.get(fold(row[1])) ?? [])
    ),
  );
}

/** The rows of one statement, each an array in column order. */
export type CatalogRows = readonly (readonly unknown[])[];

/** SQLite's internal objects have no SQL, or a reserved name. */
const OBJECTS = `SELECT type, name, sql FROM sqlite_schema
  WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid`;

/**
 * Everything the engine reports about all columns, in one statement: 40 times fewer calls. Virtual
 * tables are left out: the pragma fails if a module is only registered in the application.
 */
const COLUMNS = columnsWhere("t.type = 'table'");

/** Like `COLUMNS`, for the tables named in a JSON array. */
const COLUMNS_OF_SOME = columnsWhere(
  "t.type = 'table' AND t.name IN (SELECT value FROM json_each(?))",
);

function columnsWhere(condition: string): string {
  return `SELECT t.name, c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden
    FROM sqlite_schema AS t, pragma_table_xinfo(t.name, 'main') AS c
    WHERE ${condition} AND t.sql NOT LIKE 'create virtual%' ORDER BY t.rowid, c.cid`;
}

const SHADOW_TABLES = "SELECT name FROM pragma_table_list WHERE type = 'shadow'";

/** The folded names of the tables that the engine counts as parts of virtual tables. */
export function shadowTables(query: Query): ReadonlySet<string> {
  return new Set(query(SHADOW_TABLES).map(([name]) => fold(String(name))));
}

/** All queries that reading a schema takes: the objects, their columns and the backing tables. */
export const CATALOG_QUERIES: readonly string[] = [OBJECTS, COLUMNS, SHADOW_TABLES];

/** A column as `table_xinfo` reports it. https://www.sqlite.org/pragma.html#pragma_table_xinfo */
interface ReportedColumn {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly default: string | null;
  /** The position in the primary key from 1, or 0 outside of it. */
  readonly key: number;
  /** 0 an ordinary column, 1 hidden, 2 generated virtual, 3 generated stored. */
  readonly hidden: number;
}

function columnsByTable(rows: CatalogRows): Map<string, ReportedColumn[]> {
  const tables = new Map<string, ReportedColumn[]>();
  for (const [table, name, type, notNull, dflt, key, hidden] of rows) {
    const list = tables.get(fold(String(table))) ?? [];
    tables.set(fold(String(table)), list);
    list.push({
      name: String(name),
      type: String(type),
      notNull: Number(notNull) !== 0,
      default: dflt === null ? null : String(dflt),
      key: Number(key),
      hidden: Number(hidden),
    });
  }
  return tables;
}

function readObject(
  [type, name, sql]: ObjectRow,
  reported: readonly ReportedColumn[],
): SchemaObject {
  if (type === "index") return readIndex(sql);
  if (type === "view") return readView(sql);
  if (type === "trigger") return readTrigger(sql);
  if (createsVirtualTable(sql)) return readVirtualTable(sql);
  return tableOf(name, sql, reported);
}

/** The table of a CREATE TABLE, checked against the columns that the engine reports. */
function tableOf(name: string, sql: string, reported: readonly ReportedColumn[]): Table {
  const text = readTable(sql);
  if (text === undefined) return opaqueTable(name, sql, reported);
  const table = tableOfText(name, text);
  return agrees(table, reported) ? table : opaqueTable(name, sql, reported);
}

function agrees(table: Table, reported: readonly ReportedColumn[]): boolean {
  if (table.columns.length !== reported.length) return false;
  return table.columns.every((column, index) => {
    const other = reported[index]!;
    const key = table.primaryKey?.terms.findIndex((term) =>
      sameName(term.column ?? "", column.name)
    );
    return column.name === other.name &&
      comparableType(column.type) === comparableType(other.type) &&
      (column.notNull !== undefined) === other.notNull &&
      (column.default === undefined) === (other.default === null) &&
      (key ?? -1) + 1 === other.key &&
      (column.generated === undefined ? 0 : column.generated.stored ? 3 : 2) === other.hidden;
  });
}

/**
 * A type without white space, quotes and comments, which the engine and this reader keep
 * differently: SQLite counts GENERATED and a comment next to it as parts of the type.
 */
function comparableType(type: string): string {
  const text = significant(tokenize(type)).map((token) => token.text).join("");
  return fold(text).replace(/[\s"'`[\]]/g, "").replace(/generated(always)?$/, "");
}

/** A table that the model cannot represent: its columns as reported, and its text as a whole. */
function opaqueTable(
  name: string,
  sql: string,
  reported: readonly ReportedColumn[],
): Table {
  const tokens = significant(tokenize(sql));
  const key = reported.filter((column) => column.key > 0).sort((a, b) => a.key - b.key);
  const options = tokens.slice(tokens.findLastIndex((token) => token.text === ")") + 1);
  const isOption = (word: string) => options.some((token) => isWord(token, word));
  return {
    kind: "table",
    name,
    columns: reported.map(reportedColumn),
    ...(key.length > 0 && {
      primaryKey: {
        terms: key.map((column) => ({ column: column.name, descending: false })),
        autoincrement: tokens.some((token) => isWord(token, "autoincrement")),
        conflict: "abort" as const,
        isRowid: key.length === 1 && fold(key[0]!.type) === "integer" &&
          !tokens.some((token, index) =>
            isWord(token, "desc") && isWord(tokens[index - 1], "key") &&
            isWord(tokens[index - 2], "primary")
          ),
      },
    }),
    constraints: foreignKeysIn(sql),
    strict: isOption("strict"),
    withoutRowid: isOption("without"),
    randomRowid: isOption("random"),
    opaque: canonical(tokens),
    sql,
  };
}

function reportedColumn(column: ReportedColumn): Column {
  return {
    name: column.name,
    type: column.type.toUpperCase(),
    ...(column.notNull && { notNull: { conflict: "abort" as const } }),
    ...(column.default !== null && { default: column.default }),
    ...(column.hidden > 1 && { generated: { expression: "?", stored: column.hidden === 3 } }),
  };
}
