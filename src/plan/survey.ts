import type { Change, RenameColumn } from "../diff/change.ts";
import { constraintFacts } from "../schema/facts.ts";
import { findByName, foreignKeysOf, type Table } from "../schema/snapshot.ts";
import { fold, sameName } from "../sql/names.ts";
import type { AlteringEngine } from "./route/alter_column.ts";
import { type Dependent, dependentsOf } from "./dependents.ts";
import { actedOn } from "./rebuild/drop_order.ts";
import { parentsFirst } from "./order.ts";
import type { RenameColumnStep, RenameTableStep } from "./plan.ts";
import { familyOf, type Member } from "./rebuild/rebuilt_table.ts";
import { namesInUse, renameColumnSteps, renameTableSteps, temporaryName } from "./renames.ts";
import { fillKey, namesOf, type PlanRequest } from "./request.ts";
import { type Route, routeOf } from "./route/route.ts";
import type { RowDemand } from "./demands/row_demand.ts";
import { rowDemands } from "./demands/row_demands.ts";

/** A table that is altered in place. */
export interface AlteredTable {
  readonly table: Table;
  readonly route: Route & { readonly kind: "in-place" };
}

/** Which table takes which route; the planner only puts it in order. */
export interface Survey {
  /** What the changes ask of rows. */
  readonly demands: readonly RowDemand[];
  readonly altered: readonly AlteredTable[];
  /** Parents first. */
  readonly members: readonly Member[];
  /** The temporary name of each member's new table, by its folded later name. */
  readonly temporaryNames: ReadonlyMap<string, string>;
  /** Tables that go for good. */
  readonly dropped: readonly Table[];
  /** New tables that members point at: these must be there first. */
  readonly createdBefore: readonly Table[];
  /** The other new tables. Both are parents first. */
  readonly createdAfter: readonly Table[];
  readonly renameSteps: readonly (RenameTableStep | RenameColumnStep)[];
  /** Views and triggers that cannot stay meanwhile, in an order in which they can be dropped. */
  readonly dependents: readonly Dependent[];
}

/** Decides the route of every table, and what must make room for it. */
export function survey(request: PlanRequest): Survey {
  const { renamed, desired, changes } = request;
  const demands = rowDemands(request);
  const engine = alteringEngine(request, demands);
  const routes = new Map(
    renamed.tables.flatMap((before) => {
      const after = findByName(desired.tables, before.name);
      const own = changesOf(before.name, changes);
      if (after === undefined || own.length === 0) return [];
      const fills = fillsOf(after, request.fills);
      return [[fold(after.name), routeOf({ before, after, changes: own, fills, engine })] as const];
    }),
  );
  const rebuilt = [...routes].filter(([, route]) => route.kind === "rebuild").map(([name]) => name);
  const family = familyOf(rebuilt, withKeysInPlace(renamed.tables, { routes, changes }));
  const members = membersOf(family, request);
  const altered = desired.tables.flatMap((table): AlteredTable[] => {
    const route = routes.get(fold(table.name));
    return route?.kind === "in-place" && !family.has(fold(table.name)) ? [{ table, route }] : [];
  });
  const created = createdTables(request);
  const needed = neededBy(members, created);
  const before = created.filter((table) => needed.has(table));
  const fusing = fuseRenames(members, { ...request, created: before });
  const dropped = droppedTables(request);
  return {
    demands,
    altered,
    members: fusing.members,
    temporaryNames: temporaryNamesOf(fusing.members, request),
    dropped,
    createdBefore: before,
    createdAfter: created.filter((table) => !before.includes(table)),
    renameSteps: fusing.renameSteps,
    dependents: dependentsInTheWay(request, { members: fusing.members, altered, dropped }),
  };
}

/** The changes inside a table that stays. */
function changesOf(table: string, changes: readonly Change[]): Change[] {
  return changes.filter((change) => "table" in change && sameName(change.table, table));
}

function fillsOf(table: Table, fills: ReadonlyMap<string, string>): Map<string, string> {
  return new Map(table.columns.flatMap((column) => {
    const fill = fills.get(fillKey(table.name, column.name));
    return fill === undefined ? [] : [[fold(column.name), fill] as const];
  }));
}

/** What can be known of the engine, where it has a statement that alters a column. */
function alteringEngine(
  { renamed, target }: PlanRequest,
  demands: readonly RowDemand[],
): AlteringEngine | undefined {
  if (target !== "libsql" && target !== "turso") return undefined;
  const watched = new Set(renamed.triggers.map((trigger) => fold(trigger.table)));
  return { demands, watched };
}

/**
 * The tables as they stand once all is done in place that comes before a rebuild: foreign keys go with
 * their columns, and altered columns gain and lose them.
 */
function withKeysInPlace(
  tables: readonly Table[],
  options: { routes: ReadonlyMap<string, Route>; changes: readonly Change[] },
): Table[] {
  return tables.map((table) => {
    const route = options.routes.get(fold(table.name));
    if (route?.kind !== "in-place") return table;
    const keysOf = (kind: Change["kind"], changes: readonly Change[]) =>
      changes.flatMap((change) =>
        change.kind === kind && "constraint" in change && change.constraint.kind === "foreign-key"
          ? [change.constraint]
          : []
      );
    const dropped = keysOf("drop-constraint", changesOf(table.name, options.changes));
    const gone = dropped.map(constraintFacts);
    const kept = table.constraints.filter((it) => !gone.includes(constraintFacts(it)));
    const gained = keysOf("add-constraint", route.alters.flatMap((step) => step.because));
    return { ...table, constraints: [...kept, ...gained] };
  });
}

function membersOf(family: ReadonlySet<string>, request: PlanRequest): Member[] {
  const { renamed, desired, changes, renames, fills } = request;
  const after = desired.tables.filter((table) =>
    family.has(fold(table.name)) && findByName(renamed.tables, table.name) !== undefined
  );
  return parentsFirst(after).flat().map((table) => {
    const own = renames.filter((rename) =>
      rename.kind === "rename-column" ? sameName(rename.table, table.name) : false
    );
    const moved = renames.find((rename) =>
      rename.kind === "rename-table" && sameName(rename.after, table.name)
    );
    return {
      before: findByName(renamed.tables, table.name)!,
      after: table,
      name: moved?.before ?? findByName(renamed.tables, table.name)!.name,
      columnNames: new Map(own.map((rename) => [fold(rename.after), rename.before])),
      because: [...(moved ? [moved] : []), ...own, ...changesOf(table.name, changes)],
      fills: fillsOf(table, fills),
    };
  });
}

/**
 * A table that is made anew takes its new names on the way, and all others are renamed in place.
 * Where something comes first that needs a name which a member still holds, or where what rows get
 * is written in the new names, all renames are done in place.
 */
function fuseRenames(
  members: readonly Member[],
  request: PlanRequest & { readonly created: readonly Table[] },
): { members: readonly Member[]; renameSteps: Survey["renameSteps"] } {
  const isMember = (name: string) => members.some((it) => sameName(it.after.name, name));
  const tables = request.renames.filter((rename) => rename.kind === "rename-table");
  const columns = request.renames.filter((rename) => rename.kind === "rename-column");
  const apart = tables.filter((rename) => !isMember(rename.after));
  const comes = [
    ...apart.map((rename) => rename.after),
    ...request.created.map((table) => table.name),
  ];
  const inTheWay = comes.some((name) => members.some((it) => sameName(it.name, name))) ||
    (request.renames.length > 0 && members.some(({ fills }) => fills.size > 0));
  const inPlace = (names: typeof tables, others: typeof columns): Survey["renameSteps"] => [
    ...renameTableSteps(names, namesInUse(request.current, request.aside)),
    ...byTable(others).flatMap((list) => {
      const table = findByName(request.renamed.tables, list[0]!.table);
      return renameColumnSteps(list, currentColumns(table, list));
    }),
  ];
  if (!inTheWay) {
    const others = columns.filter((rename) => !isMember(rename.table));
    return { members, renameSteps: inPlace(apart, others) };
  }
  const settled = members.map((member): Member => ({
    ...member,
    name: member.before.name,
    columnNames: new Map(),
    because: member.because.filter((change) => !change.kind.startsWith("rename-")),
  }));
  return { members: settled, renameSteps: inPlace(tables, columns) };
}

function byTable(renames: readonly RenameColumn[]): RenameColumn[][] {
  return [...Map.groupBy(renames, (rename) => fold(rename.table)).values()];
}

/** The names of a renamed table's columns before they were renamed. */
function currentColumns(table: Table | undefined, renames: readonly RenameColumn[]): string[] {
  return (table?.columns ?? []).map((column) =>
    renames.find((rename) => sameName(rename.after, column.name))?.before ?? column.name
  );
}

function temporaryNamesOf(members: readonly Member[], request: PlanRequest): Map<string, string> {
  const taken = namesOf(request);
  return new Map(
    members.map(({ after }) => [fold(after.name), temporaryName("new", after.name, taken)]),
  );
}

function droppedTables({ changes }: PlanRequest): Table[] {
  return changes.flatMap((change) =>
    change.kind === "drop" && change.object.kind === "table" ? [change.object] : []
  );
}

function createdTables({ changes }: PlanRequest): Table[] {
  const tables = changes.flatMap((change) =>
    change.kind === "create" && change.object.kind === "table" ? [change.object] : []
  );
  return parentsFirst(tables).flat();
}

/** The new tables that the members' foreign keys point at, and those that these point at. */
function neededBy(members: readonly Member[], created: readonly Table[]): Set<Table> {
  const needed = new Set<Table>();
  const visit = (table: Table) => {
    for (const key of foreignKeysOf(table)) {
      const parent = findByName(created, key.references.table);
      if (parent === undefined || needed.has(parent)) continue;
      needed.add(parent);
      visit(parent);
    }
  };
  members.forEach((member) => visit(member.after));
  return needed;
}

/** The views and triggers to drop first. They keep their names, so those after the renames serve. */
function dependentsInTheWay(
  { renamed, changes, aside }: PlanRequest,
  { members, altered, dropped }: Pick<Survey, "members" | "altered" | "dropped">,
): Dependent[] {
  const replaced = changes.flatMap((change) =>
    change.kind === "replace" ? [change.before] : change.kind === "drop" ? [change.object] : []
  );
  const going = new Set(names([...members.map((it) => it.after), ...dropped]));
  return dependentsOf(renamed, {
    tables: going,
    actedOn: actedOn([...members.map((it) => it.before), ...dropped]),
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
