import { parentsFirst } from "../../schema/dependencies/order.ts";
import { isConstant } from "../../schema/constraints/defaults.ts";
import { isRowidColumn } from "../../schema/constraints/keys.ts";
import { findByName, foreignKeysOf, type Table } from "../../schema/snapshot.ts";
import { fold, quoteName } from "../../sql/names.ts";
import { type Destination, insertAfterwards, withNamesBefore } from "./destination.ts";
import {
  type CandidateRow,
  candidateRows,
  insertSql,
  type RowsByTable,
  type ValueStyle,
} from "./candidate_rows.ts";
import { literalOf, readable } from "../database/literals.ts";
import type { ShadowDatabase } from "../database/shadow_database.ts";

/** The number of rows per table, if it accepts that many. */
const ROWS_PER_TABLE = 3;

/** The statements that insert rows into every table, and the tables that accepted none. */
export interface Seeding {
  readonly inserts: readonly string[];
  readonly unseeded: readonly string[];
  /** Whether some rows are valid only before the migration. */
  readonly hasSettled: boolean;
  /** Whether some rows have NULLs. */
  readonly hasNulls: boolean;
  /** The rows, by folded name before. */
  readonly rows: RowsByTable;
  /** What both databases have accepted, in this order. */
  readonly accepted: readonly Insertion[];
}

/** Rows that are inserted together. */
interface Insertion {
  readonly tables: readonly Table[];
  /** The INSERTs before and after the migration; none for what does not exist afterwards. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/**
 * Inserts rows that satisfy the constraints of their tables before and after the migration: both
 * databases must accept a row, and the migration's gates must let it pass. If `settles` is true, a
 * table for which no row is valid in both states gets rows that are valid before. Neither database
 * has views or triggers yet, so that nothing else is written.
 */
export function seedTables(tables: readonly Table[], options: SeedingOptions): Seeding {
  const seeder: Seeder = {
    ...options,
    tables,
    rows: new Map<string, CandidateRow[]>(),
    settled: new Set(),
    accepted: [],
  };
  const inserts = inSeedOrder(seeder).flatMap((component) => {
    const plain = component.flatMap((table) => seedTable(table, seeder));
    const isEmpty = component.some((table) => seeder.rows.get(fold(table.name))!.length === 0);
    return isEmpty && component.length > 1 ? [...plain, ...seedCircle(component, seeder)] : plain;
  });
  const unseeded = tables.filter((table) => !seeder.rows.get(fold(table.name))?.length);
  return {
    inserts,
    unseeded: unseeded.map((table) => table.name),
    hasSettled: seeder.settled.size > 0,
    hasNulls: [...seeder.rows.values()].flat().some((row) => [...row.values()].includes("NULL")),
    rows: seeder.rows,
    accepted: seeder.accepted,
  };
}

/**
 * Whether two other databases accept the same rows, which are kept only then. Takes a fraction of the
 * time for finding rows.
 */
export function seedAgain({ accepted }: Seeding, databases: Databases): boolean {
  const all: Insertion = {
    tables: accepted.flatMap(({ tables }) => tables),
    before: accepted.flatMap(({ before }) => before),
    after: accepted.flatMap(({ after }) => after),
  };
  return insertsInBoth(all, databases);
}

/** The two databases, in the states before and after a migration, and the mapping between them. */
interface Databases {
  readonly before: ShadowDatabase;
  readonly after: ShadowDatabase;
  readonly destination: Destination;
  /** SQL expressions that are true if the gates of the migration let it pass. */
  readonly conditions: readonly string[];
}

/** The databases, and how rows for them are found. */
export interface SeedingOptions extends Databases, ValueStyle {
  /** Whether rows that are valid only before are better than none. Default false. */
  readonly settles?: boolean;
}

interface Seeder extends SeedingOptions {
  readonly tables: readonly Table[];
  /** The accepted rows, by folded name before. */
  readonly rows: Map<string, CandidateRow[]>;
  /** Those of them that are valid only before. */
  readonly settled: Set<CandidateRow>;
  readonly accepted: Insertion[];
}

/** The statements that insert rows into one table; none if it accepts no candidate. */
function seedTable(table: Table, seeder: Seeder): string[] {
  const taken: CandidateRow[] = [];
  seeder.rows.set(fold(table.name), taken);
  const also = withNamesBefore(table, seeder);
  for (let turn = 1; turn <= ROWS_PER_TABLE; turn++) {
    // The last row, since a NULL may become the next id after the others.
    const sparse = turn === ROWS_PER_TABLE && (seeder.sparse ?? true);
    const candidates = (later: Table | undefined) =>
      candidateRows(table, { ...seeder, sparse, also: later, count: taken.length })
        .map((candidate) => withComputed(candidate, table, seeder));
    const both = candidates(also).find((candidate) =>
      hasParentsAfterwards(candidate, also, seeder) && accepts([[table, candidate]], seeder)
    );
    const row = both ??
      (seeder.settles
        ? candidates(undefined).find((candidate) => acceptsNow([[table, candidate]], seeder))
        : undefined);
    if (row !== undefined) taken.push(row);
  }
  return taken.map((row) => insertSql(table.name, row));
}

/**
 * The row with the values of the defaults that are expressions, which may use the clock or randomness:
 * the row is inserted more than once, and children reference it.
 */
function withComputed(row: CandidateRow, table: Table, { before }: Seeder): CandidateRow {
  const computed = table.columns.flatMap((column) => {
    const { name, default: expression, generated } = column;
    const isOpen = expression !== undefined && generated === undefined && !row.has(name) &&
      !isConstant(expression) && !isRowidColumn(table, name);
    const values = isOpen ? before.tryQuery(`SELECT ${readable(expression)}`) : [];
    return typeof values === "string" ? [] : values.map(([it]) => [name, literalOf(it!)] as const);
  });
  return new Map([...row, ...computed]);
}

/** The statements that insert one row into each table of a cycle of references. */
function seedCircle(component: readonly Table[], seeder: Seeder): string[] {
  const candidatesOf = (table: Table, rows: RowsByTable) => {
    const also = withNamesBefore(table, seeder);
    return [...candidateRows(table, { ...seeder, sparse: false, also, rows, count: 0 })];
  };
  const first = component.map((table) =>
    [fold(table.name), candidatesOf(table, seeder.rows)] as const
  );
  const attempts = Math.max(...first.map(([, rows]) => rows.length));
  for (let attempt = 0; attempt < attempts; attempt++) {
    const one = (rows: readonly CandidateRow[]) => rows[attempt % rows.length]!;
    const known = new Map(first.map(([name, rows]) => [name, [one(rows)]]));
    const all = new Map([...seeder.rows, ...known]);
    const rows = component.map((table) => [table, one(candidatesOf(table, all))] as const);
    if (!accepts(rows, seeder) && !(seeder.settles && acceptsNow(rows, seeder))) continue;
    for (const [table, row] of rows) seeder.rows.get(fold(table.name))!.push(row);
    const inserts = rows.map(([table, row]) => insertSql(table.name, row));
    return ["BEGIN", "PRAGMA defer_foreign_keys = ON", ...inserts, "COMMIT"];
  }
  return [];
}

/** Whether both databases accept the rows together, which are kept only then. */
function accepts(rows: SeededRows, seeder: Seeder): boolean {
  const insertion = {
    tables: rows.map(([table]) => table),
    before: rows.map(([table, row]) => insertSql(table.name, row)),
    after: rows.flatMap(([table, row]) => insertAfterwards(table, row, seeder.destination) ?? []),
  };
  const taken = insertsInBoth(insertion, seeder);
  if (taken) seeder.accepted.push(insertion);
  return taken;
}

function insertsInBoth(
  { tables, ...inserts }: Insertion,
  { before, after, destination, conditions }: Databases,
): boolean {
  const taken = insertsAll(before, inserts.before) && insertsAll(after, inserts.after) &&
    tables.every((table) => isSound(destination.table(table.name), after)) &&
    conditions.every((sql) => Number(before.query(`SELECT ${sql}`)[0]?.[0]) === 1) &&
    after.attempt("COMMIT") === undefined && before.attempt("COMMIT") === undefined;
  if (!taken) { for (const shadow of [before, after]) shadow.attempt("ROLLBACK"); }
  return taken;
}

/** Whether the database before accepts the rows together, which are kept only then. */
function acceptsNow(rows: SeededRows, { before, settled }: Seeder): boolean {
  const taken = insertsAll(before, rows.map(([table, row]) => insertSql(table.name, row))) &&
    before.attempt("COMMIT") === undefined;
  if (taken) { for (const [, row] of rows) settled.add(row); }
  else before.attempt("ROLLBACK");
  return taken;
}

/**
 * Whether the row references none of the rows that are valid only before. Without this, all
 * descendants of a table without a row afterwards would be tried in vain.
 */
function hasParentsAfterwards(
  row: CandidateRow,
  also: Table | undefined,
  { rows, settled }: Seeder,
): boolean {
  return also === undefined || foreignKeysOf(also).every(({ columns, references }) => {
    const parents = rows.get(fold(references.table)) ?? [];
    return parents.length === 0 || parents.some((it) => !settled.has(it)) ||
      columns.some((name) => (row.get(name) ?? "NULL") === "NULL");
  });
}

/** Tables with a row for each. */
type SeededRows = readonly (readonly [table: Table, row: CandidateRow])[];

/** Whether a database accepts all of these inserts in one transaction, which is left open. */
function insertsAll(shadow: ShadowDatabase, inserts: readonly string[]): boolean {
  return [
    "BEGIN",
    ...(inserts.length > 1 ? ["PRAGMA defer_foreign_keys = ON"] : []),
    ...inserts,
  ].every((sql) => shadow.attempt(sql) === undefined);
}

/**
 * Whether the generated columns of a STRICT table have their declared types. SQLite does not check
 * this when a row is written, only when such a column is added to existing rows.
 * https://www.sqlite.org/stricttables.html
 */
function isSound(table: Table | undefined, after: ShadowDatabase): boolean {
  if (!table?.strict || table.columns.every((it) => it.generated === undefined)) return true;
  const answers = after.query(`PRAGMA quick_check(${quoteName(table.name)})`);
  return answers.every(([answer]) => answer === "ok");
}

/** The tables with parents first, by the foreign keys of both schemas. */
function inSeedOrder(seeder: Seeder): Table[][] {
  const both = seeder.tables.map((table) => {
    const later = withNamesBefore(table, seeder);
    const keys = later === undefined ? [] : foreignKeysOf(later);
    return { ...table, constraints: [...table.constraints, ...keys] };
  });
  return parentsFirst(both).map((component) =>
    component.map((table) => findByName(seeder.tables, table.name)!)
  );
}
