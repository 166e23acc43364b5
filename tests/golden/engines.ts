import { type Engine, openEngine } from "../../src/host/database/engine.ts";
import type { EngineName } from "../../src/base/engine_name.ts";
import { splitStatements } from "../../src/sql/statements.ts";

/** How a runner may run a migration. */
export interface Mode {
  readonly engine: EngineName;
  readonly transaction: boolean;
  readonly foreignKeys: boolean;
  /** Whether legacy_alter_table is on, as in Android's SQLite. */
  readonly legacy: boolean;
}

/** All modes: four on each engine, and legacy_alter_table, which changes what a rename does. */
export const MODES: readonly Mode[] = (["libsql", "sqlite"] as const).flatMap((engine) => [
  ...[false, true].flatMap((transaction) =>
    [false, true].map((foreignKeys) => ({ engine, transaction, foreignKeys, legacy: false }))
  ),
  { engine, transaction: false, foreignKeys: false, legacy: true },
]);

/** The mode in words, as in `answers.json`. */
export function describeMode({ engine, transaction, foreignKeys, legacy }: Mode): string {
  return `${engine}, ${transaction ? "transaction" : "autocommit"}, foreign keys ${
    foreignKeys ? "on" : "off"
  }${legacy ? ", legacy_alter_table" : ""}`;
}

/** Opens a database with the schema, and with rows in any order. */
export async function openWith(mode: Mode, schema: string, rows = ""): Promise<Engine> {
  const engine = await openEngine(mode.engine);
  execute(engine, "PRAGMA foreign_keys = OFF");
  for (const sql of statementsOf(schema)) execute(engine, sql);
  if (mode.engine === "sqlite" && schema.includes('"')) quoteStrings(engine);
  for (const sql of statementsOf(rows)) execute(engine, sql);
  execute(engine, `PRAGMA foreign_keys = ${mode.foreignKeys ? "ON" : "OFF"}`);
  execute(engine, `PRAGMA legacy_alter_table = ${mode.legacy ? "ON" : "OFF"}`);
  return engine;
}

/** Makes SQLite put the strings of the schema in single quotes, as dropping any column does. */
export function quoteStrings(engine: Engine): void {
  engine.run("CREATE TABLE quotes (a, b)");
  engine.run("ALTER TABLE quotes DROP COLUMN b");
  engine.run("DROP TABLE quotes");
}

/** Runs a migration in a mode, statement by statement. Throws if one is refused. */
export function runMigration(engine: Engine, text: string, { transaction }: Mode): void {
  if (transaction) execute(engine, "BEGIN");
  for (const sql of statementsOf(text)) execute(engine, sql);
  if (transaction) execute(engine, "COMMIT");
}

/** Runs one statement. Throws if it is refused. */
export function execute(engine: Engine, sql: string): void {
  const refused = engine.run(sql);
  if (refused !== undefined) throw new Error(`${refused.message}, in: ${sql}`);
}

/** The statements of a text that can be read. */
export function statementsOf(text: string): string[] {
  const script = splitStatements({ name: "golden", text });
  if (!script.ok) throw new Error(script.diagnostics.map((it) => it.message).join("\n"));
  return script.value.statements.map((statement) => statement.sql);
}
