import { openEngine, type SqlValue } from "../../src/host/database/engine.ts";
import { openPlainSqlite } from "../support/plain_sqlite.ts";

/** Which engine a database runs on. */
export type EngineName = "libsql" | "sqlite";

/** How a migration is applied. */
export interface Mode {
  readonly transaction: boolean;
  readonly foreignKeys: boolean;
}

/** The mode in words. */
export function modeName({ transaction, foreignKeys }: Mode): string {
  return `${transaction ? "transaction" : "autocommit"}, foreign keys ${
    foreignKeys ? "on" : "off"
  }`;
}

/** A database that lives as long as a walk, on either engine. */
export interface Database {
  readonly engine: EngineName;
  /** Runs one statement. Gives back the engine's words when it refuses. */
  run(sql: string): string | undefined;
  /** The rows of one statement. Throws when it is refused. */
  query(sql: string): SqlValue[][];
  close(): void;
}

/** An empty database with foreign keys on. */
export async function openDatabase(name: EngineName): Promise<Database> {
  const engine = name === "libsql" ? await openEngine() : openPlainSqlite();
  engine.run("PRAGMA foreign_keys = ON");
  return {
    engine: name,
    run: (sql) => engine.run(sql)?.message,
    query: (sql) => engine.query(sql),
    close: () => engine.close(),
  };
}

/** Why a script was refused, at which statement. */
export interface Refused {
  readonly message: string;
  readonly sql: string;
}

/** Runs statements as a runner would that stops at the first error; a transaction is undone then. */
export function apply(
  database: Database,
  statements: readonly string[],
  mode: Mode,
): Refused | undefined {
  database.run(`PRAGMA foreign_keys = ${mode.foreignKeys ? "ON" : "OFF"}`);
  const run = mode.transaction ? ["BEGIN", ...statements, "COMMIT"] : statements;
  try {
    for (const sql of run) {
      const message = database.run(sql);
      if (message === undefined) continue;
      if (mode.transaction) database.run("ROLLBACK");
      return { message, sql };
    }
  } finally {
    database.run("PRAGMA foreign_keys = ON");
  }
}

/** SQL that gives a value as a literal. Texts pass as bytes, which may be anything. */
export function literalSql(value: string): string {
  return `iif(typeof(${value}) = 'text', 't' || hex(${value}), quote(${value}))`;
}

/** The literal of what `literalSql` gave; engines write the same number in several ways. */
export function literalOf(value: unknown): string {
  const text = String(value);
  if (/^-?Inf$/.test(text)) return text.replace("Inf", "9e999");
  if (text.startsWith("t")) return `CAST(x'${text.slice(1)}' AS TEXT)`;
  if (!/^-?\d.*[.e]/.test(text)) return text;
  return Number.isFinite(Number(text)) ? Number(text).toExponential() : text;
}

/** What a person would read in a literal. */
export function plainText(literal: string): string {
  const hex = /^CAST\(x'(.*)' AS TEXT\)$/.exec(literal)?.[1];
  if (hex === undefined) return literal;
  const bytes = hex.match(/../g)?.map((it) => parseInt(it, 16)) ?? [];
  return new TextDecoder().decode(new Uint8Array(bytes));
}
