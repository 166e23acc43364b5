/** Why migrations were not applied; the `kind` of a `MigrationError`. */
export type MigrationErrorKind =
  /** A statement failed. */
  | "statement"
  /** The migration would leave rows whose parent row is missing. */
  | "foreign-key"
  /** The migration requires foreign keys to be off, which this database cannot do, and rows would be lost. */
  | "keys-stay-on"
  /** Another connection held its lock for too long; see `MigrateOptions.waitMs`. */
  | "busy"
  /** The SQL of a migration has changed since it was applied. */
  | "edited"
  /** A pending migration precedes one that was applied. */
  | "out-of-order"
  /** A pending migration replaces others, as after `penumbra squash`, of which only some have run. */
  | "partly-run"
  /** The bundle has no migration with that id. */
  | "not-found"
  /** The bundle has a format that this version of the runner does not read. */
  | "format";

/**
 * A row whose foreign key has no parent row, as `PRAGMA foreign_key_check` reports it.
 * https://www.sqlite.org/pragma.html#pragma_foreign_key_check
 */
export interface OrphanRow {
  /** The table that contains the row. */
  readonly table: string;
  /** Its rowid as decimal digits; `null` in a WITHOUT ROWID table. */
  readonly rowid: string | null;
  /** The table that its foreign key references. */
  readonly parent: string;
}

/** The fields of a `MigrationError`, and what its constructor takes. */
export interface MigrationErrorFacts {
  /** Why the migrations were not applied. */
  readonly kind: MigrationErrorKind;
  /** The id of the migration concerned. */
  readonly migration?: string;
  /** The position of the statement that failed, from 1; absent if the database did not report it. */
  readonly statement?: number;
  /** The text of the statement that failed. */
  readonly sql?: string;
  /** With kind `foreign-key`: up to ten of the rows that would have no parent; absent after a batch. */
  readonly rows?: readonly OrphanRow[];
  /** The error of the database package, if there was one. */
  readonly cause?: unknown;
}

/**
 * The error that `migrate` and `adopt` reject with if migrations cannot be applied. The transaction that was
 * open is rolled back; its `cause` is the error of the database package, if there was one.
 *
 * @example
 * ```ts
 * import { type Bundle, type Driver, migrate, MigrationError } from "penumbra/runner";
 *
 * export async function tryMigrate(driver: Driver, bundle: Bundle): Promise<boolean> {
 *   try {
 *     return (await migrate(driver, bundle)).kind === "done";
 *   } catch (error) {
 *     if (!(error instanceof MigrationError)) throw error;
 *     console.error(error.message, error.kind, error.sql);
 *     return false;
 *   }
 * }
 * ```
 */
export class MigrationError extends Error implements MigrationErrorFacts {
  /** Always `"MigrationError"`. */
  override readonly name = "MigrationError";
  /** Why the migrations were not applied. */
  declare readonly kind: MigrationErrorKind;
  /** The id of the migration concerned. */
  declare readonly migration?: string;
  /** The position of the statement that failed, from 1; absent if the database did not report it. */
  declare readonly statement?: number;
  /** The text of the statement that failed. */
  declare readonly sql?: string;
  /** With kind `foreign-key`: up to ten of the rows that would have no parent; absent after a batch. */
  declare readonly rows?: readonly OrphanRow[];

  /** Creates an error with this message; every other fact becomes a property of it. */
  constructor(message: string, { cause, ...facts }: MigrationErrorFacts) {
    super(message, { cause });
    Object.assign(this, facts);
  }
}

/** The error for a migration that cannot be applied. */
export function refusal(
  migration: string,
  words: string,
  facts: MigrationErrorFacts,
): MigrationError {
  return new MigrationError(`Cannot apply "${migration}": ${words}`, { ...facts, migration });
}

/** The message of an error, whatever was thrown. */
export function errorMessage(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether the database was locked by another connection. */
export function isBusy(error: unknown): boolean {
  return /SQLITE_BUSY|database .*is locked/i.test(
    `${(error as { code?: unknown } | null)?.code} ${errorMessage(error)}`,
  );
}
