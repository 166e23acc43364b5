import { type Column, hasRowid, type Table } from "../schema/snapshot.ts";
import { fold, quoteName, sameName } from "../sql/names.ts";
import type { Destination } from "./seeding.ts";
import type { ShadowDatabase } from "./shadow_database.ts";

/** One column as it was and as it is: what its values must still be. */
interface ColumnPair {
  readonly before: string;
  readonly after: string;
  /** Whether the type changed, so that a value may be written in another form. */
  readonly converted: boolean;
  /** Whether NULL may have become a value. */
  readonly filled: boolean;
}

/** The rows of a table before a migration, and where to look for them after it. */
export interface RememberedRows {
  readonly before: Table;
  readonly after: Table;
  readonly pairs: readonly ColumnPair[];
  readonly rows: readonly (readonly string[])[];
  /** The highest id ever given out, where the table keeps it. */
  readonly sequence: number | undefined;
}

/** The rows of every table that stays, each value as an SQL literal. */
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
    const rows = readRows(shadow, before, pairs.map((pair) => pair.before));
    const counts = before.primaryKey?.autoincrement && after.primaryKey?.autoincrement;
    const sequence = counts ? sequenceOf(shadow, before.name) : undefined;
    return [{ before, after, pairs, rows, sequence }];
  });
}

/** What became of remembered rows, as sentences; none when every value is there. */
export function missingRows(shadow: ShadowDatabase, remembered: RememberedRows): string[] {
  const { before, after, pairs, rows, sequence } = remembered;
  const found = readRows(shadow, after, pairs.map((pair) => pair.after));
  const faults: string[] = [];
  if (found.length !== rows.length) {
    faults.push(`${rows.length} rows of "${before.name}" became ${found.length}`);
  }
  rows.forEach((row, number) => {
    const other = found[number];
    if (other === undefined) return;
    pairs.forEach((pair, index) => {
      const [was, is] = [row[index]!, other[index]!];
      if (sameValue(was, is, pair)) return;
      faults.push(`"${pair.before}" of "${before.name}" held ${was} and holds ${is}`);
    });
  });
  if (sequence !== undefined && (sequenceOf(shadow, after.name) ?? 0) < sequence) {
    faults.push(`"${after.name}" would give out ids again`);
  }
  return faults;
}

function pairOf(
  before: Column,
  after: Column,
  tables: { readonly before: Table; readonly after: Table },
): ColumnPair {
  const { primaryKey } = tables.after;
  const becomesRowid = primaryKey?.isRowid && sameName(primaryKey.terms[0]!.column!, after.name);
  return {
    before: before.name,
    after: after.name,
    converted: before.type !== after.type || tables.before.strict !== tables.after.strict,
    filled: (after.notNull !== undefined && before.notNull === undefined) ||
      becomesRowid === true,
  };
}

/** Whether rows can be told apart by a rowid that no column shows, before and after. */
function keepsRowid(before: Table, after: Table): boolean {
  const hidden = (table: Table) =>
    hasRowid(table) && !table.primaryKey?.isRowid &&
    !table.columns.some((column) => fold(column.name) === "rowid");
  return hidden(before) && hidden(after);
}

/** The columns of all rows as SQL literals, in the order the rows were written. */
function readRows(shadow: ShadowDatabase, table: Table, columns: readonly string[]): string[][] {
  const values = columns.map((name) => `quote(${quoteName(name)})`).join(", ") || "1";
  const terms = table.primaryKey?.terms.flatMap((term) => term.column ?? []) ?? [];
  const order = hasRowid(table) ? "1" : terms.map(quoteName).join(", ");
  const rowid = hasRowid(table) && !table.columns.some((it) => fold(it.name) === "rowid")
    ? "rowid"
    : order;
  return shadow.query(`SELECT ${values} FROM ${quoteName(table.name)} ORDER BY ${rowid}`)
    .map((row) => row.map(String));
}

function sameValue(was: string, is: string, pair: ColumnPair): boolean {
  if (was === is || (pair.filled && was === "NULL")) return true;
  if (!pair.converted || was === "NULL") return false;
  const plain = (literal: string) => literal.replace(/^'(.*)'$/s, "$1");
  return plain(was) === plain(is) || Number(plain(was)) === Number(plain(is));
}

function sequenceOf(shadow: ShadowDatabase, table: string): number | undefined {
  const rows = shadow.query("SELECT seq FROM sqlite_sequence WHERE name = ?", table);
  return rows[0] === undefined ? undefined : Number(rows[0][0]);
}
