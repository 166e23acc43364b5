import { fold } from "../../../sql/names.ts";
import type { Statement } from "../../../sql/statements.ts";
import type { Catalog, TableEntry } from "./state.ts";

/** The current name and columns of a table that existed before. */
export interface Place {
  readonly name: string;
  /** The current names of its columns, by folded former name, without dropped ones. */
  readonly columns: ReadonlyMap<string, string>;
}

/** The tables that existed before, tracked through ALTER and DROP. */
export interface Lineage {
  /** By folded former name, without dropped tables. */
  readonly places: ReadonlyMap<string, Place>;
  /** The statement that dropped a table, by its folded name, or a column, by its `columnKey`. */
  readonly drops: ReadonlyMap<string, Statement>;
}

/** A text for a column of a table, which is the name of no table. */
export function columnKey(table: string, column: string): string {
  return `${fold(table)}\0${fold(column)}`;
}

/** The lineage in which every table still has its name. */
export function lineageFrom(catalog: Catalog): Lineage {
  const places = [...catalog].map(([key, { name, columns }]) =>
    [key, { name, columns: new Map(columns.map((column) => [fold(column), column])) }] as const
  );
  return { places: new Map(places), drops: new Map() };
}

/**
 * The lineage after a statement, given the catalogs before and after it. A table is identified by its
 * root page, whatever the statement says, and a column by its position.
 */
export function follow(
  lineage: Lineage,
  statement: Statement,
  [before, after]: readonly [Catalog, Catalog],
): Lineage {
  const places = new Map<string, Place>();
  const drops = new Map(lineage.drops);
  for (const [key, place] of lineage.places) {
    const was = before.get(fold(place.name));
    const is = was && sameTable(was, after);
    if (was === undefined || is === undefined) {
      if (!drops.has(key)) drops.set(key, statement);
      continue;
    }
    const columns = followColumns(place.columns, was, is);
    for (const column of place.columns.keys()) {
      if (!columns.has(column)) drops.set(columnKey(key, column), statement);
    }
    places.set(key, { name: is.name, columns });
  }
  return { places, drops };
}

function sameTable({ name, rootPage }: TableEntry, after: Catalog): TableEntry | undefined {
  const still = after.get(fold(name));
  if (still?.rootPage === rootPage) return still;
  return [...after.values()].find((it) => it.rootPage === rootPage);
}

function followColumns(
  columns: Place["columns"],
  { columns: was }: TableEntry,
  { columns: is }: TableEntry,
): Place["columns"] {
  // Most tables are the same as before.
  if (was === is) return columns;
  const isRename = was.length === is.length;
  const now = new Set(is.map(fold));
  return new Map([...columns].flatMap(([key, name]) => {
    const renamed = isRename ? is[was.findIndex((it) => fold(it) === fold(name))] : undefined;
    if (renamed !== undefined) return [[key, renamed] as const];
    return now.has(fold(name)) ? [[key, name] as const] : [];
  }));
}
