import type { Column, SchemaObject, SchemaSnapshot, Table } from "../../schema/snapshot.ts";
import type { EngineName } from "../../base/engine_name.ts";
import type { Declared } from "../../sql/declared.ts";
import { fold, quoteName } from "../../sql/names.ts";
import { restoreRest, restoreTables } from "../proof/proof.ts";
import { NUMBERS_PER_COLUMN } from "../proof/seed.ts";
import { destinationOf, type Seeding, seedTables } from "../proof/seeding.ts";
import { ShadowDatabase } from "../shadow_database.ts";
import type { JudgeRequest, Way } from "./request.ts";
import { withImpliedKeys } from "./implied_keys.ts";
import type { Lineage } from "./lineage.ts";
import { runFiles } from "./run.ts";

/** Rows without NULL and defaults, or the same with JSON in every text. */
export type RowStyle = "full" | "json";

/** Rows that suit the state before. */
export interface Rows {
  /** The statements that give tables these rows. */
  readonly inserts: readonly string[];
  /** Whether all of them suit the schema afterwards as well. */
  readonly suits: boolean;
  /** Whether there is a NULL all the same: in a key without a parent, or in the root of a tree. */
  readonly hasNulls: boolean;
}

/** What every trial of a judgement starts from. */
export interface Prepared {
  readonly engine: EngineName;
  readonly declared: Declared | undefined;
  readonly before: SchemaSnapshot;
  readonly scope: readonly SchemaObject[];
  /** The statements that give tables rows. */
  readonly inserts: readonly string[];
  /** Other rows, made when they are asked for. */
  readonly rowsOf: (style: RowStyle) => Promise<Rows>;
  readonly unseeded: readonly string[];
  /** For each way, whether the files run at all in it. */
  readonly isAble: readonly boolean[];
}

/** What is to be prepared. */
export interface PrepareRequest extends JudgeRequest {
  readonly scope: readonly SchemaObject[];
  readonly tables: readonly Table[];
  readonly ways: readonly Way[];
}

/** Runs the files on empty tables, in every way, and makes rows for those that they find. */
export async function prepare(request: PrepareRequest): Promise<Prepared> {
  const { engine, declared, before, scope, ways } = request;
  const empties = await Promise.all(ways.map((way) => runEmpty({ engine, declared, scope }, way)));
  const goal = empties.find((it) => it !== undefined);
  const history = historyInserts(request);
  const files = ways[0]?.files ?? [];
  const keyed = withImpliedKeys(request.tables, { before, files });
  const seed = async (style: Pick<SeedWith, "sparse" | "json">) => {
    const seeding = await seedScope({ ...request, tables: keyed }, { goal, history, ...style });
    const isPlain = keyed === request.tables || seeding.unseeded.length === 0;
    return isPlain ? seeding : await seedScope(request, { goal, history, ...style });
  };
  // What a NULL does that only the schema afterwards refuses is a question to the data.
  const { inserts, unseeded } = await seed({ sparse: true, json: false });
  const others = new Map<RowStyle, Rows>();
  return {
    engine,
    declared,
    before,
    scope,
    inserts,
    unseeded,
    async rowsOf(style) {
      const known = others.get(style);
      if (known !== undefined) return known;
      const made = await seed({ sparse: false, json: style === "json" });
      const { inserts, hasSettled, hasNulls } = made;
      const rows = { inserts, suits: !hasSettled, hasNulls };
      others.set(style, rows);
      return rows;
    },
    isAble: empties.map((it) => it !== undefined),
  };
}

/** A shadow at the state before, with these rows. */
export async function openBefore(
  { engine, declared, scope }: Pick<Prepared, "engine" | "declared" | "scope">,
  inserts: readonly string[],
): Promise<ShadowDatabase> {
  const shadow = await ShadowDatabase.open({ engine, declared });
  restoreTables(shadow, scope);
  for (const sql of inserts) shadow.attempt(sql);
  restoreRest(shadow, scope);
  return shadow;
}

interface Arrival {
  readonly after: SchemaSnapshot;
  readonly lineage: Lineage;
}

/** Where the files lead on empty tables; undefined where they do not run. */
async function runEmpty(
  start: Pick<Prepared, "engine" | "declared" | "scope">,
  { files, mode }: Way,
): Promise<Arrival | undefined> {
  await using shadow = await openBefore(start, []);
  const { refused, lineage } = runFiles(shadow, files, { mode });
  return refused.length > 0 ? undefined : { after: shadow.introspect(), lineage };
}

interface SeedWith {
  readonly goal: Arrival | undefined;
  readonly history: readonly string[];
  readonly sparse: boolean;
  readonly json: boolean;
}

/** Rows that suit the state before, and the one after where that is possible. */
async function seedScope(
  { engine, declared, scope, tables }: PrepareRequest,
  { goal, history, sparse, json }: SeedWith,
): Promise<Seeding> {
  await using shadow = await ShadowDatabase.open({ engine, declared });
  await using after = await ShadowDatabase.open({ engine, declared });
  restoreTables(shadow, scope);
  if (goal !== undefined) restoreTables(after, [...goal.after.tables, ...goal.after.indexes]);
  for (const sql of history) shadow.attempt(sql);
  const numbers = numbersIn(tables);
  const place = (name: string) => goal?.lineage.places.get(fold(name));
  const seeding = seedTables(tables, {
    before: shadow,
    after,
    destination: destinationOf(goal?.after ?? { ...EMPTY, tables }, {
      table: (name) => place(name)?.name ?? name,
      column: (table, name) => place(table)?.columns.get(fold(name)) ?? name,
      fills: () => new Map(),
    }),
    conditions: [],
    settles: true,
    sparse,
    nullsAsBefore: sparse,
    json,
    numbersFrom: (column) => numbers.get(column) ?? FIRST_NUMBER,
  });
  const isEmpty = (name: string) =>
    shadow.query(`SELECT 1 FROM ${quoteName(name)} LIMIT 1`).length === 0;
  return {
    inserts: [...history, ...seeding.inserts],
    unseeded: seeding.unseeded.filter(isEmpty),
    hasSettled: seeding.hasSettled,
    hasNulls: seeding.hasNulls,
  };
}

const EMPTY = { tables: [], virtualTables: [], indexes: [], views: [], triggers: [] };

/** Where the numbers of each column start, so that values of different columns differ. */
function numbersIn(tables: readonly Table[]): ReadonlyMap<Column, number> {
  const columns = tables.flatMap((table) => table.columns);
  return new Map(columns.map((it, index) => [it, FIRST_NUMBER + index * NUMBERS_PER_COLUMN]));
}

/**
 * All of the same length, so that none of them is a part of another, and not larger than that: a file
 * may make as many rows as a column says.
 */
const FIRST_NUMBER = 10_000;

/** The statements that insert the rows of a history into the tables, as far as there are not very many. */
function historyInserts({ rows, scope }: PrepareRequest): readonly string[] {
  if (rows === undefined) return [];
  const inserts = scope.filter(({ kind }) => kind === "table").flatMap(({ name }) => {
    const { columns, rows: list } = rows.get(name) ?? { columns: [], rows: [] };
    const into = `INSERT INTO ${quoteName(name)} (${columns.join(", ")})`;
    return list.slice(0, MOST_ROWS).map((row) => `${into} VALUES (${row.join(", ")})`);
  });
  return ["PRAGMA foreign_keys = OFF", ...inserts, "PRAGMA foreign_keys = ON"];
}

/** Of one table; more rows of a history tell nothing more. */
const MOST_ROWS = 100;
