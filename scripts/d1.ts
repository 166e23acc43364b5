/**
 * `deno task d1`: runs migrations for `--target d1` on D1's own engine (workerd, in miniflare),
 * each in one batch with foreign keys on, as D1 does. Prints the number of rows of each table
 * before and after, and exits 1 if one is lost. Not part of `deno task ok`, since it downloads some
 * hundred megabytes the first time.
 */
import { generateMigration, type SchemaSnapshot } from "penumbra";
import { loadDdl } from "../src/shadow/load/load_ddl.ts";
import { splitStatements } from "../src/sql/statements.ts";
import { readOptions } from "./options.ts";

readOptions("d1", {});

/** The part of a D1 binding that is used here. */
interface Database {
  prepare(sql: string): { all(): Promise<{ results: Record<string, unknown>[] }> };
  batch(statements: readonly unknown[]): Promise<unknown>;
}

interface Case {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly rows: string;
}

const CASES: readonly Case[] = [
  {
    name: "a default of a parent whose children cascade",
    before: `CREATE TABLE chats (id INTEGER PRIMARY KEY, mode TEXT DEFAULT 'preview');
      CREATE TABLE messages (id INTEGER PRIMARY KEY,
        chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE);
      CREATE VIEW talks AS SELECT mode, messages.id FROM chats JOIN messages ON chat_id = chats.id;`,
    after: `CREATE TABLE chats (id INTEGER PRIMARY KEY, mode TEXT DEFAULT 'markup');
      CREATE TABLE messages (id INTEGER PRIMARY KEY,
        chat_id INTEGER NOT NULL REFERENCES chats (id) ON DELETE CASCADE);
      CREATE VIEW talks AS SELECT mode, messages.id FROM chats JOIN messages ON chat_id = chats.id;`,
    rows:
      "INSERT INTO chats VALUES (1, 'a'), (2, 'b'); INSERT INTO messages VALUES (1, 1), (2, 1);",
  },
  {
    name: "two tables whose rows point at each other",
    before:
      `CREATE TABLE a (id INTEGER PRIMARY KEY, b_id INTEGER REFERENCES b (id) ON DELETE RESTRICT);
      CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER NOT NULL REFERENCES a (id), n INTEGER);`,
    after:
      `CREATE TABLE a (id INTEGER PRIMARY KEY, b_id INTEGER REFERENCES b (id) ON DELETE RESTRICT);
      CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER NOT NULL REFERENCES a (id), n REAL);`,
    rows: "INSERT INTO a VALUES (1, NULL); INSERT INTO b VALUES (1, 1, 7); UPDATE a SET b_id = 1;",
  },
  {
    name: "a table that restricts itself",
    before: `CREATE TABLE parts (id INTEGER PRIMARY KEY AUTOINCREMENT,
      whole INTEGER REFERENCES parts (id) ON DELETE RESTRICT, name TEXT);`,
    after: `CREATE TABLE parts (id INTEGER PRIMARY KEY AUTOINCREMENT,
      whole INTEGER REFERENCES parts (id) ON DELETE RESTRICT, name TEXT NOT NULL DEFAULT '');`,
    rows: "INSERT INTO parts VALUES (1, NULL, 'a'), (2, 1, NULL), (3, 2, 'c');",
  },
  {
    name: "gates that look at every row first",
    before: `CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT);
      CREATE TABLE users (id INTEGER PRIMARY KEY, team INTEGER, email TEXT, age TEXT);`,
    after: `CREATE TABLE teams (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
      CREATE TABLE users (id INTEGER PRIMARY KEY, team INTEGER REFERENCES teams (id),
        email TEXT CHECK (email LIKE '%@%'), age INTEGER) STRICT;`,
    rows: `INSERT INTO teams VALUES (1, 'a'), (2, 'b');
      INSERT INTO users VALUES (1, 1, 'x@y', '7'), (2, NULL, NULL, NULL);`,
  },
];

/** The number of rows of each table, before and after the migration, as one line. */
async function tryCase({ name, before, after, rows }: Case, database: Database): Promise<boolean> {
  const [current, desired] = [await snapshotOf(before), await snapshotOf(after)];
  const migration = await generateMigration({ current, desired, target: "d1" });
  if (!migration.ok) throw new Error(migration.diagnostics[0]?.message);
  await run(before, database);
  await run(rows, database);
  const had = await counts(current, database);
  await run(migration.value.text, database);
  const has = await counts(desired, database);
  const orphans = (await database.prepare("PRAGMA foreign_key_check").all()).results.length;
  console.log(`${name}: ${JSON.stringify(had)} → ${JSON.stringify(has)}, ${orphans} orphans`);
  return JSON.stringify(had) === JSON.stringify(has) && orphans === 0;
}

async function snapshotOf(text: string): Promise<SchemaSnapshot> {
  const schema = await loadDdl([{ name: "schema.sql", text }], [], { target: "d1" });
  if (!schema.ok) throw new Error(schema.diagnostics[0]?.message);
  return schema.value.snapshot;
}

async function run(text: string, database: Database): Promise<void> {
  const script = splitStatements({ name: "sql", text });
  if (!script.ok) throw new Error(script.diagnostics[0]?.message);
  const statements = script.value.statements.map(({ sql }) => database.prepare(sql));
  if (statements.length > 0) await database.batch(statements);
}

async function counts(
  { tables }: SchemaSnapshot,
  database: Database,
): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const { name } of tables) {
    const { results } = await database.prepare(`SELECT count(*) AS n FROM ${name}`).all();
    found[name] = results[0]?.n;
  }
  return found;
}

// The specifier is composed, so that only this script fetches it.
const { Miniflare } = await import(["npm:miniflare", "4.20260730.0"].join("@"));
let kept = true;
for (const it of CASES) {
  const server = new Miniflare({
    modules: true,
    script: "export default { fetch: () => new Response('ok') }",
    d1Databases: { DB: "x" },
    cf: false,
  });
  kept = await tryCase(it, await server.getD1Database("DB")) && kept;
  await server.dispose();
}
console.log(kept ? "every row is there" : "rows are gone");
Deno.exit(kept ? 0 : 1);
