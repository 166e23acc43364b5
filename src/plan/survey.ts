import { type Change, droppedBy, type RenameColumn } from "../diff/change.ts";
import { lossesOf } from "../diff/losses.ts";
import { columnRenames } from "../diff/rename.ts";
import { type Dependent, dependentsOf } from "../schema/dependencies/dependents.ts";
import { constraintFacts } from "../schema/facts.ts";
import { hasRowidName } from "../schema/constraints/keys.ts";
import { groups, parentsFirst } from "../schema/dependencies/order.ts";
import { findByName, foreignKeysOf, namesInUse, type Table } from "../schema/snapshot.ts";
import { fold, sameName } from "../sql/names.ts";
import type { RowDemand } from "../diff/demands/row_demand.ts";
import { rowDemands } from "../diff/demands/row_demands.ts";
import { fillsOf } from "../diff/demands/fills.ts";
import {
  familyOf,
  type Member,
  membersOf,
  type OldTable,
  type SetAside,
} from "./rebuild/members.ts";
import { isRenamedByRecreation } from "./rebuild/virtual.ts";
import { asideName, renameColumnSteps, renameTableSteps } from "./renames.ts";
import { namesOf, objectChanges, type PlanRequest, tableChanges } from "./request.ts";
import type { AlteringEngine } from "./route/alter_column.ts";
import { type Route, routeOf } from "./route/route.ts";
import { qualifiesOwnColumns } from "../schema/dependencies/self_names.ts";
import type { RenameColumnStep, RenameTableStep } from "./step.ts";
import { alteringDialect } from "../base/target.ts";

/** A table that is altered in place. */
export interface AlteredTable {
  readonly table: Table;
  readonly route: Route & { readonly kind: "in-place" };
}

/** The route of each table. */
export interface Survey extends SetAside {
  /** The demands of the changes on rows. */
  readonly demands: readonly RowDemand[];
  readonly altered: readonly AlteredTable[];
  /** New tables, parents first. */
  readonly created: readonly Table[];
  readonly renameSteps: readonly (RenameTableStep | RenameColumnStep)[];
  /** Views and triggers to drop first, in an order that works. */
  readonly dependents: readonly Dependent[];
}

/** Decides the route of every table, and which views and triggers must be dropped first. */
export function survey(request: PlanRequest): Survey {
  const { desired } = request;
  const demands = rowDemands(request);
  const routes = routesOf(request, demands);
  const rebuilt = [...routes].filter(([, route]) => route.kind === "rebuild").map(([name]) => name);
  const whole = familyOf(rebuilt, withKeysInPlace(request, routes));
  const alone = whole.size > rebuilt.length && canBeAlone(rebuilt, request);
  const family = alone ? new Set(rebuilt) : whole;
  const taken = namesOf(request);
  const members = membersOf(family, request, taken);
  const altered = desired.tables.flatMap((table): AlteredTable[] => {
    const route = routes.get(fold(table.name));
    return route?.kind === "in-place" && !family.has(fold(table.name)) ? [{ table, route }] : [];
  });
  const retired = retiredTables(request, taken);
  const created = parentsFirst(changed(request, "create")).flat();
  return {
    demands,
    altered,
    members,
    alone,
    retired,
    created,
    renameSteps: renameSteps(members, request),
    dependents: dependentsInTheWay(request, { members, retired, altered }),
    rebuilds: rebuildsOf(members, retired, created),
  };
}

/**
 * Whether the tables can be rebuilt without those that reference them: these keep their references while
 * legacy_alter_table is on, but then a table that names itself cannot be set aside, and no table can be
 * renamed.
 */
function canBeAlone(names: readonly string[], { rebuild, renames, renamed }: PlanRequest): boolean {
  return rebuild === "alone" && renames.every((it) => it.kind !== "rename-table") &&
    names.every((name) => !qualifiesOwnColumns(name, renamed));
}

function routesOf(request: PlanRequest, demands: readonly RowDemand[]): Map<string, Route> {
  const { renamed, desired } = request;
  const engine = alteringEngine(request, demands);
  const loses = lossesOf(request.changes).length > 0;
  return new Map(renamed.tables.flatMap((before) => {
    const after = findByName(desired.tables, before.name);
    const changes = tableChanges(before.name, request);
    if (after === undefined) return [];
    if (renamesRowidName(before, request)) return [[fold(after.name), REBUILD] as const];
    if (changes.length === 0) return [];
    const fills = fillsOf(after, request.fills);
    const route = routeOf({ before, after, changes, fills, engine });
    return [[fold(after.name), loses && fillsRows(route) ? REBUILD : route] as const];
  }));
}

const REBUILD: Route = { kind: "rebuild" };

function renamesRowidName(table: Table, { renames }: PlanRequest): boolean {
  return columnRenames(renames, table.name).some(({ before, after }) =>
    [before, after].some((name) => hasRowidName(table, name))
  );
}

/** Whether an UPDATE fills rows. It may read data that is dropped later, and could fail unnoticed. */
function fillsRows(route: Route): boolean {
  return route.kind === "in-place" &&
    [...route.adds, ...route.alters].some(({ fill }) => fill !== undefined);
}

/** The engine, if it alters more in place than SQLite 3.35. */
function alteringEngine(
  { renamed, target }: PlanRequest,
  demands: readonly RowDemand[],
): AlteringEngine | undefined {
  const dialect = alteringDialect(target);
  if (dialect === undefined) return undefined;
  const watched = new Set(renamed.triggers.map((trigger) => fold(trigger.table)));
  return { dialect, demands, watched };
}

/**
 * The tables with their foreign keys during the rebuilds: columns that are dropped in place lose theirs,
 * and columns that are altered in place may lose or gain some.
 */
function withKeysInPlace(request: PlanRequest, routes: ReadonlyMap<string, Route>): Table[] {
  return request.renamed.tables.map((table) => {
    const route = routes.get(fold(table.name));
    if (route?.kind !== "in-place") return table;
    const keysOf = (kind: Change["kind"], changes: readonly Change[]) =>
      changes.flatMap((change) =>
        change.kind === kind && "constraint" in change && change.constraint.kind === "foreign-key"
          ? [change.constraint]
          : []
      );
    const gone = keysOf("drop-constraint", tableChanges(table.name, request)).map(constraintFacts);
    const kept = table.constraints.filter((it) => !gone.includes(constraintFacts(it)));
    const gained = keysOf("add-constraint", route.alters.flatMap((step) => step.because ?? []));
    return { ...table, constraints: [...kept, ...gained] };
  });
}

/** The tables that a change creates or drops as a whole. */
function changed({ changes }: PlanRequest, kind: "create" | "drop"): Table[] {
  return changes.flatMap((change) =>
    change.kind === kind && change.object.kind === "table" ? [change.object] : []
  );
}

/**
 * The tables to drop, children first. They are set aside, too: after the gate their temporary names can
 * belong to no other table, and the gate stops if a table that the migrations do not know references
 * one of them.
 */
function retiredTables(request: PlanRequest, taken: string[]): OldTable[] {
  return parentsFirst(changed(request, "drop")).toReversed().flat().map((table) => ({
    before: table,
    name: table.name,
    aside: asideName(table.name, taken),
    columnNames: new Map(),
    because: objectChanges(table, request),
  }));
}

/** The renames in place; a rebuild gives a table its new names by itself. */
function renameSteps(members: readonly Member[], request: PlanRequest): Survey["renameSteps"] {
  const { current, renamed, renames, changes, aside } = request;
  const isMember = (name: string) => members.some((it) => sameName(it.after.name, name));
  const isRecreated = (it: Change) => changes.some((change) => isRenamedByRecreation(it, change));
  const tables = renames.filter((rename) => rename.kind === "rename-table")
    .filter((rename) => !isMember(rename.after) && !isRecreated(rename));
  const columns = renames.filter((rename) => rename.kind === "rename-column")
    .filter((rename) => !isMember(rename.table));
  const gone = current.tables.filter((table) => members.some((it) => it.name === table.name));
  return [
    ...renameTableSteps(tables, namesInUse(current, [...aside, ...gone])),
    ...[...Map.groupBy(columns, (rename) => fold(rename.table)).values()].flatMap((list) =>
      renameColumnSteps(list, currentColumns(findByName(renamed.tables, list[0]!.table), list))
    ),
  ];
}

/** The names of a renamed table's columns before they were renamed. */
function currentColumns(table: Table | undefined, renames: readonly RenameColumn[]): string[] {
  return (table?.columns ?? []).map((column) =>
    renames.find((rename) => sameName(rename.after, column.name))?.before ?? column.name
  );
}

/** The views and triggers to drop first, by the names after the renames, which do not change theirs. */
function dependentsInTheWay(
  { renamed, changes, aside }: PlanRequest,
  tables: Pick<Survey, "members" | "retired" | "altered">,
): Dependent[] {
  const replaced = changes.flatMap((change) => droppedBy(change) ?? []);
  const { members, retired, altered } = tables;
  return dependentsOf(renamed, {
    setAside: new Set(names([...members, ...retired].map((it) => it.before))),
    objects: new Set(
      names([...replaced, ...aside].filter((it) => it.kind !== "index" && it.kind !== "table")),
    ),
    columns: altered.flatMap(({ table, route }) =>
      route.drops.map((step) => ({ table, column: step.column }))
    ),
    updates: altered.flatMap(({ route }) => route.adds.filter((step) => step.fill !== undefined)),
  });
}

function names(objects: readonly { readonly name: string }[]): string[] {
  return objects.map((object) => fold(object.name));
}

/** The number of each rebuild, by table; new tables that reference a rebuilt one have its number. */
function rebuildsOf(
  members: readonly Member[],
  retired: readonly OldTable[],
  created: readonly Table[],
): ReadonlyMap<string, number> {
  const nodes = [...members, ...retired].map((table) => {
    const states = [table.before, members.find((it) => it === table)?.after ?? table.before];
    const parents = states.flatMap(foreignKeysOf).map((key) => fold(key.references.table));
    return { name: fold(table.before.name), parents };
  });
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const connected = groups(nodes, ({ parents }) => parents.flatMap((it) => byName.get(it) ?? []));
  const rebuilds = new Map(
    connected.flatMap((group, index) => group.map(({ name }) => [name, index] as const)),
  );
  for (const table of created) {
    const own = foreignKeysOf(table).map((key) => rebuilds.get(fold(key.references.table)))
      .find((it) => it !== undefined);
    if (own !== undefined) rebuilds.set(fold(table.name), own);
  }
  return rebuilds;
}
