import { DatabaseSync } from "node:sqlite";
import { openEngine, sqliteEngine, type SqlValue } from "../../src/host/engines/engine.ts";
import { loadLibsql } from "../../src/host/engines/libsql.ts";
import type { EngineName } from "../../src/base/engine_name.ts";
import { quoteString } from "../../src/sql/names.ts";
import { type RunMode, setMode } from "../support/modes.ts";

/** A database on either engine that exists for one walk. */
export interface Database {
  readonly engine: EngineName;
  /** Runs one statement. Returns the engine's message if it is refused. */
  run(sql: string): string | undefined;
  /** The rows of one statement. Throws if it is refused. */
  query(sql: string, ...parameters: readonly SqlValue[]): SqlValue[][];
  close(): void;
}

/** An empty database with foreign keys on. */
export async function openDatabase(name: EngineName): Promise<Database> {
  // Not opened like a shadow, since it must be copied into a file.
  const engine = name === "sqlite"
    ? sqliteEngine(new DatabaseSync(":memory:"))
    : await openEngine(name);
  engine.run("PRAGMA foreign_keys = ON");
  return {
    engine: name,
    run: (sql) => engine.run(sql)?.message,
    query: (sql, ...parameters) => engine.query(sql, ...parameters),
    close: () => engine.close(),
  };
}

/** Runs the work on a copy of a database, which is deleted afterwards. */
export async function withCopy<T>(
  database: Database,
  work: (copy: Database) => T,
): Promise<T> {
  const file = await Deno.makeTempFile({ suffix: ".db" });
  const refused = database.run(`VACUUM INTO ${quoteString(file)}`);
  if (refused !== undefined) throw new Error(`${refused}, in: VACUUM INTO`);
  const copy = await openFile(database.engine, file);
  // The copy is short-lived, so nothing has to reach the disk.
  copy.run("PRAGMA synchronous = OFF");
  try {
    return work(copy);
  } finally {
    copy.close();
    await Deno.remove(file);
  }
}

async function openFile(engine: EngineName, file: string): Promise<Database> {
  if (engine === "sqlite") {
    const plain = sqliteEngine(new DatabaseSync(file));
    return { ...plain, engine, run: (sql) => plain.run(sql)?.message };
  }
  const libsql = new (await loadLibsql())(file);
  return {
    engine,
    run: (sql) => {
      try {
        libsql.exec(sql);
      } catch (error) {
        return (error as Error).message;
      }
    },
    query: (sql, ...parameters) =>
      libsql.prepare(sql).raw().all(...parameters) as unknown as SqlValue[][],
    close: () => void libsql.close(),
  };
}

/** The message of a refused script, and the statement that was refused. */
export interface Refused {
  readonly message: string;
  readonly sql: string;
}

/**
 * Runs statements like a runner that stops at the first error, and then rolls back what is open:
 * the runner's transaction, or the migration's own SAVEPOINT.
 */
export function apply(
  database: Database,
  statements: readonly string[],
  mode: RunMode,
): Refused | undefined {
  setMode(database, mode);
  const run = mode.transaction ? ["BEGIN", ...statements, "COMMIT"] : statements;
  try {
    for (const sql of run) {
      const message = database.run(sql);
      if (message === undefined) continue;
      database.run("ROLLBACK");
      return { message, sql };
    }
  } finally {
    setMode(database, { foreignKeys: true, legacy: false });
  }
}

/**
 * SQL that returns a value as a literal. Texts are encoded as bytes, since they may contain
 * anything.
 */
export function literalSql(value: string): string {
  return `iif(typeof(${value}) = 'text', 't' || hex(${value}), quote(${value}))`;
}

/** The literal in the result of `literalSql`; engines write the same number in several ways. */
export function literalOf(value: unknown): string {
  const text = String(value);
  if (/^-?Inf$/.test(text)) return text.replace("Inf", "9e999");
  if (text.startsWith("t")) return `CAST(x'${text.slice(1)}' AS TEXT)`;
  if (!/^-?\d.*[.e]/.test(text)) return text;
  return Number.isFinite(Number(text)) ? Number(text).toExponential() : text;
}

/** A literal in readable form. */
export function plainText(literal: string): string {
  const hex = /^CAST\(x'(.*)' AS TEXT\)$/.exec(literal)?.[1];
  if (hex === undefined) return literal;
  const bytes = hex.match(/../g)?.map((it) => parseInt(it, 16)) ?? [];
  return new TextDecoder().decode(new Uint8Array(bytes));
}
