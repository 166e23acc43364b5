import { findByName, foreignKeysOf, type Index, type Table } from "../schema/snapshot.ts";
import { sameName } from "../sql/names.ts";
import { inOrderOfNeed } from "./dependents.ts";
import { familiesOf } from "./rebuild/families.ts";
import { gatesBefore } from "./demands/gates.ts";
import {
  columnsLookedUp,
  coversColumns,
  type KeyWork,
  parentKeys,
  pinnedIndexes,
} from "./rebuild/parent_keys.ts";
import { pointsAhead, pointsAt } from "./rebuild/pointing_columns.ts";
import type { AddColumnStep, CreateStep, DropColumnStep, DropStep, Step } from "./plan.ts";
import { rebuildSteps } from "./rebuild/rebuild_step.ts";
import { changesOf, namesOf, type PlanRequest } from "./request.ts";
import { refillSteps } from "./search_indexes.ts";
import { survey } from "./survey.ts";
import { virtualTableSteps } from "./virtual_tables.ts";

/**
 * The steps from the current schema to the desired one. Each can be run on tables that have rows, by
 * a runner that knows nothing of the plan: foreign keys on or off, in or out of a transaction.
 */
export function planSteps(request: PlanRequest): Step[] {
  const surveyed = { ...request, ...survey(request) };
  const work: KeyWork = { ...surveyed, pinned: pinnedIndexes(surveyed) };
  const adds = work.altered.flatMap(({ route }) => route.adds);
  const drops = work.altered.flatMap(({ route }) => route.drops);
  const indexes = createdIndexes(work);
  const keyed = indexes.map(({ object }) => (object as Index).table);
  // Columns keep the order they are wanted in: what comes after one that waits, waits as well.
  const waits = (add: AddColumnStep) =>
    adds.slice(0, adds.indexOf(add) + 1).some((it) =>
      sameName(it.table, add.table) && pointsAhead(it, { ...work, keyed })
    );
  const comesFirst = (step: CreateStep) => isNeededEarly(step.object as Index, work);
  const later = indexes.filter((step) => !comesFirst(step));
  const isKey = ({ object }: CreateStep) =>
    adds.some((add) => waits(add) && pointsAt(add, (object as Index).table)) &&
    adds.every((add) => !sameName(add.table, (object as Index).table));
  const virtual = virtualTableSteps({ ...work, taken: namesOf(work) });
  const gone = droppedIndexes(work);
  const standing = work.renamed.indexes.filter((index) =>
    gone.every(({ object }) => object.name !== index.name)
  );
  const steps: Step[] = [
    ...droppedDependents(work),
    ...gone.filter((step) => !goesLate(step, work)),
    ...virtual.filter((step) => step.kind === "drop"),
    ...work.renameSteps,
    ...work.altered.flatMap(({ route }) => route.alters),
    ...drops.filter((drop) => !isNeededMeanwhile(drop, work)),
    ...adds.filter((add) => !waits(add)),
    ...work.createdBefore.map((table) => createdTable(table, work)),
    ...indexes.filter(comesFirst),
    ...familiesOf(work).flatMap((family) => rebuildSteps({ ...work, ...family }, standing)),
    ...gone.filter((step) => goesLate(step, work)),
    ...drops.filter((drop) => isNeededMeanwhile(drop, work)),
    ...work.createdAfter.map((table) => createdTable(table, work)),
    ...later.filter(isKey),
    ...adds.filter(waits),
    ...virtual.filter((step) => step.kind !== "drop"),
    ...later.filter((step) => !isKey(step)),
    ...createdDependents(work),
    ...refillSteps(work),
  ];
  return [...gatesBefore(steps, work), ...steps];
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

function isMember(work: KeyWork, table: string): boolean {
  return work.members.some((member) => sameName(member.after.name, table));
}

function droppedDependents(work: KeyWork): DropStep[] {
  return work.dependents.map((object) => {
    const because = changesOf(object.kind, object.name, work);
    return { kind: "drop", object, restored: because.length === 0, because };
  });
}

function droppedIndexes(work: KeyWork): DropStep[] {
  return work.changes.flatMap((change): DropStep[] => {
    const object = change.kind === "drop"
      ? change.object
      : change.kind === "replace"
      ? change.before
      : undefined;
    if (object?.kind !== "index") return [];
    return goesAlong(object, work) && !isWantedElsewhere(object, work)
      ? []
      : [{ kind: "drop", object, restored: false, because: [change] }];
  });
}

/** Whether old tables must be gone before the column can be. */
function isNeededMeanwhile({ table, column }: DropColumnStep, work: KeyWork): boolean {
  return columnsLookedUp(table, work).some((columns) =>
    columns.some((name) => sameName(name, column))
  );
}

/** Whether the index is gone as soon as the old table is. */
function goesAlong({ table }: Index, work: KeyWork): boolean {
  return isMember(work, table) || findByName(work.dropped, table) !== undefined;
}

/** Whether old tables must be gone before the index can be, and nothing but an index takes its name. */
function goesLate({ object }: DropStep, work: KeyWork): boolean {
  const isTaken = work.changes.some((change) =>
    change.kind === "create" && change.object.kind !== "index" &&
    change.object.kind !== "trigger" && sameName(change.object.name, object.name)
  );
  if (object.kind !== "index" || !object.unique || isTaken) return false;
  return !goesAlong(object, work) &&
    columnsLookedUp(object.table, work).some((columns) => coversColumns(object.terms, columns));
}

/** Whether something new takes the index's name, which may be made before its table goes. */
function isWantedElsewhere(index: Index, { changes }: KeyWork): boolean {
  return changes.some((change) =>
    change.kind === "create"
      ? sameName(change.object.name, index.name) && change.object.kind !== "trigger"
      : change.kind === "replace" && change.before === index && change.after.kind === "index" &&
        !sameName(change.after.table, index.table)
  );
}

function createdTable(table: Table, work: KeyWork): CreateStep {
  const parents = work.createdBefore.includes(table) ? work.temporaryNames : new Map();
  const because = changesOf("table", table.name, work);
  return { kind: "create", object: table, restored: false, parents, because };
}

/** Whether rows of a rebuilt table can be copied only once the index is there. */
function isNeededEarly(index: Index, work: KeyWork): boolean {
  return work.members.length > 0 && parentKeys(work).includes(index) &&
    findByName(work.createdAfter, index.table) === undefined;
}

/** New and changed indexes, and those that went with a table that was made anew. */
function createdIndexes(work: KeyWork): CreateStep[] {
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
function createdDependents(work: KeyWork): CreateStep[] {
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
