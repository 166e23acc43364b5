import { DatabaseSync } from "node:sqlite";
import { readMigrations } from "../../src/migrations/read/read_migrations.ts";
import { replay } from "../../src/shadow/replay/replay.ts";
import { splitStatements } from "../../src/sql/statements.ts";
import type { BenchOptions } from "./bench.ts";
import { markdownTable, measureInTurn, milliseconds, ratio, runHere } from "./measure.ts";
import { openProject } from "./projects.ts";
import { everySize, runsFor, sizeLabel } from "./sizes.ts";

/**
 * A table: the cost of replaying a whole history, compared with just running its SQL, and with a
 * full replay, in which the whole schema is present. The files are read beforehand.
 */
export async function benchReplay(options: BenchOptions): Promise<string> {
  const rows: string[][] = [];
  for (const size of everySize(options)) {
    const { folder } = await openProject(size);
    const read = await readMigrations(`${folder}/migrations`);
    if (!read.ok) throw new Error(read.diagnostics[0]!.message);
    const { migrations } = read.value;
    const texts = migrations.map(({ source }) => source.text);
    const ourWay = (full: boolean) =>
      runHere(async () => {
        const replayed = await replay(migrations, undefined, { full });
        if (!replayed.ok) throw new Error(replayed.diagnostics[0]!.message);
      });
    const { sqlite, ours, whole } = await measureInTurn({
      sqlite: runHere(() => replayWithSqlite(texts)),
      ours: ourWay(false),
      whole: ourWay(true),
    }, runsFor(size, options));
    rows.push([
      sizeLabel(size),
      String(texts.flatMap(statementsOf).length),
      milliseconds(sqlite.cpuMs),
      milliseconds(ours.cpuMs),
      ratio(ours, sqlite).toFixed(2),
      milliseconds(whole.cpuMs),
      ratio(ours, whole).toFixed(2),
    ]);
    console.error(`replay    ${rows.at(-1)!.join("  ")}`);
  }
  const head = [
    ...["migrations / tables", "statements", "node:sqlite", "ours", "ratio"],
    ...["full replay", "ratio to full"],
  ];
  return `## Cold replay\n\n${markdownTable(head, rows)}`;
}

/** The minimum that any tool must do: run the statements. */
function replayWithSqlite(texts: readonly string[]): void {
  const database = new DatabaseSync(":memory:");
  for (const text of texts) database.exec(text);
  database.close();
}

function statementsOf(text: string): readonly unknown[] {
  const script = splitStatements({ name: "history", text });
  return script.ok ? script.value.statements : [];
}
