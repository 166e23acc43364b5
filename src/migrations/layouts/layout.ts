import type { Result } from "../../base/result.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import type { Target } from "../../base/target.ts";
import type { KitRequest } from "../drizzle/next_snapshot.ts";
import type { Migration, MigrationDirectory } from "../directory.ts";

/**
 * How a tool stores migrations in a folder. Pure: files come in as texts by their path relative to
 * the folder, and are returned in the same way.
 */
export interface Layout {
  /** Its name in `--layout`. */
  readonly name: string;
  /** Whether migrations have a down part. */
  readonly hasDown: boolean;
  /** The target that runs the migrations, unless configured. */
  readonly target: Target;
  /** Whether its migrations are programs, about which it decides itself. */
  readonly readsPrograms?: true;
  /** Whether the layout needs the file at a path relative to the folder. */
  reads(path: string): boolean;
  /**
   * Whether these files look like its own. A layout may be less specific than those listed before
   * it. `around` contains the files above the folder that tell who runs them: `CONTEXT_FILES`.
   */
  recognises(files: FolderTexts, around: FolderTexts): boolean;
  /** The migrations in the order in which they run. Fails if a file would be ignored silently. */
  read(files: FolderTexts): Answer<readonly Migration[]>;
  /** The files to write for another migration: first the SQL, then its companions. */
  write(request: NewMigration): Answer<readonly LayoutFile[]>;
  /** The shared files, updated for these files; they may already exist in another form. */
  share?(files: FolderTexts): Answer<readonly LayoutFile[]>;
}

/** A result or, if something has to be hashed, a promise of it. */
export type Answer<T> = Result<T> | Promise<Result<T>>;

/** The files above a folder that show which tool runs its migrations. */
export const CONTEXT_FILES = ["Cargo.toml", "wrangler.toml", "wrangler.json", "wrangler.jsonc"];

/** The files above a folder that show the form of a first migration. */
export const FORM_FILES = ["package.json"];

/** A migration to write. */
export interface NewMigration {
  /** The current folder. */
  readonly directory: MigrationDirectory;
  /** The descriptive name, in any words; the layout turns it into a file name. */
  readonly name: string;
  readonly sql: string;
  /** The SQL that undoes it; only for a layout that has a place for it. */
  readonly downSql?: string | undefined;
  readonly now: Date;
  /** For the first migration, the files above the folder that show its form: `FORM_FILES`. */
  readonly around?: FolderTexts | undefined;
  /** The content of Drizzle Kit's snapshot; absent if the schema is not known. */
  readonly kit?: KitRequest | undefined;
}

/** One file of a new migration. */
export interface LayoutFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly text: string;
  /** True for shared files, such as a journal; any other file must not exist yet. */
  readonly replaces: boolean;
}
