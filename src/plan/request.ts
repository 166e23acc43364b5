import type { Change } from "../diff/change.ts";
import type { Difference } from "../diff/difference.ts";
import { objectsOf, type SchemaObject } from "../schema/snapshot.ts";
import { sameName } from "../sql/names.ts";
import type { Target } from "../base/target.ts";

/** What to plan, and for which target. */
export interface PlanRequest extends Difference {
  /** Objects that prevent the renames: dropped first, and created again if still wanted. */
  readonly aside: readonly SchemaObject[];
  /** What will run the migration. */
  readonly target: Target;
  /** Whether a rebuild includes the tables that reference the rebuilt one. Default `family`. */
  readonly rebuild?: RebuildScope | undefined;
}

/**
 * Which tables are rebuilt: a changed table with all that reference it, which is safe with any runner, or
 * the changed table `alone`, for runners that let a file turn foreign keys off.
 */
export type RebuildScope = typeof REBUILD_SCOPES[number];

/** The default first. */
export const REBUILD_SCOPES = ["family", "alone"] as const;

/** Every name in either schema; temporary objects must have others. */
export function namesOf({ current, desired }: Pick<PlanRequest, "current" | "desired">): string[] {
  return [...objectsOf(current), ...objectsOf(desired)].map((object) => object.name);
}

/** The changes to an object as a whole. */
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

/** The changes within a table that is kept. */
export function tableChanges(
  table: string,
  { changes }: Pick<PlanRequest, "changes">,
): Change[] {
  return changes.filter((change) => "table" in change && sameName(change.table, table));
}
