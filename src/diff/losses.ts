import { isDerived, lostColumns } from "../schema/text/virtual_options.ts";
import type { Change } from "./change.ts";

/** Data that a migration drops: a whole table, or one column of it. */
export interface Loss {
  readonly table: string;
  readonly column?: string;
}

/**
 * The data that is lost after the changes. Generated columns and search indexes of other tables are
 * not included: they can be computed again.
 */
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
      if (before.kind !== "virtual-table" || after.kind !== "virtual-table") return [];
      const lost = lostColumns(before, after);
      return lost === "all"
        ? [{ table: before.name }]
        : lost.map((column) => ({ table: before.name, column }));
    }
    if (change.kind !== "drop") return [];
    const { object } = change;
    const holdsData = object.kind === "table" ||
      (object.kind === "virtual-table" && !isDerived(object));
    return holdsData ? [{ table: object.name }] : [];
  });
}
