import { parentsFirst } from "../../schema/dependencies/order.ts";
import { replacementForNull } from "../../diff/demands/fills.ts";
import { affinityIn } from "../../schema/constraints/affinity.ts";
import { isInKey, referencedColumns } from "../../schema/constraints/keys.ts";
import {
  type Column,
  findByName,
  foreignKeysOf,
  type SchemaSnapshot,
  type Table,
} from "../../schema/snapshot.ts";
import { fold, quoteName, sameName } from "../../sql/names.ts";
import {
  type CandidateRow,
  candidateRows,
  insertSql,
  type RowsByTable,
  type ValueStyle,
} from "./seed.ts";
import type { ShadowDatabase } from "../shadow_database.ts";

/** The number of rows per table, if it accepts that many. */
const ROWS_PER_TABLE = 3;

/**
 * Where the tables and columns of the schema before are found after the migration, by their names
 * before.
 */
export interface Destination {
  /** The table afterwards; undefined if it is dropped. */
  table(name: string): Table | undefined;
  column(table: string, name: string): Column | undefined;
  /** The values that rows get in columns of the table afterwards unless specified, by folded column. */
  fills(table: Table): ReadonlyMap<string, string>;
}

/** The statements that insert rows into every table, and the tables that accepted none. */
export interface Seeding {
  readonly inserts: readonly string[];
  readonly unseeded: readonly string[];
  /** Whether some rows are valid only before the migration. */
  readonly hasSettled: boolean;
  /** Whether some rows have NULLs. */
  readonly hasNulls: boolean;
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
  };
}

/** The two databases, in the states before and after a migration, and the mapping between them. */
export interface SeedingOptions extends ValueStyle {
  readonly before: ShadowDatabase;
  readonly after: ShadowDatabase;
  readonly destination: Destination;
  /** SQL expressions that are true if the gates of the migration let it pass. */
  readonly conditions: readonly string[];
  /** Whether rows that are valid only before are better than none. Default false. */
  readonly settles?: boolean;
  /**
   * Whether some rows have NULL where only the state after refuses it, and a value there. Default
   * false.
   */
  readonly nullsAsBefore?: boolean;
}

interface Seeder extends SeedingOptions {
  readonly tables: readonly Table[];
  /** The accepted rows, by folded name before. */
  readonly rows: Map<string, CandidateRow[]>;
  /** Those of them that are valid only before. */
  readonly settled: Set<CandidateRow>;
}

/** The statements that insert rows into one table; none if it accepts no candidate. */
function seedTable(table: Table, seeder: Seeder): string[] {
  const taken: CandidateRow[] = [];
  seeder.rows.set(fold(table.name), taken);
  const also = withNamesBefore(table, seeder);
  while (taken.length < ROWS_PER_TABLE) {
    const candidates = (later: Table | undefined) =>
      candidateRows(table, { ...seeder, also: later, count: taken.length });
    const takesNulls = seeder.nullsAsBefore === true && taken.length % 2 === 1;
    const row = (takesNulls ? withNulls(table, candidates(also), seeder) : undefined) ??
      candidates(also).find((candidate) =>
        hasParentsAfterwards(candidate, also, seeder) && accepts([[table, candidate]], seeder)
      ) ??
      (seeder.settles
        ? candidates(undefined).find((candidate) => acceptsNow([[table, candidate]], seeder))
        : undefined);
    if (row === undefined) break;
    taken.push(row);
  }
  return taken.map((row) => insertSql(table.name, row));
}

/**
 * The row with NULL in each column that allows it only before; undefined if there is no such
 * column.
 */
function withNulls(
  table: Table,
  candidates: Iterable<CandidateRow>,
  seeder: Seeder,
): CandidateRow | undefined {
  const emptied = table.columns.filter(({ name, notNull, generated }) =>
    notNull === undefined && generated === undefined && !isInKey(table, name) &&
    seeder.destination.column(table.name, name)?.notNull !== undefined
  );
  if (emptied.length === 0) return undefined;
  for (const later of candidates) {
    const now = new Map([...later, ...emptied.map(({ name }) => [name, "NULL"] as const)]);
    if (accepts([[table, now, later]], seeder)) return now;
  }
  return undefined;
}

/** The statements that insert one row into each table of a cycle of references. */
function seedCircle(component: readonly Table[], seeder: Seeder): string[] {
  const candidatesOf = (table: Table, rows: RowsByTable) => {
    const also = withNamesBefore(table, seeder);
    return [...candidateRows(table, { ...seeder, also, rows, count: 0 })];
  };
  const first = component.map((table) =>
    [fold(table.name), candidatesOf(table, seeder.rows)] as const
  );
  for (const attempt of first[0]![1].keys()) {
    const known = new Map(first.map(([name, rows]) => [name, [rows[attempt]!]]));
    const all = new Map([...seeder.rows, ...known]);
    const rows = component.map((table) => [table, candidatesOf(table, all)[attempt]!] as const);
    if (!accepts(rows, seeder) && !(seeder.settles && acceptsNow(rows, seeder))) continue;
    for (const [table, row] of rows) seeder.rows.get(fold(table.name))!.push(row);
    const inserts = rows.map(([table, row]) => insertSql(table.name, row));
    return ["BEGIN", "PRAGMA defer_foreign_keys = ON", ...inserts, "COMMIT"];
  }
  return [];
}

/** Whether both databases accept the rows together, which are kept only then. */
function accepts(rows: SeededRows, seeder: Seeder): boolean {
  const { before, after, destination, conditions } = seeder;
  const taken = insertsAll(before, rows.map(([table, row]) => insertSql(table.name, row))) &&
    insertsAll(
      after,
      rows.map(([table, row, later = row]) => insertAfterwards(table, later, destination)),
    ) &&
    rows.every(([table]) => isSound(destination.table(table.name), after)) &&
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

/** Tables with a row for each, and the row afterwards if it differs. */
type SeededRows = readonly (readonly [table: Table, row: CandidateRow, later?: CandidateRow])[];

/** Whether a database accepts all of these inserts in one transaction, which is left open. */
function insertsAll(shadow: ShadowDatabase, inserts: readonly (string | undefined)[]): boolean {
  return [
    "BEGIN",
    ...(inserts.length > 1 ? ["PRAGMA defer_foreign_keys = ON"] : []),
    ...inserts.filter((sql) => sql !== undefined),
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

/** The table after the migration, with the names that it and its parents have before. */
function withNamesBefore(
  table: Table,
  { tables, destination }: Pick<Seeder, "tables" | "destination">,
): Table | undefined {
  const after = destination.table(table.name);
  if (after === undefined) return undefined;
  const columnBefore = (owner: Table, name: string) =>
    owner.columns.find((it) => sameName(destination.column(owner.name, it.name)?.name ?? "", name))
      ?.name ?? name;
  return {
    ...after,
    name: table.name,
    columns: after.columns.map((it) => ({ ...it, name: columnBefore(table, it.name) })),
    constraints: after.constraints.map((constraint) => {
      if (constraint.kind !== "foreign-key") return constraint;
      const { columns, references } = constraint;
      const parent = tables.find((it) =>
        sameName(destination.table(it.name)?.name ?? "", references.table)
      );
      const named = parent && referencedColumns(constraint, destination.table(parent.name)!);
      return {
        ...constraint,
        columns: columns.map((name) => columnBefore(table, name)),
        references: {
          table: parent?.name ?? references.table,
          columns: named?.map((it) => columnBefore(parent!, it)) ?? references.columns,
        },
      };
    }),
  };
}

/** The INSERT of the row into the table after the migration, as the migration must carry it over. */
function insertAfterwards(
  table: Table,
  candidate: CandidateRow,
  destination: Destination,
): string | undefined {
  const after = destination.table(table.name);
  if (after === undefined) return undefined;
  const row = asStored(table, withDefaults(table, candidate));
  const fills = destination.fills(after);
  const values = new Map<string, string>();
  const computed = (expression: string, nameOf: (column: string) => string) => {
    const list = [...row].map(([name, value]) => `${value} AS ${quoteName(nameOf(name))}`);
    if (findByName(table.columns, "rowid") === undefined) {
      list.push(`(SELECT count(*) + 1 FROM ${quoteName(after.name)}) AS rowid`);
    }
    const source = `SELECT ${list.join(", ")}`;
    return `(SELECT ${expression} FROM (${source}) AS ${quoteName(after.name)})`;
  };
  // Fills use the names after the migration.
  const nameAfter = (name: string) => destination.column(table.name, name)?.name ?? name;
  for (const [name, value] of row) {
    const column = destination.column(table.name, name);
    if (column === undefined || column.generated !== undefined) continue;
    const replacement = column.notNull && replacementForNull(column, fills);
    values.set(
      column.name,
      replacement ? computed(`coalesce(${value}, ${replacement})`, nameAfter) : value,
    );
  }
  // Values that were generated before become ordinary ones.
  for (const { name, generated } of table.columns) {
    const column = destination.column(table.name, name);
    if (generated === undefined || column === undefined || column.generated !== undefined) continue;
    values.set(column.name, computed(generated.expression, (own) => own));
  }
  for (const column of after.columns) {
    const fill = fills.get(fold(column.name));
    if (fill !== undefined && !values.has(column.name)) {
      values.set(column.name, computed(fill, nameAfter));
    }
  }
  return insertSql(after.name, values);
}

/** The row as its table stores it: 42 becomes '42' in a text column, and 42.0 in a real one. */
function asStored(table: Table, row: CandidateRow): CandidateRow {
  return new Map([...row].map(([name, value]) => {
    const affinity = affinityIn(table, findByName(table.columns, name)!.type);
    const isTurned = (affinity === "text" || affinity === "real") && /^[+-]?[\d.]+$/.test(value);
    return [name, isTurned ? `CAST(${value} AS ${affinity.toUpperCase()})` : value];
  }));
}

/** The row with the defaults of its table filled in, which are kept even if the defaults change. */
function withDefaults(table: Table, row: CandidateRow): CandidateRow {
  const left = table.columns.filter((column) =>
    column.generated === undefined && column.default !== undefined && !row.has(column.name)
  );
  return new Map([...row, ...left.map((it) => [it.name, `(${it.default})`] as const)]);
}

/** The destination of every table and column before, given these renames and fills. */
export function destinationOf(
  desired: SchemaSnapshot,
  names: {
    readonly table: (name: string) => string;
    readonly column: (table: string, name: string) => string;
    readonly fills: (table: Table) => ReadonlyMap<string, string>;
  },
): Destination {
  const tables = new Map(desired.tables.map((table) => [fold(table.name), table]));
  const table = (name: string) => tables.get(fold(names.table(name)));
  return {
    table,
    column: (owner, name) => findByName(table(owner)?.columns ?? [], names.column(owner, name)),
    fills: names.fills,
  };
}
