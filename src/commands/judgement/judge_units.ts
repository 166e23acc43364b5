import { counted } from "../../base/counted.ts";
import { historyDigest } from "../../migrations/chain.ts";
import type { CachedState } from "../../migrations/cache/cache.ts";
import type { Migration } from "../../migrations/directory.ts";
import { enginesOf } from "../../base/target.ts";
import { EMPTY_SNAPSHOT, objectsOf } from "../../schema/snapshot.ts";
import type { TableRows } from "../../schema/content.ts";
import { HistoryWalk } from "../../shadow/replay/history_walk.ts";
import { readRows } from "../../shadow/database/read_rows.ts";
import { areHarmless } from "../../shadow/judge/statements/harmless.ts";
import { judgeFiles, type Judgement, needsHistory, reachOf } from "../../shadow/judge/judge.ts";
import type { JudgedFile, Reach } from "../../shadow/judge/request.ts";
import type { ShadowDatabase } from "../../shadow/database/shadow_database.ts";
import type { CommandContext, ProjectOptions } from "../settings/options.ts";
import type { HistoryFiles } from "../project/read_project.ts";
import { type HistoryOptions, loadHistory } from "../project/load_history.ts";
import { statementsIn } from "../../sql/statements.ts";

/**
 * Judges every migration separately, as if a database were at that point. Those written at the same
 * moment count as one: some generators spread a rebuild over several files.
 */
export async function judgeEach(
  { directory: { migrations }, runners, target, declared }: HistoryFiles,
  { progress, timeLimit }: CommandContext,
): Promise<JudgedEach> {
  const judgements: Judgement[] = [];
  const texts = textsOf(migrations);
  const [engine] = enginesOf(target);
  await using walk = new HistoryWalk(migrations, { runners, engine, declared });
  let next = 0;
  let before = EMPTY_SNAPSHOT;
  for (const unit of [...Map.groupBy(migrations, momentOf).values()]) {
    const [start, files] = [next, unit.map(fileOf)];
    next += unit.length;
    if (areHarmless(files.flatMap(({ statements }) => statements), texts)) continue;
    if (timeLimit?.isNear()) return { judgements, unjudged: migrations.slice(start) };
    progress?.(`Judging ${next} of ${migrations.length} migrations`);
    const shadow = await walk.to(start);
    // Migrations that do not run were reported when the history was replayed.
    if (shadow === undefined) break;
    before = shadow.introspect(objectsOf(before));
    const reach = reachOf({ before, files });
    const rows = historyRows(shadow, reach);
    judgements.push(await judgeFiles({ engine, declared, before, reach, rows, files, runners }));
  }
  return { judgements, unjudged: [] };
}

/** What judging each migration has found. */
export interface JudgedEach {
  readonly judgements: readonly Judgement[];
  /** The migrations that there was no time for: all from one on. */
  readonly unjudged: readonly Migration[];
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
  const pending = directory.migrations.slice(from).map(fileOf);
  const texts = textsOf(directory.migrations);
  return !areHarmless(pending.flatMap(({ statements }) => statements), texts);
}

/** What judging migrations has found. */
export interface JudgedPending {
  readonly judgements: readonly Judgement[];
  /** The state before them, with its rows if these were needed; absent if it is broken. */
  readonly before?: CachedState;
}

/** Judges the migrations after the first ones as one: tables that they create have no rows yet. */
export async function judgePending(
  files: HistoryFiles,
  { from, before: known, options, context }: {
    readonly from: number;
    /** The state before them, if it is known. */
    readonly before: CachedState | undefined;
    readonly options: Pick<ProjectOptions, "cache" | "fullReplay">;
    readonly context: CommandContext;
  },
): Promise<JudgedPending> {
  const { runners, declared, directory: { migrations } } = files;
  const pending = migrations.slice(from).map(fileOf);
  const statements = pending.flatMap((file) => file.statements);
  if (areHarmless(statements, textsOf(migrations))) return { judgements: [] };
  const stateBefore = (keepsRows: boolean) =>
    stateAfterFirst(from, files, { ...context, ...options, keepsRows, note: () => {} });
  let before: StateBefore | undefined = known ?? await stateBefore(false);
  const needsRows = before !== undefined && before.filled.length > 0 &&
    needsHistory(reachOf({ before: before.snapshot, files: pending }), before.filled);
  if (needsRows && before?.rows === undefined) before = await stateBefore(true);
  if (before === undefined) return { judgements: [] };
  const { hasDiagnostics = false, ...state } = before;
  const [engine] = enginesOf(files.target);
  context.progress?.(`Judging ${counted(pending.length, "migration")}`);
  const judgement = await judgeFiles({
    engine,
    declared,
    before: state.snapshot,
    rows: needsRows ? state.rows : undefined,
    files: pending,
    runners,
  });
  return { judgements: [judgement], ...(!hasDiagnostics && { before: state }) };
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

function textsOf(migrations: readonly Migration[]): string[] {
  return migrations.map(({ source }) => source.text);
}

function fileOf(migration: Migration): JudgedFile {
  return { migration, statements: statementsIn(migration.source) };
}

/** The second in which it was created, if its version says so and counts below that. */
function momentOf({ id, version }: Migration): string {
  return version.length > TIMESTAMP_DIGITS ? version.slice(0, TIMESTAMP_DIGITS) : id;
}

const TIMESTAMP_DIGITS = 14;
