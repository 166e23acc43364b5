import assert from "node:assert/strict";
import { type Files, inProject } from "./project.ts";

/** Runs check and generate on a history whose schema is this one, on both engines. */
async function assertReplays(files: Files, schema: string): Promise<void> {
  for (const target of ["any", "sqlite"]) {
    await inProject({ ...files, "schema.sql": schema }, async ({ run }) => {
      for (const command of ["generate --dry-run", "check", "check", "check --no-cache"]) {
        const { code, stdout, stderr } = await run(`${command} --target ${target}`);
        assert.equal(stdout, "", target);
        assert.match(stderr, /Nothing to do: the migrations produce the desired schema/, target);
        assert.equal(code, 0, target);
      }
      const { stdout, code } = await run("diff migrations:migrations schema.sql");
      assert.deepEqual([stdout, code], ["", 0]);
    });
  }
}

const CUPS = `CREATE TABLE team (id INTEGER PRIMARY KEY);
CREATE TABLE cup (id INTEGER PRIMARY KEY);
CREATE TABLE win (team_id INTEGER REFERENCES team (id) ON DELETE CASCADE, cup_id INTEGER REFERENCES cup (id) ON DELETE CASCADE);
`;

const NAMED_CUPS = CUPS.replaceAll("PRIMARY KEY)", "PRIMARY KEY, name TEXT)");

/** A rebuild in the wrong order: with foreign keys on, the second DROP is refused. */
const REBUILT_CUPS = `-- penumbra: allow data-loss
ALTER TABLE team RENAME TO team_old;
ALTER TABLE cup RENAME TO cup_old;
ALTER TABLE win RENAME TO win_old;
${NAMED_CUPS}DROP TABLE team_old;
DROP TABLE cup_old;
DROP TABLE win_old;
`;

Deno.test("foreign keys are off in a replay if the runner has them off", async () => {
  await assertReplays({
    "migrations/000001_init.up.sql": CUPS,
    "migrations/000001_init.down.sql": "",
    "migrations/000002_rebuild.up.sql": REBUILT_CUPS,
    "migrations/000002_rebuild.down.sql": "",
  }, NAMED_CUPS);
});

Deno.test("foreign keys are on in a replay if the runner has them on, and its cache is separate", async () => {
  const files: Files = {
    "schema.sql": NAMED_CUPS,
    "migrations/0001_init.sql": CUPS,
    "migrations/0002_rebuild.sql": REBUILT_CUPS,
  };
  await inProject(files, async ({ run, write }) => {
    await write({ "penumbra.json": '{"runner": "golang-migrate"}' });
    assert.equal((await run("generate --dry-run")).code, 0);
    await write({ "penumbra.json": '{"runner": "sqlx"}' });
    const { code, stderr } = await run("generate --dry-run");
    assert.equal(code, 3);
    assert.match(stderr, /Cannot run statement 8 of 0002_rebuild.sql: no such table "team_old"/);
  });
});

Deno.test("a plain folder may be run by anything that can run it", async () => {
  await assertReplays({
    "migrations/0001_init.sql": CUPS,
    "migrations/0002_rebuild.sql": REBUILT_CUPS,
  }, NAMED_CUPS);
});

const COMMIT_FIRST = `PRAGMA foreign_keys = OFF;
COMMIT TRANSACTION;
BEGIN TRANSACTION;
CREATE TABLE a2 (id INTEGER PRIMARY KEY, n INT);
INSERT INTO a2 (id) SELECT id FROM a;
DROP TABLE a;
ALTER TABLE a2 RENAME TO a;
COMMIT TRANSACTION;
PRAGMA foreign_keys = ON;
BEGIN TRANSACTION;
`;

Deno.test("a file may end the transaction that its runner opens, and begin one again", async () => {
  await assertReplays({
    "Cargo.toml": '[dependencies]\nsqlx = "0.8"\n',
    "migrations/20240101000000_init.sql": "CREATE TABLE a (id INTEGER PRIMARY KEY);\n",
    "migrations/20240102000000_rebuild.sql": COMMIT_FIRST,
    "migrations/20240103000000_more.sql": "CREATE TABLE b (x);\n",
  }, "CREATE TABLE a (id INTEGER PRIMARY KEY, n INT);\nCREATE TABLE b (x);\n");
});

Deno.test("a file with its own transaction runs that way if its runner opens none", async () => {
  const text = "BEGIN;\nCREATE TABLE a (id INTEGER PRIMARY KEY);\nCOMMIT;\n";
  const schema = "CREATE TABLE a (id INTEGER PRIMARY KEY);\n";
  await assertReplays({ "migrations/0001_init.sql": text }, schema);
  // golang-migrate opens one unless its URL has x-no-tx-wrap, which is not in the folder.
  await assertReplays({
    "migrations/000001_init.up.sql": text,
    "migrations/000001_init.down.sql": "",
  }, schema);
});

const ADOPT = `CREATE TABLE IF NOT EXISTS _sqlx_migrations AS SELECT 1 AS version WHERE 0;
INSERT INTO migrations SELECT version, 0 FROM _sqlx_migrations WHERE 0;
CREATE TABLE a (x);
`;

Deno.test("the history table of a runner exists in a replay, and is not part of the schema", async () => {
  const schema = "CREATE TABLE a (x);\n";
  await assertReplays({
    "penumbra.json": '{"runner": "sqlx"}',
    "migrations/0001_a.sql": "CREATE TABLE a (x);\n",
    "migrations/0002_fix.sql": "UPDATE _sqlx_migrations SET checksum = x'00' WHERE version = 1;\n" +
      "CREATE INDEX versions ON _sqlx_migrations (success);\n",
  }, schema);
  await assertReplays({
    "wrangler.toml": '[[d1_databases]]\nbinding = "DB"\n',
    "migrations/0001_a.sql": schema,
    "migrations/0002_fix.sql": "DELETE FROM d1_migrations WHERE name = '0000_gone.sql';\n",
  }, schema);
});

Deno.test("statements on a runner's table with unknown columns are skipped", async () => {
  await assertReplays(
    { "migrations/0001_adopt.sql": ADOPT },
    "CREATE TABLE _sqlx_migrations (version);\nCREATE TABLE a (x);\n",
  );
});
