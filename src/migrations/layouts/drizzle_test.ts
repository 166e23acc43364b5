import assert from "node:assert/strict";
import {
  folderOf,
  idsIn,
  saidOf,
  sqlIn,
  write,
  written,
} from "../../../tests/support/layout_folder.ts";
import { DRIZZLE } from "./drizzle.ts";

const TWO = journal(["0000_b", 5], ["0001_a", 6]);

Deno.test("drizzle runs the files of the journal, in its order", async () => {
  const texts = { "0001_a.sql": "A", "0000_b.sql": "B", ...journal(["0001_a", 5], ["0000_b", 6]) };
  assert.deepEqual(await idsIn(DRIZZLE, texts), ["0001_a", "0000_b"]);
});

Deno.test("drizzle reports files missing in the journal, missing files, and entries out of order", async () => {
  const texts = { "0000_b.sql": "", "0001_a.sql": "", "x.sql": "", "y/migration.sql": "" };
  assert.deepEqual(await saidOf(DRIZZLE, { ...texts, ...journal(["0000_b", 6], ["0001_a", 6]) }), [
    'migrations/not-listed: "migrations/x.sql" never runs: the journal does not list it',
    'migrations/not-listed: "migrations/y/migration.sql" never runs: the journal does not list it',
    'migrations/too-late: "0001_a" is skipped by a database that has run the migration before it: its "when" is not greater',
  ]);
  assert.deepEqual(await saidOf(DRIZZLE, { "0000_b.sql": "", ...TWO }), [
    'migrations/missing-file: Cannot read migrations: the journal lists "0001_a.sql", which is not ' +
    "there",
  ]);
});

Deno.test("drizzle refuses its marker within a statement or a comment", async () => {
  const marker = "--> statement-breakpoint";
  const read = (text: string) => saidOf(DRIZZLE, { "0000_b.sql": text, ...journal(["0000_b", 5]) });
  for (
    const text of [
      `CREATE VIEW v AS SELECT 1 /*\n${marker}\nDROP TABLE t; -- */ AS a;`,
      `CREATE TABLE a (x DEFAULT '\n${marker}\nDROP TABLE t;\n--');`,
      `CREATE TABLE "\n${marker}\nDROP TABLE t; --" (x);`,
      `SELECT 1; /*\n${marker}\nDROP TABLE t; -- */\nSELECT 2;`,
      `SELECT 1;\n-- ${marker} DROP TABLE t;\nSELECT 2;`,
      `SELECT 1;\n${marker} DROP TABLE t;\nSELECT 2;`,
    ]
  ) {
    assert.deepEqual(await read(text), [
      `migrations/cut-statement: Cannot read "migrations/0000_b.sql": Drizzle splits it at "${marker}" ` +
      "within a statement or a comment",
    ], text);
  }
  for (
    const text of [
      `SELECT 1;\n${marker}\nSELECT 2;\n${marker}\n`,
      `SELECT 1;${marker} -- the next\r\n-- one\nSELECT 2;`,
    ]
  ) assert.deepEqual(await read(text), []);
});

Deno.test("drizzle refuses an invalid journal, or one for another database", async () => {
  for (const text of ["<<<<<<< HEAD\n{}", "[]", '{ "entries": [{ "tag": 1 }] }']) {
    assert.deepEqual(await saidOf(DRIZZLE, { "meta/_journal.json": text }), [
      'migrations/bad-journal: Cannot read "migrations/meta/_journal.json": it is not the journal ' +
      "of Drizzle Kit",
    ]);
  }
  const text = '{ "dialect": "postgresql", "entries": [] }';
  assert.deepEqual(await saidOf(DRIZZLE, { "meta/_journal.json": text }), [
    "migrations/another-database: Cannot read migrations for postgresql: only those for SQLite can " +
    "be replayed",
  ]);
});

Deno.test("drizzle treats a pulled schema as already in the database", async () => {
  const pulled = "-- Current sql file was generated after introspecting the database\n" +
    "-- If you want to run this migration please uncomment this code\n" +
    "/*\nCREATE TABLE a (x);\n--> statement-breakpoint\nCREATE TABLE b (x);\n*/\n";
  const texts = { "0000_b.sql": pulled, "0001_a.sql": "/* nothing */", ...TWO };
  assert.deepEqual(await sqlIn(DRIZZLE, texts), [
    "CREATE TABLE a (x);\n--> statement-breakpoint\nCREATE TABLE b (x);",
    "/* nothing */",
  ]);
});

Deno.test("drizzle gets the SQL, a copy of the previous snapshot, and an entry in the journal", async () => {
  const texts = {
    "0000_b.sql": "",
    "0001_a.sql": "",
    "meta/0001_snapshot.json":
      '{ "id": "one", "prevId": "none", "tables": { "t": { "name": "t" } } }',
    ...TWO,
  };
  const sql =
    "-- one; two\nA;\n\n-- three\nCREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END;\n" +
    "C;\n";
  const files = await written(DRIZZLE, texts, { sql });
  assert.deepEqual(Object.keys(files), [
    "0002_add_bio.sql",
    "meta/0002_snapshot.json",
    "meta/_journal.json",
  ]);
  assert.equal(
    files["0002_add_bio.sql"],
    "-- one; two\nA;\n--> statement-breakpoint\n\n-- three\n" +
      "CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END;\n--> statement-breakpoint\nC;\n",
  );
  const { id, ...snapshot } = JSON.parse(files["meta/0002_snapshot.json"]!);
  assert.equal(snapshot.prevId, "one");
  assert.deepEqual(Object.keys(snapshot.tables), ["t"]);
  assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}$/);
  const { entries, ...head } = JSON.parse(files["meta/_journal.json"]!);
  assert.deepEqual(head, { version: "7", dialect: "sqlite" });
  const when = Date.parse("2026-11-22T14:00:00Z");
  const entry = { idx: 2, version: "6", when, tag: "0002_add_bio", breakpoints: true };
  assert.deepEqual(entries.at(-1), entry);
});

Deno.test("drizzle names files like the last one, and never dates them before it", async () => {
  const next = async (tag: string, when = 1) => {
    const texts = { [`${tag}.sql`]: "", ...journal([tag, when]) };
    const files = await written(DRIZZLE, texts);
    const { entries } = JSON.parse(files["meta/_journal.json"]!);
    return [entries.at(-1).tag, entries.at(-1).when > when];
  };
  assert.deepEqual(await next("0000_a"), ["0001_add_bio", true]);
  assert.deepEqual(await next("20260101000000_a"), ["20261122140000_add_bio", true]);
  assert.deepEqual(await next("1700000000_a"), ["1795356000_add_bio", true]);
  assert.deepEqual(await next("0000_a", 9e12), ["0001_add_bio", true]);
  assert.deepEqual(Object.keys(await written(DRIZZLE, {})), [
    "0000_add_bio.sql",
    "meta/_journal.json",
  ]);
});

Deno.test("drizzle reads and writes folders if the project has them", async () => {
  const texts = {
    "20260101000000_a/migration.sql": "A",
    "20260101000000_a/snapshot.json":
      '{ "id": "one", "prevIds": ["none"], "ddl": [{ "entityType": "tables", "name": "t" }] }',
    "20260101000000_c/snapshot.json": '{ "id": "two", "prevIds": ["none"], "ddl": [] }',
    "20250101000000_b/migration.sql": "B",
  };
  assert.deepEqual(await idsIn(DRIZZLE, texts), ["20250101000000_b", "20260101000000_a"]);
  assert.deepEqual((await saidOf(DRIZZLE, { ...texts, "c.sql": "" })).length, 1);
  const files = await written(DRIZZLE, texts);
  const folder = "20261122140000_add_bio";
  assert.deepEqual(Object.keys(files), [`${folder}/migration.sql`, `${folder}/snapshot.json`]);
  const { id, ...snapshot } = JSON.parse(files[`${folder}/snapshot.json`]!);
  assert.notEqual(id, "one");
  assert.deepEqual(snapshot.prevIds, ["one", "two"], "all that no other comes after");
});

Deno.test("drizzle refuses to continue from a snapshot that is none", async () => {
  const six = [
    "<<<<<<< ours",
    '{ "tables": null }',
    '{ "tables": { "t": null } }',
    '{ "views": { "v": 1 } }',
    '{ "tables": { "t": { "name": 1 } } }',
    '{ "tables": { "t": { "name": "t", "columns": { "a": {} } } } }',
    '{ "tables": { "t": { "name": "t", "indexes": { "i": { "name": "i", "columns": [1] } } } } }',
  ];
  const seven = ['{ "ddl": {} }', '{ "ddl": [null] }', '{ "ddl": [{ "entityType": "tables" }] }'];
  const folders = [
    ...six.map((text) => ({
      "0000_b.sql": "",
      ...journal(["0000_b", 5]),
      "meta/0000_snapshot.json": text,
    })),
    ...seven.map((text) => ({
      "20260101000000_a/migration.sql": "",
      "20260101000000_a/snapshot.json": text,
    })),
  ];
  for (const texts of folders) {
    const planned = await write(DRIZZLE, texts);
    const codes = planned.diagnostics.map(({ code }) => code);
    assert.deepEqual(codes, ["migrations/bad-snapshot"], JSON.stringify(texts));
  }
});

Deno.test("drizzle writes the snapshot of the given schema, also as the first one", async () => {
  const column = { name: "id", type: "integer", notNull: false, autoincrement: false };
  const table = {
    name: "t",
    columns: [column],
    uniques: [],
    indexes: [],
    foreignKeys: [],
    checks: [],
  };
  const schema = { tables: [{ ...table, primaryKey: { columns: ["id"] } }], views: [] };
  const kit = { schema, isExact: false, renames: [] };
  const files = await written(DRIZZLE, {}, { sql: "A;\n", kit });
  const { prevId, tables } = JSON.parse(files["meta/0000_snapshot.json"]!);
  assert.equal(prevId, "00000000-0000-0000-0000-000000000000");
  assert.deepEqual(tables.t.columns.id, {
    name: "id",
    type: "integer",
    primaryKey: true,
    notNull: true,
    autoincrement: false,
  });
});

Deno.test("drizzle puts a breakpoint between statements, whatever the journal had before", async () => {
  const texts = { "0000_b.sql": "", "0001_a.sql": "", ...TWO };
  const quiet = {
    ...texts,
    "meta/_journal.json": TWO["meta/_journal.json"].replaceAll("true", "false"),
  };
  const files = await written(DRIZZLE, quiet, { sql: "A;\nB;\n" });
  assert.equal(files["0002_add_bio.sql"], "A;\n--> statement-breakpoint\nB;\n");
  assert.equal(JSON.parse(files["meta/_journal.json"]!).entries.at(-1).breakpoints, true);
});

Deno.test("drizzle updates the module that drivers for apps import", async () => {
  const journal = { "0000_b.sql": "", "0001_a.sql": "", ...TWO };
  const module = "import journal from './meta/_journal.json';\nimport m0000 from './0000_b.sql';\n";
  const { "migrations.js": text } = await written(DRIZZLE, { ...journal, "migrations.js": module });
  assert.equal(
    text,
    "import journal from './meta/_journal.json';\nimport m0000 from './0000_b.sql';\n" +
      "import m0001 from './0001_a.sql';\nimport m0002 from './0002_add_bio.sql';\n\n" +
      "  export default {\n    journal,\n    migrations: {\n" +
      "      m0000,\nm0001,\nm0002\n    }\n  }\n  ",
  );
  const folders = {
    "20260101000000_a/migration.sql": "A",
    "20260101000000_a/snapshot.json": "{}",
    "migrations.js": "import m0000 from './20260101000000_a/migration.sql';\n",
  };
  assert.equal(
    (await written(DRIZZLE, folders))["migrations.js"],
    "import m0000 from './20260101000000_a/migration.sql';\n" +
      "import m0001 from './20261122140000_add_bio/migration.sql';\n\n" +
      "  export default {\n    migrations: {\n" +
      '      "20260101000000_a": m0000,\n"20261122140000_add_bio": m0001\n    }\n  }\n  ',
  );
  assert(!("migrations.js" in await written(DRIZZLE, journal)));
});

function journal(...entries: readonly (readonly [tag: string, when: number])[]) {
  const list = entries.map(([tag, when], idx) => ({
    idx,
    version: "6",
    when,
    tag,
    breakpoints: true,
  }));
  const text = JSON.stringify({ version: "7", dialect: "sqlite", entries: list });
  return { "meta/_journal.json": text };
}

Deno.test("drizzle begins a folder as the version in package.json does", async () => {
  const pathsFor = async (dependencies: Record<string, string>) => {
    const around = folderOf({ "package.json": JSON.stringify({ dependencies }) });
    return Object.keys(await written(DRIZZLE, {}, { sql: "SELECT 1;\n", around }));
  };
  const folder = ["20261122140000_add_bio/migration.sql"];
  const journal = ["0000_add_bio.sql", "meta/_journal.json"];
  for (const version of ["^1.0.0", "1.0.0-rc.5", "rc"]) {
    assert.deepEqual(await pathsFor({ "drizzle-orm": version }), folder, version);
  }
  for (const version of ["^0.45.0", "latest", "workspace:*"]) {
    assert.deepEqual(await pathsFor({ "drizzle-orm": version }), journal, version);
  }
  const expo = { "expo-sqlite": "~16.0.0" };
  assert.deepEqual(await pathsFor({ ...expo, "drizzle-orm": "^0.45.0" }), [
    ...journal,
    "migrations.js",
  ]);
  assert.deepEqual(await pathsFor({ ...expo, "drizzle-orm": "^1.0.0" }), [
    ...folder,
    "migrations.js",
  ]);
});
