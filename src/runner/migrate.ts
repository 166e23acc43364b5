import { applyPending } from "./apply_pending.ts";
import type { Bundle, BundledMigration } from "./bundle.ts";
import type { Driver } from "./driver.ts";
import {
  type AppliedMigration,
  compareHistory,
  type Comparison,
  migrationsUpTo,
  OWN_HISTORY,
} from "./history.ts";
import type { MigrateOptions, MigrateResult } from "./migrate_options.ts";
import { errorMessage, isBusy, MigrationError, refusal } from "./migration_error.ts";
import { missingObjects } from "./objects.ts";
import { ask, runSteps, runTogether, type Steps } from "./steps.ts";

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
 * ids that the bundle does not have. Resolves to the ids that were not recorded before. They are recorded in
 * the table that `migrate` would use with the same options.
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
  { history = OWN_HISTORY }: Pick<MigrateOptions, "history"> = {},
): Promise<readonly string[]> {
  return runSteps((function* () {
    const rows = (yield* history.read(driver)) ?? [];
    const wanted = typeof which === "string"
      ? migrationsUpTo(migrations, which)
      : migrations.filter(({ id }) => which.includes(id));
    const missing = wanted.filter(({ id }) => !rows.some((row) => row.id === id));
    const claims = missing.flatMap((migration) =>
      history.claim(migration, {
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
    throw new MigrationError("The bundle is for another runner", { kind: "format" });
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
  const applied = yield* applyPending(pending, { driver, bundle, options, history, rows });
  const isWhole = wanted.length === bundle.migrations.length && state.unknown.length === 0;
  return { kind: "done", applied, drift: isWhole ? yield* missingObjects(driver, bundle) : [] };
}

/** Whether a refusal is lifted for this migration. */
export function isAllowed(
  { allow = [] }: Pick<MigrateOptions, "allow">,
  rule: string,
  id: string,
): boolean {
  return allow.includes(rule) || allow.includes(`${rule}:${id}`);
}

/**
 * Throws a `MigrationError` if the history prevents applying: a migration was edited, or a pending
 * one comes too late, unless allowed; or a pending one replaces others, of which some have run.
 */
export function* refuseHistory(
  { edited, outOfOrder, partlyRun }: Comparison,
  pending: readonly BundledMigration[],
  options: MigrateOptions,
): Steps<void> {
  for (const id of edited) {
    if (isAllowed(options, "edited", id)) continue;
    throw refusal(id, "it was edited after it was applied", { kind: "edited" });
  }
  for (const { id } of pending) {
    if (partlyRun.includes(id)) {
      throw refusal(id, "only some of what it replaces has run", { kind: "partly-run" });
    }
    if (!outOfOrder.includes(id) || isAllowed(options, "out-of-order", id)) continue;
    if (yield* ask(() => options.isIndependent?.(id))) continue;
    throw refusal(id, "later migrations were applied before it", { kind: "out-of-order" });
  }
}
