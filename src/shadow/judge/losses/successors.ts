import { fold, sameName } from "../../../sql/names.ts";
import type { Lineage } from "../run/lineage.ts";
import { sameValue } from "../../database/literals.ts";
import { holds, isTelling, type Marks, mayHold, pairColumns } from "../outcome/marks.ts";
import type { DatabaseState, Row, TableState } from "../run/state.ts";

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

/**
 * The new table with most rows of a dropped one, whatever its name: with a mark of them, or under the
 * same name with equal values in the columns that both have.
 */
function successorByRows(
  before: TableState,
  candidates: readonly TableState[],
  marks: Marks,
): TableState | undefined {
  const { name, rows } = before;
  const counted = candidates.map((table) => {
    const isNamesake = sameName(table.name, name);
    const shared = isNamesake ? pairColumns(before, table, (column) => column) : [];
    const count = rows.filter((row) => {
      const own = row.filter((value) => marks.has(value));
      const isEqual = (other: Row) =>
        shared.some(([was]) => isTelling(row[was]!)) &&
        shared.every(([was, is]) => sameValue(row[was]!, other[is]!));
      const here = own.filter((mark) => mayHold(table.rows, mark));
      return table.rows.some((other) => here.some((mark) => holds(other, mark)) || isEqual(other));
    }).length;
    return { table, isNamesake, count };
  }).filter(({ count }) => count > 0);
  return counted.sort((left, right) =>
    right.count - left.count || Number(right.isNamesake) - Number(left.isNamesake)
  )[0]?.table;
}
