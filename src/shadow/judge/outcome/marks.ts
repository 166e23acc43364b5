import { fold } from "../../../sql/names.ts";
import { plain, sameValue } from "../../database/literals.ts";
import type { DatabaseState, Row, TableState } from "../run/state.ts";

/** Values that identify a row wherever it is moved: no other row has them. */
export type Marks = ReadonlySet<string>;

/** The literals that exactly one row of the database has, in any column. */
export function marksOf(state: DatabaseState): Marks {
  const holders = new Map<string, number>();
  for (const { rows } of state.values()) {
    for (const row of rows) {
      for (const value of new Set(row)) holders.set(value, (holders.get(value) ?? 0) + 1);
    }
  }
  return new Set(
    [...holders].flatMap(([value, count]) => count === 1 && isTelling(value) ? value : []),
  );
}

/** Whether a value can identify a row: NULL, a digit or an empty text may come from anywhere. */
export function isTelling(value: string): boolean {
  return value !== "NULL" && plain(value).length > 1;
}

/** Pairs of columns with the same contents in two tables: their positions in the rows of each. */
export type ColumnPairs = readonly (readonly [was: number, is: number])[];

/** The columns of two tables, paired by name; `nameOf` gives the new name of one of the first. */
export function pairColumns(
  before: TableState,
  after: TableState,
  nameOf: (column: string) => string | undefined,
): ColumnPairs {
  const places = new Map(after.columns.map((name, index) => [fold(name), index]));
  return before.columns.flatMap((column, was) => {
    const is = places.get(fold(nameOf(column) ?? ""));
    return is === undefined ? [] : [[was, is] as const];
  });
}

/** If more rows are left than this, they are only counted, not matched by their values. */
const MOST_COMPARED = 200;

/**
 * The row that each row became; undefined for one that is gone. Equal rows are matched first, then
 * those with most of its marks in the same columns, then those that hold one anywhere, then
 * those with its key, then those that share its other values (its marks were converted, or
 * replaced, as a key is that a copy leaves out), then, in order, rows without any mark, such as those
 * that only link two others.
 */
export function matchRows(
  rows: readonly Row[],
  found: readonly Row[],
  { pairs, marks, keys }: Matching,
): readonly (Row | undefined)[] {
  const matched: (Row | undefined)[] = rows.map(() => undefined);
  const text = (row: Row, side: 0 | 1) => pairs.map((pair) => plain(row[pair[side]]!)).join("\0");
  const equal = new Map<string, Row[]>();
  for (const row of found) equal.set(text(row, 1), [...equal.get(text(row, 1)) ?? [], row]);
  const taken = new Set<Row>();
  const take = (index: number, row: Row | undefined) => {
    if (row === undefined) return;
    matched[index] = row;
    taken.add(row);
  };
  rows.forEach((row, index) => take(index, equal.get(text(row, 0))?.shift()));
  const open = rows.flatMap((_, index) => matched[index] === undefined ? index : []);
  const left = () => found.filter((row) => !taken.has(row));
  if (open.length > MOST_COMPARED || left().length > MOST_COMPARED) {
    const rest = left();
    open.forEach((index) => take(index, rest.shift()));
    return matched;
  }
  const marksIn = (row: Row) => row.filter((value) => marks.has(value));
  const likenesses = open.flatMap((index) =>
    left().map((row) => ({
      index,
      row,
      count: likeness(rows[index]!, row, { pairs, marks, keys }),
    }))
  );
  for (const { index, row, count } of likenesses.sort((one, other) => other.count - one.count)) {
    if (count > 0 && matched[index] === undefined && !taken.has(row)) take(index, row);
  }
  const passes: readonly ((row: Row, other: Row) => boolean)[] = [
    (row, other) => marksIn(row).some((mark) => holds(other, mark)),
    (row, other) => hasSameKey(row, other, { pairs, keys }),
    (row, other) => isSharedKept(row, other, { pairs, marks }),
    (row, other) => marksIn(other).length === 0 && isRestKept(row, other, { pairs, marks }),
    (row, other) => marksIn(row).length === 0 && marksIn(other).length === 0,
  ];
  for (const isSameRow of passes) {
    for (const index of open) {
      if (matched[index] !== undefined) continue;
      take(index, left().find((other) => isSameRow(rows[index]!, other)));
    }
  }
  return matched;
}

interface Matching {
  readonly pairs: ColumnPairs;
  readonly marks: Marks;
  /** The positions of the primary key's columns in the first rows. */
  readonly keys: readonly number[];
}

/** How many marks of a row another one has in the same columns; one in the key decides a tie. */
function likeness(row: Row, other: Row, { pairs, marks, keys }: Matching): number {
  const kept = pairs.filter(([was, is]) =>
    marks.has(row[was]!) && sameValue(row[was]!, other[is]!)
  );
  return kept.length + (kept.some(([was]) => keys.includes(was)) ? 0.5 : 0);
}

/** Whether another row has the key of a row, which none of them is without. */
function hasSameKey(
  row: Row,
  other: Row,
  { pairs, keys }: Pick<Matching, "pairs" | "keys">,
): boolean {
  const places = new Map(pairs);
  return keys.length > 0 && keys.every((was) => {
    const is = places.get(was);
    return is !== undefined && isTelling(row[was]!) && sameValue(row[was]!, other[is]!);
  });
}

/** Whether another row has, in the same columns, all values of a row that are not marks, and at least one. */
function isSharedKept(
  row: Row,
  other: Row,
  { pairs, marks }: Pick<Matching, "pairs" | "marks">,
): boolean {
  const shared = pairs.filter(([was]) => !marks.has(row[was]!) && row[was] !== "NULL");
  return shared.some(([was]) => isTelling(row[was]!)) &&
    shared.every(([was, is]) => sameValue(row[was]!, other[is]!));
}

/** Whether another row has all values of a row but its marks, NULL among them, and any. */
function isRestKept(
  row: Row,
  other: Row,
  { pairs, marks }: Pick<Matching, "pairs" | "marks">,
): boolean {
  const rest = pairs.filter(([was]) => !marks.has(row[was]!));
  return rest.length > 0 && rest.every(([was, is]) => row[was] === other[is]);
}

/** Whether a row has the value, by itself or within another value. */
export function holds(row: Row, mark: string): boolean {
  const inner = plain(mark);
  if (inner.length < SHORTEST_INSIDE) return row.some((value) => sameValue(mark, value));
  return isIn(contentOf(row), inner);
}

/** Whether any of the rows may have the value: if not, none has. Much less work than to ask each. */
export function mayHold(rows: readonly Row[], mark: string): boolean {
  const inner = plain(mark);
  return rows.length > 0 && (inner.length < SHORTEST_INSIDE || isIn(contentOfAll(rows), inner));
}

/** Whether a value is the other one, or contains it. */
export function isInside(mark: string, value: string): boolean {
  const inner = plain(mark);
  return sameValue(mark, value) ||
    (inner.length >= SHORTEST_INSIDE && plain(value).includes(inner));
}

/** The length from which a value within another one is no coincidence. */
const SHORTEST_INSIDE = 4;

/** The contents of rows: the texts of their values, joined, and those that are numbers. */
interface Content {
  readonly text: string;
  readonly numbers: ReadonlySet<number>;
}

function isIn({ text, numbers }: Content, inner: string): boolean {
  return text.includes(inner) || numbers.has(Number(inner));
}

/** Computed once for each row, and for the rows of a table, in which many marks are searched for. */
const contents = new WeakMap<Row | readonly Row[], Content>();

function contentOf(row: Row): Content {
  const known = contents.get(row);
  if (known !== undefined) return known;
  const texts = row.map(plain);
  const numbers = texts.filter((text) => text !== "").map(Number).filter((it) => !isNaN(it));
  const content = { text: texts.join("\0"), numbers: new Set(numbers) };
  contents.set(row, content);
  return content;
}

function contentOfAll(rows: readonly Row[]): Content {
  const known = contents.get(rows);
  if (known !== undefined) return known;
  const each = rows.map(contentOf);
  const numbers = new Set(each.flatMap((it) => [...it.numbers]));
  const content = { text: each.map(({ text }) => text).join("\0"), numbers };
  contents.set(rows, content);
  return content;
}
