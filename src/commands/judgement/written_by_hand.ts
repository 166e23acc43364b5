import type { Change } from "../../diff/change.ts";
import { describeObject } from "../../diff/describe.ts";
import type { Migration } from "../../migrations/directory.ts";
import { headOf } from "../../migrations/text/head.ts";
import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { type Statement, statementsIn } from "../../sql/statements.ts";

/**
 * A note for each of the changes that would drop what one of these migrations, written by hand, has
 * just created: the schema may only lack it.
 */
export function createdByHand(
  changes: readonly Change[],
  migrations: readonly Migration[],
): string[] {
  const byHand = migrations.filter(({ source }) => headOf(source.text) === undefined);
  return changes.flatMap((change) => {
    if (change.kind !== "drop" && change.kind !== "drop-column") return [];
    const creator = byHand.findLast(({ source }) =>
      statementsIn(source).some((it) => isDropOf(change, it))
    );
    if (creator === undefined) return [];
    const what = change.kind === "drop"
      ? `creates ${describeObject(change.object)}`
      : `adds column "${change.column.name}" to "${change.table}"`;
    return [`"${creator.source.name}" ${what}: if that is to stay, add it to the schema`];
  });
}

/** Whether the change drops what the statement creates. */
function isDropOf(
  change: Change & { kind: "drop" | "drop-column" },
  statement: Statement,
): boolean {
  const outline = outlineOf(statement);
  if (change.kind === "drop") {
    return outline.kind === "create" && outline.name.name === fold(change.object.name);
  }
  return outline.kind === "alter" && outline.action.kind === "add-column" &&
    outline.table.name === fold(change.table) &&
    outline.action.column.name === fold(change.column.name);
}
