import { DatabaseSync } from "node:sqlite";
import { type Engine, openEngine, sqliteEngine } from "../../src/host/engines/engine.ts";
import { isThere } from "../distribution/is_there.ts";
import {
  type Job,
  type Outcome,
  runnerOf,
  type TestedDatabase,
  type TestedEngine,
  WAYS,
} from "./engine.ts";

/** The engine built into this Deno. */
export function plainSqlite(): TestedEngine {
  const open = () => tested(sqliteEngine(new DatabaseSync(":memory:")));
  return {
    name: "node:sqlite",
    version: versionOf(sqliteEngine(new DatabaseSync(":memory:"))),
    target: "sqlite",
    ways: WAYS,
    run: runnerOf(open),
  };
}

/** libSQL, the engine of most shadows. */
export async function libsql(): Promise<TestedEngine> {
  return {
    name: "libsql 0.5.29",
    version: versionOf(await openEngine()),
    target: "libsql",
    ways: WAYS,
    run: runnerOf(async () => tested(await openEngine())),
  };
}

function tested(database: Engine): TestedDatabase {
  return {
    run(sql) {
      const refused = database.run(sql);
      if (refused !== undefined) throw new Error(refused.message);
    },
    query: (sql) => database.query(sql),
    close: () => database.close(),
  };
}

function versionOf(database: Engine): string {
  try {
    return String(database.query("SELECT sqlite_version()")[0]![0]);
  } finally {
    database.close();
  }
}

/**
 * The sqlite3 shell, which reads a script from its standard input; undefined if it is not
 * installed.
 */
export async function shell(ways = WAYS): Promise<TestedEngine | undefined> {
  if (!isThere("sqlite3")) return undefined;
  const { printed } = await runShell("SELECT sqlite_version();");
  const version = printed.trim();
  return { name: "sqlite3 shell", version, target: "sqlite", ways, run: runInShell };
}

const [CELL, ROW] = ["\x1f", "\x1e"];

async function runInShell({ setup, migration, way, before, after }: Job): Promise<Outcome> {
  if (setup.some((sql) => sql.includes("\r\n"))) {
    return { kind: "lacks", message: "it reads CRLF as LF, in strings as well" };
  }
  const run = way.transaction ? ["BEGIN", ...migration, "COMMIT"] : migration;
  const mark = (word: string) => `SELECT '= ${word}';`;
  const ask = (queries: readonly string[]) => queries.flatMap((sql) => [mark("answer"), `${sql};`]);
  const { printed, said } = await runShell([
    ".bail on",
    `.separator "${CELL}" "${ROW}"`,
    "PRAGMA foreign_keys = OFF;",
    ...setup.map((sql) => `${sql}\n;`),
    mark("begins"),
    ...ask(before),
    mark("runs"),
    `PRAGMA foreign_keys = ${way.foreignKeys ? "ON" : "OFF"};`,
    ...run.map((sql) => `${sql}\n;`),
    mark("ran"),
    ...ask(after),
    mark("ends"),
  ].join("\n"));
  if (!printed.includes("= begins")) return { kind: "lacks", message: said };
  if (!printed.includes("= ends")) return { kind: "stopped", message: said };
  const [was, is] = printed.split(`= ran${ROW}`).map((part) =>
    part.split(`= answer${ROW}`).slice(1).map((answer) =>
      answer.split(ROW).filter((row) => row !== "" && !/^= (runs|ends)$/.test(row))
        .map((row) => row.split(CELL))
    )
  );
  return { kind: "ran", before: was!, after: is! };
}

async function runShell(script: string): Promise<{ printed: string; said: string }> {
  const options = { stdin: "piped", stdout: "piped", stderr: "piped" } as const;
  const child = new Deno.Command("sqlite3", { args: ["-init", "/dev/null"], ...options }).spawn();
  const writer = child.stdin.getWriter();
  const feed = async () => {
    try {
      await writer.write(new TextEncoder().encode(`${script}\n`));
      await writer.close();
    } catch {
      // The shell stops reading at an error.
    }
  };
  const [{ stdout, stderr }] = await Promise.all([child.output(), feed()]);
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { printed: text(stdout), said: text(stderr).trim() };
}
