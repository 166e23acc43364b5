import { historyDigest } from "../../migrations/chain.ts";
import type { Migration } from "../../migrations/directory.ts";
import type { RunnerProfile } from "../../migrations/runners/profile.ts";
import { enginesOf, type Target } from "../../plan/targets.ts";
import { isHarmless } from "../../shadow/judge/harmless.ts";
import { judgeFiles, type Judgement } from "../../shadow/judge/judge.ts";
import type { JudgedFile } from "../../shadow/judge/request.ts";
import { readStatements } from "../../shadow/read_statements.ts";
import { ShadowDatabase } from "../../shadow/shadow_database.ts";
import type { CommandContext, ProjectOptions } from "../options.ts";
import type { ProjectFiles } from "../project/files.ts";
import { loadHistory } from "../project/load_history.ts";

/**
 * Judges every migration by itself, as if a database were just there. Those that were written at one
 * moment are one: some generators spread a rebuild over several files.
 */
export async function judgeEach(
  migrations: readonly Migration[],
  { candidates, target, context: { progress } }: {
    readonly candidates: readonly RunnerProfile[];
    readonly target: Target;
    readonly context: CommandContext;
  },
): Promise<Judgement[]> {
  const judgements: Judgement[] = [];
  const [engine] = enginesOf(target);
  await using shadow = await ShadowDatabase.open({ engine });
  let done = 0;
  let next = 0;
  for (const unit of [...Map.groupBy(migrations, momentOf).values()]) {
    const [start, files] = [next, unit.map(fileOf)];
    next += unit.length;
    if (files.every(({ statements }) => statements.every(isHarmless))) continue;
    progress?.(`Judging ${next} of ${migrations.length} migrations`);
    const walked = await shadow.applyMigrations({ migrations: migrations.slice(done, start) });
    // Whatever does not run was said when the history was replayed.
    if (!walked.ok) return judgements;
    done = start;
    const before = shadow.introspect();
    const filled = shadow.filledTables(before.tables);
    const history = filled.length > 0 ? shadow : undefined;
    judgements.push(await judgeFiles({ engine, before, history, files, runners: candidates }));
  }
  return judgements;
}

/** Judges the migrations after so many as one: what they make themselves holds no rows yet. */
export async function judgePending(
  files: ProjectFiles,
  { from, candidates, options, context }: {
    readonly from: number;
    readonly candidates: readonly RunnerProfile[];
    readonly options: Pick<ProjectOptions, "cache">;
    readonly context: CommandContext;
  },
): Promise<Judgement[]> {
  const { migrations } = files.directory;
  const [applied, pending] = [migrations.slice(0, from), migrations.slice(from).map(fileOf)];
  if (pending.every(({ statements }) => statements.every(isHarmless))) return [];
  const directory = { ...files.directory, migrations: applied };
  const state = await loadHistory(
    { ...files, directory, historyDigest: await historyDigest(applied) },
    options,
    { ...context, note: () => {} },
  );
  if (!state.ok) return [];
  const { snapshot: before, filled } = state.value;
  const [engine] = enginesOf(files.target);
  context.progress?.(`Judging ${pending.length} migrations`);
  if (filled.length === 0) {
    return [await judgeFiles({ engine, before, files: pending, runners: candidates })];
  }
  await using history = await ShadowDatabase.open({ engine });
  const replayed = await history.applyMigrations({ migrations: applied });
  if (!replayed.ok) return [];
  return [await judgeFiles({ engine, before, history, files: pending, runners: candidates })];
}

function fileOf(migration: Migration): JudgedFile {
  const statements = readStatements([migration.source]);
  return { migration, statements: statements.ok ? statements.value : [] };
}

/** The second at which it was made, where its version says so and counts on below that. */
function momentOf({ id, version }: Migration): string {
  return version.length > TIMESTAMP_DIGITS ? version.slice(0, TIMESTAMP_DIGITS) : id;
}

const TIMESTAMP_DIGITS = 14;
