import type { Target } from "../../base/target.ts";
import type { Casing } from "../../entities/casing.ts";
import type { Surroundings } from "./surroundings.ts";

/** Something that is there, and the configuration that goes with it. */
export interface Finding {
  /** What was found, as people read it: `drizzle.config.ts, with its migrations in drizzle`. */
  readonly found: string;
  /** The folder of migrations. */
  readonly migrations?: string;
  /** Whether no file is there yet, so that a folder that has some comes before it. */
  readonly isEmpty?: boolean;
  /** What that folder is laid out for, should it still be empty. */
  readonly layout?: string;
  /** The sources that say what is wanted, each a list of those that belong together, best first. */
  readonly schemas?: readonly (readonly string[])[];
  /** How columns without a name of their own are called in those of them that are modules. */
  readonly casing?: Casing;
  /** What runs the migrations. */
  readonly target?: Target;
  /** What stands for placeholders in the migrations, by name. */
  readonly placeholders?: Readonly<Record<string, string>>;
  /** What else there is to know or to do, a line each. */
  readonly advice?: readonly string[];
}

/** What recognises one way of keeping a database. */
export type Recognise = (surroundings: Surroundings) => readonly Finding[];
