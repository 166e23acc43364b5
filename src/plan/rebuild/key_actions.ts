import { mentions } from "../../schema/mentions.ts";
import { type ForeignKey, foreignKeysOf, type Table } from "../../schema/snapshot.ts";
import { fold, sameName } from "../../sql/names.ts";

/** What a key does to the rows of its table when those they point at are deleted or changed. */
export interface KeyAction {
  readonly child: Table;
  readonly key: ForeignKey;
  readonly on: "delete" | "update";
}

/**
 * All that the keys of some tables do when all rows of others are deleted: what one of them sets may
 * be what another one points at, which then follows.
 */
export function actionsOf(emptied: readonly Table[], children: readonly Table[]): KeyAction[] {
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
export function referencedColumns({ references }: ForeignKey, parent: Table): readonly string[] {
  if (references.columns.length > 0) return references.columns;
  return parent.primaryKey?.terms.flatMap((term) => term.column ?? []) ?? [];
}

function sharesName(left: readonly string[], right: readonly string[]): boolean {
  return left.some((name) => right.some((other) => sameName(name, other)));
}

/** The columns of the table that the actions set. */
export function columnsSet(table: Table, actions: readonly KeyAction[]): string[] {
  return actions.filter((it) => it.child === table && !deletesRows(it))
    .flatMap(({ key }) => key.columns);
}

/** The keys of the child whose parents SQLite looks up for it: all where rows go. */
export function keysLookedUp(action: KeyAction): ForeignKey[] {
  const { child, key } = action;
  return foreignKeysOf(child).filter((it) =>
    deletesRows(action) || sharesName(it.columns, key.columns)
  );
}

/** Whether what is set may be refused: NULL where none is taken, one value twice. */
export function isRefused(action: KeyAction): boolean {
  return !deletesRows(action) &&
    (takesNoNull(action) || repeatsDefault(action) || changesComputed(action));
}

/** Whether a check, or the type of a STRICT column, might stand against what is set. */
export function isDoubtful(action: KeyAction): boolean {
  const { child, key: { columns } } = action;
  if (deletesRows(action)) return false;
  const isChecked = child.constraints.some((constraint) =>
    constraint.kind === "check" &&
    columns.some((name) => mentions(constraint.expression).has(fold(name)))
  );
  return isChecked || (child.strict && doneBy(action) === "set default");
}

/** A column of the key that takes NULL, whatever row it stands in; with it the row points nowhere. */
export function columnToEmpty({ child, key, on }: KeyAction): string | undefined {
  return key.columns.find((name) => {
    const alone: KeyAction = { child, key: { ...key, columns: [name], onDelete: "set null" }, on };
    return !isRefused(alone) && !isDoubtful(alone);
  });
}

/** Whether the same default would be set in rows that must differ, perhaps by nothing else. */
function repeatsDefault(action: KeyAction): boolean {
  const { child, key: { columns } } = action;
  if (doneBy(action) !== "set default") return false;
  const sets = (name: string) => columns.some((column) => sameName(column, name));
  const hasDefault = child.columns.some((column) =>
    sets(column.name) && (column.default ?? "null") !== "null"
  );
  return hasDefault && keyColumns(child).some(sets);
}

/** Whether what is computed from the key must be there, or must differ from row to row. */
function changesComputed({ child, key: { columns } }: KeyAction): boolean {
  const names = new Set(columns.map(fold));
  const computed = child.columns.filter(({ name, generated }) => {
    const isAffected = generated !== undefined &&
      [...mentions(generated.expression)].some((it) => names.has(it));
    // What comes later may be computed from this.
    if (isAffected) names.add(fold(name));
    return isAffected;
  });
  return computed.some(({ name, notNull }) =>
    notNull !== undefined || keyColumns(child).some((it) => sameName(it, name))
  );
}

/** The columns that stand in the table's keys. */
function keyColumns({ primaryKey, constraints }: Table): string[] {
  const uniques = constraints.filter((constraint) => constraint.kind === "unique");
  return [...(primaryKey === undefined ? [] : [primaryKey]), ...uniques]
    .flatMap(({ terms }) => terms.flatMap((term) => term.column ?? []));
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
