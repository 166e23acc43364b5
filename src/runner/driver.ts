import type { BundledMigration } from "./bundle.ts";

/** A row by the names of its columns. */
export type Row = Readonly<Record<string, unknown>>;

/** At once, or later. */
export type Answer<T> = T | PromiseLike<T>;

/** One statement and what its `?` stand for. */
export interface BoundStatement {
  readonly sql: string;
  readonly parameters?: readonly (string | number)[] | undefined;
}

/**
 * A database as the runner sees it. A driver that answers at once is never interrupted inside a
 * transaction: nothing else of the application runs in between.
 */
export interface Driver {
  /** Runs one statement and gives back its rows. Throws, or rejects, where it is refused. */
  query(statement: BoundStatement): Answer<readonly Row[]>;
  /** Only where that is quicker than `query`: runs one statement whose rows nobody wants. */
  run?(sql: string): Answer<unknown>;
  /**
   * Only where a transaction is not begun by a statement: runs these in one, all of them or none. With
   * `keysOff`, foreign keys are off meanwhile. An error may say which it was: `statementIndex`, from 0.
   */
  batch?(statements: readonly BoundStatement[], options: BatchOptions): Answer<unknown>;
  /**
   * Only where nothing can turn foreign keys off, as on D1: throws where a migration that wants them off
   * would lose rows.
   */
  readonly refuseLoss?: (
    migration: BundledMigration,
    driver: Driver,
  ) => Generator<() => Answer<unknown>, void, unknown>;
}

/** How a batch is run. */
export interface BatchOptions {
  readonly keysOff: boolean;
}
