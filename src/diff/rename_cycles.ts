import { findByName, type Table, type VirtualTable } from "../schema/snapshot.ts";
import { tablesWithContent, virtualColumns } from "../schema/text/virtual_options.ts";
import { fold, sameName } from "../sql/names.ts";
import { likeness } from "./likeness.ts";
import type { Sides } from "./difference.ts";
import { equalExceptName, type Rename, tablePairs } from "./rename.ts";

/**
 * The renames without cycles of names that have been swapped already. Swapped names exist before
 * and after, so only their objects can tell: a cycle is kept if the schema resembles the desired
 * one more with it than without. Hints stay in a schema permanently, and rows must not be swapped
 * each time.
 */
export function withoutDoneCycles(
  renames: readonly Rename[],
  sides: Sides,
): Rename[] {
  const pairs = tablePairs(sides.current, sides.desired, renames);
  return renames.filter((rename) => {
    const cycle = cycleOf(rename, renames);
    if (cycle.length === 0) return true;
    if (rename.kind === "rename-table") return movesTables(cycle, sides);
    const pair = pairs.find(([, after]) => sameName(after.name, rename.table));
    return pair === undefined || movesColumns(cycle, pair);
  });
}

/** The renames that lead from the name back to itself, or none. */
function cycleOf(start: Rename, renames: readonly Rename[]): Rename[] {
  const cycle = [start];
  while (!sameName(cycle.at(-1)!.after, start.before)) {
    const { after } = cycle.at(-1)!;
    const next = renames.find((it) => scopeOf(it) === scopeOf(start) && sameName(it.before, after));
    if (next === undefined || cycle.includes(next)) return [];
    cycle.push(next);
  }
  // A name that only changes its case is not a cycle.
  return cycle.length > 1 ? cycle : [];
}

function scopeOf(rename: Rename): string | undefined {
  return rename.kind === "rename-column" ? fold(rename.table) : undefined;
}

function movesTables(
  cycle: readonly Rename[],
  { current, desired }: Sides,
): boolean {
  const [was, wanted] = [tablesWithContent(current), tablesWithContent(desired)];
  const sum = (measure: typeof likeness, side: "before" | "after") =>
    cycle.reduce((total, rename) => {
      const [from, to] = [findByName(was, rename.before), findByName(wanted, rename[side])];
      return from === undefined || to === undefined ? total : total + measure(from, to);
    }, 0);
  // Tables that changed beyond recognition are told apart by the names of their columns.
  const telling = [likeness, sharedNames].find((it) => sum(it, "after") !== sum(it, "before"));
  return telling !== undefined && sum(telling, "after") > sum(telling, "before");
}

/** The number of columns with the same name in the other table. */
function sharedNames(before: Table | VirtualTable, after: Table | VirtualTable): number {
  const namesOf = (table: Table | VirtualTable) =>
    table.kind === "table" ? table.columns.map((it) => it.name) : virtualColumns(table);
  const wanted = namesOf(after);
  return namesOf(before).filter((name) => wanted.some((it) => sameName(it, name))).length;
}

function movesColumns(
  cycle: readonly Rename[],
  [before, after]: readonly [Table, Table],
): boolean {
  const renamed = (name: string) => cycle.find((it) => sameName(it.before, name))?.after ?? name;
  const alike = (target: (name: string) => string) =>
    cycle.filter((rename) => {
      const from = findByName(before.columns, rename.before);
      const to = findByName(after.columns, target(rename.before));
      return from !== undefined && to !== undefined && equalExceptName([before, from], [after, to]);
    }).length;
  const order = (target: (name: string) => string) =>
    before.columns.filter((column, index) =>
      sameName(target(column.name), after.columns[index]?.name ?? "")
    ).length;
  const same = (name: string) => name;
  const [moved, stayed] = [alike(renamed), alike(same)];
  return moved === stayed ? order(renamed) > order(same) : moved > stayed;
}
