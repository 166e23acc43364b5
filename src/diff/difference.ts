import type { SchemaSnapshot } from "../schema/snapshot.ts";
import type { Change, RenameColumn, RenameTable } from "./change.ts";

/** How two schemas differ, with every question answered. */
export interface Difference {
  readonly current: SchemaSnapshot;
  /** The current schema once the renames are done: the same where there are none. */
  readonly renamed: SchemaSnapshot;
  readonly desired: SchemaSnapshot;
  readonly renames: readonly (RenameTable | RenameColumn)[];
  /** What differs between `renamed` and `desired`. */
  readonly changes: readonly Change[];
  /** What existing rows get, as SQL, by `fillKey`. */
  readonly fills: ReadonlyMap<string, string>;
}
