import { freshValue, keyOf } from "./history_columns.ts";
import { type Operator, some } from "./history_operations.ts";
import {
  type ColumnState,
  createTableSql,
  freshName,
  pin,
  type State,
  type TableState,
  type TriggerState,
  type ViewState,
} from "./history_state.ts";

/** Views of one table, of a table and its parent, or of another view. */
export const createView: Operator = (state) => {
  const table = state.random.pick(state.tables);
  const source = some(state, state.views.filter((view) => view.source === undefined));
  if (source !== undefined && state.random.chance(0.15)) return viewOnView(state, source);
  const columns = table.columns.slice(0, 3);
  const link = table.columns.find(({ references }) => references && references !== table);
  const parent = link?.references;
  const name = freshName(state, `${table.name}_overview`);
  const shown = columns.map((it, index) => `  it.${it.name} AS shown_${index}`);
  const used = [...columns];
  let from = `FROM ${table.name} AS it`;
  if (link !== undefined && parent !== undefined) {
    const named = parent.columns[1] ?? keyOf(parent)!;
    used.push(link, named);
    shown.push(`  parent.${named.name} AS parent_shown`);
    from += `\nLEFT JOIN ${parent.name} AS parent ON parent.id = it.${link.name}`;
  }
  const others = parent === undefined ? [table] : [table, parent];
  remember(state, { name, others, columns: used, read: 0 });
  return {
    name: `view_${table.name}`,
    statements: [`CREATE VIEW ${name} AS\nSELECT\n${shown.join(",\n")}\n${from}`],
  };
};

export const dropView: Operator = (state) => {
  const view = some(state, state.views.filter(({ read }) => read === 0));
  if (view === undefined) return undefined;
  state.views = state.views.filter((it) => it !== view);
  pin(view, -1);
  if (view.source) view.source.read--;
  return { name: `drop_${view.name}`, statements: [`DROP VIEW ${view.name}`] };
};

/** A trigger that changes its own row, or inserts one into another table. */
export const createTrigger: Operator = (state) => {
  const table = some(state, state.tables.filter((it) => keyOf(it) !== undefined));
  const written = table?.columns.find((it) => it.type === "TEXT" && isWritable(it));
  if (table === undefined || written === undefined) return undefined;
  if (state.triggers.filter((it) => it.table === table).length > 1) return undefined;
  const watched = state.random.pick(table.columns.filter((it) => it.fixed === undefined));
  const other = some(state, state.tables.filter((it) => it !== table && isEasilyFilled(it)));
  const trigger = other !== undefined && state.random.chance(0.3)
    ? loggingTrigger(state, { table, watched, other })
    : touchingTrigger(state, { table, watched, written });
  state.triggers.push(trigger);
  pin(trigger, 1);
  return { name: `trigger_${table.name}`, statements: [trigger.sql()] };
};

export const dropTrigger: Operator = (state) => {
  const trigger = some(state, state.triggers);
  if (trigger === undefined) return undefined;
  state.triggers = state.triggers.filter((it) => it !== trigger);
  pin(trigger, -1);
  return { name: `drop_${trigger.name}`, statements: [`DROP TRIGGER ${trigger.name}`] };
};

/**
 * Changes the type or default of a column, in the twelve steps that SQLite recommends. Only for
 * tables that no view and no trigger of another table mentions, since the final rename would fail.
 * https://www.sqlite.org/lang_altertable.html#otheralter
 */
export const rebuildTable: Operator = (state) => {
  const table = some(state, state.tables.filter((it) => it.mentioned === 0 && it.options === ""));
  const column = some(state, table?.columns.filter(isBare) ?? []);
  if (table === undefined || column === undefined) return undefined;
  const withDefault = state.random.chance(0.5);
  if (withDefault) column.clauses = [() => "NOT NULL DEFAULT 0"];
  else column.type = column.type === "TEXT" ? "VARCHAR(255)" : "TEXT";
  const copied = table.columns.filter(({ fixed }) => fixed !== "generated");
  const values = copied.map((it) =>
    withDefault && it === column ? `coalesce(${it.name}, 0)` : it.name
  );
  const steps = [
    createTableSql(table, `new_${table.name}`),
    `INSERT INTO new_${table.name} (${copied.map(({ name }) => name).join(", ")})\n` +
    `SELECT ${values.join(", ")} FROM ${table.name}`,
    `DROP TABLE ${table.name}`,
    `ALTER TABLE new_${table.name} RENAME TO ${table.name}`,
    ...state.indexes.filter((it) => it.table === table).map((it) => it.sql()),
    ...state.triggers.filter((it) => it.table === table).map((it) => it.sql()),
  ];
  const statements = table.referenced === 0
    ? steps
    : ["PRAGMA foreign_keys = OFF", ...steps, "PRAGMA foreign_keys = ON"];
  return { name: `rebuild_${table.name}`, statements };
};

function viewOnView(state: State, source: ViewState) {
  const name = freshName(state, `${source.name}_count`);
  remember(state, { name, others: [], columns: [], read: 0, source });
  source.read++;
  return {
    name: `view_${source.name}`,
    statements: [`CREATE VIEW ${name} AS SELECT count(shown_0) AS rows FROM ${source.name}`],
  };
}

function remember(state: State, view: ViewState): void {
  state.views.push(view);
  pin(view, 1);
}

function touchingTrigger(
  state: State,
  { table, watched, written }: Record<"watched" | "written", ColumnState> & { table: TableState },
): TriggerState {
  const name = freshName(state, `${table.name}_touched`);
  const columns = [watched, written];
  const sql = () =>
    `CREATE TRIGGER ${name} AFTER UPDATE OF ${watched.name} ON ${table.name}\n` +
    `WHEN new.${watched.name} IS NOT old.${watched.name}\nBEGIN\n` +
    `  UPDATE ${table.name}\n  SET ${written.name} = CASE WHEN old.${watched.name} IS NULL ` +
    `THEN 'new;' ELSE 'changed;' END\n  WHERE id = new.id;\nEND`;
  return { name, table, others: [], columns, sql };
}

function loggingTrigger(
  state: State,
  { table, watched, other }: Record<"table" | "other", TableState> & { watched: ColumnState },
): TriggerState {
  const name = freshName(state, `${table.name}_logged`);
  const columns = other.columns.filter(({ required }) => required);
  const values = columns.map((it) => freshValue(state, it));
  const sql = () => {
    const names = ["id", ...columns.map((it) => it.name)].join(", ");
    return `CREATE TRIGGER ${name} AFTER INSERT ON ${table.name}\n` +
      `WHEN new.${watched.name} IS NOT NULL\nBEGIN\n` +
      `  INSERT INTO ${other.name} (${names}) VALUES (${["NULL", ...values].join(", ")});\nEND`;
  };
  return { name, table, others: [other], columns: [...columns, watched], sql };
}

/** Whether a row needs no unique value. */
function isEasilyFilled(table: TableState): boolean {
  return keyOf(table) !== undefined && !table.columns.some((it) => it.required && it.unique);
}

function isWritable(column: ColumnState): boolean {
  return column.fixed === undefined && !column.unique && !column.references && !column.values;
}

/** Whether the column is only a name and a type, so that a rebuild may add to it. */
function isBare(column: ColumnState): boolean {
  return isWritable(column) && column.clauses.length === 0;
}
