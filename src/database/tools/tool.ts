import type { SourceText } from "../../base/diagnostic.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import type { Migration } from "../../migrations/directory.ts";
import type { BoundStatement } from "../../runner/driver.ts";

/** Another tool that migrates databases, as far as its history is concerned. */
export interface HistoryTool {
  /** What `--as` calls it. */
  readonly name: string;
  /** What people call it. */
  readonly words: string;
  /** The versions in which these facts were established. */
  readonly versions: string;
  /** What runs its own migrations. */
  readonly command: string;
  /** The layouts of the folders that it runs. */
  readonly layouts: readonly string[];
  readonly table: string;
  /** What the text of the table's CREATE tells, where two tools have a table of that name. */
  readonly mark?: RegExp;
  /** What makes the table as the tool does. */
  readonly create: readonly string[];
  /** Asks for the key of each row (`entry`), whether it is `done`, and its `checksum` or NULL. */
  readonly rows: string;
  /** The key that a migration has there. */
  readonly keyOf: (file: MigrationFile) => string;
  /** Whether the greatest key alone says what was applied: all that are not greater. */
  readonly isHighWaterMark?: true;
  /** The checksum that the tool keeps, where it compares it. */
  readonly checksumOf?: (file: MigrationFile) => Answer<string>;
  /** Whether it runs a folder of these files, where another version keeps other ones. */
  readonly keeps?: (files: FolderTexts) => boolean;
  /** What puts a migration down as applied; absent where only the tool itself can. */
  readonly record?: (file: MigrationFile) => Answer<readonly BoundStatement[]>;
  /** Why only the tool itself can. */
  readonly whyNot?: string;
}

type Answer<T> = T | Promise<T>;

/** A migration and the file that it stands in. */
export interface MigrationFile {
  readonly migration: Migration;
  /** The path in the folder. */
  readonly path: string;
  /** The whole file. */
  readonly source: SourceText;
  /** The other files of the folder, such as a journal, by path. */
  readonly files: FolderTexts;
}
