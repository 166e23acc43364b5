import { mentions } from "../../schema/mentions.ts";
import {
  findByName,
  foreignKeysOf,
  type Index,
  type KeyTerm,
  type Table,
} from "../../schema/snapshot.ts";
import { fold, sameName } from "../../sql/names.ts";
import { actedOn, type TableToDrop } from "./drop_order.ts";
import { parentsFirst } from "../order.ts";
import type { MissingKey, MissingParent } from "../plan.ts";
import { temporaryName } from "../renames.ts";
import { namesOf, type PlanRequest } from "../request.ts";
import type { Survey } from "../survey.ts";

/** What is to be done, and the indexes that must wait for it. */
export interface KeyWork extends PlanRequest, Survey {
  /** The indexes of the desired schema that can only be made when all old tables are gone. */
  readonly pinned: readonly Index[];
}

/** Indexes that foreign keys of the desired schema point at, so that rows can be checked at all. */
export function parentKeys(work: KeyWork): Index[] {
  const { desired } = work;
  const references = desired.tables.flatMap(foreignKeysOf).map((key) => key.references);
  return desired.indexes.filter((index) =>
    index.unique && index.where === undefined && !work.pinned.includes(index) &&
    references.some(({ table, columns }) =>
      sameName(table, index.table) && coversColumns(index.terms, columns)
    )
  );
}

/**
 * The indexes that cannot be made before old tables are gone: one of these holds the name, or an index
 * of that name must stay on its old table for now, since rows that point there will be deleted with
 * theirs, for which SQLite looks up all their parents.
 */
export function pinnedIndexes(work: PlanRequest & Survey): Index[] {
  const { desired, members, dropped, renamed } = work;
  return desired.indexes.filter(({ name }) => {
    if ([...members, ...dropped].some((it) => sameName(it.name, name))) return true;
    const index = findByName(renamed.indexes, name);
    return index !== undefined && columnsLookedUp(index.table, work).length > 0;
  });
}

/**
 * The columns by which rows that go with old tables are looked up in this one, a list for each key; it
 * must still have them, and what keeps them unique.
 */
export function columnsLookedUp(
  parent: string,
  { members, dropped }: Pick<Survey, "members" | "dropped">,
): (readonly string[])[] {
  const before = [...members.map((member) => member.before), ...dropped];
  const acted = actedOn(before);
  // What acts on one table of a circle comes round to the others.
  const circles = parentsFirst(before).filter((tables) =>
    tables.some((table) => acted.has(fold(table.name)))
  );
  return circles.flat().flatMap(foreignKeysOf)
    .filter(({ references }) => sameName(references.table, parent))
    .map(({ references }) => references.columns);
}

/** What is left when the rows of tables go: all of these tables, and the indexes that are still there. */
export interface Remaining {
  readonly tables: readonly Table[];
  readonly indexes: readonly Index[];
}

/**
 * The unique indexes that might refuse what keys set in rows of a table that goes; not those by which
 * other rows are looked up until they go as well.
 */
export function refusingIndexes(
  { table, set }: Pick<TableToDrop, "table" | "set">,
  { tables, indexes }: Remaining,
): Index[] {
  const references = tables.flatMap(foreignKeysOf).map((key) => key.references);
  return indexes.filter((index) => {
    const isKey = index.where === undefined &&
      references.some((it) =>
        sameName(it.table, table.name) && coversColumns(index.terms, it.columns)
      );
    const names = mentions(index.sql);
    return index.unique && sameName(index.table, table.name) && !isKey &&
      set.some((name) => names.has(fold(name)));
  });
}

/** What the keys of the rebuilt tables point at although no key or unique index covers it. */
export function missingKeys(work: KeyWork): MissingKey[] {
  const found = new Map<string, MissingKey>();
  const keys = work.members.flatMap(({ after }) => foreignKeysOf(after));
  for (const { table, columns } of keys.map((key) => key.references)) {
    const parent = findByName(work.desired.tables, table);
    if (parent === undefined || columns.length === 0) continue;
    const covering = [
      parent.primaryKey,
      ...parent.constraints.filter((constraint) => constraint.kind === "unique"),
      ...work.desired.indexes.filter((index) =>
        sameName(index.table, table) && index.unique && index.where === undefined &&
        !work.pinned.includes(index)
      ),
    ];
    if (covering.some((key) => key !== undefined && coversColumns(key.terms, columns))) continue;
    const names = [table, ...columns];
    const identity = names.map(fold).join("\0");
    if (found.has(identity)) continue;
    // A vector index pastes such a name into SQL of its own, so it has to be a plain word.
    const word = names.join("_").replaceAll(/\W/g, "_");
    const taken = [...namesOf(work), ...[...found.values()].map((key) => key.name)];
    const name = temporaryName("key", word, taken);
    const own = work.temporaryNames.get(fold(table)) ?? table;
    found.set(identity, { name, table: own, columns });
  }
  return [...found.values()];
}

/**
 * What the keys of the rebuilt tables point at although there is nothing of that name; and those of the
 * old tables, where deleting a row makes SQLite look for all of its parents.
 */
export function missingParents(
  { members, dropped, renamed, desired, createdBefore }: KeyWork,
): MissingParent[] {
  const before = [...members.map((member) => member.before), ...dropped];
  const acted = actedOn(before);
  const references = [
    ...keysWithout(members.map(({ after }) => after), [...desired.tables, ...desired.views]),
    ...keysWithout(
      before.filter((table) => acted.has(fold(table.name))),
      [...renamed.tables, ...renamed.views, ...createdBefore],
    ),
  ];
  return [...Map.groupBy(references, ({ table }) => fold(table)).values()].map((list) => ({
    name: list[0]!.table,
    keys: list.map(({ key }) => key),
  }));
}

/** What the keys of the tables point at that is none of these. */
function keysWithout(tables: readonly Table[], standing: readonly { readonly name: string }[]) {
  return tables.flatMap(foreignKeysOf).flatMap((
    { columns, references: { table, columns: named } },
  ) =>
    standing.some((it) => sameName(it.name, table))
      ? []
      // Where the key leaves them unsaid, any names will do for the primary key.
      : [{ table, key: named.length > 0 ? named : columns }]
  );
}

/** Whether the terms are these columns, in whatever order. */
export function coversColumns(terms: readonly KeyTerm[], columns: readonly string[]): boolean {
  return columns.length > 0 && columns.length === terms.length &&
    columns.every((name) =>
      terms.some((it) => it.column !== undefined && sameName(it.column, name))
    );
}
