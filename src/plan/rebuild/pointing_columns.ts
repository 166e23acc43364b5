import type { ForeignKey } from "../../schema/snapshot.ts";
import { sameName } from "../../sql/names.ts";
import type { AddColumnStep } from "../plan.ts";
import type { Survey } from "../survey.ts";

/** What is about to be made or moved. */
type Ahead = Pick<Survey, "members" | "createdBefore" | "createdAfter"> & {
  /** The tables that get indexes. */
  readonly keyed: readonly string[];
};

/**
 * Whether the new column's foreign key names a table whose rows are about to move, or one that is not
 * there yet, or has no key yet, and that filling the column would look for.
 */
export function pointsAhead(
  add: AddColumnStep,
  { members, createdBefore, createdAfter, keyed }: Ahead,
): boolean {
  const fresh = [...[...createdBefore, ...createdAfter].map((table) => table.name), ...keyed];
  return members.some(({ after }) => pointsAt(add, after.name)) ||
    (add.fill !== undefined && fresh.some((table) => pointsAt(add, table)));
}

/** Whether a foreign key that comes with the new column names the table. */
export function pointsAt(add: AddColumnStep, table: string): boolean {
  return keysOf(add).some(({ references }) => sameName(references.table, table));
}

function keysOf({ because }: AddColumnStep): ForeignKey[] {
  return because.flatMap((change) =>
    change.kind === "add-constraint" && change.constraint.kind === "foreign-key"
      ? [change.constraint]
      : []
  );
}
