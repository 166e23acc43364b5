import type { SourceText } from "../base/diagnostic.ts";
import type { FolderTexts } from "../host/files/read_files.ts";
import type { PlaceholderValues } from "./placeholders.ts";

/** One migration on disk. */
export interface Migration {
  /** What names it to people and in options: the version, and the name where there is one. */
  readonly id: string;
  /** What orders it and must be its own: `0007`, `20261122140000`. */
  readonly version: string;
  /** What it says it does, `""` where the file name has only a version. */
  readonly name: string;
  /** The text that is run on the up migration, under the path people know it by. */
  readonly source: SourceText;
  /** Whether a program does more than the text says, if it says anything. */
  readonly isOpaque?: true;
  /** Whether a baseline covers it, so that nothing of it runs. */
  readonly isCovered?: true;
  /** Whether statements of it are passed over. */
  readonly isCut?: true;
}

/** What a history is known to make up to one of its migrations. */
export interface Baseline {
  /** The version, the name or both of the last migration that is not replayed. */
  readonly upTo: string;
  /** The schema after it. */
  readonly schema: SourceText;
}

/** What a project says of the files in its folder of migrations. */
export interface FolderSettings {
  /** The programs among them that nothing has to be known about, by their paths in the folder. */
  readonly opaque?: readonly string[] | undefined;
  /** What stands for placeholders such as `${prefix}`, by name. */
  readonly placeholders?: PlaceholderValues | undefined;
  /** Why statements are passed over, by `0012_fix.sql:3` for the third of a file, `0012_fix.sql` for all. */
  readonly skip?: Readonly<Record<string, string>> | undefined;
  /** Where the history begins that is replayed. */
  readonly baseline?: Baseline | undefined;
}

/** A folder of migrations as it lies on disk. */
export interface MigrationFolder {
  /** The folder as the user named it. */
  readonly path: string;
  /** The name of the layout that it is to be read by; without one the files tell. */
  readonly layout?: string;
  /** Every file of the folder that any layout reads. */
  readonly files: FolderTexts;
  /** What is above the folder and tells its layout, by name; empty where nobody asks. */
  readonly around: FolderTexts;
  /** What the project says of these files. */
  readonly settings?: FolderSettings | undefined;
}

/** The migrations of a folder, in the order they run. */
export interface MigrationDirectory {
  /** What the project says of the files in it. */
  readonly settings?: FolderSettings | undefined;
  /** The folder as the user named it. */
  readonly path: string;
  /** The name of the layout that read it. */
  readonly layout: string;
  readonly migrations: readonly Migration[];
  /** Every file of the folder that any layout reads, since the next migration may continue some. */
  readonly files: FolderTexts;
}
