import type { Driver, Row } from "../driver.ts";

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
