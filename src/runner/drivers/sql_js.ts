import type { Driver } from "../driver.ts";

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
