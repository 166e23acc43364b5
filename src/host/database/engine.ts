import { loadLibsql } from "./libsql.ts";

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
  /** Compiles one statement without running it. Gives back why it was refused, if it was. */
  compile(sql: string): EngineError | undefined;
  /** The rows of one statement, each an array in the order of its columns. Throws when refused. */
  query(sql: string, ...parameters: readonly SqlValue[]): SqlValue[][];
  close(): void;
}

/** Which engine answers: part of what a cached answer depends on. */
export const ENGINE_VERSION = "libsql 0.5.29";

/**
 * Opens an empty in-memory database. libSQL itself is loaded at the first call; throws
 * `PartMissing` where that is not possible.
 */
export async function openEngine(): Promise<Engine> {
  const Libsql = await loadLibsql();
  const database = new Libsql(":memory:");
  return {
    run(sql) {
      try {
        database.exec(sql);
      } catch (error) {
        return engineError(error);
      }
    },
    // Not by EXPLAIN: libSQL 0.5.29 ends the process over a row that shows a blob which is no text.
    compile(sql) {
      try {
        database.prepare(sql);
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
