/** Why migrations were not applied. */
export type MigrationErrorKind =
  /** The database refused a statement. */
  | "statement"
  /** Rows would refer to nothing afterwards. */
  | "foreign-key"
  /** The migration wants foreign keys off, where nothing can turn them off and rows would be lost. */
  | "keys-stay-on"
  /** Another connection did not let go of the database. */
  | "busy"
  /** What was applied is not what is there now. */
  | "edited"
  /** It comes before one that was applied already. */
  | "out-of-order"
  /** There is no migration of that id. */
  | "not-found"
  /** The bundle was written for another runner. */
  | "format";

/** A row that refers to nothing. */
export interface OrphanRow {
  readonly table: string;
  /** Null in a table WITHOUT ROWID. */
  readonly rowid: string | null;
  readonly parent: string;
}

/** What there is to know about a failure. */
export interface MigrationErrorFacts {
  readonly kind: MigrationErrorKind;
  /** The id of the migration. */
  readonly migration?: string;
  /** Which of its statements, from 1; absent where the database did not say. */
  readonly statement?: number;
  readonly sql?: string;
  /** Up to ten of them. */
  readonly rows?: readonly OrphanRow[];
  readonly cause?: unknown;
}

/** Thrown where migrations cannot be applied; whatever was under way is rolled back. */
export class MigrationError extends Error implements MigrationErrorFacts {
  /** What it is. */
  override readonly name = "MigrationError";
  /** Why they cannot. */
  declare readonly kind: MigrationErrorKind;
  /** The id of the migration. */
  declare readonly migration?: string;
  /** Which of its statements, from 1; absent where the database did not say. */
  declare readonly statement?: number;
  /** That statement. */
  declare readonly sql?: string;
  /** Up to ten of the rows that would refer to nothing. */
  declare readonly rows?: readonly OrphanRow[];

  /** An error of these facts. */
  constructor(message: string, { cause, ...facts }: MigrationErrorFacts) {
    super(message, { cause });
    Object.assign(this, facts);
  }
}

/** The error of a migration that cannot be applied. */
export function refusal(
  migration: string,
  words: string,
  facts: MigrationErrorFacts,
): MigrationError {
  return new MigrationError(`Cannot apply "${migration}": ${words}`, { ...facts, migration });
}

/** What an error says, whatever was thrown. */
export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether the database was locked by another connection. */
export function isBusy(error: unknown): boolean {
  return /SQLITE_BUSY|database .*is locked/i.test(
    `${(error as { code?: unknown } | null)?.code} ${wordsOf(error)}`,
  );
}
