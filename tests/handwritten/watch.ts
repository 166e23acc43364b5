import { type Database, literalOf, literalSql, plainText } from "../simulation/database.ts";
import type { World, WorldTable } from "./world.ts";

/** Where the values of a table are found before and after a migration. */
export interface Watch {
  /** The table before. */
  readonly table: string;
  /** The columns before: first those that tell rows apart. */
  readonly columns: readonly string[];
  /** How many columns tell rows apart; all if 0. */
  readonly keys: number;
  /** What follows SELECT, for each column, and FROM, before and after. */
  readonly before: Place;
  readonly after: Place;
  /** Whether the migration inserts rows of its own. */
  readonly grows?: boolean;
}

/** Expressions and what they are selected from. */
export interface Place {
  readonly values: readonly string[];
  readonly from: string;
}

/** What a migration did to rows, found by their keys. */
export interface SeenLoss {
  readonly kind: "rows" | "values" | "doubled";
  readonly table: string;
  readonly column?: string;
  /** One of the rows, for reports. */
  readonly example: string;
}

/** All values of a table, under the same names afterwards, unless they are given. */
export function watchOf(
  { name, columns, keys }: WorldTable,
  after: Partial<Place> & { readonly without?: readonly string[]; readonly grows?: boolean } = {},
): Watch {
  const { without = [], grows = false } = after;
  const names = columns.map((it) => it.name).filter((it) => !without.includes(it));
  return {
    table: name,
    columns: names,
    keys: columns.slice(0, keys).some((it) => without.includes(it.name)) ? 0 : keys,
    before: { values: names, from: name },
    after: { values: after.values ?? names, from: after.from ?? name },
    grows,
  };
}

/** A watch for every table that is not watched otherwise. */
export function allWatches({ tables }: World, known: readonly Watch[]): Watch[] {
  const others = tables.filter(({ name }) => !known.some(({ table }) => table === name));
  return [...known, ...others.map((it) => watchOf(it, { grows: it.name === "log" }))];
}

/** The rows at a place, as literals; undefined if it is not there. */
export type SeenRows = readonly (readonly string[])[] | undefined;

/** Reads the values of a place. */
export function readPlace(database: Database, { values, from }: Place): SeenRows {
  try {
    return database.query(`SELECT ${values.map(literalSql).join(", ")} FROM ${from}`)
      .map((row) => row.map(literalOf));
  } catch {
    return undefined;
  }
}

/** What is missing, different or twice there, by key. */
export function seenLosses(
  { table, columns, keys, grows }: Watch,
  before: SeenRows,
  after: SeenRows,
): SeenLoss[] {
  if (before === undefined || before.length === 0) return [];
  if (after === undefined) return [{ kind: "rows", table, example: "the table is gone" }];
  const width = keys === 0 ? columns.length : keys;
  const keyOf = (row: readonly string[]) => row.slice(0, width).map(plainValue).join("\0");
  const groups = Map.groupBy(after, keyOf);
  const losses: SeenLoss[] = [];
  const add = (loss: SeenLoss) => {
    const isKnown = losses.some((it) => it.kind === loss.kind && it.column === loss.column);
    if (!isKnown) losses.push(loss);
  };
  const wanted = Map.groupBy(before, keyOf);
  // Without a key, a row with a value in place of NULL is found by its other values.
  const others = keys === 0 ? after.filter((row) => !wanted.has(keyOf(row))) : [];
  const takeFilled = (row: readonly string[]) => {
    const at = others.findIndex((other) =>
      row.every((value, place) => value === "NULL" || alike(value, other[place]!))
    );
    return at >= 0 && others.splice(at, 1).length > 0;
  };
  for (const [key, rows] of wanted) {
    const found = groups.get(key) ?? [];
    if (!rows.slice(found.length).every(takeFilled)) {
      add({ kind: "rows", table, example: shown(rows[0]!) });
      continue;
    }
    if (found.length < rows.length) continue;
    // Without a key, equal rows cannot be told apart.
    if (found.length > rows.length && !grows && keys > 0) {
      add({ kind: "doubled", table, example: shown(rows[0]!) });
    }
    for (const [at, column] of columns.entries()) {
      // A value in place of NULL is no loss, nor is NULL in place of an empty text.
      const lost = rows.find((row) =>
        row[at] !== "NULL" && plainText(row[at]!) !== "" &&
        !found.some((other) => alike(row[at]!, other[at]!))
      );
      if (lost !== undefined) {
        add({
          kind: "values",
          table,
          column,
          example: `${shown(lost)} became ${shown(found[0]!)}`,
        });
      }
    }
  }
  return losses;
}

/** Whether two literals are the same value, a number perhaps in another class. */
function alike(left: string, right: string): boolean {
  return left === right || plainValue(left) === plainValue(right);
}

/** The text of a literal; that of a number is the same whatever its class. */
function plainValue(literal: string): string {
  const text = plainText(literal);
  const isNumber = text.trim() === text && text !== "" && !/^[-+]?0\d/.test(text) &&
    Number.isSafeInteger(Math.trunc(Number(text)));
  return isNumber ? String(Number(text)) : text;
}

function shown(row: readonly string[]): string {
  return row.map(plainText).join(", ");
}
