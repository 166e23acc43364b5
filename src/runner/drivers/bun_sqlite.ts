import type { Driver, Row } from "../driver.ts";

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
