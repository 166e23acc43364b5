import type { SourceText } from "../../base/diagnostic.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import type { Migration } from "../../migrations/directory.ts";
import type { BoundStatement } from "../../runner/driver.ts";

/** The history of another tool that migrates databases. */
export interface HistoryTool {
  /** Its name in `--as`. */
  readonly name: string;
  /** Its name for people. */
  readonly words: string;
  /** The versions in which these facts were verified. */
  readonly versions: string;
  /** The command that runs its migrations. */
  readonly command: string;
  /** The layouts of folders that it runs. */
  readonly layouts: readonly string[];
  readonly table: string;
  /** Matches the CREATE of the table, if two tools use the same table name. */
  readonly mark?: RegExp;
  /** The statements that create the table as the tool does. */
  readonly create: readonly string[];
  /** A query for the key of each row (`entry`), whether it is `done`, and its `checksum` or NULL. */
  readonly rows: string;
  /** The key of a migration in the table. */
  readonly keyOf: (file: MigrationFile) => string;
  /** Whether the greatest key alone determines what was applied: every key up to it. */
  readonly isHighWaterMark?: true;
  /** Whether the table has only the last migration. */
  readonly keepsOnlyLast?: true;
  /** The checksum that the tool stores. */
  readonly checksumOf?: (file: MigrationFile) => Answer<string>;
  /** Whether it refuses a file with another checksum. */
  readonly comparesChecksums?: true;
  /**
   * The statement that gives the row with this key to a file of the same text under another name; absent
   * if neither a checksum of the text alone nor a name shows which, or if the tool would then skip what
   * comes before.
   */
  readonly rekey?: (key: string, file: MigrationFile) => string;
  /** Whether this version of the tool runs a folder with these files. */
  readonly keeps?: (files: FolderTexts) => boolean;
  /** The statements that record a migration as applied; absent if only the tool itself can. */
  readonly record?: (file: MigrationFile) => Answer<readonly BoundStatement[]>;
  /** Why only the tool itself can record one. */
  readonly whyNot?: string;
  /** The tool's own commands that record migrations as applied, if it has any; at least one is given. */
  readonly markCommands?: (files: readonly MigrationFile[]) => string[];
  /**
   * The lines for a database that has run migrations which a single one now replaces: SQL or commands;
   * absent if the tool compares nothing but names and versions.
   */
  readonly afterSquash?: (squash: Squash) => Answer<readonly string[]>;
}

type Answer<T> = T | Promise<T>;

/** Migrations that were replaced by a single one. */
export interface Squash {
  /** The last of them, whose name the single one has. */
  readonly last: Migration;
  /** Those before it. */
  readonly others: readonly Migration[];
  /** The text of the single one. */
  readonly text: string;
}

/** A migration and its file. */
export interface MigrationFile {
  readonly migration: Migration;
  /** The path within the folder. */
  readonly path: string;
  /** The whole file. */
  readonly source: SourceText;
  /** The other files of the folder, such as a journal, by path. */
  readonly files: FolderTexts;
}

/**
 * A query for the key of each row of a table, whether it is done, and its checksum: all as expressions
 * over its columns, and `where` for the rows that count.
 */
export function rowsOf(
  table: string,
  entry: string,
  { done = "1", checksum = "NULL", where = "true" }: Partial<
    Readonly<Record<"done" | "checksum" | "where", string>>
  > = {},
): string {
  return `SELECT CAST(${entry} AS TEXT) AS entry, ${done} AS done, ${checksum} AS checksum ` +
    `FROM ${table} WHERE ${where}`;
}

/** A statement with values for its parameters. */
export function bound(sql: string, ...parameters: readonly (string | number)[]): BoundStatement {
  return { sql, parameters };
}

/** The digits of the version as a number, which may have more of them than a number here is exact to. */
export function numberOf({ migration }: MigrationFile): string {
  return migration.version.replace(/^0+(?=\d)/, "");
}
