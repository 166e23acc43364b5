import { isRowidColumn, rowidColumn } from "../../schema/constraints/keys.ts";
import { type Column, hasRowid, type Table } from "../../schema/snapshot.ts";
import { fold, quoteName } from "../../sql/names.ts";
import { literalOf, readable, sameValue } from "../database/literals.ts";
import type { Destination } from "../seed/destination.ts";
import type { ShadowDatabase } from "../database/shadow_database.ts";

/** One column before and after a migration, whose values must be preserved. */
interface ColumnPair {
  readonly before: string;
  readonly after: string;
  /** Whether the type changed, so that a value may be stored in another form. */
  readonly converted: boolean;
  /** Whether NULL may have become a value. */
  readonly filled: boolean;
}

/** A table that a migration keeps, and the columns whose values must be preserved. */
export interface KeptTable {
  readonly before: Table;
  readonly after: Table;
  readonly pairs: readonly ColumnPair[];
  /** The queries for these values before and after. */
  readonly rowsBefore: string;
  readonly rowsAfter: string;
}

/** The rows of a table before a migration. */
export interface RememberedRows {
  readonly table: KeptTable;
  readonly rows: readonly Row[];
  /** The AUTOINCREMENT counter, if the table has one before and after. */
  readonly sequence: number | undefined;
}

/** Those of the tables that are still there after a migration. */
export function keptTables(tables: readonly Table[], destination: Destination): KeptTable[] {
  return tables.flatMap((before): KeptTable[] => {
    const after = destination.table(before.name);
    if (after === undefined) return [];
    const pairs = before.columns.flatMap((column): ColumnPair[] => {
      const later = destination.column(before.name, column.name);
      if (later === undefined || later.generated !== undefined) return [];
      return [pairOf(column, later, { before, after })];
    });
    if (keepsRowid(before, after)) {
      pairs.push({ before: "rowid", after: "rowid", converted: false, filled: false });
    }
    return [{
      before,
      after,
      pairs,
      rowsBefore: queryFor(before, pairs.map((pair) => pair.before)),
      rowsAfter: queryFor(after, pairs.map((pair) => pair.after)),
    }];
  });
}

/** The rows of every table that is kept, each value as an SQL literal. */
export function rememberRows(
  shadow: ShadowDatabase,
  tables: readonly KeptTable[],
): RememberedRows[] {
  return tables.map((table) => {
    const { before, after, rowsBefore } = table;
    const counts = before.primaryKey?.autoincrement && after.primaryKey?.autoincrement;
    const sequence = counts ? sequenceOf(shadow, before.name) : undefined;
    return { table, rows: valuesOf(shadow, rowsBefore), sequence };
  });
}

/** The differences from the remembered rows, as sentences; empty if every value is still there. */
export function missingRows(shadow: ShadowDatabase, remembered: RememberedRows): string[] {
  const { table: { before, after, pairs, rowsAfter }, rows, sequence } = remembered;
  const found = valuesOf(shadow, rowsAfter);
  const faults: string[] = [];
  if (found.length !== rows.length) {
    faults.push(`${rows.length} rows of "${before.name}" became ${found.length}`);
  }
  faults.push(
    ...lostRows(rows, found, pairs).flatMap(([row, other]) =>
      pairs.flatMap((pair, index) => {
        const [was, is] = [row[index]!, other?.[index] ?? "nothing"];
        if (isKept(was, is, pair)) return [];
        return [`"${pair.before}" of "${before.name}" was ${was} and is ${is}`];
      })
    ),
  );
  if (sequence !== undefined && (sequenceOf(shadow, after.name) ?? 0) < sequence) {
    faults.push(`"${after.name}" would reuse ids`);
  }
  return faults;
}

type Row = readonly string[];

/**
 * The remembered rows that were not found, each with a found row that matches no other. A different
 * key means a different order, so rows are matched by content, identical ones first.
 */
function lostRows(
  rows: readonly Row[],
  found: readonly Row[],
  pairs: readonly ColumnPair[],
): (readonly [Row, Row | undefined])[] {
  const left = [...found];
  const takenBy =
    (isSame: (was: string, is: string, pair: ColumnPair) => boolean) => (row: Row) => {
      const place = left.findIndex((other) =>
        pairs.every((pair, index) => isSame(row[index]!, other[index]!, pair))
      );
      if (place >= 0) left.splice(place, 1);
      return place >= 0;
    };
  const equal = takenBy((was, is) => was === is);
  const alike = takenBy(isKept);
  const lost = rows.filter((row) => !equal(row)).filter((row) => !alike(row));
  return lost.map((row, index) => [row, left[index]]);
}

function pairOf(
  before: Column,
  after: Column,
  tables: { readonly before: Table; readonly after: Table },
): ColumnPair {
  return {
    before: before.name,
    after: after.name,
    converted: before.type !== after.type || tables.before.strict !== tables.after.strict,
    filled: (after.notNull !== undefined && before.notNull === undefined) ||
      isRowidColumn(tables.after, after.name),
  };
}

/** Whether rows have a rowid that is not a column, before and after. */
function keepsRowid(before: Table, after: Table): boolean {
  const hidden = (table: Table) =>
    hasRowid(table) && rowidColumn(table) === undefined &&
    !table.columns.some((column) => fold(column.name) === "rowid");
  return hidden(before) && hidden(after);
}

/** The values that a query returns, as SQL literals. */
function valuesOf(shadow: ShadowDatabase, query: string): Row[] {
  return shadow.query(query).map((row) => row.map(literalOf));
}

/** A query for the values of these columns in all rows; in insertion order if there is a rowid. */
function queryFor(table: Table, columns: readonly string[]): string {
  const values = columns.map((name) => readable(quoteName(name))).join(", ") || "1";
  const order = hasRowid(table) && !table.columns.some((it) => fold(it.name) === "rowid")
    ? "ORDER BY rowid"
    : "";
  return `SELECT ${values} FROM ${quoteName(table.name)} ${order}`;
}

function isKept(was: string, is: string, { converted, filled }: ColumnPair): boolean {
  if (was === "NULL" && filled) return true;
  return converted ? sameValue(was, is) : was === is;
}

function sequenceOf(shadow: ShadowDatabase, table: string): number | undefined {
  const rows = shadow.query(
    "SELECT CAST(seq AS INTEGER) FROM sqlite_sequence WHERE name = ?",
    table,
  );
  return rows[0] === undefined ? undefined : Number(rows[0][0]);
}
