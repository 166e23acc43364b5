import { type ForeignKey, foreignKeysOf, type Table } from "../schema/snapshot.ts";
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
    parentsFirst(tables).flatMap((component) =>
      component.filter((table) =>
        foreignKeysOf(table).some((key) => acts(key) && parentIn(component, key) !== undefined)
      )
    ).map((table) => fold(table.name)),
  );
}

/** The columns of the parent that the children point at, a list for each of their keys. */
function keysTo(parent: Table, children: readonly Table[]): string[][] {
  const primary = parent.primaryKey?.terms.flatMap((term) => term.column ?? []) ?? [];
  return children.flatMap(foreignKeysOf)
    .filter(({ references }) => sameName(references.table, parent.name))
    .map(({ references }) => references.columns.length > 0 ? [...references.columns] : primary)
    .filter((columns) => columns.length > 0);
}

function stubbornKeys(table: Table): StubbornKey[] {
  const keys = foreignKeysOf(table).filter((key) =>
    sameName(key.references.table, table.name) && refusesAction(table, key)
  );
  const primary = table.primaryKey?.terms.flatMap((term) => term.column ?? []) ?? [];
  return keys.map(({ columns, references: { columns: named } }) => {
    const references = named.length > 0 ? named : primary;
    return { columns, references, nullable: references.filter((it) => mayHoldNull(table, it)) };
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
  const emptied = new Set([table]);
  for (const parent of emptied) {
    for (const child of left) {
      for (const key of foreignKeysOf(child)) {
        if (!sameName(key.references.table, parent.name)) continue;
        if (!acts(key)) continue;
        if (refusesAction(child, key)) return false;
        const looksUp = foreignKeysOf(child).filter((it) =>
          key.onDelete === "cascade" || sharesColumn(it, key)
        );
        if (!lacksParents && looksUp.some((it) => parentIn(gone, it) !== undefined)) return false;
        if (key.onDelete === "cascade") emptied.add(child);
      }
    }
  }
  return true;
}

function sharesColumn(left: ForeignKey, right: ForeignKey): boolean {
  return left.columns.some((name) => right.columns.some((other) => sameName(name, other)));
}

/** Whether the key does something to its rows when those they point at are deleted. */
function acts({ onDelete }: ForeignKey): boolean {
  return onDelete === "cascade" || onDelete === "set null" || onDelete === "set default";
}

/** Whether what the key does to its rows may be refused: NULL where none is taken, one value twice. */
function refusesAction(child: Table, key: ForeignKey): boolean {
  return takesNoNull(child, key) || repeatsDefault(child, key);
}

/** Whether the key would set the same default in rows that must each have a value of their own. */
function repeatsDefault(child: Table, { columns, onDelete }: ForeignKey): boolean {
  if (onDelete !== "set default") return false;
  const sets = (name: string) => columns.some((column) => sameName(column, name));
  const hasDefault = child.columns.some((column) =>
    sets(column.name) && (column.default ?? "null") !== "null"
  );
  const uniques = child.constraints.filter((constraint) => constraint.kind === "unique");
  return hasDefault && [...(child.primaryKey === undefined ? [] : [child.primaryKey]), ...uniques]
    .some(({ terms }) => terms.every((term) => sets(term.column ?? "")));
}

/** Whether the key would set NULL in a column that takes none. */
function takesNoNull(child: Table, { columns, onDelete }: ForeignKey): boolean {
  const rowid = child.primaryKey?.isRowid ? child.primaryKey.terms[0]?.column : undefined;
  return child.columns.some((column) =>
    (column.notNull !== undefined || sameName(column.name, rowid ?? "")) &&
    columns.some((name) => sameName(name, column.name)) &&
    (onDelete === "set null" ||
      (onDelete === "set default" && (column.default ?? "null") === "null"))
  );
}

function parentIn(tables: readonly Table[], { references }: ForeignKey): Table | undefined {
  return tables.find((table) => sameName(table.name, references.table));
}
