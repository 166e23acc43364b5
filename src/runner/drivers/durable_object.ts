import type { BoundStatement, Driver, Row } from "../driver.ts";
import { refuseLoss } from "../refuse_loss.ts";

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
