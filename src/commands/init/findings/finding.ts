import type { SettingValues } from "../../settings/project_settings.ts";
import type { ScannedFolder } from "./scanned_folder.ts";

/**
 * Something that was found in a project, and the matching values of a configuration: the layout if the
 * folder does not show it, the casing of what `schemas` names, the runner if the layout of the migrations
 * leaves it open. The layout of a dependency is only for a folder that is still empty.
 */
export interface Finding extends
  Partial<
    Pick<
      SettingValues,
      "migrations" | "layout" | "casing" | "target" | "runner" | "placeholders"
    >
  > {
  /** What was found, for people: `drizzle.config.ts, with its migrations in drizzle`. */
  readonly found: string;
  /** Whether the migrations folder has no files yet, so that folders with files are preferred. */
  readonly isEmpty?: boolean;
  /** The folder of the package in which it was found, `""` for the project's own. */
  readonly folder?: string;
  /** Whether it is only a package that another one depends on, so that the nearest counts. */
  readonly isDependency?: true;
  /** The sources of the desired schema, each a list of sources that belong together, best first. */
  readonly schemas?: readonly (readonly string[])[];
  /** Whether the casing is set by an expression, so that only the migrations show it. */
  readonly hasComputedCasing?: true;
  /** What runs the migrations, for people, if that is neither a tool's command nor a library. */
  readonly platform?: string;
  /** The path of a database to start from, if there is nothing else. */
  readonly database?: string;
  /** The path of a dump of the whole schema, with the versions of the migrations that it covers. */
  readonly dump?: string;
  /** Further notes and advice, one line each. */
  readonly advice?: readonly string[];
}

/** Recognizes one way of managing a database. */
export type Recognise = (scanned: ScannedFolder) => readonly Finding[];
