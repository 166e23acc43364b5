import { findByName, foreignKeysOf, type Table } from "../../../schema/snapshot.ts";
import { fold, sameName } from "../../../sql/names.ts";
import type { KeyLost, OrphansLeft } from "../effect.ts";
import type { Orphans } from "../outcome/orphans.ts";
import type { Succession } from "./successors.ts";
import type { Ends } from "./loss.ts";

/** Foreign keys of surviving tables whose parent existed before and is missing now. */
export function keysLost(successions: Iterable<Succession>, ends: Ends): KeyLost[] {
  const isThere = (name: string) => findByName(ends.after.tables, name) !== undefined;
  return [...successions].flatMap(({ before, after }): KeyLost[] => {
    const [was, is] = [tableBefore(before.name, ends), after && tableAfter(after.name, ends)];
    if (was === undefined || is === undefined) return [];
    const resolved = foreignKeysOf(was).filter(({ references }) =>
      findByName(ends.before.tables, references.table) !== undefined
    );
    return foreignKeysOf(is).filter(({ columns, references }) =>
      !isThere(references.table) && resolved.some((key) => isSame(key.columns, columns))
    ).map(({ columns, references }) => ({
      kind: "key-lost",
      table: before.name,
      columns,
      parent: references.table,
    }));
  });
}

/** New orphan rows under foreign keys that existed before, in tables that had none. */
export function orphansLeft(
  successions: Iterable<Succession>,
  [before, after]: readonly [readonly Orphans[], readonly Orphans[]],
  ends: Ends,
): OrphansLeft[] {
  return [...successions].flatMap(({ before: { name }, after: is }): OrphansLeft[] => {
    const was = tableBefore(name, ends);
    const now = is && tableAfter(is.name, ends);
    if (was === undefined || now === undefined) return [];
    if (before.some(({ table }) => table === fold(name))) return [];
    return foreignKeysOf(now).flatMap(({ columns, references: { table: parent } }) => {
      const isOld = foreignKeysOf(was).some((key) =>
        isSame(key.columns, columns) && sameName(key.references.table, parent)
      );
      const { count = 0 } = after.find((it) =>
        it.table === fold(now.name) && it.parent === fold(parent)
      ) ?? {};
      const isThere = findByName(ends.after.tables, parent) !== undefined;
      return isOld && isThere && count > 0
        ? [{ kind: "orphans-left", table: name, parent, count } as const]
        : [];
    });
  });
}

function tableBefore(name: string, { before }: Ends): Table | undefined {
  return findByName(before.tables, name);
}

function tableAfter(name: string, { after }: Ends): Table | undefined {
  return findByName(after.tables, name);
}

function isSame(left: readonly string[], right: readonly string[]): boolean {
  return left.length === right.length &&
    left.every((name, index) => sameName(name, right[index]!));
}
