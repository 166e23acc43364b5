import {
  type Column,
  objectsOf,
  type SchemaObject,
  type SchemaSnapshot,
  type Table,
} from "../../../schema/snapshot.ts";
import type { TrialEngine } from "../../../base/engine_name.ts";
import type { Declared } from "../../../sql/declared.ts";
import { ownValues } from "../../../schema/content.ts";
import { writtenBy } from "../../../schema/reach/scope.ts";
import { fold, quoteName } from "../../../sql/names.ts";
import { undoes } from "../../../sql/statement_kinds.ts";
import type { Statement } from "../../../sql/statements.ts";
import { fillSearchIndexes, restoreRest, restoreTables } from "../../seed/trial_schema.ts";
import { NUMBERS_PER_COLUMN } from "../../seed/candidate_rows.ts";
import { type Destination, destinationOf } from "../../seed/destination.ts";
import { type Seeding, seedTables } from "../../seed/seed_tables.ts";
import { ShadowDatabase } from "../../database/shadow_database.ts";
import { choosesRows } from "../statements/compared_literals.ts";
import { datesIn, parsesJson, selectiveCopies } from "../statements/copies.ts";
import { type Demanding, demandingTables } from "./demanding_tables.ts";
import { type JudgeRequest, OutOfTime, type Way } from "../request.ts";
import { withImpliedKeys } from "./implied_keys.ts";
import type { Lineage } from "../run/lineage.ts";
import { type RareRow, rareRows } from "./rare_rows.ts";
import { replacedRows } from "./replaced_rows.ts";
import { spreadRowids } from "../run/search_indexes.ts";
import { allStatements, type Lineages, type Observer, type RunFile, runFiles } from "../run/run.ts";
import { violatingRows, type Violation } from "./violating_rows.ts";
import { virtualInserts } from "./virtual_rows.ts";
import { replacedBy } from "../statements/replaces.ts";

/** Rows without NULL and defaults, or the same with JSON in every text. */
export type RowStyle = "full" | "json";

/** Rows that are valid in the schema before. */
export interface Rows {
  /** The statements that insert them. */
  readonly inserts: readonly string[];
  /** Whether all of them are valid in the schema afterwards, too. */
  readonly suits: boolean;
  /** Whether there are NULLs nevertheless: in a key without a parent, or in the root of a tree. */
  readonly hasNulls: boolean;
  /** Rows which violate what only the schema afterwards demands. */
  readonly violations: readonly Violation[];
  readonly rare: readonly RareRow[];
}

/** The starting point of every trial run. */
export interface Prepared extends Pick<JudgeRequest, "isOver"> {
  readonly engine: TrialEngine;
  readonly declared: Declared | undefined;
  readonly before: SchemaSnapshot;
  /** The schema before with what is out of reach. */
  readonly whole: SchemaSnapshot;
  readonly scope: readonly SchemaObject[];
  /** The statements that insert the rows. */
  readonly inserts: readonly string[];
  /**
   * The statements that insert rows which violate CHECKs, and have none checked from then on; present if
   * a table takes no others.
   */
  readonly unchecked?: readonly string[] | undefined;
  /** Other rows, made on demand. */
  readonly rowsOf: (style: RowStyle) => Promise<Rows>;
  readonly unseeded: readonly string[];
  /** Whether the files run that way on empty tables. */
  readonly isAble: (way: Way) => Promise<boolean>;
  /** The result of the same statements on empty tables, if they are known to succeed there. */
  readonly arrivalOf: (way: Way) => Arrival | undefined;
  /** The folded names of the tables to which the files can write rows. */
  readonly written: ReadonlySet<string>;
  /** Whether there may be rows that the files treat unlike others. */
  readonly isSelective: boolean;
}

/** What a judgement needs, with the objects in reach. */
export interface PrepareRequest extends JudgeRequest {
  /** The schema before with what is out of reach. */
  readonly whole: SchemaSnapshot;
  readonly scope: readonly SchemaObject[];
  readonly tables: readonly Table[];
  readonly ways: readonly Way[];
}

/**
 * Makes rows for the tables before the files, which suit the schema after them: that of the first way
 * in which they run on empty tables.
 */
export async function prepare(request: PrepareRequest): Promise<Prepared> {
  const { engine, declared, isOver, before, scope, ways } = request;
  const arrivals = new Map<Way, Arrival | undefined>();
  const arrival = async (way: Way) => {
    if (!arrivals.has(way)) arrivals.set(way, await runEmpty(request, way));
    return arrivals.get(way);
  };
  let goal: Arrival | undefined;
  let arrived: Way | undefined;
  for (const way of ways) {
    if (goal !== undefined) break;
    arrived = way;
    goal = await arrival(way);
  }
  const history = historyInserts(request);
  const files = ways[0]?.files ?? [];
  const keyed = withImpliedKeys(request.tables, { before, files });
  const destination = destinationIn(goal, request.tables);
  const demanding = goal === undefined
    ? []
    : demandingTables(request.tables, { before, after: goal.after, destination, files });
  const seed = async (style: Pick<SeedWith, "sparse" | "json" | "isUnchecked">) => {
    const how = { goal, history, destination, demanding, files, ...style };
    const seeding = await seedScope({ ...request, tables: keyed }, how);
    const isPlain = keyed === request.tables || seeding.unseeded.length === 0;
    const seeded = isPlain ? seeding : await seedScope(request, how);
    const others = await virtualInserts(request, seeded.inserts);
    return { ...seeded, inserts: [...seeded.inserts, ...others] };
  };
  const { inserts, unseeded } = await seed({ sparse: true, json: false });
  const unchecked = unseeded.length > 0 ? await seed(UNCHECKED) : undefined;
  const others = new Map<RowStyle, Rows>();
  return {
    engine,
    declared,
    isOver,
    before,
    whole: request.whole,
    scope,
    inserts,
    unseeded: unchecked?.unseeded ?? unseeded,
    unchecked: unchecked?.inserts,
    async rowsOf(style) {
      const known = others.get(style);
      if (known !== undefined) return known;
      const made = await seed({ sparse: false, json: style === "json" });
      const { inserts, hasSettled, hasNulls, violations, rare } = made;
      const rows = { inserts, suits: !hasSettled, hasNulls, violations, rare };
      others.set(style, rows);
      return rows;
    },
    isAble: async (way) => await arrival(way) !== undefined,
    arrivalOf: (way) => arrivals.get(way) ?? (isSameRun(way, arrived) ? goal : undefined),
    written: writtenBy(before, allStatements(files)),
    isSelective: demanding.length > 0 || selectiveCopies(files, before).length > 0 ||
      allStatements(files).some((it) =>
        parsesJson(it) || choosesRows(it) || replacedBy(it, before) !== undefined
      ),
  };
}

/** What a run starts from, besides rows. */
type Opened = Pick<PrepareRequest, "engine" | "declared" | "scope" | "isOver">;

/**
 * A shadow with the schema before and these rows, which may be changed before triggers see it. Throws
 * `OutOfTime` if there is no time for what is run there.
 */
export async function openBefore(
  { engine, declared, scope, isOver }: Opened,
  inserts: readonly string[],
  change: (shadow: ShadowDatabase) => void = () => {},
): Promise<ShadowDatabase> {
  if (isOver?.()) throw new OutOfTime();
  const shadow = await ShadowDatabase.open({ engine, declared });
  restoreTables(shadow, scope);
  for (const sql of inserts) shadow.attempt(sql);
  change(shadow);
  spreadRowids(shadow, scope);
  restoreRest(shadow, scope);
  if (inserts.length > 0) fillSearchIndexes(shadow, scope);
  return shadow;
}

/** Those of the rows that all triggers accept: they were made without any. */
export async function allowedByTriggers(
  { engine, declared, whole, inserts }: Prepared,
): Promise<readonly string[]> {
  await using shadow = await ShadowDatabase.open({ engine, declared });
  restoreTables(shadow, objectsOf(whole));
  restoreRest(shadow, objectsOf(whole));
  return inserts.filter((sql) => shadow.attempt(sql) === undefined);
}

/** Whether the same statements run in both ways, none of which undoes others. */
function isSameRun(one: Way, other: Way | undefined): boolean {
  if (other === undefined || one.mode.control !== other.mode.control) return false;
  const [first, second] = [allStatements(one.files), allStatements(other.files)];
  return first.every((it, index) => it === second[index] && !undoes(it));
}

/** What files that all succeed lead to. */
export interface Arrival {
  readonly after: SchemaSnapshot;
  readonly lineage: Lineage;
  readonly lineages: Lineages;
}

/** The result of the files on empty tables; undefined if they do not run. */
async function runEmpty(
  start: Opened,
  { files, mode }: Way,
): Promise<Arrival | undefined> {
  await using shadow = await openBefore(start, []);
  const lineages = new Map<Statement, Lineage>();
  const observe: Observer = (statement, so) => lineages.set(statement, so.lineage);
  const { refused, lineage } = runFiles(shadow, files, { mode, observe });
  if (refused.length > 0) return undefined;
  return { after: shadow.introspect(start.scope), lineage, lineages };
}

interface SeedWith {
  readonly goal: Arrival | undefined;
  readonly history: readonly string[];
  readonly destination: Destination;
  readonly demanding: readonly Demanding[];
  readonly files: readonly RunFile[];
  readonly sparse: boolean;
  readonly json: boolean;
  /** Whether rows may violate CHECKs. */
  readonly isUnchecked?: boolean;
}

/** Before rows are inserted, for them and for the files. */
export const IGNORE_CHECKS = "PRAGMA ignore_check_constraints = ON";

const UNCHECKED = { sparse: false, json: false, isUnchecked: true };

/** Rows that are valid in the schema before and, if possible, in the one after. */
async function seedScope(
  { engine, declared, scope, tables, whole }: PrepareRequest,
  { goal, history, destination, demanding, files, sparse, json, isUnchecked }: SeedWith,
): Promise<Seeding & Pick<Rows, "violations" | "rare">> {
  await using before = await ShadowDatabase.open({ engine, declared });
  await using after = await ShadowDatabase.open({ engine, declared });
  restoreTables(before, scope);
  if (goal !== undefined) restoreTables(after, [...goal.after.tables, ...goal.after.indexes]);
  const pragmas = isUnchecked ? [IGNORE_CHECKS] : [];
  for (const sql of pragmas) after.attempt(sql);
  for (const sql of [...pragmas, ...history]) before.attempt(sql);
  const numbers = numbersIn(tables);
  const dates = new Set(allStatements(files).flatMap(datesIn));
  const style = {
    sparse,
    json,
    isDate: ({ name }: Column) => dates.has(fold(name)),
    numbersFrom: (column: Column) => numbers.get(column) ?? FIRST_NUMBER,
  };
  const databases = { before, after, destination };
  const seeding = seedTables(tables, {
    ...databases,
    ...style,
    conditions: [],
    settles: true,
  });
  const isEmpty = (name: string) =>
    before.query(`SELECT 1 FROM ${quoteName(name)} LIMIT 1`).length === 0;
  const unseeded = seeding.unseeded.filter(isEmpty);
  // A trigger may refuse a row as well.
  restoreRest(before, scope);
  const filled = { ...databases, ...style, tables, rows: seeding.rows };
  const isUsual = sparse || isUnchecked;
  const violations = isUsual ? [] : violatingRows(demanding, filled);
  const rare = isUsual ? [] : [...rareRows(files, filled), ...replacedRows(files, filled, whole)];
  const inserts = [...pragmas, ...history, ...seeding.inserts];
  return { ...seeding, inserts, unseeded, violations, rare };
}

/** Where the rows of the tables are found afterwards. */
function destinationIn(goal: Arrival | undefined, tables: readonly Table[]): Destination {
  const place = (name: string) => goal?.lineage.places.get(fold(name));
  return destinationOf(goal?.after ?? { ...EMPTY, tables }, {
    table: (name) => place(name)?.name ?? name,
    column: (table, name) => place(table)?.columns.get(fold(name)) ?? name,
    fills: () => new Map(),
  });
}

const EMPTY = { tables: [], virtualTables: [], indexes: [], views: [], triggers: [] };

/** Where the numbers of each column start, so that values of different columns differ. */
function numbersIn(tables: readonly Table[]): ReadonlyMap<Column, number> {
  const columns = tables.flatMap((table) => table.columns);
  return new Map(columns.map((it, index) => [it, FIRST_NUMBER + index * NUMBERS_PER_COLUMN]));
}

/**
 * All have the same length, so that none is part of another. They are not larger, since a file may
 * insert as many rows as a column says.
 */
const FIRST_NUMBER = 10_000;

/** The statements that insert the rows of the history, up to a limit per table. */
function historyInserts({ rows, scope }: PrepareRequest): readonly string[] {
  if (rows === undefined) return [];
  const inserts = scope.filter(({ kind }) => kind === "table").flatMap(({ name }) => {
    const known = rows.get(name);
    if (known === undefined) return [];
    const { columns, rows: list } = ownValues(known);
    const into = `INSERT INTO ${quoteName(name)} (${columns.map(quoteName).join(", ")})`;
    return list.slice(0, MOST_ROWS).map((row) => `${into} VALUES (${row.join(", ")})`);
  });
  return ["PRAGMA foreign_keys = OFF", ...inserts, "PRAGMA foreign_keys = ON"];
}

/** Per table; more rows of the history would show nothing new. */
const MOST_ROWS = 100;
