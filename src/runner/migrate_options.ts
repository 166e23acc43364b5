import type { Answer } from "./driver.ts";
import type { History } from "./history.ts";

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
