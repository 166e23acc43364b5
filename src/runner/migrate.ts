import { applyMigration } from "./apply_migration.ts";
import type { Bundle, BundledMigration } from "./bundle.ts";
import type { Answer, Driver } from "./driver.ts";
import {
  type AppliedMigration,
  compareHistory,
  type Comparison,
  type History,
  migrationsUpTo,
  OWN_HISTORY,
} from "./history.ts";
import { MigrationError, refusal } from "./migration_error.ts";
import { missingObjects } from "./objects.ts";
import { readSettings, restoreSettings, type Settings } from "./settings.ts";
import { ask, carryOut, query, type Steps } from "./steps.ts";

/** How far applying has come: this statement is about to run. */
export interface MigrateProgress {
  /** The id of the migration. */
  readonly migration: string;
  /** Which migration of this run it is, from 1, and of how many. */
  readonly number: number;
  readonly count: number;
  /** Which of its statements it is, from 1, and of how many. A batch tells its first. */
  readonly statement: number;
  readonly statements: number;
}

/** What may be decided by the caller. */
export interface MigrateOptions {
  /** The id of the last migration to apply; all without it. */
  readonly to?: string | undefined;
  /**
   * What is permitted, for all migrations or one: "edited", "out-of-order:0003_bio", "unknown".
   */
  readonly allow?: readonly string[];
  /** Called once before the first change, outside of any transaction. */
  readonly backup?: (() => Answer<unknown>) | undefined;
  /** Called before each migration. */
  readonly beforeEach?: ((migration: string) => Answer<unknown>) | undefined;
  readonly onProgress?: ((progress: MigrateProgress) => void) | undefined;
  /** Whether a migration that comes before applied ones gives the same result now. */
  readonly isIndependent?: ((migration: string) => Answer<boolean>) | undefined;
  /** Where it is remembered what was applied; in `_penumbra_migrations` without it. */
  readonly history?: History | undefined;
  /** How long another connection's lock is waited for. Default 10,000 ms. */
  readonly waitMs?: number;
}

/** What came of it. */
export type MigrateResult =
  /** The database is where the bundle ends, or `to`. */
  | {
    readonly kind: "done";
    /** The ids of what was applied just now. */
    readonly applied: readonly string[];
    /** Where the schema is not that of the bundle: "table users". Looked at after a change. */
    readonly drift: readonly string[];
  }
  /** The database has run migrations that the bundle does not have: nothing was done. */
  | {
    readonly kind: "newer";
    readonly unknown: readonly string[];
    readonly pending: readonly string[];
  };

/**
 * Applies what a database has not run yet, each migration in one transaction with its row in
 * `_penumbra_migrations`. Several processes may do so at once. Rejects with a `MigrationError`;
 * migrations before the one that failed stay applied.
 */
export function migrate(
  driver: Driver,
  bundle: Bundle,
  options: MigrateOptions = {},
): Promise<MigrateResult> {
  return carryOut(migrateSteps(driver, bundle, options));
}

/** What a database has run, and what of a bundle it has not. Nothing is changed. */
export function compare(driver: Driver, bundle: Bundle): Promise<Comparison> {
  return carryOut((function* () {
    return compareHistory(bundle, (yield* OWN_HISTORY.read(driver)) ?? []);
  })());
}

/** What a database remembers, in the order of applying; undefined where it remembers nothing yet. */
export function historyOf(driver: Driver): Promise<readonly AppliedMigration[] | undefined> {
  return carryOut(OWN_HISTORY.read(driver));
}

/**
 * Puts migrations down as applied without running them, all up to one or those of these ids: for a
 * database that has their schema already. Gives back the ids of those that were new.
 */
export function adopt(
  driver: Driver,
  { migrations, maker }: Bundle,
  which: string | readonly string[],
): Promise<readonly string[]> {
  return carryOut((function* () {
    const rows = (yield* OWN_HISTORY.read(driver)) ?? [];
    const wanted = typeof which === "string"
      ? migrationsUpTo(migrations, which)
      : migrations.filter(({ id }) => which.includes(id));
    const missing = wanted.filter(({ id }) => !rows.some((row) => row.id === id));
    for (const migration of missing) {
      const all = { from: 0, upTo: migration.statements.length, maker };
      for (const statement of OWN_HISTORY.claim(migration, all)) yield* query(driver, statement);
    }
    return missing.map(({ id }) => id);
  })());
}

function* migrateSteps(
  driver: Driver,
  bundle: Bundle,
  options: MigrateOptions,
): Steps<MigrateResult> {
  if (bundle.format !== 1) {
    throw new MigrationError("The bundle was written for another runner", { kind: "format" });
  }
  const wanted = migrationsUpTo(bundle.migrations, options.to);
  const { history = OWN_HISTORY } = options;
  const state = compareHistory(bundle, (yield* history.read(driver)) ?? []);
  const pending = state.pending.filter((it) => wanted.includes(it));
  const unknown = state.unknown.filter((id) => !isAllowed(options, "unknown", id));
  if (unknown.length > 0) return { kind: "newer", unknown, pending: pending.map(({ id }) => id) };
  yield* refuseHistory(state, pending, options);
  if (pending.length === 0) return { kind: "done", applied: [], drift: [] };
  if (options.backup !== undefined) yield* ask(options.backup);
  const applied = yield* applyAll(pending, { driver, bundle, options, history });
  const isWhole = wanted.length === bundle.migrations.length && state.unknown.length === 0;
  return { kind: "done", applied, drift: isWhole ? yield* missingObjects(driver, bundle) : [] };
}

function isAllowed({ allow = [] }: MigrateOptions, rule: string, id: string): boolean {
  return allow.includes(rule) || allow.includes(`${rule}:${id}`);
}

function* refuseHistory(
  { edited, outOfOrder }: Comparison,
  pending: readonly BundledMigration[],
  options: MigrateOptions,
): Steps<void> {
  const changed = edited.find((id) => !isAllowed(options, "edited", id));
  if (changed !== undefined) {
    throw refusal(changed, "it was edited after it was applied", { kind: "edited" });
  }
  for (const { id } of pending.filter((it) => outOfOrder.includes(it.id))) {
    if (isAllowed(options, "out-of-order", id)) continue;
    const { isIndependent } = options;
    if (isIndependent !== undefined && (yield* ask(() => isIndependent(id)))) continue;
    throw refusal(id, "later migrations were applied before it", {
      kind: "out-of-order",
    });
  }
}

interface Job {
  readonly driver: Driver;
  readonly bundle: Bundle;
  readonly options: MigrateOptions;
  readonly history: History;
}

function* applyAll(pending: readonly BundledMigration[], job: Job): Steps<readonly string[]> {
  const { driver, options: { waitMs = 10_000 } } = job;
  const found = yield* readSettings(driver);
  const settings = new Map(found);
  if (found.has("busy_timeout")) settings.set("busy_timeout", waitMs);
  yield* restoreSettings(driver, settings);
  const applied: string[] = [];
  try {
    for (const [index, migration] of pending.entries()) {
      const place = { number: index + 1, count: pending.length };
      if (yield* applyOne(migration, { ...job, settings, place, deadline: Date.now() + waitMs })) {
        applied.push(migration.id);
      }
    }
  } finally {
    yield* restoreSettings(driver, found);
  }
  return applied;
}

/** How long is waited before a database that was locked is asked again. */
const PAUSE_MS = 50;

/** Applies one that may have been applied by another process meanwhile; whether it was us. */
function* applyOne(
  migration: BundledMigration,
  job: Job & {
    readonly settings: Settings;
    readonly place: Pick<MigrateProgress, "number" | "count">;
    readonly deadline: number;
  },
): Steps<boolean> {
  const { bundle, options, settings, place, deadline, ...database } = job;
  const { driver } = database;
  const { id, statements } = migration;
  if (options.beforeEach !== undefined) yield* ask(() => options.beforeEach!(id));
  const starts = (index: number) =>
    options.onProgress?.({
      migration: id,
      ...place,
      statement: Math.min(index + 1, statements.length),
      statements: statements.length,
    });
  for (;;) {
    const done = yield* statementsDone(database, id);
    if (done >= statements.length && done > -1) return false;
    try {
      const context = {
        ...database,
        maker: bundle.maker,
        settings,
        done: Math.max(done, 0),
        starts,
      };
      yield* applyMigration(migration, context);
      return true;
    } catch (error) {
      // Whoever was quicker, or the connection that was lost after the end, shows in the history.
      if (yield* hasMoved(database, id, done)) continue;
      const waits = error instanceof MigrationError && error.kind === "busy" &&
        Date.now() < deadline;
      if (!waits) throw error;
      yield* ask(() => new Promise((resolve) => setTimeout(resolve, PAUSE_MS)));
    } finally {
      yield* restoreSettings(driver, settings);
    }
  }
}

type Database = Pick<Job, "driver" | "history">;

/** How many statements of a migration are done; -1 where it was never begun. */
function* statementsDone({ driver, history }: Database, id: string): Steps<number> {
  return ((yield* history.read(driver)) ?? []).find((it) => it.id === id)?.statementsDone ?? -1;
}

/** Whether it has come further, as far as the database answers. */
function* hasMoved(database: Database, id: string, done: number): Steps<boolean> {
  try {
    return (yield* statementsDone(database, id)) > done;
  } catch {
    return false;
  }
}
