import type { Target } from "../../base/target.ts";
import type { Casing } from "../../entities/casing.ts";
import type { ScannedFolder } from "./scanned_folder.ts";

/** Something that was found in a project, and the matching configuration. */
export interface Finding {
  /** What was found, for people: `drizzle.config.ts, with its migrations in drizzle`. */
  readonly found: string;
  /** The migrations folder. */
  readonly migrations?: string;
  /** Whether it has no files yet, so that folders with files are preferred. */
  readonly isEmpty?: boolean;
  /** The layout of that folder if it is still empty. */
  readonly layout?: string;
  /** The sources of the desired schema, each a list of sources that belong together, best first. */
  readonly schemas?: readonly (readonly string[])[];
  /** The casing of columns without an explicit name in sources that are modules. */
  readonly casing?: Casing;
  /** Whether the casing is set by an expression, so that only the migrations show it. */
  readonly hasComputedCasing?: true;
  /** The target of the migrations. */
  readonly target?: Target;
  /** The runner, if the layout of the migrations leaves it open. */
  readonly runner?: string;
  /** The values of placeholders in the migrations, by name. */
  readonly placeholders?: Readonly<Record<string, string>>;
  /** Further notes and advice, one line each. */
  readonly advice?: readonly string[];
}

/** Recognizes one way of managing a database. */
export type Recognise = (scanned: ScannedFolder) => readonly Finding[];
