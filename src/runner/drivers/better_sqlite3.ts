import type { Driver, Row } from "../driver.ts";
import { cachingLast } from "./caching_last.ts";

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
