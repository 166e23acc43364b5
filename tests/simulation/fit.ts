import { quoteName } from "../../src/sql/names.ts";
import type { Correspondence, Fill, TablePair } from "./correspondence.ts";
import { type Database, literalOf, literalSql, openDatabase } from "./database.ts";
import {
  type ColumnModel,
  type Id,
  isUniqueAlone,
  rowidKey,
  type SchemaModel,
  type TableModel,
  takesNoNull,
} from "./model.ts";
import { hasPlainRowid } from "./prune.ts";
import { renderIndexes, renderTables } from "./render.ts";

/** The expected rows of a database in another schema, determined without a migration. */
export interface Expectation {
  /** Conditions for the rows that the later schema refuses, by the table before. */
  readonly refused: ReadonlyMap<TableModel, readonly string[]>;
  /** The contents of the tables afterwards, by id. */
  readonly rows: ReadonlyMap<Id, readonly ExpectedRow[]>;
}

/** The literals of a row, by the column's id. */
export type ExpectedRow = ReadonlyMap<Id, string>;

/** The id under which a row's hidden rowid is kept. */
export const ROWID: Id = 0;

/**
 * Inserts every row, value by value, into a database with the later schema, and reads the contents
 * back. Independent of the planner. The engine is the same, since each converts large numbers to
 * text in its own way.
 */
export async function expectRows(
  database: Database,
  after: SchemaModel,
  { pairs, fills }: Correspondence,
): Promise<Expectation> {
  const trial = await openDatabase(database.engine);
  try {
    trial.run("PRAGMA foreign_keys = OFF");
    for (const sql of [...renderTables(after), ...renderIndexes(after)]) must(trial, sql);
    const refused = new Map<TableModel, string[]>();
    const origins = new Map<string, [TableModel, string]>();
    for (const pair of pairs) {
      const all = readRows(database, pair, { fills, model: after });
      for (const row of numberedFirst(all, pair.after)) {
        const refuse = () =>
          refused.set(pair.before, [...refused.get(pair.before) ?? [], row.condition]);
        if (row.values === undefined || trial.run(insertSql(pair.after, row.values))) refuse();
        else if (losesDigits(trial, pair, row.values)) refuse();
        else {
          const rowid = pair.after.withoutRowid
            ? "-"
            : String(trial.query("SELECT last_insert_rowid()")[0]![0]);
          origins.set(`${pair.after.name} ${rowid}`, [pair.before, row.condition]);
        }
      }
    }
    for (
      const [table, rowid] of trial.query('SELECT "table", rowid FROM pragma_foreign_key_check')
    ) {
      const pair = pairs.find((it) => it.after.name === table);
      if (pair === undefined) continue;
      const origin = origins.get(`${table} ${rowid}`) ?? [pair.before, "1"] as const;
      refused.set(origin[0], [...refused.get(origin[0]) ?? [], origin[1]]);
    }
    return { refused, rows: readAll(trial, pairs) };
  } finally {
    trial.close();
  }
}

/** Rows with a rowid before those whose NULL is replaced by one, so that none of those takes it. */
function numberedFirst(rows: readonly SourceRow[], table: TableModel): SourceRow[] {
  const key = rowidKey(table);
  const isNumbered = ({ values }: SourceRow) =>
    key === undefined || (values?.get(key) ?? "NULL").toUpperCase() !== "NULL";
  return [...rows.filter(isNumbered), ...rows.filter((row) => !isNumbered(row))];
}

/** Whether a column of another type keeps fewer digits of a number, determined by the engine. */
function losesDigits(
  trial: Database,
  { before, after, columns }: TablePair,
  values: ExpectedRow,
): boolean {
  return columns.some(([from, to]) => {
    const value = values.get(to.id);
    const isConverted = from.type !== to.type || before.strict !== after.strict;
    if (value === undefined || !isConverted || from.generated || to.generated) return false;
    must(trial, `CREATE TABLE digits (v ${to.type ?? ""})${after.strict ? " STRICT" : ""}`);
    must(trial, `INSERT INTO digits VALUES (${value})`);
    const number = `CAST(${value} AS NUMERIC)`;
    const [[lost]] = trial.query(
      `SELECT CASE typeof(${value}) || ' ' || typeof(v)
        WHEN 'integer real' THEN ${value} <> v
        WHEN 'real text' THEN CAST(v AS REAL) <> ${value}
        WHEN 'text real' THEN iif(typeof(${number}) = 'integer', ${number} <> v,
          length(replace(ltrim(${value}, ' +-0'), '.', '')) > 15)
        ELSE 0 END FROM digits`,
    ) as [[unknown]];
    must(trial, "DROP TABLE digits");
    return Number(lost) === 1;
  });
}

/** The current contents of the tables, by id. */
export function readAll(
  database: Database,
  pairs: readonly TablePair[],
): Map<Id, ExpectedRow[]> {
  return new Map(pairs.map((pair) => {
    const { after } = pair;
    const columns = after.columns.map((column) => literalSql(quoteName(column.name)));
    const rowid = keepsRowid(pair) ? [literalSql("rowid")] : [];
    const rows = database.query(
      `SELECT ${[...columns, ...rowid].join(", ")} FROM ${quoteName(after.name)}`,
    );
    const ids = [...after.columns.map((it) => it.id), ...rowid.map(() => ROWID)];
    return [after.id, rows.map((row) => new Map(ids.map((id, at) => [id, literalOf(row[at])])))];
  }));
}

/** Whether a row has the same rowid before and after. */
function keepsRowid({ before, after, columns }: TablePair): boolean {
  if (!hasPlainRowid(before) || !hasPlainRowid(after)) return false;
  const key = rowidKey(after);
  const source = columns.find(([, to]) => to.id === key)?.[0];
  return source === undefined || source.id === rowidKey(before);
}

interface SourceRow {
  /** SQL that is true for this row only. */
  readonly condition: string;
  /** Undefined if there is nothing to replace a NULL. */
  readonly values: ExpectedRow | undefined;
}

function readRows(
  database: Database,
  pair: TablePair,
  { fills, model }: { fills: ReadonlyMap<Id, Fill>; model: SchemaModel },
): SourceRow[] {
  const { before, after, columns, added } = pair;
  const stored = columns.filter(([, to]) => !to.generated);
  const filled = [...added, ...stored.map(([, to]) => to)].filter((it) => fills.has(it.id));
  const identity = identityOf(before);
  const selected = [
    ...identity.map((name) => literalSql(name)),
    ...stored.map(([from]) => literalSql(quoteName(from.name))),
    ...filled.map((it) => literalSql(`(${fills.get(it.id)!.before})`)),
  ];
  const rows = database.query(
    `SELECT ${selected.join(", ")} FROM ${quoteName(before.name)}`,
  );
  return rows.map((row) => {
    const cells = row.map(literalOf);
    const keys = cells.splice(0, identity.length);
    const condition = identity.map((name, at) => `${name} IS ${keys[at]}`).join(" AND ");
    const fill = new Map(filled.map((it, at) => [it.id, cells[stored.length + at]!]));
    const values = new Map<Id, string>();
    let fits = true;
    stored.forEach(([from, to], at) => {
      const value = cells[at]!;
      const tightened = !takesNoNull(before, from) && takesNoNull(after, to);
      const isRowid = rowidKey(after) === to.id;
      if (value !== "NULL" || !tightened) values.set(to.id, value);
      else if (fill.has(to.id)) values.set(to.id, fill.get(to.id)!);
      else if (to.default === undefined && !isRowid) fits = false;
    });
    for (const column of added) {
      // If each row needs its own value, a default cannot serve for several rows.
      const value = column.default?.replaceAll(/[()]/g, "") ?? "";
      const repeats = isUniqueAlone(model, after, column.id) &&
        /^('(?:[^']|'')*'|[-+]?[\w.]+|"\w+"|x'\w*')$/i.test(value);
      if (repeats && !column.notNull) values.set(column.id, "NULL");
      if (fill.has(column.id) && !column.generated) values.set(column.id, fill.get(column.id)!);
    }
    if (keepsRowid(pair) && identity[0] === "rowid") values.set(ROWID, keys[0]!);
    return { condition, values: fits ? values : undefined };
  });
}

function identityOf(table: TableModel): string[] {
  if (hasPlainRowid(table)) return ["rowid"];
  const key = table.primaryKey?.columns.map((it) => it.column) ?? table.columns.map((it) => it.id);
  return table.columns.filter((it) => key.includes(it.id)).map((it) => quoteName(it.name));
}

function insertSql(table: TableModel, row: ExpectedRow): string {
  const nameOf = (id: Id) =>
    id === ROWID ? "rowid" : quoteName(table.columns.find((it) => it.id === id)!.name);
  const columns = [...row.keys()].filter((id) => id !== ROWID || !isNamed(table, row));
  const into = `INSERT OR ABORT INTO ${quoteName(table.name)}`;
  if (columns.length === 0) return `${into} DEFAULT VALUES`;
  const values = columns.map((id) => row.get(id)!);
  return `${into} (${columns.map(nameOf).join(", ")}) VALUES (${values.join(", ")})`;
}

/** Whether a column of the row is its rowid. */
function isNamed(table: TableModel, row: ExpectedRow): boolean {
  const key = rowidKey(table);
  return key !== undefined && row.has(key);
}

function must(database: Database, sql: string): void {
  const refused = database.run(sql);
  if (refused !== undefined) throw new Error(`${refused} in: ${sql}`);
}

/** Columns with unpredictable values. */
export function unforeseeable(table: TableModel, added: readonly ColumnModel[]): Id[] {
  const keyed = [table.primaryKey, ...table.uniques].flatMap((key) =>
    key?.columns.map((it) => it.column) ?? []
  );
  return added.filter((column) =>
    /CURRENT|random/i.test(column.default ?? "") ||
    (column.default !== undefined && keyed.includes(column.id))
  ).map((column) => column.id);
}
