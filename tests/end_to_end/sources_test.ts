import assert from "node:assert/strict";
import { assertRan, inProject } from "./project.ts";
import { execute } from "../support/sqlite_file.ts";

const unix = { ignore: Deno.build.os === "windows" };

const USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n";
const USERS_WITH_BIO =
  "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, bio TEXT);\n";
const USERS_WITH_COUNTRY =
  "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, country TEXT NOT NULL);\n";

function database(path: string, sql: string): Uint8Array {
  execute(path, sql);
  return Deno.readFileSync(path);
}

Deno.test("ineffective parts of a schema are reported every time, with and without a cache", async () => {
  const users = "CREATE TABLE users (id INTEGER PRIMARY KEY);\n";
  const files = {
    "migrations/0001_users.sql": users,
    "schema.sql": `${users}INSERT INTO users VALUES (1);\n`,
  };
  await inProject(files, async ({ run }) => {
    const stderr = `
      warning[schema/rows-left-out]: Cannot migrate the rows of "schema.sql": a schema has none
       --> schema.sql:2:1
        |
      2 | INSERT INTO users VALUES (1);
        | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      hint: Insert them in a migration: penumbra generate --empty creates one
      Nothing to do: the migrations produce the desired schema
    `;
    for (const args of ["check", "check", "check --no-cache"]) {
      assertRan(await run(args), { stderr });
    }
  });
});

Deno.test({
  ...unix,
  name: "a program that prints DDL is the schema: generate, check, and only the difference",
  fn: () =>
    inProject({
      "penumbra.json": '{ "schema": "command:echo ran >>log; cat model.txt | grep -v ^#" }',
      "model.txt": `# no SQL\n${USERS}`,
      "below/": "",
    }, async (project) => {
      // In a subfolder: a command runs in the folder of the project.
      const first = await project.run("generate first", { folder: "below" });
      assert.equal(first.code, 0, first.stderr);
      assert.equal(await project.read("log"), "ran\n");
      const settled = await project.run("check --verbose");
      assert.match(settled.stderr, /Nothing was replayed: the cache covers these files/);
      assert.equal(settled.code, 0);
      await project.write({ "model.txt": USERS_WITH_BIO });
      const missing = await project.run("check");
      assert.match(missing.stderr, /^note: Add column "bio" to "users"$/m);
      assert.equal(missing.code, 1);
      const next = await project.run("generate --dry-run");
      assert.match(next.stdout, /^ALTER TABLE users ADD COLUMN bio TEXT;$/m);
      assert.equal((next.stdout.match(/;/g) ?? []).length, 1);
    }),
});

Deno.test({
  ...unix,
  name: "a program that fails, or prints what the guard refuses, writes nothing",
  fn: () =>
    inProject({ "schema.sql": USERS }, async (project) => {
      for (
        const [command, words] of [
          ["echo out of order >&2; exit 9", /it ended with exit code 9\nnote: out of order$/m],
          ["no-such-program", /the shell finds no such program$/m],
          ["echo \"ATTACH 'x' AS y\"", /^error\[shadow\/refused\]/m],
          ["echo 'CREATE TABLE a ('", /^error\[/m],
        ] as const
      ) {
        const ran = await project.run(["generate", "--schema", `command:${command}`]);
        assert.equal(ran.code, 3, command);
        assert.match(ran.stderr, words);
      }
      assert.deepEqual(Object.keys(await project.files()), ["schema.sql"]);
    }),
});

Deno.test("a database is a source on either side, and not a byte of it changes", () =>
  inProject({ "schema.sql": USERS_WITH_BIO }, async (project) => {
    const path = `${project.folder}/app.db`;
    const bytes = database(
      path,
      `PRAGMA journal_mode = WAL; ${USERS} CREATE TABLE _prisma_migrations (id TEXT PRIMARY KEY);
      INSERT INTO users (name) VALUES ('Ada');`,
    );
    const missing = await project.run("diff app.db schema.sql");
    assert.equal(missing.stdout, "~ table users\n  + column bio TEXT\n");
    const sql = await project.run("diff file:app.db schema.sql --format sql");
    assert.match(sql.stdout, /^ALTER TABLE users ADD COLUMN bio TEXT;$/m);
    const way = await project.run("generate start --schema app.db");
    assert.equal(way.code, 0, way.stderr);
    const check = await project.run("check --schema app.db");
    assert.equal(check.code, 0, check.stderr);
    const same = await project.run("diff migrations:migrations app.db");
    assert.match(same.stderr, /No difference/);
    assert.deepEqual(Deno.readFileSync(path), bytes);
    assert.deepEqual(
      Object.keys(await project.files()).filter((name) => name.includes("app.db")),
      ["app.db"],
    );
  }));

Deno.test("a database with SQL that no shadow may run is shown, but not compared", () =>
  inProject({ "schema.sql": USERS }, async (project) => {
    const path = `${project.folder}/app.db`;
    database(
      path,
      `${USERS} CREATE VIEW lost AS SELECT * FROM nowhere; CREATE TRIGGER t AFTER INSERT ON users
      BEGIN SELECT writefile('pwned', new.name); END;`,
    );
    const shown = await project.run("inspect app.db");
    assert.equal(shown.code, 0);
    assert.match(shown.stdout, /^view lost$/m);
    const compared = await project.run("diff app.db schema.sql");
    assert.equal(compared.code, 3);
    assert.match(compared.stderr, /error\[shadow\/refused\].*writefile/);
    assert.deepEqual(Object.keys(await project.files()), ["app.db", "schema.sql"]);
  }));

Deno.test("a missing database is not created, and a token is never printed", () =>
  inProject({}, async (project) => {
    const absent = await project.run("inspect app.db");
    assert.equal(absent.code, 3);
    assert.match(absent.stderr, /^error\[files\/not-found\]: Cannot read "app\.db"/);
    for (
      const line of [
        "inspect libsql://localhost:1?authToken=sesame",
        "inspect http://127.0.0.1:9 --auth-token sesame --format json",
        "inspect libsqk://127.0.0.1?authToken=sesame",
        "inspect --auth-token sesame --no-such-option",
      ]
    ) {
      const ran = await project.run(line);
      assert([2, 3].includes(ran.code), line);
      assert.equal(`${ran.stdout}${ran.stderr}`.includes("sesame"), false, line);
    }
    assert.deepEqual(await project.files(), {});
  }));

Deno.test("inspect and diff draw Mermaid, and no other command does", () =>
  inProject({ "a.sql": USERS, "b.sql": USERS_WITH_BIO }, async (project) => {
    const drawn = await project.run("inspect a.sql --format mermaid");
    assert.equal(
      drawn.stdout,
      'erDiagram\n  "users" {\n    INTEGER id PK\n    TEXT name "not null"\n  }\n',
    );
    const diff = await project.run("diff a.sql b.sql --format mermaid");
    assert.match(diff.stdout, /^ {4}TEXT bio "added"$/m);
    assert.equal((await project.run("check --format mermaid")).code, 2);
  }));

Deno.test("inspect and diff write a page, and no other command does", () =>
  inProject({ "a.sql": USERS, "b.sql": USERS_WITH_BIO }, async (project) => {
    const shown = await project.run("inspect a.sql --format html");
    assert.deepEqual([shown.code, shown.stderr], [0, ""]);
    assert.match(shown.stdout, /^<!DOCTYPE html>\n.*<code>CREATE TABLE users .*<\/html>\n$/s);
    const diff = await project.run("diff a.sql b.sql --format html --exit-code");
    assert.deepEqual([diff.code, diff.stderr], [1, ""]);
    assert.match(diff.stdout, /<pre><ins>\+ column bio TEXT<\/ins>/);
    assert.match(diff.stdout, /ALTER TABLE users ADD COLUMN bio TEXT;<\/code>/);
    assert.equal((await project.run("check --format html")).code, 2);
  }));

Deno.test("a page of diff has no SQL as long as a value is open, or if there can be none", () =>
  inProject({ "a.sql": USERS, "b.sql": USERS_WITH_COUNTRY, "none.sql": "" }, async (project) => {
    const open = await project.run("diff a.sql b.sql --format html");
    assert.equal(open.code, 0);
    assert.match(open.stderr, /^note\[plan\/fill-needed\]/);
    assert.match(open.stdout, /<p>note: The new column .*<p>None: the notes say why<\/p>/s);
    const answered = "diff a.sql b.sql --format html --fill users.country='NL'";
    assert.match((await project.run(answered)).stdout, /ALTER TABLE/);
    const refused = await project.run("diff a.sql none.sql --format html");
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /^error\[plan\/empty-schema\]/);
    assert.match(refused.stdout, /<p>error: Cannot plan .*<p>None: the notes say why<\/p>/s);
  }));

Deno.test("what is set for the files of the migrations folder is not for those of another", async () => {
  const files = {
    "schema.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY, bio TEXT);\n",
    "baseline.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY);\n",
    "old/0001_users.sql": "CREATE EXTENSION x;\n",
    "old/0002_bio.sql": "ALTER TABLE users ADD COLUMN bio TEXT;\n",
    "new/0001_begin.sql": "-- +goose Up\nCREATE TABLE users (id INTEGER PRIMARY KEY, bio TEXT);\n",
    "penumbra.json": JSON.stringify({
      migrations: "old",
      layout: "plain",
      skip: { "0002_bio.sql:2": "none" },
      baseline: { upTo: "0001_users", schema: "baseline.sql" },
    }),
  };
  await inProject(files, async ({ run, write }) => {
    assert.match((await run("check")).stderr, /Cannot skip "0002_bio\.sql:2"/);
    await write({ "penumbra.json": files["penumbra.json"].replace(/"skip":.*?\},/, "") });
    const nothing = { stderr: "No difference\n" };
    assertRan(await run("diff migrations:./old migrations:new"), nothing);
    assertRan(await run("diff --schema migrations:new"), nothing);
    assertRan(await run("diff --migrations new"), nothing);
    assertRan(await run("diff --migrations ./old"), nothing);
    assert.equal((await run("inspect migrations:new --layout sqlx")).code, 0);
    assert.match((await run("inspect migrations:new --layout dbmate")).stderr, /no-marker/);
  });
});
