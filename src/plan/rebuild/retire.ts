import { isIndexed, referencedColumns } from "../../schema/constraints/keys.ts";
import { type KeyOf, keysBetween } from "../../schema/constraints/circles.ts";
import { parentsFirst } from "../../schema/dependencies/order.ts";
import { foreignKeysOf } from "../../schema/snapshot.ts";
import { sameName } from "../../sql/names.ts";
import { ignoresChecks, type Target } from "../../base/target.ts";
import type { FrameStep, Placeholder } from "../step.ts";
import { columnsOf, distinct, indexPlaceholder } from "./keys.ts";
import type { OldTable, SetAside } from "./members.ts";
import { releasesOf } from "./release.ts";

/** The steps that drop old tables, and the foreign keys that prevent it. */
export interface Retirement {
  readonly steps: readonly FrameStep[];
  readonly refused: readonly KeyOf[];
}

/**
 * The steps that drop the old tables, children before their parents. If tables reference each other, these
 * references are removed first, and each dropped table is replaced by an empty one, since SQLite searches
 * for the parents of every row that an action could reach.
 * https://www.sqlite.org/foreignkeys.html#fk_schemacommands
 */
export function retirement(
  tables: readonly OldTable[],
  { names, target, alone }: Pick<SetAside, "alone"> & {
    readonly names: Set<string>;
    readonly target: Target;
  },
): Retirement {
  if (alone) return { steps: tables.map(retire), refused: [] };
  const components = parentsFirst(tables.map((it) => it.before)).toReversed();
  const parts = components.map((component): Retirement => {
    const old = component.map((table) => tables.find((it) => it.before === table)!);
    const inside = keysBetween(component);
    if (inside.length === 0) return { steps: old.map(retire), refused: [] };
    return circleRetirement(old, inside, { names, target });
  });
  return {
    steps: parts.flatMap(({ steps }) => steps),
    refused: parts.flatMap(({ refused }) => refused),
  };
}

function circleRetirement(
  old: readonly OldTable[],
  inside: readonly KeyOf[],
  { names, target }: { readonly names: Set<string>; readonly target: Target },
): Retirement {
  const { steps, order, mayViolateCheck, refused } = releasesOf(old, ignoresChecks(target));
  const placeholders = inside.some(({ key }) => key.onDelete !== "no action")
    ? order.map((table, index) => parentPlaceholder(table, order.slice(index + 1)))
    : [];
  return {
    steps: [
      ...searchIndexes(old, inside, names).map(add),
      ...(mayViolateCheck ? [{ kind: "setting", setting: "ignore-checks" } as const] : []),
      ...steps,
      ...(mayViolateCheck ? [{ kind: "setting", setting: "enforce-checks" } as const] : []),
      ...order.flatMap((table, index): FrameStep[] => {
        const placeholder = placeholders[index];
        return [retire(table), ...(placeholder === undefined ? [] : [add(placeholder)])];
      }),
      ...placeholders.flatMap((it): FrameStep[] =>
        it === undefined ? [] : [{ kind: "drop-placeholder", placeholder: it }]
      ),
    ],
    refused,
  };
}

/** The indexes with which SQLite finds the rows that reference a deleted one. */
function searchIndexes(
  old: readonly OldTable[],
  inside: readonly KeyOf[],
  names: Set<string>,
): Placeholder[] {
  const searched = inside.filter(({ child, key }) => !isIndexed(child, key.columns));
  return distinct(
    searched.map(({ child, key }) =>
      columnsOf(old.find((it) => it.before === child)!, key.columns)
    ),
  ).map((it) => indexPlaceholder(it, { unique: false, names }));
}

/** An empty table in place of a dropped one, if others still reference it. */
function parentPlaceholder(
  parent: OldTable,
  later: readonly OldTable[],
): Placeholder | undefined {
  const keys = later.flatMap(({ before }) => foreignKeysOf(before))
    .filter(({ references }) => sameName(references.table, parent.before.name))
    .map((key) => {
      const columns = referencedColumns(key, parent.before);
      return columnsOf(parent, columns.length > 0 ? columns : key.columns).columns;
    });
  return keys.length === 0 ? undefined : { kind: "table", name: parent.aside, keys };
}

function retire({ aside, because }: OldTable): FrameStep {
  return { kind: "retire", aside, because };
}

function add(placeholder: Placeholder): FrameStep {
  return { kind: "add-placeholder", placeholder };
}
