import { introspect } from "../../src/schema/introspect.ts";
import { snapshotFacts } from "../../src/schema/facts.ts";
import type { SchemaSnapshot } from "../../src/schema/snapshot.ts";
import { independentFacts } from "../../src/shadow/proof/independent.ts";
import { quoteName, quoteString } from "../../src/sql/names.ts";
import type { TablePair } from "./correspondence.ts";
import { type Database, openDatabase, plainText } from "./database.ts";
import { type ExpectedRow, ROWID, unforeseeable } from "./fit.ts";
import { type Id, rowidKey, type SchemaModel } from "./model.ts";

/** The schema of a database, as the product reads it. */
export function schemaOf(database: Database): SchemaSnapshot {
  return introspect((sql, ...parameters) => database.query(sql, ...parameters));
}

/** The differences between a database and a schema, by the model and by the engine itself. */
export async function schemaFaults(
  database: Database,
  statements: readonly string[],
): Promise<string[]> {
  const goal = await openDatabase(database.engine);
  try {
    for (const sql of statements) {
      const refused = goal.run(sql);
      if (refused !== undefined) throw new Error(`${refused} in: ${sql}`);
    }
    return [
      ...differences("the model", snapshotFacts(schemaOf(database)), snapshotFacts(schemaOf(goal))),
      ...differences("the engine", independentFacts(database), independentFacts(goal)),
    ];
  } finally {
    goal.close();
  }
}

function differences(who: string, is: readonly string[], wanted: readonly string[]): string[] {
  return [
    ...is.filter((fact) => !wanted.includes(fact)).map((it) => `${who}: too much: ${it}`),
    ...wanted.filter((fact) => !is.includes(fact)).map((it) => `${who}: missing: ${it}`),
  ];
}

/** The tables whose columns are not in the order in which they are written. */
export function orderFaults(database: Database, model: SchemaModel): string[] {
  return model.tables.flatMap(({ name, columns }) => {
    const found = database.query(`SELECT name FROM pragma_table_xinfo(${quoteString(name)})`);
    const [is, wanted] = [found.join(), columns.map((column) => column.name).join()];
    return is === wanted ? [] : [`"${name}" has its columns as ${is}, not as ${wanted}`];
  });
}

/** The problems of a database that its own checks find. */
export function soundnessFaults(database: Database, model: SchemaModel): string[] {
  const answers = database.query("PRAGMA integrity_check").map(String).filter((it) => it !== "ok");
  const broken = model.views.flatMap((view) => {
    const refused = database.run(`SELECT count(*) FROM ${quoteName(view.name)}`);
    return refused === undefined ? [] : [`view "${view.name}": ${refused}`];
  });
  return [
    ...answers.map((it) => `integrity_check: ${it}`),
    ...orphanFaults(database),
    ...broken,
  ];
}

/** Orphan rows, or why foreign keys cannot be checked: the referenced columns may not be unique. */
function orphanFaults(database: Database): string[] {
  try {
    const orphans = database.query("PRAGMA foreign_key_check");
    return orphans.slice(0, 3).map((row) => `foreign_key_check: ${row.join(" ")}`);
  } catch (error) {
    return [`foreign_key_check: ${(error as Error).message}`];
  }
}

/** The AUTOINCREMENT counters, by the table's id. */
export function sequencesOf(database: Database, model: SchemaModel): Map<Id, number> {
  const counting = model.tables.filter((table) => table.primaryKey?.autoincrement);
  return new Map(counting.flatMap((table): [Id, number][] => {
    const rows = database.query(
      `SELECT seq FROM sqlite_sequence WHERE name = ${quoteString(table.name)}`,
    );
    return rows[0] === undefined ? [] : [[table.id, Number(rows[0][0])]];
  }));
}

/** The differences between expected and actual rows. */
export function rowFaults(
  pair: TablePair,
  expected: readonly ExpectedRow[],
  found: readonly ExpectedRow[],
): string[] {
  const { after } = pair;
  if (expected.length !== found.length) {
    return [`"${after.name}": ${expected.length} rows became ${found.length}`];
  }
  const loose = looseColumns(pair);
  const skipped = new Set([...unforeseeable(after, pair.added), ...numberedByEngine(pair)]);
  const ids = [ROWID, ...after.columns.map((it) => it.id)].filter((id) => !skipped.has(id));
  const strict = ids.filter((id) => !loose.has(id));
  const keyOf = (row: ExpectedRow) => JSON.stringify(strict.map((id) => row.get(id) ?? ""));
  const sorted = (rows: readonly ExpectedRow[]) =>
    rows.map((row) => [keyOf(row), row] as const).sort(([a], [b]) => a < b ? -1 : a > b ? 1 : 0);
  const [wanted, is] = [sorted(expected), sorted(found)];
  return wanted.flatMap(([key, row], at): string[] => {
    const [otherKey, other] = is[at]!;
    if (key !== otherKey) return [`"${after.name}": ${show(row)} became ${show(other)}`];
    const isAlone = wanted[at - 1]?.[0] !== key && wanted[at + 1]?.[0] !== key;
    const differs = isAlone &&
      [...loose].some((id) => !skipped.has(id) && !alike(row.get(id) ?? "", other.get(id) ?? ""));
    return differs ? [`"${after.name}": ${show(row)} became ${show(other)}`] : [];
  }).slice(0, 3);
}

/**
 * A column that becomes the rowid, and columns computed from it: for NULL, the engine chooses a
 * value.
 */
function numberedByEngine({ before, after }: TablePair): Set<Id> {
  const key = rowidKey(after);
  if (key === undefined || key === rowidKey(before)) return new Set();
  const ids = new Set([ROWID, key]);
  for (let size = -1; size !== ids.size;) {
    size = ids.size;
    for (const { id, generated } of after.columns) {
      const isNumbered = generated?.expression.some((it) =>
        typeof it !== "string" && "column" in it && ids.has(it.column)
      );
      if (isNumbered) ids.add(id);
    }
  }
  return ids;
}

/** Columns whose values the two engines write in different forms. */
function looseColumns({ before, after, columns }: TablePair): Set<Id> {
  const converted = columns.filter(([from, to]) =>
    from.type !== to.type || before.strict !== after.strict
  );
  const ids = new Set(converted.map(([, to]) => to.id));
  const fresh = columns.find(([, to]) => to.id === rowidKey(after));
  if (fresh !== undefined && fresh[0].id !== rowidKey(before)) ids.add(fresh[1].id);
  // Computed values may contain numbers as text.
  for (const column of after.columns) if (column.generated) ids.add(column.id);
  for (const [from, to] of columns) if (from.generated) ids.add(to.id);
  return ids;
}

function alike(wanted: string, is: string): boolean {
  if (wanted === is) return true;
  const [left, right] = [plainText(wanted), plainText(is)];
  if (left === right) return true;
  const [a, b] = [Number(left), Number(right)];
  if (!Number.isNaN(a) && !Number.isNaN(b)) return Math.abs(a - b) <= Math.abs(a) * 1e-13;
  // Numbers within texts.
  const digits = (text: string) =>
    text.replaceAll(/\d[\d.e+-]*/g, (it) => Number(it).toPrecision(12));
  return digits(left) === digits(right);
}

function show(row: ExpectedRow): string {
  return `(${[...row].map(([id, value]) => `${id}: ${plainText(value)}`).join(", ")})`;
}
