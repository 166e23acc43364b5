/**
 * A driver for each database package, a few lines each. What they need of a package is written down
 * as a type of its own, so that none has to be installed for another.
 */
import type { BoundStatement, Driver, Row } from "./driver.ts";
import { refuseLoss } from "./refuse_loss.ts";

/** What is used of a `DatabaseSync` of `node:sqlite`. */
export interface NodeSqliteDatabase {
  /** Runs statements. */
  exec(sql: string): unknown;
  /** Compiles one statement. */
  prepare(sql: string): {
    /** Whether integers come back as bigint. */
    setReadBigInts(enabled: boolean): void;
    /** Its rows. */
    // deno-lint-ignore no-explicit-any -- Each package has a type of its own for values.
    all(...parameters: any[]): unknown[];
  };
}

/** `node:sqlite` of Node, Deno and Bun. */
export function nodeSqlite(database: NodeSqliteDatabase): Driver {
  const prepare = keepingLast((sql) => {
    const statement = database.prepare(sql);
    // It throws for integers that a number cannot hold.
    statement.setReadBigInts(true);
    return statement;
  });
  return {
    query: ({ sql, parameters = [] }) => prepare(sql).all(...parameters) as Row[],
    run: (sql) => database.exec(sql),
  };
}

/** The same, but what was compiled last is not compiled again. */
function keepingLast<Statement>(prepare: (sql: string) => Statement): (sql: string) => Statement {
  let last: string;
  let statement: Statement;
  return (sql) => {
    if (sql !== last) [last, statement] = [sql, prepare(sql)];
    return statement;
  };
}

/** What is used of a database of `better-sqlite3`, and of `libsql`, which has the same face. */
export interface BetterSqliteDatabase {
  /** Runs statements. */
  exec(sql: string): unknown;
  /** Compiles one statement. */
  prepare(sql: string): {
    readonly reader: boolean;
    /** The rows of one that has any. */
    // deno-lint-ignore no-explicit-any
    all(...parameters: any[]): unknown[];
    /** Runs one that has none. */
    // deno-lint-ignore no-explicit-any
    run(...parameters: any[]): unknown;
  };
}

/** `better-sqlite3` and `libsql`. */
export function betterSqlite3(database: BetterSqliteDatabase): Driver {
  const prepare = keepingLast((sql) => database.prepare(sql));
  return {
    query: ({ sql, parameters = [] }) => {
      const statement = prepare(sql);
      if (statement.reader) return statement.all(...parameters) as Row[];
      statement.run(...parameters);
      return [];
    },
    run: (sql) => database.exec(sql),
  };
}

/** What is used of a `Database` of `bun:sqlite`. */
export interface BunDatabase {
  /** Compiles one statement. */
  // deno-lint-ignore no-explicit-any
  prepare(sql: string): { all(...parameters: any[]): unknown[] };
}

/** `bun:sqlite`. */
export function bunSqlite(database: BunDatabase): Driver {
  return { query: ({ sql, parameters = [] }) => database.prepare(sql).all(...parameters) as Row[] };
}

/** What is used of a client of `@libsql/client`. */
export interface LibsqlClient {
  /** Runs one statement. */
  execute(statement: { sql: string; args: (string | number)[] }): Promise<{ rows: unknown[] }>;
  /** Runs them in one transaction. */
  batch(
    statements: { sql: string; args: (string | number)[] }[],
    mode: "write",
  ): Promise<unknown>;
  /** The same with foreign keys off. */
  migrate(statements: { sql: string; args: (string | number)[] }[]): Promise<unknown>;
}

/** `@libsql/client`, for files and servers. */
export function libsql(client: LibsqlClient): Driver {
  const bound = ({ sql, parameters = [] }: BoundStatement) => ({ sql, args: [...parameters] });
  const execute = async (statement: BoundStatement) =>
    (await client.execute(bound(statement))).rows as Row[];
  return {
    query: execute,
    batch: async (statements, { keysOff }) => {
      if (!keysOff) return await client.batch(statements.map(bound), "write");
      const [keys] = await execute({ sql: "PRAGMA foreign_keys" });
      try {
        await client.migrate(statements.map(bound));
      } finally {
        // It always leaves them on.
        if (Number(keys?.["foreign_keys"]) === 0) {
          await execute({ sql: "PRAGMA foreign_keys = OFF" });
        }
      }
    },
  };
}

/** What is used of a `D1Database`. */
export interface D1 {
  /** Compiles one statement. */
  prepare(sql: string): D1Statement;
  /** Runs them in one transaction. */
  // deno-lint-ignore no-explicit-any
  batch(statements: any[]): Promise<unknown>;
}

/** What is used of a `D1PreparedStatement`. */
export interface D1Statement {
  /** The statement with its values. */
  bind(...parameters: unknown[]): D1Statement;
  /** Its rows. */
  all(): Promise<{ results: unknown[] }>;
}

/** Cloudflare D1, in a Worker. */
export function d1(database: D1): Driver {
  const bound = ({ sql, parameters = [] }: BoundStatement) =>
    database.prepare(sql).bind(...parameters);
  return {
    query: async (statement) => (await bound(statement).all()).results as Row[],
    batch: (statements) => database.batch(statements.map(bound)),
    refuseLoss,
  };
}

/** What is used of a Durable Object's `storage`. */
export interface DurableObjectStorage {
  readonly sql: { exec(sql: string, ...parameters: unknown[]): { toArray(): unknown[] } };
  /** Runs the work in one transaction. */
  transactionSync<T>(work: () => T): T;
}

/** The SQLite of a Durable Object: `durableObject(ctx.storage)`. */
export function durableObject(storage: DurableObjectStorage): Driver {
  const query = ({ sql, parameters = [] }: BoundStatement) =>
    storage.sql.exec(sql, ...parameters).toArray() as Row[];
  return {
    query,
    batch: (all) => storage.transactionSync(() => all.forEach(at(query))),
    refuseLoss,
  };
}

/** What is used of an `SQLiteDatabase` of `expo-sqlite`. */
export interface ExpoDatabase {
  /** The rows of one statement. */
  // deno-lint-ignore no-explicit-any
  getAllSync(sql: string, parameters: any[]): unknown[];
}

/** `expo-sqlite`. */
export function expoSqlite(database: ExpoDatabase): Driver {
  return {
    query: ({ sql, parameters = [] }) => database.getAllSync(sql, [...parameters]) as Row[],
  };
}

/** What is used of a database of `@op-engineering/op-sqlite`. */
export interface OpSqliteDatabase {
  /** The rows of one statement. */
  // deno-lint-ignore no-explicit-any
  executeSync(sql: string, parameters?: any[]): { readonly rows?: unknown[] };
}

/** `@op-engineering/op-sqlite`. */
export function opSqlite(database: OpSqliteDatabase): Driver {
  return {
    query: ({ sql, parameters = [] }) =>
      (database.executeSync(sql, [...parameters]).rows ?? []) as Row[],
  };
}

/** What is used of a `Database` of `sql.js`. */
export interface SqlJsDatabase {
  /** The rows of one statement. */
  exec(
    sql: string,
    // deno-lint-ignore no-explicit-any
    parameters?: any,
  ): { readonly columns: string[]; readonly values: unknown[][] }[];
}

/** `sql.js`. */
export function sqlJs(database: SqlJsDatabase): Driver {
  return {
    query: ({ sql, parameters = [] }) =>
      database.exec(sql, [...parameters]).flatMap(({ columns, values }) =>
        values.map((row) => Object.fromEntries(columns.map((it, index) => [it, row[index]])))
      ),
  };
}

/** What is used of an `oo1.DB` of `@sqlite.org/sqlite-wasm`. */
export interface SqliteWasmDatabase {
  /** The rows of one statement. */
  // deno-lint-ignore no-explicit-any
  exec(options: any): any;
}

/** `@sqlite.org/sqlite-wasm`. */
export function sqliteWasm(database: SqliteWasmDatabase): Driver {
  return {
    query: ({ sql, parameters }) =>
      database.exec({
        sql,
        ...(parameters && { bind: parameters }),
        rowMode: "object",
        returnValue: "resultRows",
      }),
  };
}

/** Runs one of several statements; an error says which it was. */
function at(query: (statement: BoundStatement) => unknown) {
  return (statement: BoundStatement, statementIndex: number) => {
    try {
      query(statement);
    } catch (error) {
      throw Object.assign(error instanceof Error ? error : new Error(String(error)), {
        statementIndex,
      });
    }
  };
}
