import type { Change, RenameColumn, RenameTable } from "../diff/change.ts";
import { objectsOf, type SchemaObject, type SchemaSnapshot } from "../schema/snapshot.ts";
import { sameName } from "../sql/names.ts";
import type { Target } from "./targets.ts";

/** What is to be done, with every question answered. */
export interface PlanRequest {
  readonly current: SchemaSnapshot;
  /** The current schema once the renames are done: the same where there are none. */
  readonly renamed: SchemaSnapshot;
  readonly desired: SchemaSnapshot;
  readonly renames: readonly (RenameTable | RenameColumn)[];
  /** What the renames cannot be done beside: dropped first, and created again where it is still wanted. */
  readonly aside: readonly SchemaObject[];
  /** What differs between `renamed` and `desired`. */
  readonly changes: readonly Change[];
  /** What existing rows get, as SQL, by `fillKey`. */
  readonly fills: ReadonlyMap<string, string>;
  /** What will run the migration. */
  readonly target: Target;
  /** Whether a rebuild takes along the tables that reference the rebuilt one. Default `family`. */
  readonly rebuild?: RebuildScope;
}

/**
 * Which tables are rebuilt: a changed table with its whole family, which is safe however the file is
 * run, or the changed table `alone`, for runners that let a file turn foreign keys off.
 */
export type RebuildScope = typeof REBUILD_SCOPES[number];

/** The default first. */
export const REBUILD_SCOPES = ["family", "alone"] as const;

/** Every name of either schema, which something temporary may not take. */
export function namesOf({ current, desired }: Pick<PlanRequest, "current" | "desired">): string[] {
  return [...objectsOf(current), ...objectsOf(desired)].map((object) => object.name);
}

/** The changes that are about one object as a whole. */
export function objectChanges(
  { kind, name }: Pick<SchemaObject, "kind" | "name">,
  { changes }: Pick<PlanRequest, "changes">,
): Change[] {
  return changes.filter((change) => {
    if (change.kind === "replace") {
      return change.after.kind === kind && sameName(change.after.name, name);
    }
    if (change.kind !== "create" && change.kind !== "drop") return false;
    return change.object.kind === kind && sameName(change.object.name, name);
  });
}

/** The changes inside a table that stays. */
export function tableChanges(
  table: string,
  { changes }: Pick<PlanRequest, "changes">,
): Change[] {
  return changes.filter((change) => "table" in change && sameName(change.table, table));
}
