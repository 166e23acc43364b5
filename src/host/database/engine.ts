import type { DatabaseSync } from "node:sqlite";
import { match } from "../../base/match.ts";
import type { EngineName } from "../../base/engine_name.ts";
import type { DeclaredExtension } from "../../sql/declared.ts";
import { atWork, isWatched } from "../board.ts";
import { loadExtensions } from "./extensions.ts";
import { LIBSQL_VERSION, loadLibsql } from "./libsql.ts";
import { boundsFor } from "./memory.ts";
import { alterRowidName, type WritableDatabase } from "./rowid_names.ts";
import { nodeSqliteVersion, openNodeSqlite, withoutStatement } from "./node_sqlite.ts";

/** A value as SQLite gives it back. */
export type SqlValue = null | number | bigint | string | Uint8Array;

/** Why the engine refused a statement: SQLite's result code and its own words. */
export interface EngineError {
  readonly code: string;
  readonly message: string;
}

/** The rows of a query with these parameters, each an array in the order of its columns. */
export type PreparedQuery = (...parameters: readonly SqlValue[]) => SqlValue[][];

/** One in-memory database. Synchronous, one statement a call. */
export interface Engine {
  readonly name: EngineName;
  /** Runs one statement; what it returns is dropped. Gives back why it was refused, if it was. */
  run(sql: string): EngineError | undefined;
  /** Compiles one statement without running it. Gives back why it was refused, if it was. */
  compile(sql: string): EngineError | undefined;
  /** The rows of one statement, each an array in the order of its columns. Throws when refused. */
  query(sql: string, ...parameters: readonly SqlValue[]): SqlValue[][];
  /**
   * What asks the same query again and again. Each one prepared by itself lives on for a while, and
   * every change of the schema has SQLite go through all that live.
   */
  prepare(sql: string): PreparedQuery;
  close(): void;
}

/**
 * Opens an empty in-memory database. The engine is loaded at the first call; throws `PartMissing`
 * where that is not possible, of libSQL or of an extension.
 */
export async function openEngine(
  name: EngineName = "libsql",
  { extensions = [] }: { readonly extensions?: readonly DeclaredExtension[] | undefined } = {},
): Promise<Engine> {
  if (areRefused) throw new EngineWanted();
  const engine = await match(name)
    .with("libsql", () => openLibsql(extensions))
    .with("sqlite", async () => historicEngine(await openNodeSqlite(extensions)))
    .exhaustive();
  return isWatched() ? watched(engine) : engine;
}

/** Thrown where a database is to be opened in a thread that shall not run SQL. */
export class EngineWanted extends Error {}

let areRefused = false;

/** What the work gives back. Throws `EngineWanted` where it is about to open a database. */
export async function withoutEngines<Value>(work: () => Promise<Value>): Promise<Value> {
  areRefused = true;
  try {
    return await work();
  } finally {
    areRefused = false;
  }
}

/** The same engine, which says when it is at work. */
function watched(engine: Engine): Engine {
  return {
    ...engine,
    run: (sql) => atWork(() => engine.run(sql)),
    compile: (sql) => atWork(() => engine.compile(sql)),
    query: (sql, ...parameters) => atWork(() => engine.query(sql, ...parameters)),
    prepare: (sql) => {
      const ask = engine.prepare(sql);
      return (...parameters) => atWork(() => ask(...parameters));
    },
  };
}

/** Which engine answers, with its version: part of what a cached answer depends on. */
export function engineVersion(name: EngineName): Promise<string> {
  return match(name)
    .with("libsql", () => Promise.resolve(`libsql ${LIBSQL_VERSION}`))
    .with("sqlite", async () => `sqlite ${await nodeSqliteVersion()}`)
    .exhaustive();
}

/**
 * This is the `libsql` addon that `@libsql/client` itself is built on: the client would roll back a
 * migration's own BEGIN after every call, and takes five times as long for each.
 */
async function openLibsql(extensions: readonly DeclaredExtension[]): Promise<Engine> {
  const Libsql = await loadLibsql();
  const database = new Libsql(":memory:");
  const prepare = (sql: string): PreparedQuery => {
    const statement = database.prepare(sql).raw();
    return (...parameters) => {
      const rows = statement.all(...parameters) as unknown as SqlValue[][];
      // What explains a change stays open until it is asked once more (libSQL 0.5.29).
      if (/^explain/i.test(sql)) statement.get();
      return rows;
    };
  };
  const [[pageSize]] = database.prepare("PRAGMA page_size").raw().all() as unknown as [[number]];
  boundsFor(pageSize, { isOwnProcess: isWatched() }).forEach((pragma) => database.exec(pragma));
  await loadExtensions(extensions, (path) => database.loadExtension(path));
  return {
    name: "libsql",
    run: (sql) => refusalOf(sql, () => database.exec(sql)),
    // Not by EXPLAIN: libSQL 0.5.29 ends the process over a row that shows a blob which is not a text.
    compile: (sql) => refusalOf(sql, () => database.prepare(sql)),
    query: (sql, ...parameters) => prepare(sql)(...parameters),
    prepare,
    close: () => void database.close(),
  };
}

/** A database of `node:sqlite` that still runs what only its newest versions refuse. */
function historicEngine(writable: WritableDatabase): Engine {
  const engine = sqliteEngine(writable.database);
  const run = (sql: string) => {
    const refused = engine.run(sql);
    const { message } = refused ?? {};
    return message !== undefined && alterRowidName({ sql, message }, writable)
      ? undefined
      : refused;
  };
  return { ...engine, run };
}

/** A database of `node:sqlite` behind the face that all engines have. */
export function sqliteEngine(database: DatabaseSync): Engine {
  const prepare = (sql: string): PreparedQuery => {
    const statement = database.prepare(sql);
    statement.setReadBigInts(true);
    // Without it columns of one name become one.
    statement.setReturnArrays(true);
    return (...parameters) => {
      const rows = statement.all(...parameters) as unknown as SqlValue[][];
      return rows.map((row) => row.map(plainNumber));
    };
  };
  return {
    name: "sqlite",
    run: (sql) => refusalOf(sql, () => database.exec(sql)),
    compile: (sql) => refusalOf(sql, () => database.prepare(sql)),
    query: (sql, ...parameters) => prepare(sql)(...parameters),
    prepare,
    close: () => database.close(),
  };
}

/** libSQL gives every integer that a number can hold as one, and so does this. */
function plainNumber(value: SqlValue): SqlValue {
  const isSmall = typeof value === "bigint" && Number.isSafeInteger(Number(value));
  return isSmall ? Number(value) : value;
}

/** Why the engine refuses, if it does. `node:sqlite` has a code of its own instead of SQLite's. */
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
