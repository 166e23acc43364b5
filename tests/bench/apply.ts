/**
 * `deno task bench:apply`: how long it takes to
 * apply a history to many new databases, one more migration to all of them, and then nothing: with
 * the runner, `penumbra apply --dbs` without and with backups, Drizzle's migrator, and dbmate,
 * which starts once per database. All run the same SQL in one run. Prints Markdown with the elapsed
 * time, and with the CPU time, which other programs disturb less. Fetches the packages the first
 * time.
 */
import { DatabaseSync } from "node:sqlite";
import { betterSqlite3, type Bundle, migrate, nodeSqlite } from "../../src/runner/mod.ts";
import { number, readOptions, text } from "../../scripts/options.ts";
import { runProcess } from "../../scripts/run_process.ts";

const { databases, tables, migrations: count, only } = readOptions("bench:apply", {
  databases: number("How many databases there are", 1000),
  tables: number("How many tables they get", 50),
  migrations: number("How many migrations make these", 10),
  only: text("word", "Only migrators with this in their name", ""),
});

// The specifiers are composed here, so that only this script fetches these packages.
const [{ default: BetterSqlite }, { drizzle }, { migrate: drizzleMigrate }] = await Promise.all([
  import(["npm:better-sqlite3", "13.2.0"].join("@")),
  import(["npm:drizzle-orm", "0.45.4/better-sqlite3"].join("@")),
  import(["npm:drizzle-orm", "0.45.4/better-sqlite3/migrator"].join("@")),
]);
const DBMATE = ["npm:@dbmate/linux-x64", "2.36.0"].join("@");
await import(`${DBMATE}/package.json`, { with: { type: "json" } });
const dbmate = new URL("bin/dbmate", import.meta.resolve(`${DBMATE}/package.json`)).pathname;

const folder = await Deno.makeTempDir();
const MOD = new URL("../../mod.ts", import.meta.url).pathname;

/** The SQL of each migration: the tables, in all but the last, which adds a column. */
function history(): string[] {
  const all = Array.from(
    { length: tables },
    (_, index) =>
      `CREATE TABLE t${index} (id INTEGER PRIMARY KEY, name TEXT NOT NULL, parent INTEGER` +
      `${
        index === 0 ? "" : ` REFERENCES t${index - 1} (id)`
      }, made TEXT DEFAULT CURRENT_TIMESTAMP);\n` +
      `CREATE INDEX t${index}_name ON t${index} (name);\n`,
  );
  const each = Math.ceil(all.length / count);
  return Array.from(
    { length: count },
    (_, index) => all.slice(index * each, (index + 1) * each).join(""),
  );
}

const LAST = "ALTER TABLE t0 ADD COLUMN more TEXT;\nCREATE INDEX t0_more ON t0 (more);\n";

/** Writes the first migrations for all tools. */
async function writeFolders(texts: readonly string[]): Promise<void> {
  const tag = (index: number) => `${String(index).padStart(4, "0")}_step`;
  const entries = texts.map((_, index) => (
    { idx: index, version: "6", when: 1.7e12 + index, tag: tag(index), breakpoints: true }
  ));
  await Deno.mkdir(`${folder}/migrations/meta`, { recursive: true });
  await Deno.mkdir(`${folder}/dbmate`, { recursive: true });
  const journal = { version: "7", dialect: "sqlite", entries };
  await Deno.writeTextFile(`${folder}/migrations/meta/_journal.json`, JSON.stringify(journal));
  for (const [index, text] of texts.entries()) {
    const broken = text.trimEnd().replaceAll(";\n", ";\n--> statement-breakpoint\n");
    await Deno.writeTextFile(`${folder}/migrations/${tag(index)}.sql`, broken);
    const marked = `-- migrate:up\n${text}\n-- migrate:down\n`;
    await Deno.writeTextFile(`${folder}/dbmate/${tag(index)}.sql`, marked);
  }
}

const penumbra = (...args: readonly string[]) =>
  runProcess([Deno.execPath(), "run", "-A", MOD, ...args], { cwd: folder });

async function bundle(): Promise<Bundle> {
  return JSON.parse((await penumbra("bundle")).stdout);
}

/** How each tool applies pending migrations to its databases, and the names of their files. */
const WAYS: Readonly<
  Record<string, (files: readonly string[], pending: Bundle) => Promise<void>>
> = {
  "runner, node:sqlite": async (files, pending) => {
    for (const file of files) {
      const database = new DatabaseSync(file);
      await migrate(nodeSqlite(database), pending);
      database.close();
    }
  },
  "runner, better-sqlite3": async (files, pending) => {
    for (const file of files) {
      const database = new BetterSqlite(file);
      await migrate(betterSqlite3(database), pending);
      database.close();
    }
  },
  "penumbra apply --dbs --no-backup": (files) => applyAll(files, "--no-backup"),
  "penumbra apply --dbs": (files) => applyAll(files),
  "drizzle-orm 0.45.4, better-sqlite3": (files) => {
    for (const file of files) {
      const database = new BetterSqlite(file);
      drizzleMigrate(drizzle(database), { migrationsFolder: `${folder}/migrations` });
      database.close();
    }
    return Promise.resolve();
  },
  "dbmate 2.36.0": async (files) => {
    for (const file of files) {
      const where = ["--url", `sqlite:${file}`, "--migrations-dir", `${folder}/dbmate`];
      await runProcess([dbmate, ...where, "--no-dump-schema", "up"], { cwd: folder });
    }
  },
};

/** The CPU time of this process and those that it started; 0 if it is not available. */
function cpuMs(): number {
  if (Deno.build.os !== "linux") return 0;
  // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: utime, stime, cutime and cstime.
  const fields = Deno.readTextFileSync("/proc/self/stat").replace(/^.*\) /s, "").split(" ");
  return fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks) * TICK_MS, 0);
}

const TICK_MS = 10;

function perDatabase(ms: number): string {
  return (ms / databases).toFixed(2);
}

async function applyAll(files: readonly string[], ...options: readonly string[]): Promise<void> {
  await Deno.writeTextFile(`${folder}/list.txt`, files.join("\n"));
  const { code, stderr } = await penumbra("apply", "--dbs", "list.txt", ...options);
  if (code !== 0) throw new Error(stderr);
}

const texts = history();
const rows: string[] = [];
const chosen = Object.entries(WAYS).filter(([name]) => name.includes(only));
for (const [index, [name, apply]] of chosen.entries()) {
  const own = `${folder}/${index}`;
  await Deno.mkdir(own);
  const files = Array.from({ length: databases }, (_, number) => `${own}/${number}.db`);
  const times: string[] = [];
  for (const migrations of [texts, [...texts, LAST], [...texts, LAST]]) {
    await Deno.remove(`${folder}/migrations`, { recursive: true }).catch(() => {});
    await Deno.remove(`${folder}/dbmate`, { recursive: true }).catch(() => {});
    await writeFolders(migrations);
    // An application contains it.
    const bundled = await bundle();
    const start = { wallMs: performance.now(), cpuMs: cpuMs() };
    await apply(files, bundled);
    times.push(perDatabase(performance.now() - start.wallMs), perDatabase(cpuMs() - start.cpuMs));
  }
  const check = new DatabaseSync(files.at(-1)!);
  const made = check.prepare("SELECT count(*) AS n FROM sqlite_schema WHERE name GLOB 't[0-9]*'")
    .get();
  check.close();
  if (Number(made!["n"]) !== tables * 2 + 1) throw new Error(`${name} made ${made!["n"]} objects`);
  rows.push(`| ${[name, ...times].join(" | ")} |`);
  console.error(rows.at(-1));
  await Deno.remove(own, { recursive: true });
}
await Deno.remove(folder, { recursive: true });
console.log(
  `${databases} databases, ${tables} tables in ${count} migrations, then one more, then nothing; ms per database\n`,
);
console.log("| | all of it | CPU | one more | CPU | nothing | CPU |");
console.log(`| --- |${" ---: |".repeat(6)}`);
console.log(rows.join("\n"));
