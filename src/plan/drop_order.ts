import {
  type ForeignKey,
  type ForeignKeyAction,
  foreignKeysOf,
  type Table,
} from "../schema/snapshot.ts";
import { fold, sameName } from "../sql/names.ts";
import { type Component, parentsFirst } from "./order.ts";

/** A table to drop, and the columns of it that those which come later still must find somewhere. */
export interface TableToDrop {
  readonly table: Table;
  readonly pointedAt: readonly (readonly string[])[];
  /** Keys to itself whose action its rows may refuse. */
  readonly stubborn: readonly StubbornKey[];
}

/** Columns, and those of the same table that they point at. */
export interface StubbornKey {
  readonly columns: readonly string[];
  readonly references: readonly string[];
  /** Those of `references` that may hold NULL: nothing can point at such a row, not even itself. */
  readonly nullable: readonly string[];
}

/**
 * The tables in an order in which they can be dropped with foreign keys on: children before the
 * parents they point at. Around a circle there is no such order, and DROP TABLE deletes all rows
 * first, which acts on those that point at them: there a table goes when every table this reaches
 * still finds its parents and takes what happens to it.
 * https://www.sqlite.org/foreignkeys.html#fk_schemacommands
 */
export function dropOrder(tables: readonly Table[]): TableToDrop[] {
  return parentsFirst(tables).toReversed().flatMap((component) => {
    const order = component.length > WIDEST_CIRCLE
      ? undefined
      : orderOfCircle(component, { gone: [], lacksParents: false, deadEnds: new Set() });
    if (order !== undefined) return order.map((table) => ({ table, pointedAt: [], stubborn: [] }));
    const any = { gone: [], lacksParents: true, deadEnds: new Set<string>() };
    const other = orderOfCircle(component, any) ?? component.toReversed();
    return other.map((table, index) => ({
      table,
      pointedAt: keysTo(table, other.slice(index + 1)),
      stubborn: stubbornKeys(table),
    }));
  });
}

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
  return refused.map(({ key }) => {
    const references = referencedColumns(key, table);
    return {
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

interface Progress {
  /** The tables that are dropped already. */
  readonly gone: readonly Table[];
  /** Whether something may stand in for a parent that is gone. */
  readonly lacksParents: boolean;
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
  { gone, lacksParents }: Progress,
): boolean {
  return actionsOf([table], left).every((action) => {
    const { child, key } = action;
    const looksUp = foreignKeysOf(child).filter((it) =>
      deletesRows(action) || sharesName(it.columns, key.columns)
    );
    return !isRefused(action) &&
      (lacksParents || looksUp.every((it) => parentIn(gone, it) === undefined));
  });
}

/** What a key does to the rows of its table when those they point at are deleted or changed. */
interface KeyAction {
  readonly child: Table;
  readonly key: ForeignKey;
  readonly on: "delete" | "update";
}

/**
 * All that the keys of some tables do when all rows of others are deleted: what one of them sets may
 * be what another one points at, which then follows.
 */
function actionsOf(emptied: readonly Table[], children: readonly Table[]): KeyAction[] {
  const actions: KeyAction[] = [];
  const touched: { readonly table: Table; readonly set?: readonly string[] }[] = emptied
    .map((table) => ({ table }));
  for (const { table, set } of touched) {
    const on = set === undefined ? "delete" : "update";
    for (const child of children) {
      for (const key of foreignKeysOf(child)) {
        const isHit = sameName(key.references.table, table.name) &&
          (set === undefined || sharesName(referencedColumns(key, table), set));
        const action: KeyAction = { child, key, on };
        const isKnown = actions.some((it) => it.key === key && it.on === on);
        if (!isHit || isKnown || doneBy(action) === undefined) continue;
        actions.push(action);
        touched.push(deletesRows(action) ? { table: child } : { table: child, set: key.columns });
      }
    }
  }
  return actions;
}

/** What the key does; undefined where it does nothing but object. */
function doneBy({ key, on }: KeyAction): "cascade" | "set null" | "set default" | undefined {
  const action = on === "delete" ? key.onDelete : key.onUpdate;
  return action === "no action" || action === "restrict" ? undefined : action;
}

function deletesRows(action: KeyAction): boolean {
  return action.on === "delete" && doneBy(action) === "cascade";
}

/** The columns of the parent that the key points at, which its primary key is where none are named. */
function referencedColumns({ references }: ForeignKey, parent: Table): readonly string[] {
  if (references.columns.length > 0) return references.columns;
  return parent.primaryKey?.terms.flatMap((term) => term.column ?? []) ?? [];
}

function sharesName(left: readonly string[], right: readonly string[]): boolean {
  return left.some((name) => right.some((other) => sameName(name, other)));
}

/** Whether what is set may be refused: NULL where none is taken, one value twice. */
function isRefused(action: KeyAction): boolean {
  return !deletesRows(action) && (takesNoNull(action) || repeatsDefault(action));
}

/** Whether the same default would be set in rows that must each have a value of their own. */
function repeatsDefault(action: KeyAction): boolean {
  const { child, key: { columns } } = action;
  if (doneBy(action) !== "set default") return false;
  const sets = (name: string) => columns.some((column) => sameName(column, name));
  const hasDefault = child.columns.some((column) =>
    sets(column.name) && (column.default ?? "null") !== "null"
  );
  const uniques = child.constraints.filter((constraint) => constraint.kind === "unique");
  return hasDefault && [...(child.primaryKey === undefined ? [] : [child.primaryKey]), ...uniques]
    .some(({ terms }) => terms.every((term) => sets(term.column ?? "")));
}

/** Whether NULL would be set in a column that takes none; what cascades may be NULL. */
function takesNoNull(action: KeyAction): boolean {
  const { child, key: { columns } } = action;
  const rowid = child.primaryKey?.isRowid ? child.primaryKey.terms[0]?.column : undefined;
  return child.columns.some((column) =>
    (column.notNull !== undefined || sameName(column.name, rowid ?? "")) &&
    columns.some((name) => sameName(name, column.name)) &&
    (doneBy(action) !== "set default" || (column.default ?? "null") === "null")
  );
}

function parentIn(tables: readonly Table[], { references }: ForeignKey): Table | undefined {
  return tables.find((table) => sameName(table.name, references.table));
}
