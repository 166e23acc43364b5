/**
 * A driver for each database package, a few lines each. The part used of each package is declared
 * as a type here, so that no package has to be installed for another.
 */
import type { BoundStatement, Driver, Row } from "./driver.ts";
import { refuseLoss } from "./refuse_loss.ts";

/** The part of `DatabaseSync` from `node:sqlite` that `nodeSqlite` uses. */
export interface NodeSqliteDatabase {
  /** Runs one or more statements and discards their rows. */
  exec(sql: string): unknown;
  /** Prepares one statement. */
  prepare(sql: string): {
    /** Makes integers come back as `bigint`. */
    setReadBigInts(enabled: boolean): void;
    /** Runs it and returns its rows. */
    // deno-lint-ignore no-explicit-any -- Each package has a type of its own for values.
    all(...parameters: any[]): unknown[];
  };
}

/**
 * A driver for `node:sqlite`, in Node, Deno and Bun.
 *
 * @example
 * ```ts
 * import { DatabaseSync } from "node:sqlite";
 * import { nodeSqlite } from "penumbra/runner";
 *
 * const driver = nodeSqlite(new DatabaseSync(":memory:"));
 * ```
 */
export function nodeSqlite(database: NodeSqliteDatabase): Driver {
  const prepare = cachingLast((sql) => {
    const statement = database.prepare(sql);
    // Otherwise it throws for integers that a number cannot represent.
    statement.setReadBigInts(true);
    return statement;
  });
  return {
    query: ({ sql, parameters = [] }) => prepare(sql).all(...parameters) as Row[],
    run: (sql) => database.exec(sql),
  };
}

/** Like `prepare`, but reuses the statement that was compiled last. */
function cachingLast<Statement>(prepare: (sql: string) => Statement): (sql: string) => Statement {
  let last: string;
  let statement: Statement;
  return (sql) => {
    if (sql !== last) [last, statement] = [sql, prepare(sql)];
    return statement;
  };
}

/** The part of a `better-sqlite3` or `libsql` database that `betterSqlite3` uses; the two have the same API. */
export interface BetterSqliteDatabase {
  /** Runs one or more statements and discards their rows. */
  exec(sql: string): unknown;
  /** Prepares one statement. */
  prepare(sql: string): {
    /** Whether it returns rows. */
    readonly reader: boolean;
    /** Runs a statement that returns rows, and returns them. */
    // deno-lint-ignore no-explicit-any
    all(...parameters: any[]): unknown[];
    /** Runs a statement that returns no rows. */
    // deno-lint-ignore no-explicit-any
    run(...parameters: any[]): unknown;
  };
}

/**
 * A driver for `better-sqlite3`, and for `libsql`, which has the same API.
 *
 * @example
 * ```ts ignore
 * import Database from "better-sqlite3";
 * import { betterSqlite3 } from "penumbra/runner";
 *
 * const driver = betterSqlite3(new Database("app.db"));
 * ```
 */
export function betterSqlite3(database: BetterSqliteDatabase): Driver {
  const prepare = cachingLast((sql) => database.prepare(sql));
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

/** The part of `Database` from `bun:sqlite` that `bunSqlite` uses. */
export interface BunDatabase {
  /** Prepares one statement. */
  prepare(sql: string): {
    /** Runs it and returns its rows. */
    // deno-lint-ignore no-explicit-any
    all(...parameters: any[]): unknown[];
  };
}

/**
 * A driver for `bun:sqlite`.
 *
 * @example
 * ```ts ignore
 * import { Database } from "bun:sqlite";
 * import { bunSqlite } from "penumbra/runner";
 *
 * const driver = bunSqlite(new Database("app.db"));
 * ```
 */
export function bunSqlite(database: BunDatabase): Driver {
  return { query: ({ sql, parameters = [] }) => database.prepare(sql).all(...parameters) as Row[] };
}

/** The part of a client of `@libsql/client` that `libsql` uses. */
export interface LibsqlClient {
  /** Runs one statement and returns its rows. */
  execute(statement: { sql: string; args: (string | number)[] }): Promise<{ rows: unknown[] }>;
  /** Runs statements in one transaction. */
  batch(
    statements: { sql: string; args: (string | number)[] }[],
    mode: "write",
  ): Promise<unknown>;
  /** Runs statements in one transaction, with foreign keys off. */
  migrate(statements: { sql: string; args: (string | number)[] }[]): Promise<unknown>;
}

/**
 * A driver for `@libsql/client`, with files, libSQL servers and Turso Cloud.
 * Each transaction is one `batch` of the client, or one `migrate` if foreign keys must be off.
 *
 * @example
 * ```ts ignore
 * import { createClient } from "@libsql/client";
 * import { libsql } from "penumbra/runner";
 *
 * const driver = libsql(createClient({ url: "file:app.db" }));
 * ```
 */
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
        // It always leaves foreign keys on.
        if (Number(keys?.["foreign_keys"]) === 0) {
          await execute({ sql: "PRAGMA foreign_keys = OFF" });
        }
      }
    },
  };
}

/** The part of Cloudflare's `D1Database` that `d1` uses. */
export interface D1 {
  /** Prepares one statement. */
  prepare(sql: string): D1Statement;
  /** Runs statements in one transaction. */
  // deno-lint-ignore no-explicit-any
  batch(statements: any[]): Promise<unknown>;
}

/** The part of Cloudflare's `D1PreparedStatement` that `d1` uses. */
export interface D1Statement {
  /** Returns the statement with values for its parameters. */
  bind(...parameters: unknown[]): D1Statement;
  /** Runs it and returns its rows. */
  all(): Promise<{ results: unknown[] }>;
}

/**
 * A driver for Cloudflare D1, to be used in a Worker.
 * Each transaction is one `batch`. D1 cannot turn foreign keys off, so a migration that needs this fails with
 * kind `keys-stay-on` if rows would be lost. https://developers.cloudflare.com/d1/sql-api/foreign-keys/
 *
 * @example
 * ```ts ignore
 * import { d1 } from "penumbra/runner";
 *
 * const driver = d1(env.DB); // the binding's name in wrangler.toml
 * ```
 */
export function d1(database: D1): Driver {
  const bound = ({ sql, parameters = [] }: BoundStatement) =>
    database.prepare(sql).bind(...parameters);
  return {
    query: async (statement) => (await bound(statement).all()).results as Row[],
    batch: (statements) => database.batch(statements.map(bound)),
    refuseLoss,
  };
}

/** The part of a Durable Object's `ctx.storage` that `durableObject` uses. */
export interface DurableObjectStorage {
  /** Runs one statement; `toArray` returns its rows. */
  readonly sql: { exec(sql: string, ...parameters: unknown[]): { toArray(): unknown[] } };
  /** Runs a function in one transaction. */
  transactionSync<T>(work: () => T): T;
}

/**
 * A driver for the SQLite database of a Cloudflare Durable Object.
 * Each transaction is one `transactionSync`. Foreign keys cannot be turned off, so a migration that needs this
 * fails with kind `keys-stay-on` if rows would be lost.
 *
 * @example
 * ```ts ignore
 * import { durableObject } from "penumbra/runner";
 *
 * const driver = durableObject(ctx.storage);
 * ```
 */
export function durableObject(storage: DurableObjectStorage): Driver {
  const query = ({ sql, parameters = [] }: BoundStatement) =>
    storage.sql.exec(sql, ...parameters).toArray() as Row[];
  return {
    query,
    batch: (all) => storage.transactionSync(() => all.forEach(at(query))),
    refuseLoss,
  };
}

/** The part of `SQLiteDatabase` from `expo-sqlite` that `expoSqlite` uses. */
export interface ExpoDatabase {
  /** Runs one statement and returns its rows. */
  // deno-lint-ignore no-explicit-any
  getAllSync(sql: string, parameters: any[]): unknown[];
}

/**
 * A driver for `expo-sqlite`.
 *
 * @example
 * ```ts ignore
 * import { openDatabaseSync } from "expo-sqlite";
 * import { expoSqlite } from "penumbra/runner";
 *
 * const driver = expoSqlite(openDatabaseSync("app.db"));
 * ```
 */
export function expoSqlite(database: ExpoDatabase): Driver {
  return {
    query: ({ sql, parameters = [] }) => database.getAllSync(sql, [...parameters]) as Row[],
  };
}

/** The part of a database of `@op-engineering/op-sqlite` that `opSqlite` uses. */
export interface OpSqliteDatabase {
  /** Runs one statement and returns its rows. */
  // deno-lint-ignore no-explicit-any
  executeSync(sql: string, parameters?: any[]): { readonly rows?: unknown[] };
}

/**
 * A driver for `@op-engineering/op-sqlite`.
 *
 * @example
 * ```ts ignore
 * import { open } from "@op-engineering/op-sqlite";
 * import { opSqlite } from "penumbra/runner";
 *
 * const driver = opSqlite(open({ name: "app.db" }));
 * ```
 */
export function opSqlite(database: OpSqliteDatabase): Driver {
  return {
    query: ({ sql, parameters = [] }) =>
      (database.executeSync(sql, [...parameters]).rows ?? []) as Row[],
  };
}

/** The part of `Database` from `sql.js` that `sqlJs` uses. */
export interface SqlJsDatabase {
  /** Runs one statement and returns its rows. */
  exec(
    sql: string,
    // deno-lint-ignore no-explicit-any
    parameters?: any,
  ): { readonly columns: string[]; readonly values: unknown[][] }[];
}

/**
 * A driver for `sql.js`. The database is in memory: call `export()` afterwards to save it.
 *
 * @example
 * ```ts ignore
 * import initSqlJs from "sql.js";
 * import { sqlJs } from "penumbra/runner";
 *
 * const { Database } = await initSqlJs();
 * const driver = sqlJs(new Database());
 * ```
 */
export function sqlJs(database: SqlJsDatabase): Driver {
  return {
    query: ({ sql, parameters = [] }) =>
      database.exec(sql, [...parameters]).flatMap(({ columns, values }) =>
        values.map((row) => Object.fromEntries(columns.map((it, index) => [it, row[index]])))
      ),
  };
}

/** The part of `oo1.DB` from `@sqlite.org/sqlite-wasm` that `sqliteWasm` uses. */
export interface SqliteWasmDatabase {
  /** Runs one statement and returns its rows. */
  // deno-lint-ignore no-explicit-any
  exec(options: any): any;
}

/**
 * A driver for `@sqlite.org/sqlite-wasm`, with a database of its `oo1` API.
 *
 * @example
 * ```ts ignore
 * import sqlite3InitModule from "@sqlite.org/sqlite-wasm";
 * import { sqliteWasm } from "penumbra/runner";
 *
 * const sqlite3 = await sqlite3InitModule();
 * const driver = sqliteWasm(new sqlite3.oo1.DB(":memory:"));
 * ```
 */
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

/** Runs a batch statement by statement; an error gets the index of its statement. */
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
