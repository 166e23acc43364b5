import type { BoundStatement, Driver, Row } from "../driver.ts";
import { refuseLoss } from "../refuse_loss.ts";

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
