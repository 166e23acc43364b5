import type { Driver, Row } from "../driver.ts";
import { cachingLast } from "./caching_last.ts";

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
