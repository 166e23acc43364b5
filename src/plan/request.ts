import type { Change } from "../diff/change.ts";
import type { Difference } from "../diff/difference.ts";
import { objectsOf, type SchemaObject } from "../schema/snapshot.ts";
import { sameName } from "../sql/names.ts";
import type { Target } from "../base/target.ts";

/** What is to be done, and how. */
export interface PlanRequest extends Difference {
  /** What the renames cannot be done beside: dropped first, and created again where it is still wanted. */
  readonly aside: readonly SchemaObject[];
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
