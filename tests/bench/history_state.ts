import { type Random, randomFrom } from "./random.ts";

/**
 * What is in the database at one point of a generated history, as far as the next migration has
 * to know it. Unlike the rest of the code, this is changed in place: names are looked up through
 * the objects, so that a rename reaches everything that mentions it.
 */
export interface State {
  readonly random: Random;
  tables: TableState[];
  indexes: IndexState[];
  views: ViewState[];
  triggers: TriggerState[];
  /** Every name that was ever given, since SQLite knows one space for tables, views and indexes. */
  readonly usedNames: Set<string>;
  /** Makes values that are like no other. */
  counter: number;
}

export interface TableState {
  name: string;
  columns: ColumnState[];
  /** Clauses below the columns, such as a primary key of two columns. */
  constraints: readonly (() => string)[];
  /** `STRICT`, `WITHOUT ROWID` or `""`. */
  options: string;
  /** How many foreign keys point here, its own included. */
  referenced: number;
  /** How many views, and triggers of other tables, read or write it. */
  mentioned: number;
}

export interface ColumnState {
  name: string;
  type: string;
  /** What follows the type, in order. */
  clauses: readonly (() => string)[];
  /** An INSERT has to give it a value. */
  readonly required: boolean;
  /** No two rows may hold the same value. */
  readonly unique: boolean;
  /** The values it takes, where not every value of its type will do. */
  readonly values?: readonly string[];
  readonly references?: TableState;
  /** Not to be written, changed or dropped: a key, or a generated column. */
  readonly fixed: "key" | "generated" | undefined;
  /** How many indexes, views, triggers and other columns need it. */
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
  /** How many views read it. */
  read: number;
  /** The view it reads, if it reads one. */
  readonly source?: ViewState;
}

export interface TriggerState {
  readonly name: string;
  readonly table: TableState;
  /** The other tables it writes. */
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

/** A name that nothing had before: the one wished for, or that with a number behind it. */
export function freshName(state: State, wish: string): string {
  let name = wish;
  for (let number = 2; state.usedNames.has(name); number++) name = `${wish}_${number}`;
  state.usedNames.add(name);
  return name;
}

/** The CREATE TABLE of a table as it stands, under its own name or another. */
export function createTableSql(table: TableState, name = table.name): string {
  const columns = table.columns.map(columnSql);
  const lines = [...columns, ...table.constraints.map((clause) => clause())];
  const options = table.options === "" ? "" : ` ${table.options}`;
  return `CREATE TABLE ${name} (\n  ${lines.join(",\n  ")}\n)${options}`;
}

/** A column as it is in CREATE TABLE and behind ADD COLUMN. */
export function columnSql({ name, type, clauses }: ColumnState): string {
  return [name, type, ...clauses.map((clause) => clause())].join(" ");
}

/** Adds or takes away what an index, a view or a trigger needs: 1 for a new one, -1 for a drop. */
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
