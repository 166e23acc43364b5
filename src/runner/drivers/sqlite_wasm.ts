import type { Driver } from "../driver.ts";

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
