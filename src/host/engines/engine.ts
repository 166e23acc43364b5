import type { DatabaseSync } from "node:sqlite";
import { match } from "../../base/match.ts";
import type { EngineName, TrialEngine } from "../../base/engine_name.ts";
import type { DeclaredExtension } from "../../sql/declared.ts";
import { atWork, isWatched } from "../board.ts";
import { withinD1 } from "./d1_limits.ts";
import { extensionLoader } from "./extensions.ts";
import { freeClosedDatabases, LIBSQL_VERSION, loadLibsql } from "./libsql.ts";
import { boundsFor } from "./memory_bounds.ts";
import { alterRowidName, type WritableDatabase } from "./rowid_names.ts";
import { nodeSqliteVersion, openNodeSqlite, withoutStatement } from "./node_sqlite.ts";

/** A value as SQLite returns it. */
export type SqlValue = null | number | bigint | string | Uint8Array;

/** Why the engine refused a statement: SQLite's result code and message. */
export interface EngineError {
  readonly code: string;
  readonly message: string;
}

/** The rows of a query with these parameters, each an array in column order. */
export type PreparedQuery = (...parameters: readonly SqlValue[]) => SqlValue[][];

/** An in-memory database. Synchronous; one statement per call. */
export interface Engine {
  readonly name: EngineName;
  /** Runs one statement and ignores its rows. Returns the error if it was refused. */
  run(sql: string): EngineError | undefined;
  /** Like `run`, but within the limits of the platform on which a file will run it. */
  attempt(sql: string): EngineError | undefined;
  /** Compiles one statement without running it. Returns the error if it was refused. */
  compile(sql: string): EngineError | undefined;
  /** The rows of one statement, each an array in column order. Throws if it was refused. */
  query(sql: string, ...parameters: readonly SqlValue[]): SqlValue[][];
  /**
   * Prepares a query that is run repeatedly. A statement that is prepared separately each time
   * lives on for a while, and every schema change makes SQLite walk through all of them.
   */
  prepare(sql: string): PreparedQuery;
  close(): void;
}

/**
 * Opens an empty in-memory database. The engine is loaded at the first call; throws `PartMissing`
 * if libSQL or an extension cannot be loaded.
 */
export async function openEngine(
  name: TrialEngine = "libsql",
  { extensions = [] }: { readonly extensions?: readonly DeclaredExtension[] | undefined } = {},
): Promise<Engine> {
  needEngine();
  const engine = await match(name)
    .with("libsql", () => openLibsql(extensions))
    .with("sqlite", async () => historicEngine(await openNodeSqlite(extensions)))
    .with("d1", async () => {
      const writable = await openNodeSqlite(extensions);
      const engine = historicEngine(writable);
      return {
        ...engine,
        attempt: (sql: string) => withinD1(writable.database, () => engine.run(sql)),
      };
    })
    .exhaustive();
  return isWatched() ? watched(engine) : engine;
}

/** Thrown if a database would be opened in a thread that must not run SQL. */
export class EngineWanted extends Error {}

/** Throws `EngineWanted` in a thread that must not run SQL. */
export function needEngine(): void {
  if (areRefused) throw new EngineWanted();
}

let areRefused = false;

/** The result of the work. Throws `EngineWanted` if it is about to open a database. */
export async function withoutEngines<Value>(work: () => Promise<Value>): Promise<Value> {
  areRefused = true;
  try {
    return await work();
  } finally {
    areRefused = false;
  }
}

/** The engine, with what runs SQL wrapped so that the board shows it. */
function watched(engine: Engine): Engine {
  return {
    ...engine,
    run: (sql) => atWork(() => engine.run(sql)),
    attempt: (sql) => atWork(() => engine.attempt(sql)),
    compile: (sql) => atWork(() => engine.compile(sql)),
    query: (sql, ...parameters) => atWork(() => engine.query(sql, ...parameters)),
    prepare: (sql) => {
      const ask = engine.prepare(sql);
      return (...parameters) => atWork(() => ask(...parameters));
    },
  };
}

/** The name and version of the engine: cached results depend on it. */
export function engineVersion(name: TrialEngine): Promise<string> {
  return match(name)
    .with("libsql", () => Promise.resolve(`libsql ${LIBSQL_VERSION}`))
    .with("sqlite", async () => `sqlite ${await nodeSqliteVersion()}`)
    .with("d1", async () => `d1 ${await nodeSqliteVersion()}`)
    .exhaustive();
}

/**
 * Opens libSQL through the `libsql` addon that `@libsql/client` is built on: the client would roll
 * back a migration's own BEGIN after every call, and each call takes five times as long.
 */
async function openLibsql(extensions: readonly DeclaredExtension[]): Promise<Engine> {
  const Libsql = await loadLibsql();
  await freeClosedDatabases();
  const database = new Libsql(":memory:");
  const prepare = (sql: string): PreparedQuery => {
    const statement = database.prepare(sql).raw();
    return (...parameters) => {
      const rows = statement.all(...parameters) as unknown as SqlValue[][];
      // EXPLAIN of a change stays open until it is stepped once more (libSQL 0.5.29).
      if (/^explain/i.test(sql)) statement.get();
      return rows;
    };
  };
  libsqlPageSize ??= (database.prepare("PRAGMA page_size").raw().get() as [number])[0];
  database.exec(boundsFor(libsqlPageSize, { isOwnProcess: isWatched() }).join("; "));
  const load = await extensionLoader(extensions);
  load((path) => database.loadExtension(path));
  const run = (sql: string) => refusalOf(sql, () => database.exec(sql));
  return {
    name: "libsql",
    run,
    attempt: run,
    // Not with EXPLAIN: libSQL 0.5.29 ends the process over a row with a blob that is not valid
    // text.
    compile: (sql) => refusalOf(sql, () => database.prepare(sql)),
    query: (sql, ...parameters) => prepare(sql)(...parameters),
    prepare,
    close: () => void database.close(),
  };
}

/** That of every new database. */
let libsqlPageSize: number | undefined;

/** A `node:sqlite` engine that still runs what only the newest versions refuse. */
function historicEngine(writable: WritableDatabase): Engine {
  const engine = sqliteEngine(writable.database);
  const run = (sql: string) => {
    const refused = engine.run(sql);
    const { message } = refused ?? {};
    return message !== undefined && alterRowidName({ sql, message }, writable)
      ? undefined
      : refused;
  };
  return { ...engine, run, attempt: run };
}

/** A `node:sqlite` database as an `Engine`. */
export function sqliteEngine(database: DatabaseSync): Engine {
  const prepare = (sql: string): PreparedQuery => {
    const statement = database.prepare(sql);
    statement.setReadBigInts(true);
    // Otherwise columns with the same name are merged.
    statement.setReturnArrays(true);
    return (...parameters) => {
      const rows = statement.all(...parameters) as unknown as SqlValue[][];
      return rows.map((row) => row.map(plainNumber));
    };
  };
  const run = (sql: string) => refusalOf(sql, () => database.exec(sql));
  return {
    name: "sqlite",
    run,
    attempt: run,
    compile: (sql) => refusalOf(sql, () => database.prepare(sql)),
    query: (sql, ...parameters) => prepare(sql)(...parameters),
    prepare,
    close: () => database.close(),
  };
}

/** The value as libSQL returns it: integers as numbers if a number can represent them exactly. */
function plainNumber(value: SqlValue): SqlValue {
  const isSmall = typeof value === "bigint" && Number.isSafeInteger(Number(value));
  return isSmall ? Number(value) : value;
}

/** The error if the attempt throws. `node:sqlite` has its own code instead of SQLite's. */
function refusalOf(sql: string, attempt: () => unknown): EngineError | undefined {
  try {
    attempt();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const code = "code" in error ? String(error.code) : "SQLITE_ERROR";
    return {
      code: code === "ERR_SQLITE_ERROR" ? "SQLITE_ERROR" : code,
      message: withoutStatement(error.message, sql),
    };
  }
}
