import { mentionsAny, mentionsName, mentionsOf } from "./mentions.ts";
import type { SchemaSnapshot, Table, Trigger, View } from "../snapshot.ts";
import { fold } from "../../sql/names.ts";
import { components } from "./order.ts";
import { watchesUpdate } from "./update_triggers.ts";

/** An object that reads from others by name and breaks if one of them is missing. */
export type Dependent = View | Trigger;

/** What a migration is about to change, by folded names. */
export interface Touched {
  /** Tables that are set aside. Nothing may keep referencing them, not even their own triggers. */
  readonly setAside: ReadonlySet<string>;
  /** Views, triggers and virtual tables that are dropped. */
  readonly objects: ReadonlySet<string>;
  /** Columns that are dropped in place. */
  readonly columns: readonly { readonly table: Table; readonly column: string }[];
  /** Columns that an UPDATE sets in every row; no trigger may fire on it. */
  readonly updates: readonly { readonly table: string; readonly column: string }[];
}

/**
 * The views and triggers to drop during these changes: the dropped ones and those that read from
 * anything dropped, since one broken view or trigger makes SQLite refuse every later RENAME and
 * DROP COLUMN, and since a RENAME rewrites the ones that compile. Sorted in drop order: dependents
 * come first.
 */
export function dependentsOf(snapshot: SchemaSnapshot, touched: Touched): Dependent[] {
  const all = [...snapshot.triggers, ...snapshot.views];
  const away = new Set([...touched.setAside, ...touched.objects]);
  const readsDroppedColumn = (object: Dependent) =>
    touched.columns.some(({ table, column }) =>
      mentionsName(object, fold(table.name)) && mentionsName(object, fold(column))
    );
  const affected = new Set(
    all.filter((object) =>
      touched.objects.has(fold(object.name)) || mentionsAny(object, away) ||
      readsDroppedColumn(object) ||
      touched.updates.some((set) => object.kind === "trigger" && watchesUpdate(object, set)) ||
      (object.kind === "trigger" && touched.setAside.has(fold(object.table)))
    ),
  );
  for (const view of affected) {
    if (view.kind !== "view") continue;
    away.add(fold(view.name));
    for (const object of all) if (mentionsName(object, fold(view.name))) affected.add(object);
  }
  return inDependencyOrder([...affected]).toReversed();
}

/** The objects in dependency order: views before the objects that read from them. */
export function inDependencyOrder<Kind extends Dependent>(objects: readonly Kind[]): Kind[] {
  const views = new Map(
    objects.filter((object) => object.kind === "view").map((view) => [fold(view.name), view]),
  );
  const needs = (object: Kind) =>
    [...mentionsOf(object)].flatMap((name) => {
      const view = views.get(name);
      return view === undefined || view === object ? [] : view;
    });
  const ordered = components([...objects], needs).flat();
  // Triggers come last: they may write to anything, and nothing reads from them.
  return [
    ...ordered.filter((object) => object.kind === "view"),
    ...ordered.filter((object) => object.kind === "trigger"),
  ];
}
