import type { Target } from "penumbra";
import { type Answer, runnerOf, type TestedDatabase, type TestedEngine, WAYS } from "./engine.ts";

/** The part of sql.js that is used here. */
export interface SqlJs {
  readonly Database: new () => {
    exec(sql: string): { readonly values: unknown[][] }[];
    close(): void;
  };
}

/** SQLite as compiled by sql.js. */
export function sqlJs(name: string, { Database }: SqlJs): Promise<TestedEngine> {
  return engineOf(name, () => {
    const database = new Database();
    return {
      run: (sql) => database.exec(sql),
      query: (sql) => database.exec(sql)[0]?.values ?? [],
      close: () => database.close(),
    };
  });
}

/** The part of the SQLite project's own WASM build that is used here. */
export interface SqliteWasm {
  readonly oo1: {
    readonly DB: new (name: string) => {
      exec(options: object): unknown;
      close(): void;
    };
  };
}

/** SQLite as compiled to WASM by the project itself. */
export function sqliteWasm(name: string, { oo1 }: SqliteWasm): Promise<TestedEngine> {
  return engineOf(name, () => {
    const database = new oo1.DB(":memory:");
    return {
      run: (sql) => database.exec({ sql }),
      query: (sql) =>
        database.exec({ sql, rowMode: "array", returnValue: "resultRows" }) as unknown[][],
      close: () => database.close(),
    };
  });
}

/** The part of better-sqlite3 that is used here; Turso's rewrite has the same API. */
interface BetterSqlite {
  exec(sql: string): void;
  prepare(sql: string): { raw(): { all(): unknown[][] } };
  close(): void;
}

/** An engine with the API of better-sqlite3. */
export function betterSqlite(
  name: string,
  open: () => BetterSqlite,
  target: Target = "sqlite",
): Promise<TestedEngine> {
  return engineOf(name, () => {
    const database = open();
    return {
      run: (sql) => database.exec(sql),
      query: (sql) => database.prepare(sql).raw().all(),
      close: () => database.close(),
    };
  }, target);
}

/** An engine, given a function that opens a database; it reports its own version. */
export async function engineOf(
  name: string,
  open: () => TestedDatabase | Promise<TestedDatabase>,
  target: Target = "sqlite",
): Promise<TestedEngine> {
  const database = await open();
  const [[version]] = await database.query("SELECT sqlite_version()") as [[string]];
  await database.close();
  return { name, version, target, ways: WAYS, run: runnerOf(open) };
}

/** Rows that are returned as objects, converted to arrays; columns of the same name are merged. */
export function asArrays(rows: readonly object[]): Answer {
  return rows.map((row) => Object.values(row));
}
