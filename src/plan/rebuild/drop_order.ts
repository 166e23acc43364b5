import { findByName, foreignKeysOf, type Table } from "../../schema/snapshot.ts";
import { fold, sameName } from "../../sql/names.ts";
import {
  actionsOf,
  columnsSet,
  columnToEmpty,
  isDoubtful,
  isRefused,
  keysLookedUp,
  referencedColumns,
} from "./key_actions.ts";
import { type Component, parentsFirst } from "../order.ts";

/** A table to drop, and what is to be seen to before that. */
export interface TableToDrop {
  readonly table: Table;
  /** The columns of it that tables which come later still must find somewhere. */
  readonly pointedAt: readonly (readonly string[])[];
  /** The columns of it that keys set while it and others go. */
  readonly set: readonly string[];
  /** Keys to itself whose action its rows may refuse. */
  readonly stubborn: readonly StubbornKey[];
}

/** How rows are kept from being acted on by a key to their own table. */
export type StubbornKey =
  /** They point nowhere, since a column of the key takes NULL. */
  | { readonly kind: "nowhere"; readonly column: string }
  /** Each points at itself. */
  | {
    readonly kind: "itself";
    readonly columns: readonly string[];
    readonly references: readonly string[];
    /** Those of `references` that may hold NULL: nothing can point at such a row, not even itself. */
    readonly nullable: readonly string[];
  };

/**
 * The tables in an order in which they can be dropped with foreign keys on: children before the
 * parents they point at. Around a circle there is no such order, and DROP TABLE deletes all rows
 * first, which acts on those that point at them: there a table goes when every table this reaches
 * still finds its parents and takes what happens to it.
 * https://www.sqlite.org/foreignkeys.html#fk_schemacommands
 */
export function dropOrder(tables: readonly Table[]): TableToDrop[] {
  return parentsFirst(tables).toReversed().flatMap((component) => {
    const { order, lacksParents } = wayAround(component);
    const actions = actionsOf(component, component);
    return order.map((table, index) => ({
      table,
      pointedAt: lacksParents ? keysTo(table, order.slice(index + 1)) : [],
      set: columnsSet(table, actions),
      stubborn: lacksParents ? stubbornKeys(table) : [],
    }));
  });
}

/** The order of the tables, and whether something must stand in for parents that are gone. */
function wayAround(component: Component): { order: Component } & Pick<Way, "lacksParents"> {
  const isWide = component.length > WIDEST_CIRCLE;
  for (const way of isWide ? WAYS.filter((it) => it.lacksParents) : WAYS) {
    const order = orderOfCircle(component, { ...way, gone: [], deadEnds: new Set() });
    if (order !== undefined) return { order, lacksParents: way.lacksParents };
  }
  return { order: component.toReversed(), lacksParents: true };
}

/** What may be put up with to get around a circle. */
interface Way {
  /** Whether something may stand in for a parent that is gone. */
  readonly lacksParents: boolean;
  /** Whether keys may set what a check might not let pass. */
  readonly dares: boolean;
}

/** The better ones first. */
const WAYS: readonly Way[] = [
  { lacksParents: false, dares: false },
  { lacksParents: true, dares: false },
  { lacksParents: false, dares: true },
  { lacksParents: true, dares: true },
];

/**
 * The folded names of the tables whose rows are deleted or changed when others of them are dropped,
 * or they themselves: their triggers would see to it.
 */
export function actedOn(tables: readonly Table[]): Set<string> {
  return new Set(
    parentsFirst(tables).flatMap((component) => actionsOf(component, component))
      .map(({ child }) => fold(child.name)),
  );
}

/** The columns of the parent that the children point at, a list for each of their keys. */
function keysTo(parent: Table, children: readonly Table[]): (readonly string[])[] {
  return children.flatMap(foreignKeysOf)
    .filter(({ references }) => sameName(references.table, parent.name))
    .map((key) => referencedColumns(key, parent))
    .filter((columns) => columns.length > 0);
}

function stubbornKeys(table: Table): StubbornKey[] {
  const refused = actionsOf([table], [table]).filter((it) => it.on === "delete" && isRefused(it));
  return refused.map((action) => {
    const { key } = action;
    const column = columnToEmpty(action);
    if (column !== undefined) return { kind: "nowhere", column };
    const references = referencedColumns(key, table);
    return {
      kind: "itself",
      columns: key.columns,
      references,
      nullable: references.filter((it) => mayHoldNull(table, it)),
    };
  });
}

function mayHoldNull({ columns, primaryKey: key, withoutRowid, strict }: Table, name: string) {
  const isKey = key?.terms.some((term) => sameName(term.column ?? "", name)) ?? false;
  if (isKey && (withoutRowid || strict || key!.isRowid)) return false;
  return columns.some((it) => sameName(it.name, name) && it.notNull === undefined);
}

/** Wider circles than anybody has drawn are not searched through: it takes 2 to this power steps. */
const WIDEST_CIRCLE = 12;

interface Progress extends Way {
  /** The tables that are dropped already. */
  readonly gone: readonly Table[];
  /** What is left where no order was found. */
  readonly deadEnds: Set<string>;
}

/** The first order that works, or undefined where none does. */
function orderOfCircle(component: Component, progress: Progress): Table[] | undefined {
  const { gone, deadEnds } = progress;
  const left = component.filter((table) => !gone.includes(table));
  const key = JSON.stringify(left.map((table) => table.name));
  if (left.length === 0) return [...gone];
  if (deadEnds.has(key)) return undefined;
  for (const table of left) {
    if (!canGo(table, left, progress)) continue;
    const order = orderOfCircle(component, { ...progress, gone: [...gone, table] });
    if (order !== undefined) return order;
    // With something standing in for parents, a table that can go never stands in the way later.
    if (progress.lacksParents) break;
  }
  deadEnds.add(key);
}

/** Whether deleting all rows of the table works out for every row that points there. */
function canGo(
  table: Table,
  left: readonly Table[],
  { gone, lacksParents, dares }: Progress,
): boolean {
  return actionsOf([table], left).every((action) =>
    !isRefused(action) && (dares || !isDoubtful(action)) &&
    (lacksParents ||
      keysLookedUp(action).every(({ references }) => !findByName(gone, references.table)))
  );
}
