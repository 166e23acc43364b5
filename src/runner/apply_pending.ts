import { applyParts, hasPragma, type Part, partsOf } from "./apply_migration.ts";
import type { Bundle, BundledMigration } from "./bundle.ts";
import type { Driver } from "./driver.ts";
import type { AppliedMigration, History } from "./history.ts";
import type { MigrateOptions } from "./migrate_options.ts";
import { MigrationError } from "./migration_error.ts";
import { readSettings, restoreSettings, setPragma, type Settings } from "./settings.ts";
import { ask, type Steps } from "./steps.ts";

/** The migrations to apply, and where. */
export interface Job {
  readonly driver: Driver;
  readonly bundle: Bundle;
  readonly options: MigrateOptions;
  readonly history: History;
  /** The history at the start; undefined if there was none yet. */
  readonly rows: readonly AppliedMigration[] | undefined;
}

/**
 * Applies pending migrations in order, each in its own transaction, in a new database as many as possible
 * in one. Returns the ids of those that were applied here.
 */
export function* applyPending(
  pending: readonly BundledMigration[],
  job: Job,
): Steps<readonly string[]> {
  const { driver, rows, options: { waitMs = 10_000, beforeEach } } = job;
  const settings = yield* readSettings(driver, pending.some(hasPragma));
  const patience = settings.get("busy_timeout");
  settings.delete("busy_timeout");
  if (patience !== undefined) yield* setPragma(driver, "busy_timeout", waitMs);
  const applied: string[] = [];
  const starts = (migration: BundledMigration, index: number) =>
    job.options.onProgress?.({
      migration: migration.id,
      number: pending.indexOf(migration) + 1,
      count: pending.length,
      statement: Math.min(index + 1, migration.statements.length),
      statements: migration.statements.length,
    });
  const run = {
    ...job,
    settings,
    starts,
    deadline: Date.now() + waitMs,
  };
  try {
    for (const group of rows || beforeEach ? pending.map((it) => [it]) : groupsOf(pending)) {
      if (group.length > 1 && (yield* isApplied(group, run))) {
        applied.push(...group.map(({ id }) => id));
        continue;
      }
      for (const migration of group) {
        if (yield* applyOne(migration, run)) applied.push(migration.id);
      }
    }
  } finally {
    if (patience !== undefined) yield* setPragma(driver, "busy_timeout", patience);
  }
  return applied;
}

interface Run extends Job {
  readonly settings: Settings;
  readonly starts: (migration: BundledMigration, index: number) => void;
  readonly deadline: number;
}

/** Consecutive migrations that can share a transaction. */
function groupsOf(pending: readonly BundledMigration[]): readonly (readonly BundledMigration[])[] {
  const groups: BundledMigration[][] = [];
  for (const migration of pending) {
    const last = groups.at(-1)?.[0];
    const joins = last && canJoin(last) && canJoin(migration) &&
      last.foreignKeys === migration.foreignKeys;
    if (joins) groups.at(-1)!.push(migration);
    else groups.push([migration]);
  }
  return groups;
}

function canJoin(migration: BundledMigration): boolean {
  return !migration.outside && !hasPragma(migration);
}

/**
 * Applies several migrations in one transaction, as is possible in a new database: nobody has rows
 * there. Returns whether it succeeded; if not, each is applied separately, so that those before the
 * failing one stay applied.
 */
function* isApplied(group: readonly BundledMigration[], run: Run): Steps<boolean> {
  try {
    yield* applyParts(group.flatMap((it): readonly Part[] => partsOf(it, 0)), run);
    return true;
  } catch {
    return false;
  } finally {
    yield* restoreAfter(group[0]!, run);
  }
}

/** Restores the settings that a migration may have changed. */
function* restoreAfter(migration: BundledMigration, { driver, settings }: Run): Steps<void> {
  if (migration.foreignKeys !== undefined || hasPragma(migration)) {
    yield* restoreSettings(driver, settings);
  }
}

/** How long to wait before retrying a locked database. */
const PAUSE_MS = 50;

/**
 * Applies a migration that another process may have applied meanwhile; returns whether it was
 * applied here.
 */
function* applyOne(migration: BundledMigration, run: Run): Steps<boolean> {
  const { options, deadline } = run;
  const { id, statements } = migration;
  yield* ask(() => options.beforeEach?.(id));
  let done = doneOf(run.rows, id);
  for (;;) {
    try {
      for (const part of partsOf(migration, Math.max(done, 0))) yield* applyParts([part], run);
      return true;
    } catch (error) {
      const now = yield* statementsDone(run, id);
      // The history shows whether another process was faster, or the connection was lost after the
      // end.
      if (now >= statements.length && now > done) return false;
      const waits = now > done || (error instanceof MigrationError && error.kind === "busy" &&
        Date.now() < deadline);
      if (!waits) throw error;
      done = Math.max(now, done);
      yield* ask(() => new Promise((resolve) => setTimeout(resolve, PAUSE_MS)));
    } finally {
      yield* restoreAfter(migration, run);
    }
  }
}

/** The number of statements of a migration that are done; -1 if it was not started. */
function doneOf(rows: readonly AppliedMigration[] | undefined, id: string): number {
  return rows?.find((row) => row.id === id)?.statementsDone ?? -1;
}

/** The number of statements that are done by now; -1 if the database does not answer. */
function* statementsDone({ driver, history }: Job, id: string): Steps<number> {
  try {
    return doneOf(yield* history.read(driver), id);
  } catch {
    return -1;
  }
}
