import { randomConflict } from "./column_edits.ts";
import {
  columnName,
  type Draft,
  type Edit,
  freeColumns,
  nextId,
  pickFrom,
  pickParentKey,
  pickTable,
  plainTerm,
} from "./draft.ts";
import { randomCheck } from "./expressions.ts";
import {
  type Action,
  type ForeignKeyModel,
  type Id,
  type KeyColumn,
  sameColumns,
  type TableModel,
} from "./model.ts";
import { foldName } from "./names.ts";
import { strictType } from "./types.ts";

const ACTIONS: readonly Action[] = [
  "NO ACTION",
  "NO ACTION",
  "CASCADE",
  "CASCADE",
  "SET NULL",
  "RESTRICT",
  "SET DEFAULT",
];

const ACTIONS_WITHOUT_NULL = ACTIONS.filter((action) => !action.startsWith("SET"));

/** A foreign key over existing columns. */
function newForeignKey(
  draft: Draft,
  columns: readonly Id[],
  parent: { table: TableModel; key: readonly Id[] },
): ForeignKeyModel {
  const { random } = draft;
  // If SET NULL violates NOT NULL, no row of the parent could be deleted.
  const mayBeNull = random.chance(0.05) ||
    draft.model.tables.every((table) =>
      table.columns.every((it) => !columns.includes(it.id) || it.notNull === undefined)
    );
  const primary = parent.table.primaryKey?.columns.map((it) => it.column) ?? [];
  return {
    columns: [...columns],
    parent: parent.table.id,
    parentColumns: [...parent.key],
    implicit: primary.join() === parent.key.join() && random.chance(0.4),
    onDelete: random.pick(mayBeNull ? ACTIONS : ACTIONS_WITHOUT_NULL),
    onUpdate: random.pick(ACTIONS),
    deferred: random.chance(0.2),
  };
}

/** Adds columns that reference a key of some table, possibly of the same one. */
export const addReference: Edit = (draft) => {
  const table = pickTable(draft);
  if (table === undefined) return false;
  const parent = draft.random.chance(0.2) ? table : pickTable(draft);
  if (parent === undefined) return false;
  return referTo(draft, table, parent);
};

/** Adds columns to the table that reference the other one; returns false if that has no key. */
export function referTo(draft: Draft, table: TableModel, parent: TableModel): boolean {
  const { random } = draft;
  const key = pickParentKey(draft, parent);
  if (key === undefined) return false;
  const columns = key.map((id) => {
    const source = parent.columns.find((it) => it.id === id)!;
    const column = {
      ...source,
      id: nextId(draft),
      name: columnName(draft, table.columns, table.columns.map((it) => foldName(it.name))),
      type: table.strict ? strictType(source.type) : source.type,
      notNull: random.chance(0.1) ? "ABORT" as const : undefined,
      default: random.chance(0.1) ? "NULL" : undefined,
    };
    table.columns.push(column);
    return column.id;
  });
  table.foreignKeys.push(newForeignKey(draft, columns, { table: parent, key }));
  return true;
}

/** Adds a foreign key over an existing column. */
export const addForeignKey: Edit = (draft) => {
  const table = pickTable(draft, (it) => freeColumns(it).length > 0);
  const parent = pickTable(draft);
  if (table === undefined || parent === undefined) return false;
  const key = pickParentKey(draft, parent);
  const free = freeColumns(table).map((it) => it.id);
  if (key === undefined || free.length < key.length) return false;
  const columns = draft.random.chance(0.5) ? free.slice(-key.length) : free.slice(0, key.length);
  if (sameColumns(columns, key)) return false;
  table.foreignKeys.push(newForeignKey(draft, columns, { table: parent, key }));
  return true;
};

export const alterForeignKey: Edit = (draft) => {
  const table = pickTable(draft, (it) => it.foreignKeys.length > 0);
  if (table === undefined) return false;
  const { random } = draft;
  const key = random.pick(table.foreignKeys);
  const roll = random.next();
  if (roll < 0.3) table.foreignKeys = table.foreignKeys.filter((it) => it !== key);
  else if (roll < 0.5) key.onDelete = random.pick(ACTIONS);
  else if (roll < 0.7) key.onUpdate = random.pick(ACTIONS);
  else if (roll < 0.85) key.deferred = !key.deferred;
  else key.implicit = !key.implicit;
  return true;
};

export const addUnique: Edit = (draft) => {
  const table = pickTable(draft);
  if (table === undefined) return false;
  const { random } = draft;
  const first = random.pick(table.columns);
  const second = random.chance(0.4) ? random.pick(table.columns) : first;
  const ids = [...new Set([first.id, second.id])];
  const columns = ids.map((column): KeyColumn => ({
    column,
    collation: random.chance(0.1) ? random.pick(["NOCASE", "BINARY"]) : undefined,
    descending: random.chance(0.1),
  }));
  table.uniques.push({ columns, conflict: randomConflict(draft) });
  return true;
};

export const dropUnique: Edit = (draft) => {
  const table = pickTable(draft, (it) => it.uniques.length > 0);
  if (table === undefined) return false;
  table.uniques.splice(draft.random.below(table.uniques.length), 1);
  return true;
};

export const addCheck: Edit = (draft) => {
  const table = pickTable(draft);
  const check = table && randomCheck(draft.random, table);
  if (check === undefined) return false;
  table!.checks.push(check);
  return true;
};

export const dropCheck: Edit = (draft) => {
  const table = pickTable(draft, (it) => it.checks.length > 0);
  if (table === undefined) return false;
  table.checks.splice(draft.random.below(table.checks.length), 1);
  return true;
};

/** Changes the primary key: its columns, their order, AUTOINCREMENT, or removes it. */
export const alterPrimaryKey: Edit = (draft) => {
  const table = pickTable(draft);
  if (table === undefined) return false;
  const { random } = draft;
  const key = table.primaryKey;
  const roll = random.next();
  if (key !== undefined && roll < 0.3) key.autoincrement = !key.autoincrement;
  else if (key !== undefined && roll < 0.4) key.inline = !key.inline;
  else if (key !== undefined && roll < 0.5) {
    key.columns = key.columns.map((it) => ({ ...it, descending: random.chance(0.5) }));
  } else if (key !== undefined && roll < 0.6) key.conflict = randomConflict(draft);
  else if (key !== undefined && roll < 0.7) table.primaryKey = undefined;
  else {
    const columns = table.columns.filter((it) => !it.generated);
    const first = pickFrom(random, columns);
    if (first === undefined) return false;
    const ids = new Set([first.id, ...(random.chance(0.3) ? [random.pick(columns).id] : [])]);
    table.primaryKey = {
      columns: [...ids].map(plainTerm),
      conflict: randomConflict(draft),
      autoincrement: random.chance(0.2),
      inline: true,
    };
  }
  return true;
};

export const alterOptions: Edit = (draft) => {
  const table = pickTable(draft);
  if (table === undefined) return false;
  if (draft.random.chance(0.5)) table.strict = !table.strict;
  else table.withoutRowid = !table.withoutRowid;
  return true;
};
