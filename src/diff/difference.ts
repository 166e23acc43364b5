import type { SchemaSnapshot } from "../schema/snapshot.ts";
import type { Change } from "./change.ts";
import type { Rename } from "./rename.ts";

/** The schemas before and after. */
export interface Sides {
  readonly current: SchemaSnapshot;
  readonly desired: SchemaSnapshot;
}

/** The difference between two schemas, with every question answered. */
export interface Difference extends Sides {
  /** The current schema after the renames; the same object if there are none. */
  readonly renamed: SchemaSnapshot;
  readonly renames: readonly Rename[];
  /** The changes from `renamed` to `desired`. */
  readonly changes: readonly Change[];
  /** The SQL that existing rows get, by `fillKey`. */
  readonly fills: ReadonlyMap<string, string>;
}
