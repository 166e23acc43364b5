import type Database from "npm:libsql@0.5.29";

/** A value as SQLite gives it back. */
export type SqlValue = null | number | bigint | string | Uint8Array;

/** Why the engine refused a statement: SQLite's result code and its own words. */
export interface EngineError {
  readonly code: string;
  readonly message: string;
}

/**
 * One in-memory libSQL database. Synchronous, one statement a call. This is the `libsql` addon that
 * `@libsql/client` itself is built on: the client would roll back a migration's own BEGIN after
 * every call, and takes five times as long for each.
 */
export interface Engine {
  /** Runs one statement; what it returns is dropped. Gives back why it was refused, if it was. */
  run(sql: string): EngineError | undefined;
  /** The rows of one statement, each an array in the order of its columns. Throws when refused. */
  query(sql: string, ...parameters: readonly SqlValue[]): SqlValue[][];
  close(): void;
}

/** Which engine answers: part of what a cached answer depends on. */
export const ENGINE_VERSION = "libsql 0.5.29";

/** Opens an empty in-memory database. libSQL itself is loaded at the first call. */
export async function openEngine(): Promise<Engine> {
  const { default: Libsql } = await import("npm:libsql@0.5.29");
  const database: Database.Database = new Libsql(":memory:");
  return {
    run(sql) {
      try {
        database.exec(sql);
      } catch (error) {
        return engineError(error);
      }
    },
    query: (sql, ...parameters) =>
      database.prepare(sql).raw().all(...parameters) as unknown as SqlValue[][],
    close: () => void database.close(),
  };
}

function engineError(error: unknown): EngineError {
  if (!(error instanceof Error)) throw error;
  const code = "code" in error ? String(error.code) : "SQLITE_ERROR";
  return { code, message: error.message };
}
