import { fold, sameName } from "../../../sql/names.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import type { Statement } from "../../../sql/statements.ts";
import { sameValue } from "../../database/literals.ts";
import type { Lineage } from "../run/lineage.ts";
import { holds, type Marks, mayHold } from "./marks.ts";
import { type DatabaseState, placeOf, type Row, type TableState } from "../run/state.ts";

/** The database at one point of a run. */
export interface Point {
  readonly state: DatabaseState;
  readonly lineage: Lineage;
}

/** A statement, and the database after it. */
export interface Moment extends Point {
  readonly statement: Statement;
}

/** A run: the state before it, and a moment for each statement that succeeded. */
export interface Trace {
  readonly start: Point;
  readonly moments: readonly Moment[];
}

/** The last moment at which something existed, and the next one. */
export interface Disappearance {
  readonly before: Point;
  readonly moment: Moment;
}

/** When something disappears for good; undefined if it never does. */
export function disappearance(
  { start, moments }: Trace,
  isThere: (point: Point) => boolean,
): Disappearance | undefined {
  const last = moments.findLastIndex(isThere);
  const moment = moments[last + 1];
  return moment && { before: moments[last] ?? start, moment };
}

/** A row of the state before that is searched for later. */
export interface SoughtRow {
  readonly table: TableState;
  readonly row: Row;
  readonly marks: Marks;
  /** Whether a row must have all of its marks; one of them by default. */
  readonly isWhole?: boolean;
}

/** A table, and a row in it. */
export interface Holder {
  readonly table: TableState;
  readonly row: Row;
}

/**
 * Returns a function for every row that is the sought one or a copy of it, in any table at a point of
 * a run. A table that does not change from one point to another is searched once.
 */
export function holdersOf(
  { table, row, marks, isWhole = false }: SoughtRow,
): (point: Point) => Holder[] {
  const own = row.filter((value) => marks.has(value));
  if (own.length === 0) return (point) => likeRowsAt({ table, row, marks }, point);
  const search = (rows: readonly Row[]) => {
    const here = own.filter((mark) => mayHold(rows, mark));
    if (here.length === 0 || (isWhole && here.length < own.length)) return [];
    return rows.filter((other) =>
      isWhole ? here.every((mark) => holds(other, mark)) : here.some((mark) => holds(other, mark))
    );
  };
  const known = new Map<TableState["rows"], readonly Row[]>();
  const foundIn = ({ rows }: TableState) => {
    const found = known.get(rows) ?? search(rows);
    known.set(rows, found);
    return found;
  };
  return ({ state }) =>
    [...state.values()].flatMap((it) => foundIn(it).map((other) => ({ table: it, row: other })));
}

/**
 * The rows that a row without marks may be: in its own table, or in one with the same columns. A
 * rebuild may rename columns: the new table then has as many, with the same values.
 */
function likeRowsAt(
  { table, row, marks }: Omit<SoughtRow, "isWhole">,
  { state, lineage }: Point,
): Holder[] {
  const current = lineage.places.get(fold(table.name))?.name ?? table.name;
  const others = new Set([...lineage.places.values()].map(({ name }) => fold(name)));
  const isNew = (it: TableState) =>
    !others.has(fold(it.name)) && it.columns.length === table.columns.length;
  const isIt = (candidate: TableState, other: Row) =>
    !other.some((value) => marks.has(value)) &&
    (isAlike({ table, row }, { table: candidate, row: other }) ||
      (isNew(candidate) && hasSameValues(row, other)));
  const tables = [...state.values()].filter((it) =>
    sameName(it.name, current) || table.columns.every((name) => placeOf(it, name) >= 0) || isNew(it)
  );
  return tables.flatMap((it) =>
    it.rows.filter((other) => isIt(it, other)).map((other) => ({ table: it, row: other }))
  );
}

/** The folded names of the tables that a statement dropped. */
export function droppedBy({ before, moment }: Disappearance): string[] {
  if (outlineOf(moment.statement).kind !== "drop") return [];
  return [...before.state].flatMap(([key, { rootPage }]) =>
    moment.state.get(key)?.rootPage === rootPage ? [] : key
  );
}

/** Whether at least half of the shared columns are equal: the others may have been set to NULL. */
function isAlike(sought: Holder, other: Holder): boolean {
  const shared = sought.table.columns.flatMap((name, at) => {
    const place = placeOf(other.table, name);
    return place < 0 ? [] : [[sought.row[at]!, other.row[place]!] as const];
  });
  const equal = shared.filter(([was, is]) => was === is || sameValue(was, is)).length;
  return shared.length > 0 && equal * 2 >= shared.length;
}

/** Whether two rows have the same values in any order, not all of them NULL. */
function hasSameValues(sought: Row, other: Row): boolean {
  return sought.some((value) => value !== "NULL") &&
    sought.toSorted().join("\0") === other.toSorted().join("\0");
}
