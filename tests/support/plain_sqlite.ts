import { DatabaseSync } from "node:sqlite";
import type { Engine, SqlValue } from "../../src/host/database/engine.ts";

/** One in-memory database of either engine. */
export type Database = Pick<Engine, "run" | "query" | "close">;

/**
 * A database of plain SQLite, the version inside this Deno, behind the same face as libSQL: an empty
 * one in memory, or the one in a file.
 */
export function openPlainSqlite(path = ":memory:"): Database {
  const database = new DatabaseSync(path);
  return {
    run(sql) {
      try {
        database.exec(sql);
      } catch (error) {
        // Behind the engine's own words Deno 2.9 repeats the statement.
        const [message = ""] = (error as Error).message.split(` in ${sql}`);
        return { code: "SQLITE_ERROR", message };
      }
    },
    query(sql, ...parameters) {
      const statement = database.prepare(sql);
      statement.setReadBigInts(true);
      // Without it columns of one name become one.
      statement.setReturnArrays(true);
      const rows = statement.all(...parameters) as unknown as SqlValue[][];
      return rows.map((row) => row.map(plainNumber));
    },
    close: () => database.close(),
  };
}

function plainNumber(value: SqlValue): SqlValue {
  const isSmall = typeof value === "bigint" && Number.isSafeInteger(Number(value));
  return isSmall ? Number(value) : value;
}
