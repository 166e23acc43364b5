import type { Diagnostic } from "../base/diagnostic.ts";
import { fail, type Result, succeed } from "../base/result.ts";
import { droppedBy } from "../diff/change.ts";
import { constraintPhrase } from "../diff/constraint_phrase.ts";
import type { KeyOf } from "../schema/constraints/circles.ts";
import { inDependencyOrder } from "../schema/dependencies/dependents.ts";
import { contentOfIndex } from "../schema/dependencies/search_content.ts";
import { findByName, foreignKeysOf, type Index, type VirtualTable } from "../schema/snapshot.ts";
import { contentOf } from "../schema/text/virtual_options.ts";
import { fold, sameName } from "../sql/names.ts";
import { arrange } from "./arrange.ts";
import { fillGates, gatesFor, recreationGates } from "./gates.ts";
import { type ValueChange, valueChanges } from "../diff/demands/value_changes.ts";
import { framed } from "./frame.ts";
import { retirement } from "./rebuild/retire.ts";
import { rebuildSteps } from "./rebuild/set_aside.ts";
import { virtualSteps } from "./rebuild/virtual.ts";
import { namesOf, objectChanges, type PlanRequest } from "./request.ts";
import { refillSteps } from "./search_indexes.ts";
import type { AddColumnStep, CreateStep, DropStep, FrameStep, Step, WorkStep } from "./step.ts";
import { type Survey, survey } from "./survey.ts";
import { type Target, turnsKeysOff } from "../base/target.ts";

/**
 * The steps from the current schema to the desired one. They keep all rows whatever runs them: with
 * foreign keys on or off, in or out of a transaction, and even if it continues after an error. Fails
 * with `plan/…` if that is impossible.
 *
 * `survey` decides the route of each table, the folders `route` and `rebuild` make the steps, `arrange`
 * sorts them by what each needs, makes and takes away, and `framed` adds those before and after all of
 * them. `text` renders the result.
 */
export function planSteps(request: PlanRequest): Result<Step[]> {
  const dangling = [
    ...danglingKeys(request).map(danglingKey),
    ...danglingIndexes(request).map(danglingIndex),
  ];
  if (dangling.length > 0) return fail("finding", dangling);
  if (request.rebuild === "alone" && !turnsKeysOff(request.target)) {
    return fail("misuse", keysStayOn(request.target));
  }
  const work = { ...request, ...survey(request) };
  const names = new Set(namesOf(work));
  const rebuild = rebuildSteps(work, names);
  const { steps: drops, refused } = retirement([...work.members, ...work.retired], {
    ...work,
    names,
  });
  const [refusing, ...others] = refused;
  if (refusing !== undefined) return fail("finding", refusedKeys(refusing, others));
  const values = valueChanges(work);
  const virtual = virtualSteps(work, {
    firstRebuild: work.rebuilds.size,
    taken: [...names, ...work.members, ...work.retired].map((it) =>
      typeof it === "string" ? it : it.aside
    ),
  });
  const steps = arrange([
    ...droppedDependents(work),
    ...droppedIndexes(work),
    ...work.renameSteps,
    ...work.created.map((table) => created(table, work)),
    ...rebuild.steps,
    ...work.altered.flatMap(({ route }) => [
      ...route.alters,
      ...route.adds.map((step) => inRebuild(step, work)),
      ...route.drops,
    ]),
    ...virtual,
    ...createdIndexes(work, rebuild.keys.early),
    ...createdDependents(work),
    ...refillSteps(work),
  ]);
  const lasting = rebuild.keys.lasting.filter((it) =>
    it.kind === "table" ||
    [...work.members, ...work.retired].every(({ aside }) => aside !== it.table)
  );
  return succeed(framed(steps.map((step) => withNotes(step, values)), work, {
    gates: [
      ...gatesFor(work.demands, steps),
      ...fillGates(steps, work),
      ...recreationGates(work),
    ],
    retirement: [
      ...drops,
      ...virtual.flatMap((step): FrameStep[] =>
        step.kind === "set-aside" || step.kind === "keep-settings"
          ? [{ kind: "retire", aside: step.aside }]
          : []
      ),
      ...lasting.map((placeholder): FrameStep => ({ kind: "drop-placeholder", placeholder })),
    ],
  }));
}

/** Foreign keys of the desired schema that would reference a table that is dropped. */
function danglingKeys({ desired, changes }: PlanRequest): KeyOf[] {
  const dropped = changes.flatMap((change) =>
    change.kind === "drop" && change.object.kind === "table" ? [change.object] : []
  );
  if (dropped.length === 0) return [];
  return desired.tables.flatMap((child) =>
    foreignKeysOf(child).filter(({ references }) => findByName(dropped, references.table))
      .map((key) => ({ child, key }))
  );
}

function danglingKey({ child, key: { references } }: KeyOf): Diagnostic {
  return {
    code: "plan/dangling-foreign-key",
    severity: "error",
    message: `Cannot drop table "${references.table}": ` +
      `a foreign key of "${child.name}" still references it`,
    hint: `Remove that foreign key from "${child.name}" in the schema as well`,
  };
}

/** Search indexes of the desired schema that would read from what is no longer there. */
function danglingIndexes({ current, desired }: PlanRequest): VirtualTable[] {
  return desired.virtualTables.filter((index) =>
    index.module.startsWith("fts") && contentOfIndex(index, current) !== undefined &&
    contentOfIndex(index, desired) === undefined
  );
}

function danglingIndex(index: VirtualTable): Diagnostic {
  return {
    code: "plan/dangling-search-index",
    severity: "error",
    message: `Cannot drop or rename "${contentOf(index)}": search index "${index.name}" still ` +
      "reads from it",
    hint: "Remove the index from the schema as well, or name what it reads from now on",
  };
}

function keysStayOn(target: Target): Diagnostic {
  return {
    code: "plan/foreign-keys-stay-on",
    severity: "error",
    message: `Cannot rebuild a table alone for the target "${target}": ` +
      "a file cannot turn foreign keys off there",
    hint: 'Omit --rebuild alone, or "rebuild" in penumbra.json',
  };
}

function refusedKeys({ child, key }: KeyOf, others: readonly KeyOf[]): Diagnostic {
  return {
    code: "plan/refusing-foreign-key",
    severity: "error",
    message: `Cannot rebuild "${child.name}" while foreign keys are enforced: ` +
      `its ${
        constraintPhrase(key)
      } refuses every change and every deletion of a row in "${key.references.table}"`,
    notes: others.map((it) =>
      `So does ${
        constraintPhrase(it.key)
      } of "${it.child.name}", and both tables reference each other`
    ),
    hint: "Drop that foreign key in one migration, and add it again in the next one",
  };
}

function droppedDependents(work: PlanRequest & Survey): DropStep[] {
  return work.dependents.map((object) => {
    const because = objectChanges(object, work);
    return { kind: "drop", object, restored: because.length === 0, because };
  });
}

/** Indexes that are dropped or changed, except those of tables that are set aside. */
function droppedIndexes({ changes, members, retired }: PlanRequest & Survey): DropStep[] {
  const old = [...members, ...retired].map((it) => it.before);
  return changes.flatMap((change): DropStep[] => {
    const object = droppedBy(change);
    if (object?.kind !== "index" || findByName(old, object.table)) return [];
    return [{ kind: "drop", object, restored: false, because: [change] }];
  });
}

function created(object: Survey["created"][number], work: PlanRequest & Survey): CreateStep {
  const because = objectChanges(object, work);
  return { kind: "create", object, role: "new", because, rebuild: rebuildOf(object.name, work) };
}

/** New and changed indexes of tables that are not rebuilt. */
function createdIndexes(work: PlanRequest & Survey, early: ReadonlySet<Index>): CreateStep[] {
  return work.desired.indexes.flatMap((object): CreateStep[] => {
    const because = objectChanges(object, work);
    if (because.length === 0) return [];
    if (work.members.some(({ after }) => sameName(after.name, object.table))) return [];
    const servesCopies = early.has(object);
    return [{
      kind: "create",
      object,
      role: "new",
      servesCopies,
      because,
      ...(servesCopies && { rebuild: rebuildOf(object.table, work) ?? 0 }),
    }];
  });
}

/** New and changed views and triggers, and those that are only dropped in between. */
function createdDependents(work: PlanRequest & Survey): CreateStep[] {
  const all = [...work.desired.views, ...work.desired.triggers];
  const wanted = all.filter((object) =>
    objectChanges(object, work).length > 0 ||
    work.dependents.some((it) => it.kind === object.kind && sameName(it.name, object.name))
  );
  return inDependencyOrder(wanted).map((object) => {
    const because = objectChanges(object, work);
    return { kind: "create", object, role: because.length === 0 ? "restored" : "new", because };
  });
}

/** The step with notes about values that it changes. */
function withNotes(step: WorkStep, values: readonly ValueChange[]): WorkStep {
  const notes = values.filter((it) => step.because?.includes(it.change)).map((it) => it.note);
  return notes.length === 0 ? step : { ...step, notes };
}

/** A new column that references a rebuilt table is added right after that rebuild. */
function inRebuild(step: AddColumnStep, work: Survey): WorkStep {
  const rebuild = step.references.map(({ table }) => rebuildOf(table, work))
    .find((it) => it !== undefined);
  return rebuild === undefined ? step : { ...step, rebuild };
}

function rebuildOf(table: string, { rebuilds }: Survey): number | undefined {
  return rebuilds.get(fold(table));
}
