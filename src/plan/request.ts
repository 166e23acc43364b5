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
}

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
