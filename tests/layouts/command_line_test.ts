import { assertRan, block, inProject } from "../end_to_end/project.ts";
import assert from "node:assert/strict";

const USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n";
const SCHEMA = "CREATE TABLE users (id INTEGER PRIMARY KEY, bio TEXT);\n";

Deno.test("generate --down --dry-run shows both files, and asks what it cannot know", async () => {
  const files = { "schema.sql": SCHEMA, "migrations/000001_users.up.sql": USERS };
  await inProject(files, async ({ run, files }) => {
    const before = await files();
    assertRan(await run("generate profiles --down --dry-run --no-renames --allow data-loss"), {
      code: 1,
      stderr: `
        error[plan/fill-needed]: In the down migration: Cannot add column "name" to "users": it is NOT NULL without a default, and the table may have rows
        hint: Pass --fill 'users.name=SQL' with a value for existing rows, or give the column a default
      `,
    });
    const answers = ["--no-renames", "--allow", "data-loss", "--fill", "users.name='nobody'"];
    const shown = await run(["generate", "profiles", "--down", "--dry-run", ...answers]);
    assert.equal(shown.code, 0, shown.stderr);
    const [up, down] = shown.stdout.split("-- 000002_profiles.down.sql\n");
    assert.match(up!, /^-- 000002_profiles\.up\.sql\n-- Made by [^]*ADD COLUMN bio TEXT;/);
    assert.match(down!, /^-- Down migration, made by [^]*\n-- Drops users\.bio[^]*'nobody'/);
    assert.deepEqual(await files(), before);
  });
});

Deno.test("generate --down reports a down migration that would recreate something broken", async () => {
  const migrations =
    "-- migrate:up\nCREATE TABLE users (id);\nCREATE VIEW names AS SELECT name FROM users;\n" +
    "-- migrate:down\n";
  const files = { "schema.sql": SCHEMA, "migrations/1_users.sql": migrations };
  await inProject(files, async ({ run }) => {
    const { code, stderr } = await run("generate --down --allow data-loss --no-renames");
    assert.equal(code, 1);
    assert.match(stderr, /^warning\[replay\/broken-object\]/);
    assert.match(stderr, /^error\[migrations\/broken-before\]: Cannot write the down migration/m);
    assert.equal((await run("generate --allow data-loss --no-renames")).code, 0);
  });
});

Deno.test("generate --empty --down writes both files", async () => {
  const files = { "schema.sql": USERS, "migrations/001-users.sql": `-- Up\n${USERS}` };
  await inProject(files, async ({ run, read }) => {
    assert.equal((await run("generate seed --empty --down")).code, 0);
    const text = (await read("migrations/002-seed.sql")).replace(/penumbra \S+,/, "penumbra,");
    assert.equal(
      text,
      block(`
        -- Up
        -- Made by penumbra, to be written by hand

        -- Down
        -- The down migration, to be written by hand
      `),
    );
  });
});

Deno.test("a folder with files of two tools is reported, with the detected layout", async () => {
  const files = {
    "schema.sql": USERS,
    "migrations/1_users.sql": `-- migrate:up\n${USERS}-- migrate:down\n`,
    "migrations/2_posts.sql": "-- +goose Up\nSELECT 1;\n",
  };
  await inProject(files, async ({ run }) => {
    assertRan(await run("check"), {
      code: 3,
      stderr: `
        error[migrations/no-marker]: Cannot read "migrations/2_posts.sql" as dbmate does: it has no "-- migrate:up" line
        note: From its files, the layout of "migrations" was detected as "dbmate"; --layout overrides it
        hint: Add that line, or move the file out of the folder if dbmate does not run it
      `,
    });
    assertRan(await run("check --layout dbmat"), {
      code: 2,
      stderr: `
        error[migrations/no-such-layout]: Cannot read migrations: there is no layout "dbmat"
        hint: Did you mean "dbmate"?
      `,
    });
  });
});

Deno.test("an edit of the down migration alone replays nothing", async () => {
  const file = (down: string) => `-- migrate:up\n${USERS}\n-- migrate:down\n${down}\n`;
  const files = { "schema.sql": USERS, "migrations/1_users.sql": file("DROP TABLE users;") };
  await inProject(files, async ({ run, write }) => {
    assert.equal((await run("check")).code, 0);
    await write({ "migrations/1_users.sql": file("DROP TABLE IF EXISTS users;") });
    const { code, stderr } = await run("check --verbose");
    assert.equal(code, 0);
    assert.doesNotMatch(stderr, /Replaying/);
  });
});

Deno.test("folders of programs are distinguished from empty folders", async () => {
  const files = {
    "schema.sql": USERS,
    "migrations/20260101000000_users.js": "exports.up = (knex) => knex.schema.createTable('users')",
  };
  await inProject(files, async ({ run }) => {
    assertRan(await run("generate"), {
      code: 3,
      stderr: `
        error[migrations/code]: Cannot replay "migrations/<time>_users.js": the migrations of Knex are programs, and only SQL can be replayed
        note: From its files, the layout of "migrations" was detected as "knex"; --layout overrides it
        hint: Run npx knex migrate:latest on an empty database, and penumbra init --from with that database: its schema becomes the baseline, and the next migrations are SQL
      `,
    });
  });
});

Deno.test("a program among migrations is reported until the configuration covers it", async () => {
  const files = {
    "schema.sql": "CREATE TABLE t (a INT, b INT, c INT);\n",
    "migrations/0001_a.sql": "CREATE TABLE t (a INT);\n",
    "migrations/0002_b.js":
      "export const up = (db) => db.exec('ALTER TABLE t ADD COLUMN b INT');\n",
    "migrations/0003_c.sql": "ALTER TABLE t ADD COLUMN c INT;\n",
  };
  await inProject(files, async ({ run, write, files }) => {
    assertRan(await run("check"), {
      code: 3,
      stderr: `
        error[migrations/code]: Cannot replay "migrations/0002_b.js": it is a program, and only SQL can be replayed
        hint: Add "opaque": ["0002_b.js"] to penumbra.json, and write what it does to the schema, if anything, into "0002_b.penumbra.sql" next to it
      `,
    });
    await write({ "penumbra.json": '{ "opaque": ["0002_b.js"] }' });
    assert.match((await run("check")).stderr, /Add column "b" to "t"/);
    await write({ "migrations/0004_d.sql": "ALTER TABLE notes ADD COLUMN d INT;\n" });
    assert.match(
      (await run("check")).stderr,
      /no such table "notes"[^]*\nhint: If a skipped program creates it, such as "migrations\/0002_b\.js", write that into "migrations\/0002_b\.penumbra\.sql"\n/,
    );
    await write({ "migrations/0004_d.sql": undefined });
    await write({ "migrations/0002_b.penumbra.sql": "ALTER TABLE t ADD COLUMN b INT;\n" });
    assert.equal((await run("check")).code, 0);
    assert.equal((await run("check --no-cache")).code, 0);
    assert.equal((await run("inspect migrations:migrations")).code, 0);
    await write({ "migrations/0003_c.sql": undefined });
    assert.equal((await run("generate c")).code, 0);
    assert.ok("migrations/0003_c.sql" in await files());
  });
});

Deno.test("a new file gets a later version than an opaque program", async () => {
  const files = {
    "penumbra.json": '{ "opaque": ["2_b.go"] }',
    "schema.sql": USERS,
    "migrations/1_a.sql": "-- +goose Up\nCREATE TABLE users (id INTEGER PRIMARY KEY);\n",
    "migrations/2_b.go": "package migrations\n",
    "migrations/2_b.penumbra.sql": "SELECT 1;\n",
  };
  await inProject(files, async ({ run, files }) => {
    const { code, stderr } = await run("generate c --fill users.name='x'");
    assert.equal(code, 0, stderr);
    assert.ok("migrations/3_c.sql" in await files());
  });
});

Deno.test("a template is reported, and its placeholders are replaced from the configuration", async () => {
  const files = {
    "schema.sql": "CREATE TABLE app_lib (id INTEGER PRIMARY KEY);\n",
    "migrations/000001_a.up.sql": "CREATE TABLE {{.prefix}}lib (id INTEGER PRIMARY KEY);\n",
  };
  await inProject(files, async ({ run, write }) => {
    assertRan(await run("check"), {
      code: 3,
      stderr: `
        error[migrations/template]: Cannot replay "migrations/000001_a.up.sql": it is a template, and "{{.prefix}}" is filled in before it runs
         --> migrations/000001_a.up.sql:1:14
          |
        1 | CREATE TABLE {{.prefix}}lib (id INTEGER PRIMARY KEY);
          |              ^^^^^^^^^^^
        hint: Give its value in penumbra.json, "placeholders": {"prefix": "…"}, or name a folder of rendered files with --migrations
      `,
    });
    await write({ "penumbra.json": '{ "placeholders": { "prefix": "app_" } }' });
    const { code, stderr } = await run("check");
    assert.equal(code, 0, stderr);
    await write({ "penumbra.json": '{ "placeholders": { "prefix": 1 } }' });
    assert.match((await run("check")).stderr, /^hint: Write an object of strings by name$/m);
  });
});

Deno.test("history tables of tools are in no schema, whoever creates them", async () => {
  const dump = `CREATE TABLE IF NOT EXISTS "schema_migrations" (version varchar(128) primary key);
${USERS}-- Dbmate schema migrations
INSERT INTO "schema_migrations" (version) VALUES
  ('20200101000000');
`;
  const files = {
    "schema.sql": dump,
    "migrations/20200101000000_init.sql": `-- migrate:up
CREATE TABLE android_metadata (locale TEXT);
CREATE INDEX locales ON android_metadata (locale);
${USERS}-- migrate:down
`,
  };
  await inProject(files, async ({ run, write }) => {
    const nothing = { stderr: "Nothing to do: the migrations produce the desired schema\n" };
    for (const args of ["check", "check", "check --no-cache"]) assertRan(await run(args), nothing);
    const later = "-- migrate:up\nALTER TABLE android_metadata ADD COLUMN x;\n-- migrate:down\n";
    await write({ "migrations/20200102000000_later.sql": later });
    for (const args of ["check", "check --no-cache"]) assertRan(await run(args), nothing);
    assertRan(await run("diff migrations:migrations schema.sql"), { stderr: "No difference\n" });
  });
});

Deno.test("a baseline begins the replay: what it covers is hashed and not run", async () => {
  const files = {
    "penumbra.json": '{ "baseline": { "upTo": "0002", "schema": "migrations/baseline.sql" } }',
    "schema.sql": "CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT NOT NULL, z INT);\n",
    "migrations/0001_a.js": "export const up = () => {};\n",
    "migrations/0002_b.sql": "UPDATE sqlite_master SET sql = '${everything}';\n",
    "migrations/baseline.sql": "CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT NOT NULL);\n",
    "migrations/0003_c.sql": "ALTER TABLE a ADD COLUMN z INT;\n",
  };
  await inProject(files, async ({ run, write, files }) => {
    const nothing = { stderr: "Nothing to do: the migrations produce the desired schema\n" };
    for (const args of ["check", "check", "check --no-cache"]) assertRan(await run(args), nothing);
    await write({ "migrations/0002_b.sql": "UPDATE sqlite_master SET sql = 'edited';\n" });
    assert.match((await run("check --verbose")).stderr, /Replaying/);
    assert.match((await run("inspect migrations:migrations@0002")).stdout, /\bn\b/);
    assertRan(await run("inspect migrations:migrations@0001_a"), {
      code: 2,
      stderr: `
        error[migrations/covered]: Cannot stop after "0001_a": the baseline covers it
        hint: Name "0002_b", the last one that it covers, or a later one
      `,
    });
    await write({ "migrations/0003_c.sql": undefined });
    assert.equal((await run("generate c")).code, 0);
    assert.ok("migrations/0003_c.sql" in await files());
    await write({ "migrations/baseline.sql": "CREATE TABLE a (id INTEGER PRIMARY KEY);\n" });
    assert.match((await run("check")).stderr, /Add column "n"/);
  });
});

Deno.test("a baseline that does not exist is reported", async () => {
  const files = {
    "penumbra.json": '{ "baseline": { "upTo": "0007", "schema": "base.sql" } }',
    "schema.sql": USERS,
    "migrations/0001_users.sql": USERS,
  };
  await inProject(files, async ({ run, write }) => {
    assert.match(
      (await run("check")).stderr,
      /^error\[files\/not-found\]: Cannot read "base\.sql"/,
    );
    await write({ "base.sql": "" });
    assertRan(await run("check"), {
      code: 3,
      stderr: `
        error[migrations/no-baseline]: Cannot start from the baseline: there is no migration "0007"
        hint: Give a version or a whole name as "upTo" in penumbra.json, such as "0001_users"
      `,
    });
    await write({ "penumbra.json": '{ "baseline": { "upTo": "0001" } }' });
    assert.match(
      (await run("check")).stderr,
      /^hint: Write an object with the strings "upTo" and "schema"$/m,
    );
    await write({ "penumbra.json": '{ "baseline": { "upTo": "1", "schema": "../b.sql" } }' });
    assert.equal((await run("check")).code, 2);
  });
});
