import { findByName } from "../schema/snapshot.ts";
import { tablesWithContent } from "../schema/text/virtual_options.ts";
import { sameName } from "../sql/names.ts";
import type { Sides } from "./difference.ts";
import { type Rename, tablePairs } from "./rename.ts";

/**
 * The renames from an existing name to a desired one that is not used by an object that stays. A
 * swap of two names is fine.
 */
export function possibleRenames(renames: readonly Rename[], sides: Sides): Rename[] {
  const [tables, columns] = [
    renames.filter((rename) => rename.kind === "rename-table"),
    renames.filter((rename) => rename.kind === "rename-column"),
  ];
  // Columns come second, since they depend on which tables are renamed.
  const moved = possibleAmong(tables, { ...sides, renames: [] });
  const left = [...moved, ...possibleAmong(columns, { ...sides, renames: moved })];
  return renames.filter((rename) => left.includes(rename));
}

/** The renames that are possible together with the others. */
function possibleAmong(
  renames: readonly Rename[],
  { renames: others, ...sides }: Sides & { readonly renames: readonly Rename[] },
): readonly Rename[] {
  let left = renames;
  // Removing one may make another impossible.
  for (let size = -1; size !== left.length;) {
    size = left.length;
    const all = [...others, ...left];
    left = left.filter((rename) => leadsSomewhere(rename, { ...sides, renames: all }));
  }
  return left;
}

function leadsSomewhere(
  rename: Rename,
  context: Sides & { readonly renames: readonly Rename[] },
): boolean {
  const [before, after] = namesAround(rename, context);
  const [from, to] = [findByName(before, rename.before), findByName(after, rename.after)];
  // For a change of case only, both names are always found.
  const isDone = from?.name === to?.name && sameName(rename.before, rename.after);
  if (from === undefined || to === undefined || from.kind !== to.kind || isDone) return false;
  // Its old name may be desired as well: a new object takes it.
  return findByName(before, rename.after) === undefined ||
    context.renames.some((it) =>
      sameName(it.before, rename.after) &&
      (rename.kind === "rename-table"
        ? it.kind === "rename-table"
        : it.kind === "rename-column" && sameName(it.table, rename.table))
    );
}

/**
 * Whether the old name disappears but the new one belongs to an existing object, so that the rename
 * is impossible.
 */
export function isNameTaken(rename: Rename, sides: Sides): boolean {
  const [before, after] = namesAround(rename, { ...sides, renames: [] });
  return [rename.before, rename.after].every((name) => findByName(before, name) !== undefined) &&
    findByName(after, rename.before) === undefined && !sameName(rename.before, rename.after);
}

/** A table or a column of one. */
interface Thing {
  readonly name: string;
  readonly kind?: "table" | "virtual-table";
}

/** The tables, or the columns of the table in question, before and after. */
export function namesAround(
  rename: Rename,
  { current, desired, renames }: Sides & { readonly renames: readonly Rename[] },
): [readonly Thing[], readonly Thing[]] {
  if (rename.kind === "rename-table") {
    return [tablesWithContent(current), tablesWithContent(desired)];
  }
  const pair = tablePairs(current, desired, renames).find(([, after]) =>
    sameName(after.name, rename.table)
  );
  return pair === undefined ? [[], []] : [pair[0].columns, pair[1].columns];
}
