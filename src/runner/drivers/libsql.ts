import type { BoundStatement, Driver, Row } from "../driver.ts";

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
