import { fold, sameName } from "../../sql/names.ts";
import type { Statement } from "../../sql/statements.ts";
import { isWord } from "../../sql/tokens.ts";
import type { Lineage } from "./lineage.ts";
import { holds, type Marks, sameValue } from "./marks.ts";
import type { DatabaseState, Row, TableState } from "./state.ts";

/** A statement, and the database after it. */
export interface Moment {
  readonly statement: Statement;
  readonly state: DatabaseState;
  readonly lineage: Lineage;
}

/** The whole way from the state before, a moment for each statement that ran. */
export interface Trace {
  readonly start: { readonly state: DatabaseState; readonly lineage: Lineage };
  readonly moments: readonly Moment[];
}

/** The moment at which something was last seen, and the statement that it did not survive. */
export interface Disappearance {
  readonly before: Pick<Moment, "state" | "lineage">;
  readonly moment: Moment;
}

/** When something that was there at the start is gone for good; undefined where it never is. */
export function disappearance(
  { start, moments }: Trace,
  isThere: (at: Pick<Moment, "state" | "lineage">) => boolean,
): Disappearance | undefined {
  const last = moments.findLastIndex(isThere);
  const moment = moments[last + 1];
  return moment && { before: moments[last] ?? start, moment };
}

/** A row of the state before, to be looked for later. */
export interface SoughtRow {
  readonly table: TableState;
  readonly row: Row;
  readonly marks: Marks;
}

/** A table, and a row in it. */
export interface Holder {
  readonly table: TableState;
  readonly row: Row;
}

/** Every row, in whatever table, that is the one sought or a copy of it. */
export function holdersOf(
  { table, row, marks }: SoughtRow,
  { state, lineage }: Pick<Moment, "state" | "lineage">,
): Holder[] {
  const own = row.filter((value) => marks.has(value));
  const current = lineage.places.get(fold(table.name))?.name ?? table.name;
  const others = new Set([...lineage.places.values()].map(({ name }) => fold(name)));
  // A rebuild may rename columns: then a new table has as many, and the values stay the same.
  const isNew = (it: TableState) =>
    !others.has(fold(it.name)) && it.columns.length === table.columns.length;
  const isIt = own.length > 0
    ? (_: TableState, other: Row) => own.some((mark) => holds(other, mark))
    : (candidate: TableState, other: Row) =>
      !other.some((value) => marks.has(value)) &&
      (isAlike({ table, row }, { table: candidate, row: other }) ||
        (isNew(candidate) && hasSameValues(row, other)));
  // What holds nothing of its own is looked for where its table is, or in one of the same columns.
  const tables = [...state.values()].filter((it) =>
    own.length > 0 || sameName(it.name, current) ||
    table.columns.every((name) => placeOf(it, name) >= 0) || isNew(it)
  );
  return tables.flatMap((it) =>
    it.rows.filter((other) => isIt(it, other)).map((other) => ({ table: it, row: other }))
  );
}

/** Where a table has that column; -1 where it has none. */
export function placeOf({ columns }: Pick<TableState, "columns">, name: string): number {
  return columns.findIndex((it) => sameName(it, name));
}

/** The tables that a statement made an end of, by their folded names. */
export function droppedBy({ before, moment }: Disappearance): string[] {
  if (!isWord(moment.statement.tokens[0], "drop")) return [];
  return [...before.state].flatMap(([key, { rootPage }]) =>
    moment.state.get(key)?.rootPage === rootPage ? [] : key
  );
}

/** Half of the columns that both have are equal: the other half may have been set to NULL. */
function isAlike(sought: Holder, other: Holder): boolean {
  const shared = sought.table.columns.flatMap((name, at) => {
    const place = placeOf(other.table, name);
    return place < 0 ? [] : [[sought.row[at]!, other.row[place]!] as const];
  });
  const equal = shared.filter(([was, is]) => was === is || sameValue(was, is)).length;
  return shared.length > 0 && equal * 2 >= shared.length;
}

/** Whether two rows have the same values in whatever order, at least one of them not NULL. */
function hasSameValues(sought: Row, other: Row): boolean {
  return sought.some((value) => value !== "NULL") &&
    sought.toSorted().join("\0") === other.toSorted().join("\0");
}
