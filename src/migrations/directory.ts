import type { SourceText } from "../base/diagnostic.ts";
import type { FolderTexts } from "../host/files/read_files.ts";
import type { PlaceholderValues } from "./text/placeholders.ts";

/** One migration of a folder. */
export interface Migration {
  /** The version, and the name if there is one: `0007_bio`. Messages and options use it. */
  readonly id: string;
  /** The version, unique in its folder, which determines the order: `0007`, `20261122140000`. */
  readonly version: string;
  /** The name without the version: `bio`; `""` if there is none. */
  readonly name: string;
  /** The SQL that applies it, and the path of its file. */
  readonly source: SourceText;
  /** Present if it is a program, which may do more than the SQL in `source`, if there is any. */
  readonly isOpaque?: true;
  /** Present if it is part of the baseline, and is therefore not run. */
  readonly isCovered?: true;
  /** Present if settings skip some of its statements. */
  readonly isCut?: true;
}

/** A starting point for running migrations: the schema after one of them, so that it and those before it are not run. */
export interface Baseline {
  /** The version, name or id of the last migration that is not run. */
  readonly upTo: string;
  /** The DDL of the schema after it. */
  readonly schema: SourceText;
}

/** Settings for reading a migrations folder. All are optional. */
export interface FolderSettings {
  /**
   * The migrations that are programs and are to be skipped, by path within the folder. What one does to the schema
   * can be written as SQL beside it, in `0012_fix.penumbra.sql` for `0012_fix.js`.
   */
  readonly opaque?: readonly string[] | undefined;
  /** The values of placeholders such as `${prefix}`, by name. */
  readonly placeholders?: PlaceholderValues | undefined;
  /**
   * Statements not to run, with the reason for each: `0012_fix.sql:3` is the third statement of a file,
   * `0012_fix.sql` is all of them.
   */
  readonly skip?: Readonly<Record<string, string>> | undefined;
  /** Where to start. Default: the first migration, with an empty schema. */
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

/** A migrations folder that was read. */
export interface MigrationDirectory {
  /** The settings that it was read with. */
  readonly settings?: FolderSettings | undefined;
  /** The path of the folder as it was given. */
  readonly path: string;
  /** The name of its layout, such as `plain`, `drizzle` or `goose`. */
  readonly layout: string;
  /** Its migrations, in the order they run. */
  readonly migrations: readonly Migration[];
  /** The files in the folder that any layout reads: those of migrations, and journals and snapshots beside them. */
  readonly files: FolderTexts;
}
