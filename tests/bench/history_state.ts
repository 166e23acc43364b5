import { type Random, randomFrom } from "./random.ts";

/**
 * The state of the database at one point of a generated history, as far as the next migration needs
 * it. Unlike the rest of the code, it is changed in place: references are to objects, so that a
 * rename applies to everything that mentions them.
 */
export interface State {
  readonly random: Random;
  tables: TableState[];
  indexes: IndexState[];
  views: ViewState[];
  triggers: TriggerState[];
  /** Every name that was ever used, since tables, views and indexes share a namespace in SQLite. */
  readonly usedNames: Set<string>;
  /** Creates distinct values. */
  counter: number;
}

export interface TableState {
  name: string;
  columns: ColumnState[];
  /** Clauses below the columns, such as a primary key of two columns. */
  constraints: readonly (() => string)[];
  /** `STRICT`, `WITHOUT ROWID` or `""`. */
  options: string;
  /** The number of foreign keys that reference it, including its own. */
  referenced: number;
  /** The number of views, and of triggers of other tables, that read or write it. */
  mentioned: number;
}

export interface ColumnState {
  name: string;
  type: string;
  /** The clauses after the type, in order. */
  clauses: readonly (() => string)[];
  /** Whether an INSERT must give it a value. */
  readonly required: boolean;
  /** Whether its values must be unique. */
  readonly unique: boolean;
  /** The accepted values, if not every value of its type is accepted. */
  readonly values?: readonly string[];
  readonly references?: TableState;
  /** Whether it must not be written, changed or dropped: a key, or a generated column. */
  readonly fixed: "key" | "generated" | undefined;
  /** The number of indexes, views, triggers and other columns that use it. */
  pins: number;
}

export interface IndexState {
  readonly name: string;
  readonly table: TableState;
  readonly columns: readonly ColumnState[];
  readonly sql: () => string;
}

export interface ViewState {
  readonly name: string;
  readonly others: readonly TableState[];
  readonly columns: readonly ColumnState[];
  /** The number of views that read it. */
  read: number;
  /** The view that it reads, if it reads one. */
  readonly source?: ViewState;
}

export interface TriggerState {
  readonly name: string;
  readonly table: TableState;
  /** The other tables that it writes. */
  readonly others: readonly TableState[];
  readonly columns: readonly ColumnState[];
  readonly sql: () => string;
}

/** The state of an empty database. */
export function emptyState(seed: number): State {
  return {
    random: randomFrom(seed),
    tables: [],
    indexes: [],
    views: [],
    triggers: [],
    usedNames: new Set(),
    counter: 0,
  };
}

/** An unused name: the given one, or that with a number. */
export function freshName(state: State, wish: string): string {
  let name = wish;
  for (let number = 2; state.usedNames.has(name); number++) name = `${wish}_${number}`;
  state.usedNames.add(name);
  return name;
}

/** The CREATE TABLE of a table as it is now, with its own name or another one. */
export function createTableSql(table: TableState, name = table.name): string {
  const columns = table.columns.map(columnSql);
  const lines = [...columns, ...table.constraints.map((clause) => clause())];
  const options = table.options === "" ? "" : ` ${table.options}`;
  return `CREATE TABLE ${name} (\n  ${lines.join(",\n  ")}\n)${options}`;
}

/** A column as written in CREATE TABLE and ADD COLUMN. */
export function columnSql({ name, type, clauses }: ColumnState): string {
  return [name, type, ...clauses.map((clause) => clause())].join(" ");
}

/**
 * Counts the uses of columns by an index, a view or a trigger: 1 for a new one, -1 for a dropped
 * one.
 */
export function pin(
  { columns, others = [] }: {
    readonly columns: readonly ColumnState[];
    readonly others?: readonly TableState[];
  },
  by: 1 | -1,
): void {
  for (const column of columns) column.pins += by;
  for (const table of others) table.mentioned += by;
}
