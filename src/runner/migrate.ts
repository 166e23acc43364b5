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
import { isBusy, MigrationError, refusal, wordsOf } from "./migration_error.ts";
import { missingObjects } from "./objects.ts";
import { readSettings, restoreSettings, setPragma, type Settings } from "./settings.ts";
import { ask, carryOut, runTogether, type Steps } from "./steps.ts";

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
      throw new MigrationError(`Cannot write the history: ${wordsOf(cause)}`, { kind, cause });
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
  /** What was applied when it began; undefined where nothing was remembered yet. */
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

/** Migrations that follow each other and can share a transaction. */
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
 * Applies several in one transaction, which a new database can do: nobody has rows there. Whether that
 * went well; if not, each is to be applied by itself, so that those before the one that fails stay.
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

/** Puts the settings back that a migration may have changed. */
function* restoreAfter(migration: BundledMigration, { driver, settings }: Run): Steps<void> {
  if (migration.foreignKeys !== undefined || hasPragma(migration)) {
    yield* restoreSettings(driver, settings);
  }
}

/** How long is waited before a database that was locked is asked again. */
const PAUSE_MS = 50;

/** Applies one that may have been applied by another process meanwhile; whether it was us. */
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
      // Whoever was quicker, or the connection that was lost after the end, shows in the history.
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

/** How many statements of a migration are done; -1 where it was never begun. */
function doneOf(rows: readonly AppliedMigration[] | undefined, id: string): number {
  return rows?.find((row) => row.id === id)?.statementsDone ?? -1;
}

/** The same as the database says now, as far as it answers. */
function* statementsDone({ driver, history }: Job, id: string): Steps<number> {
  try {
    return doneOf(yield* history.read(driver), id);
  } catch {
    return -1;
  }
}
