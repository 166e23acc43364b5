import type { Table } from "../../src/schema/snapshot.ts";
import { quoteName, quoteString } from "../../src/sql/names.ts";
import type { Engine } from "../../src/host/engines/engine.ts";
import { runDespiteErrors } from "./despite_errors.ts";
import { type Mode, openWith, runMigration, statementsOf } from "./engines.ts";
import { type GoldenCase, type Sides, targetOf } from "./golden_case.ts";

/**
 * What is lost if a migration is run a second time, after the application has written values into the new
 * columns: by a runner that stops at an error, and by one that continues. No runner of D1 does.
 */
export async function lossesWhenRunAgain(
  golden: GoldenCase,
  { before, after }: Sides,
  { text, mode }: { readonly text: string; readonly mode: Mode },
): Promise<string[]> {
  const names = [...after.tables, ...after.virtualTables].map(({ name }) => name);
  const losses: string[] = [];
  for (const continues of targetOf(golden.answers) === "d1" ? [false] : [false, true]) {
    const engine = await openWith(mode, golden.before, golden.rows);
    try {
      runMigration(engine, text, mode);
      for (const name of names) {
        const known = before.tables.find((it) => it.name === name);
        for (const column of columnsOf(engine, name)) writeLater(engine, { name, column, known });
      }
      for (const { name } of after.virtualTables) insertLater(engine, name);
      const was = names.map((name) => contentOf(engine, name));
      if (continues) runDespiteErrors(engine, statementsOf(text), mode);
      else runUntilError(engine, text, mode);
      losses.push(...names.flatMap((name, index) => {
        const is = contentOf(engine, name);
        if (is === was[index]) return [];
        const how = continues ? "despite errors" : "up to an error";
        return [`run again, ${how}: "${name}" held ${was[index]} and holds ${is}`];
      }));
    } finally {
      engine.close();
    }
  }
  return losses;
}

function runUntilError(engine: Engine, text: string, mode: Mode): void {
  try {
    runMigration(engine, text, mode);
  } catch {
    // Like the end of the connection.
    engine.run("ROLLBACK");
  }
}

/** Writes other values into a column that the table did not have, as far as it accepts some. */
function writeLater(
  engine: Engine,
  { name, column, known }: {
    readonly name: string;
    readonly column: string;
    readonly known: Table | undefined;
  },
): void {
  if (known?.columns.some((it) => it.name === column)) return;
  const [table, own] = [quoteName(name), quoteName(column)];
  for (const value of ["'later ' || rowid", "7000 + rowid", "'later'", `1 - ${own}`]) {
    if (engine.run(`UPDATE ${table} SET ${own} = ${value}`) === undefined) return;
  }
}

/** Inserts a row into a virtual table that has none, if it takes any. */
function insertLater(engine: Engine, name: string): void {
  if (contentOf(engine, name) !== "") return;
  const columns = columnsOf(engine, name);
  for (const value of ["'later'", "7"]) {
    const values = columns.map(() => value).join(", ");
    const into = `INSERT INTO ${quoteName(name)} (${columns.map(quoteName).join(", ")})`;
    if (engine.run(`${into} VALUES (${values})`) === undefined) return;
  }
}

function columnsOf(engine: Engine, name: string): string[] {
  return engine.query(`SELECT name FROM pragma_table_info(${quoteString(name)})`)
    .map(([column]) => String(column));
}

/** All rows of a table, as text, sorted; what cannot be read is left out. */
function contentOf(engine: Engine, name: string): string {
  const columns = columnsOf(engine, name).sort().map((it) => `quote(${quoteName(it)})`);
  try {
    const rows = engine.query(`SELECT ${columns.join(", ")} FROM ${quoteName(name)}`);
    return rows.map((row) => row.join(", ")).sort().join("; ");
  } catch {
    return "nothing that can be read";
  }
}
