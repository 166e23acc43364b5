import type { Change } from "../diff/change.ts";
import type { Loss } from "./plan.ts";
import { lostWith } from "./virtual_tables.ts";

/** What is gone for good once the changes are made. Generated values are not: they can be computed. */
export function lossesOf(changes: readonly Change[]): Loss[] {
  return changes.flatMap((change): Loss[] => {
    if (change.kind === "drop-column") {
      const { table, column } = change;
      return column.generated === undefined ? [{ table, column: column.name }] : [];
    }
    if (change.kind === "alter-column") {
      const { table, before, after } = change;
      const isComputed = before.generated === undefined && after.generated !== undefined;
      return isComputed ? [{ table, column: before.name }] : [];
    }
    if (change.kind === "replace") {
      const { before, after } = change;
      const isVirtual = before.kind === "virtual-table" && after.kind === "virtual-table";
      return isVirtual ? lostWith(before, after) : [];
    }
    const isTable = change.kind === "drop" &&
      (change.object.kind === "table" || change.object.kind === "virtual-table");
    return isTable ? [{ table: change.object.name }] : [];
  });
}
