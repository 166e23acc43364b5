/**
 * Converts the projects beside this file into every layout and back, and squashes them; the
 * statements and their results must be equal.
 */
import assert from "node:assert/strict";
import { squash } from "../../src/commands/squash.ts";
import type { FolderTexts } from "../../src/host/files/read_files.ts";
import { convertMigrations, sqlFor } from "../../src/migrations/write/convert_migrations.ts";
import type { Migration } from "../../src/migrations/directory.ts";
import type { Layout } from "../../src/migrations/layouts/layout.ts";
import { layoutNamed, LAYOUTS } from "../../src/migrations/layouts/list.ts";
import { migrationsOf } from "../../src/migrations/read/migrations_of.ts";
import { readMigrations } from "../../src/migrations/read/read_migrations.ts";
import { runnersOf } from "../../src/migrations/runners/runners_of.ts";
import { differences, historyContent } from "../../src/shadow/replay/history_content.ts";
import { filesBelow, inFolder } from "../support/folders.ts";
import { projectOptions, QUIET } from "../support/project_options.ts";

const now = new Date("2026-11-22T14:00:00Z");

const root = new URL(".", import.meta.url).pathname;

/** A history with everything that may be difficult for a layout. */
const TRICKY: Readonly<Record<string, string>> = {
  "migrations/0001_users.sql": "-- Who is here; and who was\n" +
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT 'a;b -- c');\n" +
    "INSERT INTO users (name) VALUES ('Ada'), ('O''Hara');\n",
  "migrations/0002_Log of users.sql": "CREATE TABLE log (n INTEGER, at TEXT);\n" +
    "CREATE TRIGGER logged AFTER INSERT ON users BEGIN\n  INSERT INTO log (n) VALUES (NEW.id);\n" +
    "  UPDATE log SET at = CASE WHEN n > 1 THEN 'late' ELSE 'early' END;\nEND;\n" +
    "INSERT INTO users (name) VALUES ('Bob');\n",
  "migrations/0003_view.sql": "CREATE VIEW late AS SELECT * FROM log WHERE at = 'late';\n" +
    "CREATE INDEX by_name ON users (name) WHERE name <> '';\n",
};

const PROJECTS: readonly (readonly [name: string, files: Readonly<Record<string, string>>])[] = [
  ["tricky", TRICKY],
  ...await Promise.all(
    [
      "atlas",
      "dbmate",
      "diesel",
      "drizzle",
      "flyway",
      "goose",
      "node-sqlite",
      "prisma",
      "sections",
      "sqldelight",
      "sqlx",
      "tern",
    ]
      .map(
        async (name) => [name, await filesBelow(`${root}${name}/project`)] as const,
      ),
  ),
];

for (const [name, files] of PROJECTS) {
  Deno.test(`the history of ${name} is the same in every layout, and back again`, async () => {
    const { migrations, layout } = await historyIn(files);
    const made = await contentOf(migrations, layout);
    for (const other of LAYOUTS) {
      const there = await converted(migrations, other);
      assert.deepEqual(there.map(statements), migrations.map(statements), other.name);
      const differing = differences(made, await contentOf(there, other));
      assert.deepEqual(differing, [], other.name);
      const back = await converted(there, layout);
      assert.deepEqual(back.map(statements), migrations.map(statements), `${other.name} and back`);
    }
  });
}

Deno.test("statements that open a transaction are left out for D1, which runs each file in one", async () => {
  const sql = "SAVEPOINT a;\nCREATE TABLE t (n INTEGER);\nRELEASE a;\n";
  const { migrations } = await historyIn({ "migrations/0001_t.sql": sql });
  const files = await filesOf(migrations, layoutNamed("d1")!);
  assert.deepEqual([...files.values()].map(({ text }) => text), ["CREATE TABLE t (n INTEGER);\n"]);
});

for (const layout of LAYOUTS) {
  Deno.test(`a history in the layout ${layout.name} can be squashed, and continues from there`, async () => {
    const { migrations, layout: plain } = await historyIn(TRICKY);
    const made = await contentOf(migrations, plain);
    const files = await filesOf(migrations, layout);
    const texts = Object.fromEntries(Array.from(files, ([path, { text }]) => [`db/${path}`, text]));
    await inFolder(texts, async (folder) => {
      const before = await readMigrations(`${folder}/db`, { layout: layout.name });
      assert.ok(before.ok);
      const [, second, third] = before.value.migrations;
      const options = projectOptions(folder, { migrations: "db", layout: layout.name });
      const ended = await squash(
        { ...options, to: second!.id, keepData: true, dryRun: false },
        QUIET,
      );
      assert.equal(ended.exitCode, 0, JSON.stringify(ended.diagnostics));
      const after = await readMigrations(`${folder}/db`, { layout: layout.name });
      assert.ok(after.ok, JSON.stringify(after.diagnostics));
      assert.deepEqual(after.value.migrations.map(({ id }) => id), [second!.id, third!.id]);
      assert.deepEqual(differences(made, await contentOf(after.value.migrations, layout)), []);
    });
  });
}

async function historyIn(files: Readonly<Record<string, string>>) {
  return await inFolder(files, async (folder) => {
    const path = Object.keys(files).find((it) => /\.sq[lm]$/.test(it) && it.includes("/"))!;
    const [, within] = /^(db\/migrations|prisma\/migrations|[^/]+)\//.exec(path)!;
    const read = await readMigrations(`${folder}/${within}`);
    assert.ok(read.ok, JSON.stringify(read.diagnostics));
    return { migrations: read.value.migrations, layout: layoutNamed(read.value.layout)! };
  });
}

async function filesOf(migrations: readonly Migration[], layout: Layout): Promise<FolderTexts> {
  const files = await convertMigrations(migrations, { layout, folder: "db", now });
  assert.ok(files.ok, JSON.stringify(files.diagnostics));
  return files.value;
}

async function converted(migrations: readonly Migration[], layout: Layout) {
  const read = await migrationsOf(layout, await filesOf(migrations, layout));
  assert.ok(read.ok, `${layout.name}: ${JSON.stringify(read.diagnostics)}`);
  return read.value;
}

function statements({ source }: Migration): string {
  return sqlFor("plain", source);
}

async function contentOf(migrations: readonly Migration[], layout: Layout) {
  const runners = runnersOf({ layout: layout.name });
  const made = await historyContent(migrations, { target: layout.target, runners });
  assert.ok(made.ok, JSON.stringify(made.diagnostics));
  return made.value;
}
