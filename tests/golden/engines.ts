import { type Engine, openEngine } from "../../src/host/engines/engine.ts";
import type { EngineName } from "../../src/base/engine_name.ts";
import { statementsOf as statementsIn } from "../support/statements.ts";
import { modeName, type RunMode, setMode } from "../support/modes.ts";

/** How and on which engine a runner may run a migration. */
export interface Mode extends RunMode {
  readonly engine: EngineName;
}

/** All modes: four on each engine, and legacy_alter_table, which changes what a rename does. */
export const MODES: readonly Mode[] = (["libsql", "sqlite"] as const).flatMap((engine) => [
  ...[false, true].flatMap((transaction) =>
    [false, true].map((foreignKeys) => ({ engine, transaction, foreignKeys, legacy: false }))
  ),
  { engine, transaction: false, foreignKeys: false, legacy: true },
]);

/** The mode in words, as in `answers.json`. */
export function describeMode(mode: Mode): string {
  return `${mode.engine}, ${modeName(mode)}`;
}

/** Opens a database with the schema, and with rows in any order. */
export async function openWith(mode: Mode, schema: string, rows = ""): Promise<Engine> {
  const engine = await openEngine(mode.engine);
  execute(engine, "PRAGMA foreign_keys = OFF");
  for (const sql of statementsOf(schema)) execute(engine, sql);
  if (mode.engine === "sqlite" && schema.includes('"')) quoteStrings(engine);
  for (const sql of statementsOf(rows)) execute(engine, sql);
  setMode(engine, mode);
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
  return statementsIn(text).map(({ sql }) => sql);
}
