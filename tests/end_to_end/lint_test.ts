import assert from "node:assert/strict";
import { git } from "../support/git.ts";
import { assertRan, type Files, inProject } from "./project.ts";

const HISTORY: Files = {
  "migrations/0001_init.sql": `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));
`,
  "migrations/0002_names.sql": `-- penumbra: allow bulk-change:users
-- penumbra: allow bulk-change:posts
UPDATE users SET name = 'x';
`,
};

Deno.test("lint needs no schema, writes nothing, and passes with advice alone", async () => {
  await inProject(HISTORY, async ({ run, files }) => {
    const before = await files();
    assertRan(await run("lint"), {
      stderr: `
        warning[lint/foreign-key-without-index]: Deleting a row of "users" reads all of "posts": no index starts with the foreign key (user_id)
         --> migrations/0001_init.sql:2:45
          |
        2 | CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));
          |                                             ^^^^^^^
        hint: Add CREATE INDEX posts_user_id ON posts (user_id)

        warning[lint/unused-allow]: Nothing to allow: no statement of the file needs "allow bulk-change:posts"
         --> migrations/0002_names.sql:2:1
          |
        2 | -- penumbra: allow bulk-change:posts
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: Remove the comment, or check that it names the right rule and object
        2 migrations: 2 warnings
      `,
    });
    assert.deepEqual(await files(), before);
  });
});

Deno.test("lint judges every migration by what it does to rows, and fails if one loses any", async () => {
  const files = {
    ...HISTORY,
    "migrations/0003_drop.sql": "ALTER TABLE users DROP COLUMN name;\n",
    "migrations/0004_index.sql": "CREATE INDEX posts_user_id ON posts (user_id);\n",
  };
  await inProject(files, async ({ run }) => {
    const { code, stdout } = await run("lint --format json");
    assert.equal(code, 1);
    const { ok, diagnostics } = JSON.parse(stdout);
    assert.equal(ok, false);
    assert.deepEqual(
      diagnostics.map(({ code }: { code: string }) => code),
      ["lint/data-loss", "lint/unused-allow"],
    );
  });
});

Deno.test("lint says that a drop and an add may be meant as a rename", async () => {
  const files = {
    "migrations/0001_init.sql": `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, bio TEXT);
CREATE TABLE "old tags" (id INTEGER PRIMARY KEY, label TEXT);
`,
    "migrations/0002_names.sql": `ALTER TABLE users DROP COLUMN name;
ALTER TABLE users RENAME COLUMN bio TO about;
ALTER TABLE users ADD COLUMN full_name TEXT;
DROP TABLE "old tags";
CREATE TABLE tags (id INTEGER PRIMARY KEY, label TEXT);
`,
    "migrations/0003_other.sql": "ALTER TABLE users DROP COLUMN about;\n",
  };
  await inProject(files, async ({ run }) => {
    const { stdout } = await run("lint --format json");
    const hints = JSON.parse(stdout).diagnostics.flatMap((it: { code: string; hint: string }) =>
      it.code === "lint/data-loss" ? it.hint.replace(/; if .*/, "") : []
    );
    assert.deepEqual(hints, [
      "To rename it, write ALTER TABLE users RENAME COLUMN name TO full_name",
      'To rename it, write ALTER TABLE "old tags" RENAME TO tags',
      'If that is intended, write "-- penumbra: allow data-loss" into the file',
    ]);
  });
});

Deno.test("penumbra.json sets the level of advice, and names a rule that does not exist", async () => {
  const config = (lint: unknown) => ({
    ...HISTORY,
    "penumbra.json": JSON.stringify({ lint }),
  });
  await inProject(config({ "foreign-key-without-index": "error" }), async ({ run }) => {
    assert.equal((await run("lint")).code, 1);
  });
  await inProject(config({ "foreign-key-without-index": "off" }), async ({ run }) => {
    const { code, stderr } = await run("lint");
    assert.equal(code, 0);
    assert.doesNotMatch(stderr, /foreign-key/);
  });
  await inProject(config({ "foreign-key": "off" }), async ({ run }) => {
    const { code, stderr } = await run("lint");
    assert.equal(code, 2);
    assert.match(stderr, /unknown key "foreign-key" in "lint"/);
  });
});

Deno.test("lint says so if there is no finding, no migration or no folder", async () => {
  const files = { "migrations/0001_init.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY);\n" };
  await inProject(files, async ({ run }) => {
    assertRan(await run("lint"), { stderr: "1 migration: no findings\n" });
  });
  await inProject({ "migrations/.gitignore": "" }, async ({ run }) => {
    assertRan(await run("lint"), { stderr: 'There is no migration in "migrations"\n' });
  });
  await inProject({}, async ({ run }) => {
    assertRan(await run("lint"), {
      code: 3,
      stderr: `
        error[migrations/no-folder]: Cannot read migrations: there is no folder "migrations"
        hint: Create it, or name another folder
      `,
    });
  });
});

Deno.test("a statement that never ends on rows does not keep lint from its advice", async () => {
  const files = {
    ...HISTORY,
    "migrations/0003_endless.sql": `UPDATE users SET name = (
  WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n
);
`,
  };
  await inProject(files, async ({ run }) => {
    const { code, stdout } = await run("lint --time-limit 12 --format json");
    assert.equal(code, 3);
    assert.deepEqual(
      JSON.parse(stdout).diagnostics.map(({ code }: { code: string }) => code),
      ["lint/foreign-key-without-index", "lint/bulk-change", "shadow/time-limit"],
    );
  });
});

Deno.test("lint does not judge what is in the cache, and adds what is not", async () => {
  const files = {
    ...HISTORY,
    "penumbra.json": '{"runner": "sqlx"}',
    "migrations/0003_drop.sql": "ALTER TABLE users DROP COLUMN name;\n",
    "schema.sql": `CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));
`,
  };
  await inProject(files, async ({ run, read, write }) => {
    const note = "No migration was judged: the cache has what was found before";
    const isKnown = async (command: string) => {
      const { stderr } = await run(`${command} --verbose`);
      const told = await run(`${command} --format json`);
      assert.deepEqual(told, await run(`${command} --format json --no-cache`));
      return stderr.includes(note);
    };
    // It judges the last migration, and writes the cache.
    assert.equal(await isKnown("check"), false);
    assert.equal(await isKnown("lint"), false);
    assert.equal(await isKnown("lint"), true);
    assert.equal(await isKnown("check --all"), true);
    const next = "ALTER TABLE posts ADD COLUMN bio TEXT;\nUPDATE posts SET bio = '';\n";
    await write({ "migrations/0004_bio.sql": next });
    assert.equal(await isKnown("lint"), false);
    assert.equal(await isKnown("lint"), true);
    const cache = await read("migrations/.schema.json");
    const forged = cache.replaceAll('"column-dropped"', '"nothing"');
    assert.notEqual(forged, cache);
    await write({ "migrations/.schema.json": forged });
    assert.equal(await isKnown("lint"), false);
    const first = HISTORY["migrations/0001_init.sql"];
    await write({ "migrations/.schema.json": cache, "migrations/0001_init.sql": `${first}\n` });
    assert.equal(await isKnown("lint"), false);
  });
});

Deno.test("lint --new is about what the main branch lacks, and judges it even if check has", async () => {
  await inProject(HISTORY, async ({ run, write, folder }) => {
    await git(folder, "init", "-q", "-b", "main");
    await git(folder, "add", ".");
    await git(folder, "commit", "-qm", "old");
    await git(folder, "checkout", "-qb", "topic");
    await write({
      "migrations/0003_drop.sql": "-- penumbra: allow data-loss:users.name\n" +
        "ALTER TABLE users DROP COLUMN name;\n",
      "schema.sql": `CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));
`,
    });
    assert.equal((await run("check")).code, 0);
    assertRan(await run("lint --new"), { stderr: "1 migration: no findings\n" });
    assert.match((await run("lint")).stderr, /^3 migrations: 2 warnings$/m);
  });
});
