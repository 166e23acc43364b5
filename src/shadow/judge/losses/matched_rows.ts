import { findByName } from "../../../schema/snapshot.ts";
import { fold } from "../../../sql/names.ts";
import { plain } from "../../database/literals.ts";
import { matchRows, pairColumns } from "../outcome/marks.ts";
import { placeOf, type Row, type TableState } from "../run/state.ts";
import type { Ends } from "./loss.ts";
import type { Succession } from "./successors.ts";

/** What the rows of a table have become. */
export interface MatchedRows {
  /** The row that each row became; undefined for one that is gone. */
  readonly matched: readonly (Row | undefined)[];
  /** The rows that it may have become. */
  readonly found: readonly Row[];
  /** The new name of a column. */
  readonly nameOf: (column: string) => string | undefined;
}

/** The rows of a table and those that they have become, in it or in the one that replaces it. */
export function matchedRows(
  { before, after, isSame }: Required<Succession>,
  ends: Ends,
): MatchedRows {
  const place = isSame ? ends.lineage.places.get(fold(before.name)) : undefined;
  const nameOf = (column: string) => place ? place.columns.get(fold(column)) : column;
  const pairs = pairColumns(before, after, nameOf);
  // A new table may have rows of several with the same keys.
  const terms = isSame ? findByName(ends.before.tables, before.name)?.primaryKey?.terms : [];
  const keys = (terms ?? []).map(({ column }) => placeOf(before, column ?? ""));
  const found = isSame ? after.rows : withoutRivals(before, after, ends);
  const matched = matchRows(before.rows, found, { pairs, marks: ends.marks, keys });
  return { matched, found, nameOf };
}

/** The rows of a new table without those that it has from another table, and not from this one, too. */
function withoutRivals(
  before: TableState,
  after: TableState,
  ends: Ends,
): readonly Row[] {
  const rivals = rivalsOf(before, after, ends);
  if (rivals.length === 0) return after.rows;
  const came = (from: TableState) => {
    const pairs = pairColumns(from, after, (column) => column);
    const text = (row: Row, side: 0 | 1) => pairs.map((pair) => plain(row[pair[side]]!)).join("\0");
    const texts = new Set(from.rows.map((row) => text(row, 0)));
    return (row: Row) => pairs.length > 0 && texts.has(text(row, 1));
  };
  const isOwn = came(before);
  const isOthers = rivals.map((it) => came(it.before));
  return after.rows.filter((row) => isOwn(row) || !isOthers.some((is) => is(row)));
}

/** The other tables that the same one replaces. */
export function rivalsOf(
  before: TableState,
  after: TableState,
  { successions }: Pick<Ends, "successions">,
): Succession[] {
  return [...successions.values()].filter((it) => it.after === after && it.before !== before);
}
