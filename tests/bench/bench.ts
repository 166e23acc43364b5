/**
 * `deno task bench [--migrations 10,100,1000] [--tables 5,50,300] [--runs 3] [--seed 1]`: what it
 * takes to run a whole history from nothing, ours against the plainest way there is. Prints
 * Markdown. The numbers of one machine say little; the ratios say more.
 */
import { DatabaseSync } from "node:sqlite";
import { parseArgs } from "node:util";
import { ENGINE_VERSION, openEngine } from "../../src/host/engine.ts";
import { splitStatements } from "../../src/sql/statements.ts";
import { generateHistory, type History } from "./history.ts";
import { markdownTable, type Measure, measureHere, milliseconds } from "./measure.ts";

interface BenchOptions {
  readonly migrations: readonly number[];
  readonly tables: readonly number[];
  readonly runs: number;
  readonly seed: number;
}

/** Each size a row; CPU milliseconds, medians. */
async function benchReplay({ migrations, tables, runs, seed }: BenchOptions): Promise<void> {
  const rows: string[][] = [];
  for (const migrationCount of migrations) {
    for (const tableCount of tables) {
      const history = generateHistory({ migrations: migrationCount, tables: tableCount, seed });
      const statements = statementsOf(history);
      const sqlite = await measureHere(() => replayWithSqlite(statements), { runs });
      const splitting = await measureHere(() => statementsOf(history), { runs });
      const ours = await measureHere(() => replayWithEngine(history), { runs });
      rows.push([
        `${migrationCount} / ${tableCount}`,
        String(statements.length),
        ...[sqlite, splitting, ours].map(({ cpuMs }: Measure) => milliseconds(cpuMs)),
        (ours.cpuMs / sqlite.cpuMs).toFixed(2),
      ]);
      console.error(rows.at(-1)!.join("  "));
    }
  }
  const head = ["migrations / tables", "statements", "node:sqlite", "splitting", "ours", "ratio"];
  console.log(`## Cold replay\n\n${markdownTable(head, rows)}`);
  console.log(
    `CPU ms, medians of ${runs} runs, seed ${seed}; ${ENGINE_VERSION}, Deno ${Deno.version.deno}.\n`,
  );
}

/** The least that any tool has to do: the statements are split beforehand, nothing is looked at. */
function replayWithSqlite(statements: readonly string[]): void {
  const database = new DatabaseSync(":memory:");
  for (const sql of statements) database.exec(sql);
  database.close();
}

async function replayWithEngine(history: History): Promise<void> {
  const engine = await openEngine();
  for (const sql of statementsOf(history)) {
    const error = engine.run(sql);
    if (error !== undefined) throw new Error(`${error.message}: ${sql}`);
  }
  engine.close();
}

function statementsOf({ files }: History): string[] {
  return files.flatMap(({ name, sql }) => {
    const result = splitStatements({ name, text: sql });
    if (!result.ok) throw new Error(result.diagnostics[0]!.message);
    return result.value.statements.map((statement) => statement.sql);
  });
}

function readOptions(): BenchOptions {
  const { values } = parseArgs({
    options: {
      migrations: { type: "string", default: "10,100,1000" },
      tables: { type: "string", default: "5,50,300" },
      runs: { type: "string", default: "3" },
      seed: { type: "string", default: "1" },
    },
  });
  return {
    migrations: values.migrations.split(",").map(Number),
    tables: values.tables.split(",").map(Number),
    runs: Number(values.runs),
    seed: Number(values.seed),
  };
}

if (import.meta.main) await benchReplay(readOptions());
