import { type Result, succeed } from "../../base/result.ts";
import { historyDigest } from "../../migrations/chain.ts";
import type { Migration } from "../../migrations/directory.ts";
import { enginesOf } from "../../base/target.ts";
import { EMPTY_SNAPSHOT, objectsOf } from "../../schema/snapshot.ts";
import { type HistoryContent, historyContent } from "../../shadow/replay/history_content.ts";
import { HistoryWalk } from "../../shadow/replay/history_walk.ts";
import type { Replayed } from "../../shadow/replay/replay.ts";
import { rowsOf } from "../../shadow/replay/snapshot_after.ts";
import { areHarmless } from "../../shadow/judge/harmless.ts";
import { judgeFiles, type Judgement, needsHistory } from "../../shadow/judge/judge.ts";
import type { JudgedFile } from "../../shadow/judge/request.ts";
import { readStatements } from "../../shadow/read_statements.ts";
import type { CommandContext, ProjectOptions } from "../options.ts";
import type { ProjectFiles } from "../project/read_project.ts";
import { loadHistory } from "../project/load_history.ts";

/**
 * Judges every migration separately, as if a database were at that point. Those written at the same
 * moment count as one: some generators spread a rebuild over several files.
 */
export async function judgeEach(
  { directory: { migrations }, runners, target, declared }: ProjectFiles,
  { progress }: CommandContext,
): Promise<Judgement[]> {
  const judgements: Judgement[] = [];
  const [engine] = enginesOf(target);
  await using walk = new HistoryWalk(migrations, { runners, engine, declared });
  let next = 0;
  let before = EMPTY_SNAPSHOT;
  for (const unit of [...Map.groupBy(migrations, momentOf).values()]) {
    const [start, files] = [next, unit.map(fileOf)];
    next += unit.length;
    if (areHarmless(files.flatMap(({ statements }) => statements))) continue;
    progress?.(`Judging ${next} of ${migrations.length} migrations`);
    const shadow = await walk.to(start);
    // Migrations that do not run were reported when the history was replayed.
    if (shadow === undefined) return judgements;
    before = shadow.introspect(objectsOf(before));
    const filled = shadow.filledTables(before.tables);
    const rows = needsHistory({ before, files }, filled)
      ? new Map(
        before.tables.filter(({ name }) => filled.includes(name))
          .map((table) => [table.name, rowsOf(table, shadow)]),
      )
      : undefined;
    judgements.push(await judgeFiles({ engine, declared, before, rows, files, runners }));
  }
  return judgements;
}

/** Whether judging the migrations after the first ones takes the state before them. */
export function needsStateBefore({ directory }: ProjectFiles, from: number): boolean {
  const pending = directory.migrations.slice(from).map(fileOf);
  return !areHarmless(pending.flatMap(({ statements }) => statements));
}

/** Judges the migrations after the first ones as one: tables that they create have no rows yet. */
export async function judgePending(
  files: ProjectFiles,
  { from, before: known, options, context }: {
    readonly from: number;
    /** The state before them, with its rows, if it was needed already. */
    readonly before: Replayed | undefined;
    readonly options: Pick<ProjectOptions, "cache" | "fullReplay">;
    readonly context: CommandContext;
  },
): Promise<Judgement[]> {
  const { runners, declared, directory: { migrations } } = files;
  const [applied, pending] = [migrations.slice(0, from), migrations.slice(from).map(fileOf)];
  if (areHarmless(pending.flatMap(({ statements }) => statements))) return [];
  const state = known ? succeed(known) : await loadBefore(applied, files, { options, context });
  if (!state.ok) return [];
  const { snapshot: before, filled, rows: kept } = state.value;
  const [engine] = enginesOf(files.target);
  context.progress?.(`Judging ${pending.length} migrations`);
  if (!needsHistory({ before, files: pending }, filled)) {
    return [await judgeFiles({ engine, declared, before, files: pending, runners })];
  }
  const rows = kept ?? await rowsAfter(applied, files);
  if (rows === undefined) return [];
  return [await judgeFiles({ engine, declared, before, rows, files: pending, runners })];
}

/** The state after these migrations, without its rows. */
async function loadBefore(
  applied: readonly Migration[],
  files: ProjectFiles,
  { options, context }: {
    readonly options: Pick<ProjectOptions, "cache" | "fullReplay">;
    readonly context: CommandContext;
  },
): Promise<Result<Replayed>> {
  const directory = { ...files.directory, migrations: applied };
  const history = { ...files, directory, historyDigest: await historyDigest(applied) };
  return await loadHistory(history, options, { ...context, note: () => {} });
}

/** The rows after these migrations; undefined if they do not run. */
async function rowsAfter(
  applied: readonly Migration[],
  { target, runners, declared }: ProjectFiles,
): Promise<HistoryContent["rows"] | undefined> {
  const history = await historyContent(applied, { target, runners, declared });
  return history.ok ? history.value.rows : undefined;
}

function fileOf(migration: Migration): JudgedFile {
  const statements = readStatements([migration.source]);
  return { migration, statements: statements.ok ? statements.value : [] };
}

/** The second in which it was created, if its version says so and counts below that. */
function momentOf({ id, version }: Migration): string {
  return version.length > TIMESTAMP_DIGITS ? version.slice(0, TIMESTAMP_DIGITS) : id;
}

const TIMESTAMP_DIGITS = 14;
