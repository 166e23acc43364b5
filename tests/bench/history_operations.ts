import {
  addableColumn,
  columnName,
  freeName,
  freshValue,
  keyColumn,
  keyOf,
  newColumn,
  reference,
} from "./history_columns.ts";
import {
  columnSql,
  type ColumnState,
  createTableSql,
  freshName,
  pin,
  type State,
  type TableState,
} from "./history_state.ts";

/** An operation of a migration: words for its name, and its statements without semicolons. */
export interface Operation {
  readonly name: string;
  readonly statements: readonly string[];
}

/** Changes the state and returns the operation for that; undefined if it is not possible. */
export type Operator = (state: State) => Operation | undefined;

const NOUNS = ("users accounts teams projects tasks comments posts tags files folders orders " +
  "invoices payments products categories suppliers shipments addresses carts coupons reviews " +
  "messages threads events sessions devices tokens roles permissions audits reports charts " +
  "metrics alerts rules jobs queues plans features settings notes pages themes assets albums " +
  "tracks artists playlists venues tickets seats courses lessons grades schools").split(" ");
const SECOND_NOUNS = ("items entries versions links drafts logs details options members states " +
  "changes imports exports labels groups limits").split(" ");

export const createTable: Operator = (state) => {
  const table: TableState = {
    name: freshName(state, tableName(state)),
    columns: [],
    constraints: [],
    options: "",
    referenced: 0,
    mentioned: 0,
  };
  const parents = state.tables.filter((it) => keyOf(it) !== undefined);
  if (parents.length > 1 && state.random.chance(0.1)) makeLink(state, table, parents);
  else makeOrdinary(state, table, parents);
  state.tables.push(table);
  const foreignKeys = table.columns.filter(({ references }) => references !== undefined);
  const indexes = foreignKeys.filter(() => state.random.chance(0.6))
    .map((column) => indexOn(state, table, [column]));
  return { name: `create_${table.name}`, statements: [createTableSql(table), ...indexes] };
};

export const dropTable: Operator = (state) => {
  const table = some(state, state.tables.filter(isAlone));
  if (table === undefined || state.tables.length < 3) return undefined;
  state.tables = state.tables.filter((it) => it !== table);
  state.indexes = state.indexes.filter((it) => it.table !== table);
  state.triggers.filter((it) => it.table === table).forEach((trigger) => pin(trigger, -1));
  state.triggers = state.triggers.filter((it) => it.table !== table);
  for (const { references } of table.columns) if (references) references.referenced--;
  return { name: `drop_${table.name}`, statements: [`DROP TABLE ${table.name}`] };
};

export const renameTable: Operator = (state) => {
  const table = state.random.pick(state.tables);
  const before = table.name;
  table.name = freshName(state, tableName(state));
  return {
    name: `rename_${before}`,
    statements: [`ALTER TABLE ${before} RENAME TO ${table.name}`],
  };
};

export const addColumn: Operator = (state) => {
  const table = some(state, state.tables.filter(({ columns }) => columns.length < 25));
  if (table === undefined) return undefined;
  const column = addableColumn(state, table);
  table.columns.push(column);
  const statements = [`ALTER TABLE ${table.name} ADD COLUMN ${columnSql(column)}`];
  if (column.references && state.random.chance(0.5)) {
    statements.push(indexOn(state, table, [column]));
  }
  return { name: `add_${table.name}_${column.name}`, statements };
};

export const renameColumn: Operator = (state) => {
  const table = state.random.pick(state.tables);
  const column = some(state, table.columns.filter(({ fixed }) => fixed === undefined));
  if (column === undefined) return undefined;
  const before = column.name;
  column.name = column.references
    ? freeName(table, state.random.pick(["owner_id", "parent_id", "source_id"]))
    : columnName(state, table, column.type);
  return {
    name: `rename_${table.name}_${before}`,
    statements: [`ALTER TABLE ${table.name} RENAME COLUMN ${before} TO ${column.name}`],
  };
};

export const dropColumn: Operator = (state) => {
  const table = state.random.pick(state.tables);
  const column = some(state, table.columns.filter(isFree));
  if (column === undefined || table.columns.length < 4) return undefined;
  table.columns = table.columns.filter((it) => it !== column);
  if (column.references) column.references.referenced--;
  return {
    name: `drop_${table.name}_${column.name}`,
    statements: [`ALTER TABLE ${table.name} DROP COLUMN ${column.name}`],
  };
};

export const createIndex: Operator = (state) => {
  const table = state.random.pick(state.tables);
  const columns = table.columns.filter(({ fixed }) => fixed !== "key");
  const taken = state.indexes.filter((it) => it.table === table).length;
  if (columns.length < 2 || taken > 3) return undefined;
  const first = state.random.below(columns.length);
  const chosen = columns.slice(first, first + (state.random.chance(0.3) ? 2 : 1));
  return { name: `index_${table.name}`, statements: [indexOn(state, table, chosen)] };
};

export const dropIndex: Operator = (state) => {
  const index = some(state, state.indexes);
  if (index === undefined) return undefined;
  state.indexes = state.indexes.filter((it) => it !== index);
  pin(index, -1);
  return { name: `drop_${index.name}`, statements: [`DROP INDEX ${index.name}`] };
};

/** An ordinary INSERT, UPDATE or DELETE; foreign keys reference existing rows, or are NULL. */
export const writeRows: Operator = (state) => {
  const table = some(state, state.tables.filter((it) => keyOf(it) !== undefined));
  if (table === undefined) return undefined;
  if (table.referenced === 0 && state.random.chance(0.1)) {
    const sql = `DELETE FROM ${table.name} WHERE id IN (SELECT id FROM ${table.name} LIMIT 1)`;
    return { name: `clean_${table.name}`, statements: [sql] };
  }
  const changed = some(
    state,
    table.columns.filter((it) => !it.unique && it.fixed === undefined && !it.references),
  );
  if (changed !== undefined && state.random.chance(0.4)) {
    const value = freshValue(state, changed);
    const sql =
      `UPDATE ${table.name} SET ${changed.name} = ${value} WHERE ${changed.name} IS NOT NULL`;
    return { name: `fill_${table.name}`, statements: [sql] };
  }
  const written = table.columns.filter((it) => it.required || it.references);
  const values = written.map((it) =>
    it.references ? `(SELECT max(id) FROM ${it.references.name})` : freshValue(state, it)
  );
  const sql = written.length === 0
    ? `INSERT INTO ${table.name} DEFAULT VALUES`
    : `INSERT INTO ${table.name} (${written.map(({ name }) => name).join(", ")})\n` +
      `VALUES (${values.join(", ")})`;
  return { name: `seed_${table.name}`, statements: [sql] };
};

/** Creates an index over the columns in the state, and returns its SQL. */
function indexOn(state: State, table: TableState, columns: readonly ColumnState[]): string {
  const names = columns.map(({ name }) => name).join("_");
  const name = freshName(state, `idx_${table.name}_${names}`);
  const [first] = columns;
  const isPartial = state.random.chance(0.1);
  const sql = () => {
    const where = isPartial ? ` WHERE ${first!.name} IS NOT NULL` : "";
    return `CREATE INDEX ${name} ON ${table.name} (${
      columns.map((it) => it.name).join(", ")
    })${where}`;
  };
  const index = { name, table, columns, sql };
  state.indexes.push(index);
  pin(index, 1);
  return sql();
}

function makeOrdinary(state: State, table: TableState, parents: readonly TableState[]): void {
  const { random } = state;
  if (random.chance(0.06)) table.options = "STRICT";
  table.columns.push(keyColumn(state));
  const count = 3 + random.below(6);
  for (let index = 0; index < count; index++) table.columns.push(newColumn(state, table));
  for (let wanted = random.below(3); wanted > 0 && parents.length > 0; wanted--) {
    table.columns.push(reference(state, table, random.pick(parents)));
  }
  if (random.chance(0.1)) table.columns.push(reference(state, table, table));
}

/** A table between two others, whose primary key consists of the references. */
function makeLink(state: State, table: TableState, parents: readonly TableState[]): void {
  const left = reference(state, table, state.random.pick(parents), "key");
  table.columns.push(left);
  const right = reference(state, table, state.random.pick(parents), "key");
  table.columns.push(right);
  table.columns.push(addableColumn(state, table));
  table.constraints = [() => `PRIMARY KEY (${left.name}, ${right.name})`];
  if (state.random.chance(0.5)) table.options = "WITHOUT ROWID";
}

function tableName(state: State): string {
  const noun = state.random.pick(NOUNS);
  if (state.random.chance(0.4)) return noun;
  return `${noun.replace(/ies$/, "y").replace(/s$/, "")}_${state.random.pick(SECOND_NOUNS)}`;
}

/** One of the list, or undefined if it is empty. */
export function some<T>(state: State, list: readonly T[]): T | undefined {
  return list.length === 0 ? undefined : state.random.pick(list);
}

/** Whether nothing else depends on the table. */
function isAlone(table: TableState): boolean {
  return table.referenced === 0 && table.mentioned === 0;
}

/** Whether nothing depends on the column. */
function isFree(column: ColumnState): boolean {
  return column.pins === 0 && !column.unique && column.fixed === undefined;
}
