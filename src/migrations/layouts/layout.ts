import type { Result } from "../../base/result.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import type { Target } from "../../base/target.ts";
import type { KitRequest } from "../drizzle/next_snapshot.ts";
import type { Migration, MigrationDirectory } from "../directory.ts";

/**
 * How migrations lie in a folder, for one of the tools that run them. Pure: files come in as texts
 * by their path relative to the folder, and go out the same way.
 */
export interface Layout {
  /** What `--layout` calls it. */
  readonly name: string;
  /** Whether a migration has a part that undoes it. */
  readonly hasDown: boolean;
  /** What runs the migrations, as long as nobody says otherwise. */
  readonly target: Target;
  /** Whether it is one of programs, so that they are for it to judge. */
  readonly readsPrograms?: true;
  /** Whether the layout needs the text of the file at a path relative to the folder. */
  reads(path: string): boolean;
  /**
   * Whether these files look like its own. A layout may be vaguer than those listed before it.
   * `around` holds what is in the folders above and tells who runs them: `SURROUNDINGS`.
   */
  recognises(files: FolderTexts, around: FolderTexts): boolean;
  /** The migrations in the order they run. Fails when a file would not count without a word. */
  read(files: FolderTexts): Answer<readonly Migration[]>;
  /** What to write for one more migration: first what is run, then what belongs to it. */
  write(request: NewMigration): Answer<readonly LayoutFile[]>;
  /** What all migrations share, as it must be for these files, of which it may know others. */
  share?(files: FolderTexts): Answer<readonly LayoutFile[]>;
}

/** At once, or later where something has to be hashed. */
export type Answer<T> = Result<T> | Promise<Result<T>>;

/** The files above a folder that tell which tool runs its migrations. */
export const SURROUNDINGS = ["Cargo.toml", "wrangler.toml", "wrangler.json", "wrangler.jsonc"];

/** A migration that is to be written. */
export interface NewMigration {
  /** The folder as it is now. */
  readonly directory: MigrationDirectory;
  /** What it says it does, in any words; the layout makes a file name of it. */
  readonly name: string;
  readonly sql: string;
  /** What undoes it; only for a layout that has a place for it. */
  readonly downSql?: string | undefined;
  readonly now: Date;
  /** What the snapshot of Drizzle Kit is to hold; absent where nobody knows the schema. */
  readonly kit?: KitRequest | undefined;
}

/** One file of a new migration. */
export interface LayoutFile {
  /** Relative to the folder, with `/`. */
  readonly path: string;
  readonly text: string;
  /** True for what all migrations share, such as a journal; anything else must not exist yet. */
  readonly replaces: boolean;
}
