import type { SourceText } from "../base/diagnostic.ts";
import type { FolderTexts } from "../host/files/read_files.ts";
import type { PlaceholderValues } from "./placeholders.ts";

/** One migration on disk. */
export interface Migration {
  /** The id for people and options: the version, and the name if there is one. */
  readonly id: string;
  /** The unique version, which determines the order: `0007`, `20261122140000`. */
  readonly version: string;
  /** The descriptive name, `""` if the file name has only a version. */
  readonly name: string;
  /** The SQL of the up migration, under the path that people know it by. */
  readonly source: SourceText;
  /** Whether it is a program, which may do more than its SQL says, if it has any. */
  readonly isOpaque?: true;
  /** Whether a baseline covers it, so that it is not run. */
  readonly isCovered?: true;
  /** Whether some of its statements are skipped. */
  readonly isCut?: true;
}

/** The known schema after one of the migrations of a history. */
export interface Baseline {
  /** The version, name or id of the last migration that is not replayed. */
  readonly upTo: string;
  /** The schema after it. */
  readonly schema: SourceText;
}

/** Settings of a project for the files in its migrations folder. */
export interface FolderSettings {
  /** Programs about which nothing has to be known, by path within the folder. */
  readonly opaque?: readonly string[] | undefined;
  /** The values of placeholders such as `${prefix}`, by name. */
  readonly placeholders?: PlaceholderValues | undefined;
  /**
   * Reasons for skipping statements, by `0012_fix.sql:3` for the third of a file, or `0012_fix.sql`
   * for all.
   */
  readonly skip?: Readonly<Record<string, string>> | undefined;
  /** The baseline from which the history is replayed. */
  readonly baseline?: Baseline | undefined;
}

/** A migrations folder on disk. */
export interface MigrationFolder {
  /** The path of the folder as given by the user. */
  readonly path: string;
  /** The name of its layout; if absent, it is recognized from the files. */
  readonly layout?: string;
  /** Every file of the folder that any layout reads. */
  readonly files: FolderTexts;
  /** Files above the folder that hint at its layout, by name; empty if not needed. */
  readonly around: FolderTexts;
  /** The project's settings for these files. */
  readonly settings?: FolderSettings | undefined;
}

/** The migrations of a folder, in the order in which they run. */
export interface MigrationDirectory {
  /** The project's settings for its files. */
  readonly settings?: FolderSettings | undefined;
  /** The path of the folder as given by the user. */
  readonly path: string;
  /** The name of its layout. */
  readonly layout: string;
  readonly migrations: readonly Migration[];
  /** Every file of the folder that any layout reads, since the next migration may continue some. */
  readonly files: FolderTexts;
}
