import { DatabaseSync } from "node:sqlite";
import {
  addColumn,
  createIndex,
  createTable,
  dropColumn,
  dropIndex,
  dropTable,
  type Operation,
  type Operator,
  renameColumn,
  renameTable,
  writeRows,
} from "./history_operations.ts";
import {
  createTrigger,
  createView,
  dropTrigger,
  dropView,
  rebuildTable,
} from "./history_rewrites.ts";
import { emptyState, type State } from "./history_state.ts";

export interface HistoryOptions {
  readonly migrations: number;
  /** The exact number of tables at the end. */
  readonly tables: number;
  readonly seed: number;
}

export interface History {
  /** The migrations in order, in the plain layout with versions of at least four digits. */
  readonly files: readonly { readonly name: string; readonly sql: string }[];
  /** The final schema of the database, in an order that runs. */
  readonly schemaSql: string;
}

/**
 * A history like that of a real project: tables that are added over time, columns, indexes, views
 * and triggers that are added, renamed and dropped, a few rows, and sometimes a rebuild. The same
 * options give the same bytes. Every statement has run in SQLite with foreign keys on; one that
 * fails is a mistake here, and is thrown.
 */
export function generateHistory({ migrations, tables, seed }: HistoryOptions): History {
  const state = emptyState(seed);
  const database = new DatabaseSync(":memory:", { enableForeignKeyConstraints: true });
  const digits = Math.max(4, String(migrations).length);
  const files = Array.from({ length: migrations }, (_, index) => {
    const operations = nextMigration(state, tablesAt((index + 1) / migrations, tables));
    for (const sql of operations.flatMap(({ statements }) => statements)) {
      run(database, sql, { migrations, tables, seed });
    }
    const version = String(index + 1).padStart(digits, "0");
    return { name: `${version}_${operations[0]!.name}.sql`, sql: fileText(operations) };
  });
  const schemaSql = dump(database);
  database.close();
  return { files, schemaSql };
}

/** The operations of a migration, with their relative frequencies. */
const OPERATORS: readonly (readonly [number, Operator])[] = [
  [36, addColumn],
  [18, createIndex],
  [4, dropIndex],
  [5, renameColumn],
  [8, dropColumn],
  [2, renameTable],
  [4, createView],
  [2, dropView],
  [4, createTrigger],
  [2, dropTrigger],
  [9, writeRows],
  [3, rebuildTable],
  [2, dropTable],
];

/** The number of tables after a share of the history: many early, all at the end. */
function tablesAt(share: number, tables: number): number {
  return share === 1 ? tables : Math.max(1, Math.round(tables * share ** 0.7));
}

function nextMigration(state: State, tables: number): readonly Operation[] {
  const operations = createUpTo(state, tables);
  for (let wanted = 1 + state.random.below(3); wanted > 0; wanted--) {
    operations.push(nextOperation(state));
  }
  return [...operations, ...createUpTo(state, tables)];
}

function createUpTo(state: State, tables: number): Operation[] {
  const operations: Operation[] = [];
  while (state.tables.length < tables) operations.push(createTable(state)!);
  return operations;
}

function nextOperation(state: State): Operation {
  const total = OPERATORS.reduce((sum, [weight]) => sum + weight, 0);
  while (true) {
    let left = state.random.next() * total;
    const operator = OPERATORS.find(([weight]) => (left -= weight) < 0)![1];
    const operation = operator(state);
    if (operation !== undefined) return operation;
  }
}

function fileText(operations: readonly Operation[]): string {
  return operations.map(({ name, statements }) =>
    [`-- ${name.replaceAll("_", " ")}`, ...statements.map((sql) => `${sql};`)].join("\n") + "\n"
  ).join("\n");
}

function run(database: DatabaseSync, sql: string, options: HistoryOptions): void {
  try {
    database.exec(sql);
  } catch (error) {
    throw new Error(`Cannot run ${sql}\nof ${JSON.stringify(options)}`, { cause: error });
  }
}

/** Tables first, then what depends on them, each kind in the order of creation. */
function dump(database: DatabaseSync): string {
  const rows = database.prepare(
    "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!' " +
      "ORDER BY type <> 'table', type = 'trigger', type = 'view', rowid",
  ).all();
  return rows.map(({ sql }) => `${sql};\n`).join("\n");
}
