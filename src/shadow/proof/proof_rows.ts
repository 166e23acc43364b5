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

/** The rows of a table before a migration, and where to find them afterwards. */
export interface RememberedRows {
  readonly before: Table;
  readonly after: Table;
  readonly pairs: readonly ColumnPair[];
  readonly rows: readonly Row[];
  /** The AUTOINCREMENT counter, if the table has one before and after. */
  readonly sequence: number | undefined;
}

/** The rows of every table that is kept, each value as an SQL literal. */
export function rememberRows(
  shadow: ShadowDatabase,
  tables: readonly Table[],
  destination: Destination,
): RememberedRows[] {
  return tables.flatMap((before): RememberedRows[] => {
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
    const rows = valuesIn(shadow, before, pairs.map((pair) => pair.before));
    const counts = before.primaryKey?.autoincrement && after.primaryKey?.autoincrement;
    const sequence = counts ? sequenceOf(shadow, before.name) : undefined;
    return [{ before, after, pairs, rows, sequence }];
  });
}

/** The differences from the remembered rows, as sentences; empty if every value is still there. */
export function missingRows(shadow: ShadowDatabase, remembered: RememberedRows): string[] {
  const { before, after, pairs, rows, sequence } = remembered;
  const found = valuesIn(shadow, after, pairs.map((pair) => pair.after));
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

/** The values of these columns in all rows, as SQL literals; in insertion order if there is a rowid. */
function valuesIn(shadow: ShadowDatabase, table: Table, columns: readonly string[]): Row[] {
  const values = columns.map((name) => readable(quoteName(name))).join(", ") || "1";
  const order = hasRowid(table) && !table.columns.some((it) => fold(it.name) === "rowid")
    ? "ORDER BY rowid"
    : "";
  return shadow.query(`SELECT ${values} FROM ${quoteName(table.name)} ${order}`)
    .map((row) => row.map(literalOf));
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
