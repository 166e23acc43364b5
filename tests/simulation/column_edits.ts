import {
  columnName,
  type Draft,
  type Edit,
  freeColumns,
  nextId,
  pickFrom,
  pickTable,
  plainTerm,
} from "./draft.ts";
import { randomCheck, randomDefault, randomGenerated } from "./expressions.ts";
import { type ColumnModel, rowidKey, type TableModel } from "./model.ts";
import { foldName, otherCase } from "./names.ts";
import { kindOf, randomType } from "./types.ts";

/** A new column, not yet added to its table. */
export function newColumn(draft: Draft, table: TableModel, type?: string): ColumnModel {
  const { random } = draft;
  const declared = type ?? randomType(random, { strict: table.strict });
  const hasDefault = random.chance(0.35);
  const text = kindOf(declared) === "text";
  return {
    id: nextId(draft),
    name: columnName(draft, table.columns, table.columns.map((it) => foldName(it.name))),
    type: declared,
    notNull: random.chance(0.35) ? randomConflict(draft) : undefined,
    default: hasDefault
      ? randomDefault(random, { type: declared, strict: table.strict })
      : undefined,
    collation: random.chance(text ? 0.25 : 0.02) ? random.pick(["NOCASE", "RTRIM"]) : undefined,
    generated: undefined,
  };
}

/** The conflict clause of a constraint; usually none. */
export function randomConflict({ random }: Draft): NonNullable<ColumnModel["notNull"]> {
  if (random.chance(0.9)) return "ABORT";
  return random.pick(["ROLLBACK", "FAIL", "IGNORE", "REPLACE"]);
}

export const addColumn: Edit = (draft) => {
  const table = pickTable(draft);
  if (table === undefined) return false;
  const { random } = draft;
  const column = newColumn(draft, table);
  const place = random.chance(0.75) ? table.columns.length : random.below(table.columns.length);
  table.columns.splice(place, 0, column);
  if (random.chance(0.15)) {
    const check = randomCheck(random, { ...table, columns: [column] });
    if (check) table.checks.push(check);
  }
  if (random.chance(0.1)) {
    table.uniques.push({ columns: [plainTerm(column.id)], conflict: randomConflict(draft) });
  }
  return true;
};

export const addGeneratedColumn: Edit = (draft) => {
  const table = pickTable(draft, (it) => it.columns.length > 0);
  if (table === undefined) return false;
  const column = newColumn(draft, table);
  column.default = undefined;
  column.notNull = undefined;
  column.generated = {
    expression: randomGenerated(draft.random, table.columns),
    stored: draft.random.chance(0.4),
  };
  table.columns.push(column);
  return true;
};

export const dropColumn: Edit = (draft) => {
  const table = pickTable(draft, (it) => it.columns.length > 1);
  if (table === undefined) return false;
  const free = freeColumns(table);
  const list = draft.random.chance(0.15) || free.length === 0 ? table.columns : free;
  const column = draft.random.pick(list);
  table.columns = table.columns.filter((it) => it !== column);
  return true;
};

export const renameColumn: Edit = (draft) => {
  const table = pickTable(draft);
  if (table === undefined) return false;
  const { random } = draft;
  const column = random.pick(table.columns);
  const roll = random.next();
  if (roll < 0.12) {
    const name = otherCase(random, column.name);
    if (name === undefined) return false;
    column.name = name;
  } else if (roll < 0.25) {
    const other = random.pick(table.columns);
    [column.name, other.name] = [other.name, column.name];
  } else column.name = columnName(draft, table.columns);
  return true;
};

export const moveColumn: Edit = (draft) => {
  const table = pickTable(draft, (it) => it.columns.length > 1);
  if (table === undefined) return false;
  const [column] = table.columns.splice(draft.random.below(table.columns.length), 1);
  table.columns.splice(draft.random.below(table.columns.length + 1), 0, column!);
  return true;
};

/** An edit of one stored column. */
function alter(change: (column: ColumnModel, table: TableModel, draft: Draft) => boolean): Edit {
  return (draft) => {
    const table = pickTable(draft);
    const column = pickFrom(draft.random, table?.columns.filter((it) => !it.generated) ?? []);
    return table !== undefined && column !== undefined && change(column, table, draft);
  };
}

export const alterType: Edit = alter((column, table, { random }) => {
  const isRowid = rowidKey(table) === column.id;
  if (isRowid && random.chance(0.8)) return false;
  const kind = random.chance(0.6) ? { kind: kindOf(column.type) } : {};
  column.type = randomType(random, { strict: table.strict, ...kind });
  return true;
});

export const alterNotNull: Edit = alter((column, table, draft) => {
  if (rowidKey(table) === column.id) return false;
  const isKeyed = draft.random.chance(0.15);
  column.notNull = column.notNull && !isKeyed ? undefined : randomConflict(draft);
  return true;
});

export const alterDefault: Edit = alter((column, table, { random }) => {
  const drops = column.default !== undefined && random.chance(0.4);
  column.default = drops
    ? undefined
    : randomDefault(random, { type: column.type, strict: table.strict });
  return true;
});

export const alterCollation: Edit = alter((column, _, { random }) => {
  column.collation = column.collation ? undefined : random.pick(["NOCASE", "RTRIM"]);
  return true;
});

/** Changes or removes a column's generated value, or gives a column one. */
export const alterGenerated: Edit = (draft) => {
  const { random } = draft;
  const table = pickTable(draft, (it) => it.columns.some((column) => column.generated)) ??
    pickTable(draft, (it) => freeColumns(it).length > 1);
  if (table === undefined) return false;
  const column = pickFrom(random, table.columns.filter((it) => it.generated)) ??
    random.pick(freeColumns(table));
  if (column.generated && random.chance(0.4)) {
    column.generated = undefined;
    return true;
  }
  const sources = table.columns.filter((it) => it !== column && !it.generated);
  if (sources.length === 0) return false;
  const isNew = column.generated === undefined || random.chance(0.5);
  column.generated = {
    expression: isNew ? randomGenerated(random, sources) : column.generated!.expression,
    stored: isNew ? random.chance(0.5) : !column.generated!.stored,
  };
  column.default = undefined;
  table.foreignKeys = table.foreignKeys.filter((key) => !key.columns.includes(column.id));
  return true;
};
