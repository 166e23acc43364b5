import { columnFacts, facts } from "../schema/facts.ts";
import type { Table, VirtualTable } from "../schema/snapshot.ts";

/** A table that stores rows itself. */
export type RowTable = Table | VirtualTable;

/** The compared parts of a table: everything but its name. */
interface Shape {
  /** The facts of the whole table, under no name. */
  readonly whole: string;
  /** The facts of its columns, or the arguments of a virtual table. */
  readonly parts: readonly string[];
}

/**
 * The share of columns that both tables have, or of arguments for virtual ones, from 0 to 1; 1 only
 * if everything else is equal too. Tables that share a single column are not alike: 0.
 */
export function likeness(before: RowTable, after: RowTable): number {
  const [was, wanted] = [shapeOf(before), shapeOf(after)];
  if (was.whole === wanted.whole) return 1;
  const had = new Set(was.parts);
  const shared = wanted.parts.filter((part) => had.has(part)).length;
  if (before.kind !== after.kind || shared < 2) return 0;
  return UNEQUAL * shared / Math.max(was.parts.length, wanted.parts.length);
}

/** Tables with equal columns may still differ in a constraint. */
const UNEQUAL = 0.99;

/**
 * Returns a function that finds the tables with at least this likeness to another, in the order
 * given. Only tables that share one of its rarest columns are compared: one that shares none of
 * these shares too few, and a column that every table has, such as `id`, would match them all.
 */
export function lookalikesAmong(
  tables: readonly RowTable[],
  least: number,
): (after: RowTable) => { readonly table: RowTable; readonly score: number }[] {
  const places = new Map(tables.map((table, place) => [table, place]));
  const byWhole = Map.groupBy(tables, (table) => shapeOf(table).whole);
  const having = tables.flatMap((table) => shapeOf(table).parts.map((part) => ({ part, table })));
  const byPart = Map.groupBy(having, ({ part }) => part);
  const havingPart = (part: string) => byPart.get(part) ?? [];
  return (after) => {
    const { whole, parts } = shapeOf(after);
    const needed = Math.ceil(least / UNEQUAL * parts.length);
    const rarest = parts.toSorted((a, b) => havingPart(a).length - havingPart(b).length)
      .slice(0, parts.length - needed + 1);
    const found = new Set([
      ...byWhole.get(whole) ?? [],
      ...rarest.flatMap(havingPart).map(({ table }) => table),
    ]);
    return [...found].sort((a, b) => places.get(a)! - places.get(b)!)
      .map((table) => ({ table, score: likeness(table, after) }))
      .filter(({ score }) => score >= least);
  };
}

const SHAPES = new WeakMap<RowTable, Shape>();

function shapeOf(table: RowTable): Shape {
  const known = SHAPES.get(table);
  if (known !== undefined) return known;
  const shape = {
    whole: facts({ ...table, name: "" }),
    parts: table.kind === "table"
      ? table.columns.map((column) => columnFacts(column, table))
      : table.arguments,
  };
  SHAPES.set(table, shape);
  return shape;
}
