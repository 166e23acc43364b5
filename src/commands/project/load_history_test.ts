import assert from "node:assert/strict";
import { inFolder, writeFiles } from "../../../tests/support/folders.ts";
import { CHECK_DEFAULTS, projectOptions, QUIET } from "../../../tests/support/project_options.ts";
import { check } from "../check.ts";
import type { CheckOptions, ProjectOptions } from "../settings/options.ts";
import type { Outcome } from "../outcome.ts";

const USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n";

/** The note if nothing requires a full replay. */
const WINDOWED = "Windowed replay: each migration was run with only the objects it can reach";

/** The outcome of `check` in a folder, and its notes. */
async function checked(
  folder: string,
  changed: Partial<ProjectOptions & CheckOptions> = {},
): Promise<Outcome & { notes: string[] }> {
  const notes: string[] = [];
  const context = { ...QUIET, note: (text: string) => void notes.push(text) };
  const project = projectOptions(folder, { target: "libsql" });
  const options = { ...project, ...CHECK_DEFAULTS, ...changed };
  return { ...await check(options, context), notes };
}

Deno.test("a cached history is used, continued, or replayed if it does not match", async () => {
  const files = { "schema.sql": USERS, "migrations/0001.sql": USERS };
  await inFolder(files, async (folder) => {
    assert.deepEqual((await checked(folder)).notes, [
      "There is no cache",
      "Replaying 1 of 1 migrations",
      WINDOWED,
    ]);
    assert.deepEqual((await checked(folder)).notes, [
      "Nothing was replayed: the cache covers these files",
    ]);
    await writeFiles(folder, { "migrations/0002.sql": "CREATE INDEX i ON users (name);" });
    assert.deepEqual((await checked(folder)).notes, ["Replaying 1 of 2 migrations", WINDOWED]);
    await writeFiles(folder, { "schema.sql": `${USERS}CREATE INDEX i ON users (id);` });
    const { notes, facts } = await checked(folder);
    const judged = "No migration was judged: all were judged before or are on the main branch";
    assert.deepEqual([notes, facts?.["changes"] instanceof Array], [[judged], true]);
    await writeFiles(folder, { "migrations/0001.sql": `${USERS}-- edited` });
    assert.deepEqual((await checked(folder)).notes, [
      "Cannot use the cache: it belongs to another history",
      "Replaying 2 of 2 migrations",
      WINDOWED,
    ]);
    assert.deepEqual((await checked(folder, { cache: false })).notes, [
      "Replaying 2 of 2 migrations",
      WINDOWED,
    ]);
  });
});

Deno.test("a history that depends on rows is continued with them, if they are few", async () => {
  const files = {
    "schema.sql": USERS,
    "migrations/0001.sql": `${USERS}INSERT INTO users VALUES (1, 'a');`,
  };
  await inFolder(files, async (folder) => {
    await checked(folder);
    await writeFiles(folder, { "migrations/0002.sql": "ALTER TABLE users ADD COLUMN bio TEXT;" });
    assert.deepEqual((await checked(folder)).notes, ["Replaying 1 of 2 migrations", WINDOWED]);
    await writeFiles(folder, { "migrations/0003.sql": "CREATE UNIQUE INDEX i ON users (name);" });
    assert.deepEqual((await checked(folder)).notes, ["Replaying 1 of 3 migrations", WINDOWED]);
    const many = "WITH n AS (VALUES (1) UNION ALL SELECT column1 + 1 FROM n WHERE column1 < 2000)";
    await writeFiles(folder, {
      "migrations/0003.sql": `${many} INSERT INTO users SELECT column1 + 1, column1, '' FROM n;`,
    });
    assert.deepEqual((await checked(folder)).notes, ["Replaying 1 of 3 migrations", WINDOWED]);
    await writeFiles(folder, { "migrations/0004.sql": "CREATE UNIQUE INDEX i ON users (name);" });
    assert.deepEqual((await checked(folder)).notes, [
      "Cannot continue from the cache: what follows depends on rows",
      "Replaying 4 of 4 migrations",
      WINDOWED,
    ]);
  });
});

Deno.test("a history is replayed once, with a checkpoint where the migrations to judge begin", async () => {
  const files = {
    "schema.sql": "CREATE TABLE users (id INTEGER);",
    "migrations/0001.sql": "CREATE TABLE users (id INTEGER, name TEXT);",
    "migrations/0002.sql": "ALTER TABLE users DROP COLUMN name;",
  };
  await inFolder(files, async (folder) => {
    const once = ["Replaying 1 of 2 migrations", WINDOWED];
    assert.deepEqual((await checked(folder)).notes, ["There is no cache", ...once, ...once]);
  });
});

Deno.test("an edited migration and another branch continue from where they part", async () => {
  const files = { "schema.sql": USERS, "migrations/0001.sql": USERS };
  const last = { "migrations/0002.sql": "CREATE INDEX i ON users (name);" };
  const continued = ["Replaying 1 of 2 migrations", WINDOWED];
  const unjudged = "No migration was judged: all were judged before or are on the main branch";
  await inFolder(files, async (folder) => {
    await checked(folder);
    await writeFiles(folder, last);
    assert.deepEqual((await checked(folder)).notes, continued);
    await writeFiles(folder, { "migrations/0002.sql": "CREATE INDEX j ON users (name);" });
    assert.deepEqual((await checked(folder)).notes, continued);
    await writeFiles(folder, { "migrations/0002.sql": "CREATE INDEX k ON users (name);" });
    assert.deepEqual((await checked(folder)).notes, continued);
    await writeFiles(folder, last);
    assert.deepEqual((await checked(folder)).notes, [unjudged]);
    await Deno.remove(`${folder}/migrations/0002.sql`);
    assert.deepEqual((await checked(folder)).notes, [
      "Nothing was replayed: the cache covers these files",
    ]);
  });
});

Deno.test("the rows where the migrations to judge begin come from the cache", async () => {
  const files = {
    "schema.sql": `${USERS}CREATE UNIQUE INDEX i ON users (name);`,
    "migrations/0001.sql": `${USERS}INSERT INTO users VALUES (1, 'a'), (2, 'a');`,
    "migrations/0002.sql":
      "DELETE FROM users WHERE id = 2;\nCREATE UNIQUE INDEX i ON users (name);",
  };
  await inFolder(files, async (folder) => {
    const first = await checked(folder);
    assert.deepEqual(first.notes.filter((it) => it.startsWith("Replaying")), [
      "Replaying 1 of 2 migrations",
      "Replaying 1 of 2 migrations",
    ]);
    const edited = files["migrations/0002.sql"].replace("= 2", "IN (2, 3)");
    await writeFiles(folder, { "migrations/0002.sql": edited });
    const { notes, ...again } = await checked(folder);
    assert.deepEqual(notes.filter((it) => it.startsWith("Replaying")), [
      "Replaying 1 of 2 migrations",
    ]);
    const fresh = await checked(folder, { cache: false });
    assert.deepEqual(again.diagnostics, fresh.diagnostics);
    assert.notEqual(again.diagnostics.length, 0);
  });
});

Deno.test("the diagnostics of a failure are the same with and without a cache", async () => {
  const tails = [
    "DROP TABLE postz;",
    "ALTER TABLE users DROP COLUMN name;",
    "DROP TABLE users;",
    "CREATE VIEW z AS SELECT * FROM nowhere;",
    "SELECT 'open",
    "ATTACH 'x' AS x;",
  ];
  const files = {
    "schema.sql": USERS,
    "migrations/0001.sql": `${USERS}CREATE TABLE posts (id);
      CREATE VIEW z_names AS SELECT name FROM users; CREATE VIEW names AS SELECT * FROM z_names;`,
  };
  for (const tail of tails) {
    await inFolder(files, async (folder) => {
      await checked(folder);
      await writeFiles(folder, { "migrations/0002.sql": tail });
      const continued = await checked(folder);
      const replayed = await checked(folder, { cache: false });
      assert.deepEqual(
        [continued.exitCode, continued.diagnostics],
        [replayed.exitCode, replayed.diagnostics],
        tail,
      );
      assert.notEqual(continued.exitCode, 0);
    });
  }
});

Deno.test("a history is replayed in full if requested or necessary", async () => {
  const files = { "schema.sql": USERS, "migrations/0001.sql": USERS };
  await inFolder(files, async (folder) => {
    await checked(folder);
    assert.deepEqual((await checked(folder, { fullReplay: true })).notes, [
      "Replaying 1 of 1 migrations",
      "Full replay: requested",
    ]);
    for (const fullReplay of [false, true]) {
      assert.deepEqual((await checked(folder, { verify: true, fullReplay })).notes.slice(0, 3), [
        "Replaying 1 of 1 migrations",
        WINDOWED,
        "Full replay: requested",
      ]);
    }
    await writeFiles(folder, { "migrations/0002.sql": "CREATE TEMP TABLE t (a);" });
    assert.deepEqual((await checked(folder)).notes.slice(0, 2), [
      "Replaying 1 of 2 migrations",
      'Full replay: "0002.sql" has temporary objects',
    ]);
  });
});
