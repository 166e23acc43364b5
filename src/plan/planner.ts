import type { Change } from "../diff/change.ts";
import {
  findByName,
  foreignKeysOf,
  type Index,
  type KeyTerm,
  type Table,
} from "../schema/snapshot.ts";
import { fold, quoteName, sameName } from "../sql/names.ts";
import { inOrderOfNeed } from "./dependents.ts";
import { actedOn, dropOrder } from "./drop_order.ts";
import { familiesOf } from "./families.ts";
import { isCircle, parentsFirst, restrictsItself } from "./order.ts";
import type {
  AddColumnStep,
  CreateStep,
  DropStep,
  GateStep,
  Loss,
  MissingKey,
  MissingParent,
  Step,
} from "./plan.ts";
import { rebuiltTable, replacementForNull, tightens } from "./rebuild.ts";
import { temporaryName } from "./renames.ts";
import { refillSteps } from "./search_indexes.ts";
import { namesOf, type PlanRequest, type Survey, survey } from "./survey.ts";
import { lostWith, virtualTableSteps } from "./virtual_tables.ts";

/**
 * The steps from the current schema to the desired one. Each can be run on tables that have rows, by
 * a runner that knows nothing of the plan: foreign keys on or off, in or out of a transaction.
 */
export function planSteps(request: PlanRequest): Step[] {
  const surveyed = { ...request, ...survey(request) };
  const work: Work = { ...surveyed, pinned: pinnedIndexes(surveyed) };
  const adds = work.altered.flatMap(({ route }) => route.adds);
  const waits = (add: AddColumnStep) => pointsAtMember(add, work);
  const indexes = createdIndexes(work);
  const comesFirst = (step: CreateStep) => isNeededEarly(step.object as Index, work);
  const virtual = virtualTableSteps({ ...work, taken: namesOf(work) });
  return [
    ...gates(work),
    ...work.altered.flatMap(({ route }) => route.gates),
    ...droppedDependents(work),
    ...droppedIndexes(work),
    ...virtual.filter((step) => step.kind === "drop"),
    ...work.renameSteps,
    ...work.altered.flatMap(({ route }) => route.alters),
    ...work.altered.flatMap(({ route }) => route.drops),
    ...adds.filter((add) => !waits(add)),
    ...work.createdBefore.map((table) => createdTable(table, work)),
    ...indexes.filter(comesFirst),
    ...familiesOf(work).flatMap((family) => rebuild({ ...work, ...family })),
    ...adds.filter(waits),
    ...work.createdAfter.map((table) => createdTable(table, work)),
    ...virtual.filter((step) => step.kind !== "drop"),
    ...indexes.filter((step) => !comesFirst(step)),
    ...createdDependents(work),
    ...refillSteps(work),
  ];
}

/** What is gone for good once the changes are made. Generated values are not: they can be computed. */
export function lossesOf(changes: readonly Change[]): Loss[] {
  return changes.flatMap((change): Loss[] => {
    if (change.kind === "drop-column") {
      const { table, column } = change;
      return column.generated === undefined ? [{ table, column: column.name }] : [];
    }
    if (change.kind === "alter-column") {
      const { table, before, after } = change;
      const isComputed = before.generated === undefined && after.generated !== undefined;
      return isComputed ? [{ table, column: before.name }] : [];
    }
    if (change.kind === "replace") {
      const { before, after } = change;
      const isVirtual = before.kind === "virtual-table" && after.kind === "virtual-table";
      return isVirtual ? lostWith(before, after) : [];
    }
    const isTable = change.kind === "drop" &&
      (change.object.kind === "table" || change.object.kind === "virtual-table");
    return isTable ? [{ table: change.object.name }] : [];
  });
}

/** Foreign keys of the desired schema that would point at a table that is dropped. */
export function danglingKeys(
  request: Pick<PlanRequest, "desired" | "changes">,
): { readonly child: Table; readonly parent: string }[] {
  const dropped = request.changes.flatMap((change) =>
    change.kind === "drop" && change.object.kind === "table" ? [change.object] : []
  );
  return request.desired.tables.flatMap((child) =>
    foreignKeysOf(child).flatMap(({ references }) =>
      findByName(dropped, references.table) === undefined
        ? []
        : [{ child, parent: references.table }]
    )
  );
}

interface Work extends PlanRequest, Survey {
  /** The indexes of the desired schema that can only be made when all old tables are gone. */
  readonly pinned: readonly Index[];
}

function isMember(work: Work, table: string): boolean {
  return work.members.some((member) => sameName(member.after.name, table));
}

/** Whether the new column's foreign key names a table whose rows are about to move. */
function pointsAtMember(add: AddColumnStep, work: Work): boolean {
  return add.because.some((change) =>
    change.kind === "add-constraint" && change.constraint.kind === "foreign-key" &&
    isMember(work, change.constraint.references.table)
  );
}

/** These come before all else, and so before any rename. */
function gates(work: Work): GateStep[] {
  const named = (kind: "rename-table" | "rename-column", after: string, table?: string) =>
    work.renames.find((it) =>
      it.kind === kind && sameName(it.after, after) &&
      (it.kind === "rename-table" || sameName(it.table, table ?? ""))
    )?.before ?? after;
  return work.members.flatMap(({ before, after, because, fills }) =>
    because.flatMap((change): GateStep[] => {
      if (change.kind !== "alter-column" || !tightens(change, before)) return [];
      if (replacementForNull(change.after, fills) !== undefined) return [];
      const name = named("rename-table", before.name);
      const column = named("rename-column", change.before.name, after.name);
      return [{
        kind: "gate",
        says: `${after.name}.${change.after.name} holds NULL`,
        table: temporaryName("gate", "", namesOf(work)),
        condition: `NOT EXISTS (SELECT 1 FROM ${quoteName(name)} WHERE ${
          quoteName(column)
        } IS NULL)`,
        because: [change],
      }];
    })
  );
}

function droppedDependents(work: Work): DropStep[] {
  return work.dependents.map((object) => {
    const because = changesOf(object.kind, object.name, work);
    return { kind: "drop", object, restored: because.length === 0, because };
  });
}

function droppedIndexes(work: Work): DropStep[] {
  return work.changes.flatMap((change): DropStep[] => {
    const object = change.kind === "drop"
      ? change.object
      : change.kind === "replace"
      ? change.before
      : undefined;
    if (object?.kind !== "index") return [];
    const goesAlong = isMember(work, object.table) || findByName(work.dropped, object.table);
    return goesAlong && !isWantedElsewhere(object, work)
      ? []
      : [{ kind: "drop", object, restored: false, because: [change] }];
  });
}

/** Whether something new takes the index's name, which may be made before its table goes. */
function isWantedElsewhere(index: Index, { changes }: Work): boolean {
  return changes.some((change) =>
    change.kind === "create"
      ? sameName(change.object.name, index.name) && change.object.kind !== "trigger"
      : change.kind === "replace" && change.before === index && change.after.kind === "index" &&
        !sameName(change.after.table, index.table)
  );
}

function createdTable(table: Table, work: Work): CreateStep {
  const parents = work.createdBefore.includes(table) ? work.temporaryNames : new Map();
  const because = changesOf("table", table.name, work);
  return { kind: "create", object: table, restored: false, parents, because };
}

/** One rebuild for tables that need one together, and the dropped ones in their place among them. */
function rebuild(work: Work): Step[] {
  const before = [...work.members.map((member) => member.before), ...work.dropped];
  const after = work.members.map((member) => member.after);
  const circular = [...parentsFirst(before), ...parentsFirst(after)].some(isCircle) ||
    before.some(restrictsItself);
  const drops = dropOrder(before);
  const parents = missingParents(work);
  const isPlain = drops.every((it) => it.stubborn.length === 0) && parents.length === 0;
  if (work.members.length === 0 && !circular && isPlain) {
    return drops.map(({ table: object }) => {
      return {
        kind: "drop",
        object,
        restored: false,
        because: changesOf("table", object.name, work),
      };
    });
  }
  // An index whose name is wanted elsewhere was dropped before.
  const gone = droppedIndexes(work).map(({ object }) => object.name);
  const context = {
    temporaryNames: work.temporaryNames,
    indexes: work.renamed.indexes.filter((index) => !gone.includes(index.name)),
    parentKeys: parentKeys(work),
  };
  const members = work.members.map((member) => rebuiltTable(member, context));
  return [{
    kind: "rebuild",
    members,
    drops: drops.map(({ table, pointedAt, stubborn }) => {
      const member = work.members.find((it) => it.before === table);
      const columnBefore = (name: string) => member?.columnNames.get(fold(name)) ?? name;
      return {
        name: member?.name ?? table.name,
        lost: member === undefined,
        pointedAt: pointedAt.map((columns) => columns.map(columnBefore)),
        stubborn: stubborn.map(({ columns, references }) => ({
          columns: columns.map(columnBefore),
          references: references.map(columnBefore),
        })),
      };
    }),
    circular,
    missingKeys: missingKeys(work),
    missingParents: parents,
    because: [
      ...members.flatMap((member) => member.because),
      ...work.dropped.flatMap((table) => changesOf("table", table.name, work)),
    ],
  }];
}

/** Indexes that foreign keys of the desired schema point at, so that rows can be checked at all. */
function parentKeys(work: Work): Index[] {
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
function pinnedIndexes({ desired, members, dropped, renamed }: PlanRequest & Survey): Index[] {
  const before = [...members.map((member) => member.before), ...dropped];
  const acted = actedOn(before);
  return desired.indexes.filter(({ name }) => {
    if ([...members, ...dropped].some((it) => sameName(it.name, name))) return true;
    const index = findByName(renamed.indexes, name);
    return index !== undefined && before.some((table) =>
      acted.has(fold(table.name)) &&
      foreignKeysOf(table).some(({ references }) => sameName(references.table, index.table))
    );
  });
}

/** What the keys of the rebuilt tables point at although no key or unique index covers it. */
function missingKeys(work: Work): MissingKey[] {
  const found = new Map<string, MissingKey>();
  for (
    const { references: { table, columns } } of work.members.flatMap((it) =>
      foreignKeysOf(it.after)
    )
  ) {
    const parent = findByName(work.desired.tables, table);
    if (parent === undefined || columns.length === 0) continue;
    const keys = [
      parent.primaryKey,
      ...parent.constraints.filter((constraint) => constraint.kind === "unique"),
      ...work.desired.indexes.filter((index) =>
        sameName(index.table, table) && index.unique && index.where === undefined &&
        !work.pinned.includes(index)
      ),
    ];
    if (keys.some((key) => key !== undefined && coversColumns(key.terms, columns))) continue;
    const name = temporaryName("key", [table, ...columns].join("_"), namesOf(work));
    found.set(fold(name), { name, table: work.temporaryNames.get(fold(table)) ?? table, columns });
  }
  return [...found.values()];
}

/**
 * What the keys of the rebuilt tables point at although there is nothing of that name; and those of the
 * old tables, where deleting a row makes SQLite look for all of its parents.
 */
function missingParents(
  { members, dropped, renamed, desired, createdBefore }: Work,
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

function coversColumns(terms: readonly KeyTerm[], columns: readonly string[]): boolean {
  return columns.length > 0 && columns.length === terms.length &&
    columns.every((name) =>
      terms.some((it) => it.column !== undefined && sameName(it.column, name))
    );
}

/** Whether rows of a rebuilt table can be copied only once the index is there. */
function isNeededEarly(index: Index, work: Work): boolean {
  return work.members.length > 0 && parentKeys(work).includes(index) &&
    findByName(work.createdAfter, index.table) === undefined;
}

/** New and changed indexes, and those that went with a table that was made anew. */
function createdIndexes(work: Work): CreateStep[] {
  const keys = parentKeys(work);
  return work.desired.indexes.flatMap((object): CreateStep[] => {
    const because = changesOf("index", object.name, work);
    const wentAlong = isMember(work, object.table);
    if (because.length === 0 && !wentAlong) return [];
    if (wentAlong && keys.includes(object)) return [];
    return [{ kind: "create", object, restored: because.length === 0, because }];
  });
}

/** New and changed views and triggers, and those that had to make room. */
function createdDependents(work: Work): CreateStep[] {
  const all = [...work.desired.views, ...work.desired.triggers];
  const wanted = all.filter((object) =>
    changesOf(object.kind, object.name, work).length > 0 ||
    work.dependents.some((it) => it.kind === object.kind && sameName(it.name, object.name)) ||
    (object.kind === "trigger" && isMember(work, object.table))
  );
  return inOrderOfNeed(wanted).map((object) => {
    const because = changesOf(object.kind, object.name, work);
    return { kind: "create", object, restored: because.length === 0, because };
  });
}

/** The changes that are about one object as a whole. */
function changesOf(kind: string, name: string, { changes }: Work): Change[] {
  return changes.filter((change) => {
    if (change.kind === "replace") {
      return change.after.kind === kind && sameName(change.after.name, name);
    }
    if (change.kind !== "create" && change.kind !== "drop") return false;
    return change.object.kind === kind && sameName(change.object.name, name);
  });
}
