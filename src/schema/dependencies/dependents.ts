import { mentionsOf } from "./mentions.ts";
import type { SchemaSnapshot, Table, Trigger, View } from "../snapshot.ts";
import { fold } from "../../sql/names.ts";
import { components } from "./order.ts";
import { watchesUpdate } from "./update_triggers.ts";

/** An object that reads from others by name and breaks when one of them is away. */
export type Dependent = View | Trigger;

/** What is about to be touched, by folded names. */
export interface Touched {
  /** Tables that are set aside: nothing may follow them there, their own triggers neither. */
  readonly setAside: ReadonlySet<string>;
  /** Views, triggers and virtual tables that go away. */
  readonly objects: ReadonlySet<string>;
  /** Columns that are dropped in place. */
  readonly columns: readonly { readonly table: Table; readonly column: string }[];
  /** Columns that an UPDATE sets in every row: no trigger may see to that. */
  readonly updates: readonly { readonly table: string; readonly column: string }[];
}

/**
 * The views and triggers to drop while these are touched: those that go away themselves, and those
 * that read from what does, since one broken view or trigger makes SQLite refuse every later RENAME
 * and DROP COLUMN, and since a RENAME rewrites those that compile. In an order in which they can be
 * dropped: what reads from others comes first.
 */
export function dependentsOf(snapshot: SchemaSnapshot, touched: Touched): Dependent[] {
  const all = [...snapshot.triggers, ...snapshot.views];
  const away = new Set([...touched.setAside, ...touched.objects]);
  const readsFrom = (object: Dependent, names: Iterable<string>) =>
    [...names].some((name) => mentionsOf(object).has(name));
  const readsDroppedColumn = (object: Dependent) =>
    touched.columns.some(({ table, column }) =>
      readsFrom(object, [fold(table.name)]) && readsFrom(object, [fold(column)])
    );
  const affected = new Set(
    all.filter((object) =>
      touched.objects.has(fold(object.name)) || readsFrom(object, away) ||
      readsDroppedColumn(object) ||
      touched.updates.some((set) => object.kind === "trigger" && watchesUpdate(object, set)) ||
      (object.kind === "trigger" && touched.setAside.has(fold(object.table)))
    ),
  );
  for (const view of affected) {
    if (view.kind !== "view") continue;
    away.add(fold(view.name));
    for (const object of all) if (readsFrom(object, [fold(view.name)])) affected.add(object);
  }
  return inOrderOfNeed([...affected]).toReversed();
}

/** The objects with those that are read from before those that read from them. */
export function inOrderOfNeed<Kind extends Dependent>(objects: readonly Kind[]): Kind[] {
  const views = new Map(
    objects.filter((object) => object.kind === "view").map((view) => [fold(view.name), view]),
  );
  const needs = (object: Kind) =>
    [...mentionsOf(object)].flatMap((name) => {
      const view = views.get(name);
      return view === undefined || view === object ? [] : view;
    });
  const ordered = components([...objects], needs).flat();
  // Triggers come last: they may act on anything, and nothing reads from them.
  return [
    ...ordered.filter((object) => object.kind === "view"),
    ...ordered.filter((object) => object.kind === "trigger"),
  ];
}
