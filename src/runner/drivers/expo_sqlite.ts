import type { Driver, Row } from "../driver.ts";

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
