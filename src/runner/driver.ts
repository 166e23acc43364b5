import type { BundledMigration } from "./bundle.ts";

/** A row of a query: values by column name. */
export type Row = Readonly<Record<string, unknown>>;

/** A value, or a promise of it: a driver may be synchronous or asynchronous. */
export type Answer<T> = T | PromiseLike<T>;

/** One SQL statement and the values of its parameters. */
export interface BoundStatement {
  /** The text of the statement, with a `?` for each parameter. */
  readonly sql: string;
  /** The values of the parameters, in order. */
  readonly parameters?: readonly (string | number)[] | undefined;
}

/**
 * The interface between the runner and a database package; only `query` is required. All statements must
 * run on the same connection, unless there is a `batch`.
 *
 * If the methods return plain values rather than promises, the runner never yields to the event loop inside
 * a transaction, so no other query of the application can become part of it.
 *
 * @example
 * ```ts
 * import { DatabaseSync } from "node:sqlite";
 * import type { Driver } from "penumbra/runner";
 *
 * const database = new DatabaseSync(":memory:");
 * const driver: Driver = {
 *   query: ({ sql, parameters = [] }) => database.prepare(sql).all(...parameters),
 * };
 * console.log(await driver.query({ sql: "SELECT ? AS answer", parameters: [42] }));
 * ```
 */
export interface Driver {
  /**
   * Runs one statement and returns its rows, an empty array if it has none. Throws or rejects with the
   * database's error if the statement fails.
   */
  query(statement: BoundStatement): Answer<readonly Row[]>;
  /**
   * Runs one statement without parameters and discards its rows. Optional: implement it if the package has
   * something faster than `query` for this.
   */
  run?(sql: string): Answer<unknown>;
  /**
   * Runs statements in one transaction: all of them, or none. Implement it only for databases on which BEGIN
   * and COMMIT cannot be sent as statements; the runner then uses it for every transaction. An error may
   * have a property `statementIndex`, from 0, that names the statement which failed.
   */
  batch?(statements: readonly BoundStatement[], options: BatchOptions): Answer<unknown>;
  /**
   * Throws a `MigrationError` if a migration that requires foreign keys to be off would delete rows with them
   * on. Implement it only for databases on which they cannot be turned off, such as D1.
   */
  readonly refuseLoss?: (
    migration: BundledMigration,
    driver: Driver,
  ) => Generator<() => Answer<unknown>, void, unknown>;
}

/** Options of `Driver.batch`. */
export interface BatchOptions {
  /** Whether foreign keys must be off while the batch runs, and be restored afterwards. */
  readonly keysOff: boolean;
}
