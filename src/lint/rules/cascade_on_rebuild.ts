import type { Cause } from "../../shadow/judge/effect.ts";
import type { Rule } from "../rule.ts";
import { isLostData, lostData } from "./lost_data.ts";

/**
 * Rows that are deleted, or foreign keys that are set to NULL, because another table is dropped: with
 * foreign keys on, DROP TABLE first deletes every row of the table.
 * https://www.sqlite.org/lang_droptable.html
 */
export const CASCADE_ON_REBUILD: Rule = {
  name: "cascade-on-rebuild",
  find(effect) {
    if (!isLostData(effect) || effect.cause.kind !== "drop") return undefined;
    const { cause, table } = effect;
    return {
      severity: cause.isRebuilt ? "error" : "warning",
      ...lostData(effect),
      notes: keyNotes(table, cause),
      hint: cause.isRebuilt
        ? `Let penumbra generate the rebuild, or recreate the children of "${cause.table}" in the same file`
        : `If that is intended, delete those rows in a statement of their own first`,
    };
  },
};

function keyNotes(table: string, { table: parent, key }: Extract<Cause, { kind: "drop" }>) {
  if (key === undefined) {
    return [`Dropping "${parent}" deletes its rows first, which reaches "${table}"`];
  }
  const action = key.onDelete.toUpperCase();
  const columns = key.columns.map((column) => `${table}.${column}`).join(", ");
  return [
    `${columns} references ${parent} ON DELETE ${action}, and dropping a table deletes its rows first`,
  ];
}
