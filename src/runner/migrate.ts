import { applyParts, hasPragma, type Part, partsOf } from "./apply_migration.ts";
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
import { errorMessage, isBusy, MigrationError, refusal } from "./migration_error.ts";
import { missingObjects } from "./objects.ts";
import { readSettings, restoreSettings, setPragma, type Settings } from "./settings.ts";
import { ask, runSteps, runTogether, type Steps } from "./steps.ts";

/** Passed to `onProgress`: the statement that is about to run. */
export interface MigrateProgress {
  /** The id of the migration that the statement belongs to. */
  readonly migration: string;
  /** The position of this migration among those that are pending, from 1. */
  readonly number: number;
  /** How many migrations are pending in this call of `migrate`. */
  readonly count: number;
  /**
   * The position of the statement in its migration, from 1. A driver with `batch` runs a whole migration,
   * or several, at once, so only the first statement of each batch is reported.
   */
  readonly statement: number;
  /** How many statements the migration has. */
  readonly statements: number;
}

/** Options of `migrate`; all are optional. */
export interface MigrateOptions {
  /**
   * The id of the last migration to apply. Default: the last one of the bundle. An id that the bundle does
   * not have is a `MigrationError` of kind `not-found`.
   */
  readonly to?: string | undefined;
  /**
   * Which refusals to lift: `"edited"` accepts migrations whose SQL changed after they were applied,
   * `"out-of-order"` applies migrations that precede applied ones, and `"unknown"` continues on a database
   * that has run migrations the bundle does not have. `"out-of-order:0003_bio"` lifts one for a single
   * migration. Default: none.
   */
  readonly allow?: readonly string[];
  /**
   * Called once before the first change, outside of any transaction, and only if a migration is pending.
   * An error that it throws stops `migrate` before anything is applied.
   */
  readonly backup?: (() => Answer<unknown>) | undefined;
  /**
   * Called with the id of each migration before it starts, outside of any transaction. With it, a new
   * database gets each migration in a transaction of its own.
   */
  readonly beforeEach?: ((migration: string) => Answer<unknown>) | undefined;
  /** Called before each statement, as a rule while its transaction is open. */
  readonly onProgress?: ((progress: MigrateProgress) => void) | undefined;
  /**
   * Decides whether a migration that precedes applied ones may still be applied, given its id. If it returns
   * false, or is not given, `migrate` rejects with kind `out-of-order`. Not called for migrations that
   * `allow` names.
   */
  readonly isIndependent?: ((migration: string) => Answer<boolean>) | undefined;
  /** Where applied migrations are recorded. Default: the table `_penumbra_migrations`. */
  readonly history?: History | undefined;
  /**
   * How long to wait for a lock that another connection holds, in milliseconds; then `migrate` rejects with
   * kind `busy`. Default 10,000.
   */
  readonly waitMs?: number;
}

/** What `migrate` resolves to; `kind` tells whether the database is up to date or newer than the bundle. */
export type MigrateResult =
  /** Every migration of the bundle, or every one up to `to`, is applied. */
  | {
    readonly kind: "done";
    /** The ids of the migrations that this call applied, in order; empty if there was nothing to do. */
    readonly applied: readonly string[];
    /**
     * The objects that are missing or differ from the bundle's schema, such as `"table users"`. They are
     * only compared if this call applied something and the database is at the end of the bundle; else empty.
     */
    readonly drift: readonly string[];
  }
  /**
   * The database has run migrations that the bundle does not have, usually those of a newer version of the
   * application. Nothing was applied.
   */
  | {
    readonly kind: "newer";
    /** The ids of the migrations that the bundle does not have, in the order they were applied. */
    readonly unknown: readonly string[];
    /** The ids of the bundle's migrations that the database has not run. */
    readonly pending: readonly string[];
  };

/**
 * Applies the migrations of a bundle that a database has not run yet, and resolves to what was applied.
 * Each migration runs in one transaction, which also records it in `_penumbra_migrations`. A new database
 * gets as many as possible in one transaction. Several processes may call it at once.
 *
 * Rejects with a `MigrationError` if a migration cannot be applied: its transaction is rolled back, and the
 * migrations before it stay applied. Statements that cannot run in a transaction, such as VACUUM, are not
 * undone; the next call continues after them.
 *
 * @example
 * ```ts
 * import { DatabaseSync } from "node:sqlite";
 * import { type Bundle, migrate, nodeSqlite } from "penumbra/runner";
 *
 * // `bundle` is what the module written by `penumbra bundle -o migrations.ts` exports.
 * export async function openDatabase(path: string, bundle: Bundle): Promise<DatabaseSync> {
 *   const database = new DatabaseSync(path);
 *   const result = await migrate(nodeSqlite(database), bundle);
 *   if (result.kind === "newer") throw new Error("Please update the application");
 *   return database;
 * }
 * ```
 */
export function migrate(
  driver: Driver,
  bundle: Bundle,
  options: MigrateOptions = {},
): Promise<MigrateResult> {
  return runSteps(migrateSteps(driver, bundle, options));
}

/**
 * Compares a database with a bundle: which migrations are applied, pending, edited or unknown. Only reads.
 *
 * @example
 * ```ts
 * import { type Bundle, compare, type Driver } from "penumbra/runner";
 *
 * export async function isUpToDate(driver: Driver, bundle: Bundle): Promise<boolean> {
 *   const { pending, edited } = await compare(driver, bundle);
 *   return pending.length === 0 && edited.length === 0;
 * }
 * ```
 */
export function compare(driver: Driver, bundle: Bundle): Promise<Comparison> {
  return runSteps((function* () {
    return compareHistory(bundle, (yield* OWN_HISTORY.read(driver)) ?? []);
  })());
}

/**
 * The rows of `_penumbra_migrations` in the order the migrations were applied, or `undefined` if the
 * database has no such table. Only reads.
 *
 * @example
 * ```ts
 * import { DatabaseSync } from "node:sqlite";
 * import { historyOf, nodeSqlite } from "penumbra/runner";
 *
 * const history = await historyOf(nodeSqlite(new DatabaseSync(":memory:")));
 * for (const { id, appliedAt, durationMs } of history ?? []) {
 *   console.log(`${appliedAt} ${id} took ${durationMs} ms`);
 * }
 * ```
 */
export function historyOf(driver: Driver): Promise<readonly AppliedMigration[] | undefined> {
  return runSteps(OWN_HISTORY.read(driver));
}

/**
 * Records migrations as applied without running them, for a database that already has their schema.
 * A string records every migration up to and including that id; an array records those ids, and passes over
 * ids that the bundle does not have. Resolves to the ids that were not recorded before.
 *
 * Rejects with a `MigrationError` of kind `not-found` if `which` is a string that is not the id of a
 * migration, and of kind `busy` or `statement` if the rows cannot be written. All are recorded, or none.
 *
 * @example
 * ```ts
 * import { adopt, type Bundle, type Driver } from "penumbra/runner";
 *
 * // Another tool created the schema up to 0007_bio; from here on, `migrate` applies what follows.
 * export async function recordRun(driver: Driver, bundle: Bundle): Promise<void> {
 *   const recorded = await adopt(driver, bundle, "0007_bio");
 *   console.log(`Recorded ${recorded.length} migrations`);
 * }
 * ```
 */
export function adopt(
  driver: Driver,
  { migrations, maker }: Bundle,
  which: string | readonly string[],
): Promise<readonly string[]> {
  return runSteps((function* () {
    const rows = (yield* OWN_HISTORY.read(driver)) ?? [];
    const wanted = typeof which === "string"
      ? migrationsUpTo(migrations, which)
      : migrations.filter(({ id }) => which.includes(id));
    const missing = wanted.filter(({ id }) => !rows.some((row) => row.id === id));
    const claims = missing.flatMap((migration) =>
      OWN_HISTORY.claim(migration, {
        from: 0,
        upTo: migration.statements.length,
        maker,
        isNew: true,
      })
    );
    try {
      if (claims.length > 0) yield* runTogether(driver, claims);
    } catch (cause) {
      const kind = isBusy(cause) ? "busy" : "statement";
      throw new MigrationError(`Cannot write the history: ${errorMessage(cause)}`, { kind, cause });
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
  const rows = yield* history.read(driver);
  const state = compareHistory(bundle, rows ?? []);
  const pending = state.pending.filter((it) => wanted.includes(it));
  const unknown = state.unknown.filter((id) => !isAllowed(options, "unknown", id));
  if (unknown.length > 0) return { kind: "newer", unknown, pending: pending.map(({ id }) => id) };
  yield* refuseHistory(state, pending, options);
  if (pending.length === 0) return { kind: "done", applied: [], drift: [] };
  yield* ask(() => options.backup?.());
  const isNew = rows === undefined && options.beforeEach === undefined;
  const job = { driver, bundle, options, history, rows };
  const applied = yield* applyAll(pending, job, isNew);
  const isWhole = wanted.length === bundle.migrations.length && state.unknown.length === 0;
  return { kind: "done", applied, drift: isWhole ? yield* missingObjects(driver, bundle) : [] };
}

function isAllowed({ allow = [] }: MigrateOptions, rule: string, id: string): boolean {
  return allow.includes(rule) || allow.includes(`${rule}:${id}`);
}

/**
 * Throws a `MigrationError` if the history prevents applying: a migration was edited, or a pending
 * one comes too late, unless allowed.
 */
export function* refuseHistory(
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
    if (yield* ask(() => options.isIndependent?.(id))) continue;
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
  /** The history at the start; undefined if there was none yet. */
  readonly rows: readonly AppliedMigration[] | undefined;
}

function* applyAll(
  pending: readonly BundledMigration[],
  job: Job,
  isNew: boolean,
): Steps<readonly string[]> {
  const { driver, options: { waitMs = 10_000 } } = job;
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
    for (const group of isNew ? groupsOf(pending) : pending.map((it) => [it])) {
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

/** The same number as currently stored, if the database answers. */
function* statementsDone({ driver, history }: Job, id: string): Steps<number> {
  try {
    return doneOf(yield* history.read(driver), id);
  } catch {
    return -1;
  }
}
