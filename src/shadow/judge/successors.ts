import { fold, sameName } from "../../sql/names.ts";
import type { Lineage } from "./lineage.ts";
import { holds, type Marks } from "./marks.ts";
import type { DatabaseState, TableState } from "./state.ts";

/** A table before, and the one that it became. */
export interface Succession {
  readonly before: TableState;
  /** Absent if it was dropped. */
  readonly after?: TableState;
  /** Whether it is still the same table, not another one that replaced it. */
  readonly isSame: boolean;
}

/** Each table of the state before with its successor in the state after, by folded name. */
export function successionsOf(
  [start, end]: readonly [DatabaseState, DatabaseState],
  { lineage, marks }: { readonly lineage: Lineage; readonly marks: Marks },
): ReadonlyMap<string, Succession> {
  const claimed = new Set([...lineage.places.values()].map(({ name }) => fold(name)));
  const free = [...end].filter(([key]) => !claimed.has(key)).map(([, table]) => table);
  const successions = [...start].map(([key, before]): [string, Succession] => {
    const place = lineage.places.get(key);
    const same = place && end.get(fold(place.name));
    if (same !== undefined) return [key, { before, after: same, isSame: true }];
    const after = successorByRows(before, free, marks) ??
      free.find(({ name }) => fold(name) === key);
    return [key, { before, isSame: false, ...(after !== undefined && { after }) }];
  });
  return new Map(successions);
}

/** The new table with most rows of a dropped one, whatever its name. */
function successorByRows(
  { name, rows }: TableState,
  candidates: readonly TableState[],
  marks: Marks,
): TableState | undefined {
  const counted = candidates.map((table) => ({
    table,
    isNamesake: sameName(table.name, name),
    count: rows.filter((row) => {
      const own = row.filter((value) => marks.has(value));
      return table.rows.some((other) => own.some((mark) => holds(other, mark)));
    }).length,
  })).filter(({ count }) => count > 0);
  return counted.sort((left, right) =>
    right.count - left.count || Number(right.isNamesake) - Number(left.isNamesake)
  )[0]?.table;
}
