import assert from "node:assert/strict";
import { objectsOf, type SchemaObject } from "../schema/snapshot.ts";
import { readDatabase } from "./read_database.ts";
import { inFolder } from "../../tests/support/folders.ts";
import { execute } from "../../tests/support/sqlite_file.ts";

/** The objects read from a database that plain SQLite has created. */
async function objectsIn(
  sql: string,
  edit: (bytes: Uint8Array) => void = () => {},
): Promise<readonly SchemaObject[]> {
  return await inFolder({}, async (folder) => {
    execute(`${folder}/app.db`, sql);
    const bytes = await Deno.readFile(`${folder}/app.db`);
    edit(bytes);
    await Deno.writeFile(`${folder}/app.db`, bytes);
    const snapshot = await readDatabase(`${folder}/app.db`);
    assert(snapshot.ok, JSON.stringify(snapshot));
    return objectsOf(snapshot.value);
  });
}

async function namesIn(sql: string): Promise<string[]> {
  return (await objectsIn(sql)).map(({ name }) => name);
}

/** The history tables as the tools themselves create them on SQLite. */
const HISTORIES: Readonly<Record<string, string>> = {
  Prisma:
    `CREATE TABLE "_prisma_migrations" ("id" TEXT PRIMARY KEY NOT NULL, "checksum" TEXT NOT NULL)`,
  "Drizzle 0.x":
    `CREATE TABLE "__drizzle_migrations" (id SERIAL PRIMARY KEY, hash text NOT NULL, created_at numeric)`,
  Atlas: "CREATE TABLE `atlas_schema_revisions` (`version` text NOT NULL, PRIMARY KEY (`version`))",
  dbmate: `CREATE TABLE "schema_migrations" (version varchar(128) primary key)`,
  goose:
    "CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT, version_id INTEGER NOT NULL)",
  "golang-migrate": `CREATE TABLE schema_migrations (version uint64, dirty bool);
    CREATE UNIQUE INDEX version_unique ON schema_migrations (version)`,
  Flyway:
    `CREATE TABLE "flyway_schema_history" ("installed_rank" INT NOT NULL PRIMARY KEY, "success" BOOLEAN NOT NULL);
    CREATE INDEX "flyway_schema_history_s_idx" ON "flyway_schema_history" ("success")`,
  sqlx: "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL)",
  refinery: "CREATE TABLE refinery_schema_history (version int4 PRIMARY KEY, name VARCHAR(255))",
  D1: `CREATE TABLE d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE);
    CREATE TABLE _cf_KV (key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
    CREATE TABLE _cf_METADATA (key INTEGER PRIMARY KEY, value BLOB)`,
  Rails: `CREATE TABLE "schema_migrations" ("version" varchar NOT NULL PRIMARY KEY);
    CREATE TABLE "ar_internal_metadata" ("key" varchar NOT NULL PRIMARY KEY, "value" varchar)`,
  Knex:
    "CREATE TABLE `knex_migrations` (`id` integer not null primary key autoincrement); CREATE TABLE `knex_migrations_lock` (`index` integer not null primary key autoincrement)",
  Kysely: `CREATE TABLE "kysely_migration" ("name" varchar(255) not null primary key);
    CREATE TABLE "kysely_migration_lock" ("id" varchar(255) not null primary key)`,
  "node-sqlite":
    `CREATE TABLE IF NOT EXISTS "migrations" (id INTEGER PRIMARY KEY, name TEXT NOT NULL, up TEXT NOT NULL, down TEXT NOT NULL)`,
  ourselves:
    `CREATE TABLE _penumbra_migrations (id TEXT PRIMARY KEY); CREATE TABLE "__penumbra_new_users" (id);
    CREATE TRIGGER watched AFTER INSERT ON _penumbra_migrations BEGIN SELECT 1; END`,
};

for (const [tool, sql] of Object.entries(HISTORIES)) {
  Deno.test(`readDatabase() leaves out the history of ${tool}`, async () => {
    assert.deepEqual(await namesIn(`CREATE TABLE users (id INTEGER PRIMARY KEY); ${sql}`), [
      "users",
    ]);
  });
}

Deno.test("readDatabase() keeps a table that only shares such a name", async () => {
  const sql =
    "CREATE TABLE migrations (id INTEGER PRIMARY KEY, bird TEXT); CREATE TABLE prisma (id)";
  assert.deepEqual(await namesIn(sql), ["migrations", "prisma"]);
});

Deno.test("readDatabase() leaves out backing tables, and keeps what does not compile", async () => {
  const sql = `CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT, x TEXT CHECK (x <> 'y'));
    CREATE VIRTUAL TABLE docs USING fts5 (body); ANALYZE;
    CREATE VIEW broken AS SELECT * FROM nowhere`;
  assert.deepEqual(await namesIn(sql), ["a", "docs", "broken"]);
});

Deno.test("readDatabase() reads a database with a virtual table whose module only the application has", async () => {
  const objects = await objectsIn("CREATE VIRTUAL TABLE vectors USING fts5 (e)", (bytes) => {
    const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
    bytes.set(new TextEncoder().encode("vec0"), text.indexOf("fts5"));
  });
  const vectors = objects.find(({ name }) => name === "vectors");
  assert.equal(vectors?.kind === "virtual-table" && vectors.module, "vec0");
});
