import { counted } from "../../base/counted.ts";
import { historyDigest } from "../../migrations/chain.ts";
import { type CachedState, lookUp } from "../../migrations/cache/cache.ts";
import type { Migration } from "../../migrations/directory.ts";
import { enginesOf } from "../../base/target.ts";
import { EMPTY_SNAPSHOT, objectsOf } from "../../schema/snapshot.ts";
import type { TableRows } from "../../schema/content.ts";
import { HistoryWalk } from "../../shadow/replay/history_walk.ts";
import { isWhole } from "../../shadow/replay/replay.ts";
import { readRows } from "../../shadow/database/read_rows.ts";
import { areHarmless } from "../../shadow/judge/statements/harmless.ts";
import { insertReach } from "../../shadow/judge/statements/insert_reach.ts";
import { judgeFiles, type Judgement, needsHistory, reachOf } from "../../shadow/judge/judge.ts";
import {
  type JudgedFile,
  type JudgeRequest,
  OutOfTime,
  type Reach,
} from "../../shadow/judge/request.ts";
import type { ShadowDatabase } from "../../shadow/database/shadow_database.ts";
import type { CommandContext, ProjectOptions } from "../settings/options.ts";
import type { HistoryFiles } from "../project/read_project.ts";
import { type HistoryOptions, loadHistory } from "../project/load_history.ts";
import { statementsIn } from "../../sql/statements.ts";

/** Migrations that are judged together: from one place in the history to another. */
export interface Unit {
  readonly from: number;
  readonly to: number;
}

/** A unit, and what judging it has found. */
export interface JudgedUnit extends Unit {
  /** None if it can neither lose rows nor fail because of them. */
  readonly judgements: readonly Judgement[];
  /** Whether this was not known before. */
  readonly isNew: boolean;
}

/** How migrations are judged. */
interface JudgeUnits {
  /** What is known to be found in a unit. */
  readonly restored: (unit: Unit) => readonly Judgement[] | undefined;
  readonly options: Pick<ProjectOptions, "cache" | "fullReplay">;
  readonly context: CommandContext;
}

/**
 * Judges every migration separately, as if a database were at that point. Those written at the same
 * moment count as one: some generators spread a rebuild over several files.
 */
export async function judgeEach(
  files: HistoryFiles,
  { restored, options, context: { progress, timeLimit } }: JudgeUnits,
): Promise<JudgedEach> {
  const { directory: { migrations }, runners, declared } = files;
  const units: JudgedUnit[] = [];
  const affectsOthers = insertReach(migrations.map(textOf));
  const [engine] = enginesOf(files.target);
  const stateBefore = (count: number) => options.cache ? wholeStateAt(count, files) : undefined;
  await using walk = new HistoryWalk(migrations, { runners, engine, declared, stateBefore });
  let before = EMPTY_SNAPSHOT;
  for (const unit of unitsOf(migrations)) {
    const judged = migrations.slice(unit.from, unit.to).map(fileOf);
    if (areHarmless(judged.flatMap(({ statements }) => statements), affectsOthers)) continue;
    const known = restored(unit);
    if (known !== undefined) {
      units.push({ ...unit, judgements: known, isNew: false });
      continue;
    }
    if (timeLimit?.isNear()) return { units, unjudged: migrations.slice(unit.from) };
    progress?.(`Judging ${unit.to} of ${migrations.length} migrations`);
    const shadow = await walk.to(unit.from);
    // Migrations that do not run were reported when the history was replayed.
    if (shadow === undefined) break;
    before = shadow.introspect(objectsOf(before));
    const reach = reachOf({ before, files: judged });
    const rows = historyRows(shadow, reach);
    const request = { engine, declared, before, reach, rows, files: judged, runners };
    const judgement = await judgeInTime(request, timeLimit);
    if (judgement === undefined) return { units, unjudged: migrations.slice(unit.from) };
    units.push({ ...unit, judgements: [judgement], isNew: true });
  }
  return { units };
}

/** What judging files has found; undefined if the time does not suffice. */
async function judgeInTime(
  request: JudgeRequest,
  timeLimit: CommandContext["timeLimit"],
): Promise<Judgement | undefined> {
  try {
    return await judgeFiles({ ...request, isOver: timeLimit?.isNear });
  } catch (error) {
    if (error instanceof OutOfTime) return undefined;
    throw error;
  }
}

/** What judging each migration has found. */
export interface JudgedEach {
  readonly units: readonly JudgedUnit[];
  /** The migrations that there was no time for: all from one on. */
  readonly unjudged?: readonly Migration[];
}

function unitsOf(migrations: readonly Migration[]): Unit[] {
  let to = 0;
  return [...Map.groupBy(migrations, momentOf).values()].map((unit) => {
    const from = to;
    to += unit.length;
    return { from, to };
  });
}

/** The last cached state up to a place in the history that has all of its rows. */
async function wholeStateAt(
  most: number,
  { cache, directory: { migrations } }: HistoryFiles,
): Promise<CachedState | undefined> {
  const first = migrations.slice(0, most);
  const found = cache && await lookUp(cache, {
    migrations: first,
    digest: await historyDigest(first),
  });
  return found?.kind === "found" && isWhole(found.state) ? found.state : undefined;
}

/** The rows in reach, if rows can matter. */
function historyRows(
  shadow: ShadowDatabase,
  { scope, tables }: Reach,
): ReadonlyMap<string, TableRows> | undefined {
  if (shadow.filledTables(tables).length === 0) return undefined;
  const inReach = scope.filter((it) => it.kind === "table");
  const filled = new Set(shadow.filledTables(inReach));
  return new Map(
    inReach.filter(({ name }) => filled.has(name))
      .map((table) => [table.name, readRows(shadow, table)]),
  );
}

/** Whether judging the migrations after the first ones takes the state before them. */
export function needsStateBefore({ directory }: HistoryFiles, from: number): boolean {
  const { migrations } = directory;
  const pending = migrations.slice(from).flatMap(({ source }) => statementsIn(source));
  return !areHarmless(pending, insertReach(migrations.map(textOf)));
}

/** What judging migrations has found. */
export interface JudgedPending extends JudgedEach {
  /** The state before them, with its rows if these were needed; absent if it is broken. */
  readonly before?: CachedState;
}

/** Judges the migrations after the first ones as one: tables that they create have no rows yet. */
export async function judgePending(
  files: HistoryFiles,
  { from, restored, before: known, options, context }: JudgeUnits & {
    readonly from: number;
    /** The state before them, if it is known. */
    readonly before: CachedState | undefined;
  },
): Promise<JudgedPending> {
  const { runners, declared, directory: { migrations } } = files;
  const unit = { from, to: migrations.length };
  const pending = migrations.slice(from).map(fileOf);
  const statements = pending.flatMap((file) => file.statements);
  if (areHarmless(statements, insertReach(migrations.map(textOf)))) return { units: [] };
  const judgements = restored(unit);
  if (judgements !== undefined) return { units: [{ ...unit, judgements, isNew: false }] };
  const stateBefore = (keepsRows: boolean) =>
    stateAfterFirst(from, files, { ...context, ...options, keepsRows, note: () => {} });
  let before: StateBefore | undefined = known ?? await stateBefore(false);
  if (before === undefined) return { units: [] };
  const reach = reachOf({ before: before.snapshot, files: pending });
  const needsRows = needsHistory(reach, before.filled);
  if (needsRows && before.rows === undefined) before = await stateBefore(true);
  if (before === undefined) return { units: [] };
  const { hasDiagnostics = false, ...state } = before;
  const [engine] = enginesOf(files.target);
  context.progress?.(`Judging ${counted(pending.length, "migration")}`);
  const rows = needsRows ? rowsIn(reach, state.rows) : undefined;
  const request = { engine, declared, before: state.snapshot, rows, files: pending, runners };
  const judgement = await judgeInTime(request, context.timeLimit);
  if (judgement === undefined) return { units: [], unjudged: migrations.slice(from) };
  return {
    units: [{ ...unit, judgements: [judgement], isNew: true }],
    ...(!hasDiagnostics && { before: state }),
  };
}

/** Those of the rows that judging each migration separately reads as well: both find the same. */
function rowsIn({ scope }: Reach, rows: CachedState["rows"]): CachedState["rows"] {
  const names = new Set(scope.flatMap(({ kind, name }) => kind === "table" ? name : []));
  return rows && new Map([...rows].filter(([name]) => names.has(name)));
}

interface StateBefore extends CachedState {
  readonly hasDiagnostics?: boolean;
}

/** The state after the first migrations; undefined if they do not run. */
async function stateAfterFirst(
  count: number,
  files: HistoryFiles,
  how: HistoryOptions & CommandContext,
): Promise<StateBefore | undefined> {
  const migrations = files.directory.migrations.slice(0, count);
  const directory = { ...files.directory, migrations };
  const digest = await historyDigest(migrations);
  const history = await loadHistory({ ...files, directory, historyDigest: digest }, how, how);
  if (!history.ok) return undefined;
  const { key, snapshot, filled, rows, order, hasDiagnostics } = history.value;
  return { digest, key, count, snapshot, filled, rows, order, hasDiagnostics };
}

function textOf({ source }: Migration): string {
  return source.text;
}

function fileOf(migration: Migration): JudgedFile {
  return { migration, statements: statementsIn(migration.source) };
}

/** The second in which it was created, if its version says so and counts below that. */
function momentOf({ id, version }: Migration): string {
  return version.length > TIMESTAMP_DIGITS ? version.slice(0, TIMESTAMP_DIGITS) : id;
}

const TIMESTAMP_DIGITS = 14;
