import { newColumn, randomConflict } from "./column_edits.ts";
import { referTo } from "./constraint_edits.ts";
import {
  type Draft,
  type Edit,
  nextId,
  nextStyle,
  objectName,
  pickTable,
  plainTerm,
} from "./draft.ts";
import { randomCheck, randomGenerated } from "./expressions.ts";
import type { KeyColumn, PrimaryKeyModel, TableModel } from "./model.ts";
import { otherCase } from "./names.ts";

export const createTable: Edit = (draft) => {
  const { model, random } = draft;
  const table: TableModel = {
    id: nextId(draft),
    name: objectName(draft),
    style: nextStyle(draft),
    columns: [],
    primaryKey: undefined,
    uniques: [],
    checks: [],
    foreignKeys: [],
    strict: random.chance(0.15),
    withoutRowid: false,
  };
  addKey(draft, table);
  for (let count = 1 + random.below(5); count > 0; count--) {
    table.columns.push(newColumn(draft, table));
  }
  model.tables.push(table);
  addConstraints(draft, table);
  return true;
};

function addKey(draft: Draft, table: TableModel): void {
  const { random } = draft;
  const roll = random.next();
  if (roll > 0.93) return;
  const type = roll < 0.6 ? "INTEGER" : undefined;
  const count = roll > 0.8 ? 2 : 1;
  const columns = Array.from({ length: count }, (_, index) => {
    const column = { ...newColumn(draft, table, type), default: undefined };
    if (type === "INTEGER" && index === 0 && random.chance(0.7)) column.name = "id";
    if (type === "INTEGER") column.notNull = undefined;
    table.columns.push(column);
    return column;
  });
  table.primaryKey = {
    columns: columns.map((column): KeyColumn => ({
      ...plainTerm(column.id),
      descending: random.chance(0.08),
    })),
    conflict: random.chance(0.9) ? "ABORT" : randomConflict(draft),
    autoincrement: type === "INTEGER" && random.chance(0.25),
    inline: true,
  } satisfies PrimaryKeyModel;
  table.withoutRowid = random.chance(roll < 0.6 ? 0.05 : 0.4);
}

function addConstraints(draft: Draft, table: TableModel): void {
  const { model, random } = draft;
  for (let count = random.pick([0, 0, 1, 1, 2]); count > 0; count--) {
    referTo(draft, table, random.chance(0.15) ? table : random.pick(model.tables));
  }
  const check = random.chance(0.3) ? randomCheck(random, table) : undefined;
  if (check) table.checks.push(check);
  if (random.chance(0.3)) {
    const columns = [plainTerm(random.pick(table.columns).id)];
    table.uniques.push({ columns, conflict: randomConflict(draft) });
  }
  if (random.chance(0.15)) {
    const column = newColumn(draft, table);
    const expression = randomGenerated(random, table.columns);
    const generated = { expression, stored: random.chance(0.4) };
    table.columns.push({ ...column, default: undefined, notNull: undefined, generated });
  }
}

export const dropTable: Edit = (draft) => {
  const table = draft.model.tables.length > 2 ? pickTable(draft) : undefined;
  if (table === undefined) return false;
  draft.model.tables = draft.model.tables.filter((it) => it !== table);
  return true;
};

/** Renames a table, changes the case of its name, or swaps the names of two tables. */
export const renameTable: Edit = (draft) => {
  const { random } = draft;
  const table = pickTable(draft);
  if (table === undefined) return false;
  const roll = random.next();
  if (roll < 0.15) {
    const name = otherCase(random, table.name);
    if (name === undefined) return false;
    table.name = name;
  } else if (roll < 0.3) {
    const other = pickTable(draft)!;
    [table.name, other.name] = [other.name, table.name];
  } else table.name = objectName(draft);
  return true;
};

/** Changes only the spelling. */
export const respell: Edit = (draft) => {
  const { model, random } = draft;
  const all = [...model.tables, ...model.indexes, ...model.views, ...model.triggers];
  if (all.length === 0) return false;
  random.pick(all).style = nextStyle(draft);
  return true;
};
