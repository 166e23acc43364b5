import assert from "node:assert/strict";
import { assertRan, type Files, inProject } from "./project.ts";
import { execute } from "../support/sqlite_file.ts";

const FILES: Files = {
  "migrations/0001_users.sql":
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age INTEGER);\n",
};

/** Times and sizes differ between runs. */
const steady = (text: string) =>
  text.replaceAll(/ +\d+\.\d ms/g, " <time>").replaceAll(/\d+ kB/g, "<size>");

Deno.test("rehearse says what happens on a copy, and leaves the database as it is", async () => {
  await inProject(FILES, async ({ run, folder, write, files }) => {
    await run("apply --db app.db");
    execute(`${folder}/app.db`, "INSERT INTO users VALUES (1, 'a', 3), (2, 'b', 4)");
    await write({
      "migrations/0002_bio.sql":
        "ALTER TABLE users ADD COLUMN bio TEXT;\nDELETE FROM users WHERE id = 2;\n",
      "migrations/0003_tags.sql": "CREATE TABLE tags (name TEXT);\n",
    });
    const before = await files();
    const rehearsed = await run("rehearse --db app.db");
    assertRan({ ...rehearsed, stdout: steady(rehearsed.stdout) }, {
      stdout: `
        app.db: 2 migrations on a copy, <size> → <size>
          0002_bio
         <time>  ALTER TABLE users ADD COLUMN bio TEXT
         <time>  DELETE FROM users WHERE id = 2
          0003_tags
         <time>  CREATE TABLE tags (name TEXT)
          rows, before → after
            tags   none → 0
            users  2 → 1  fewer
      `,
      stderr: "Nothing was changed in app.db\n",
    });
    assert.deepEqual(await files(), before);
    await run("apply --db app.db");
    assertRan(await run("rehearse --db app.db"), { stderr: "app.db is up to date\n" });
  });
});

Deno.test("rehearse shows the rows that would stop a migration", async () => {
  await inProject(FILES, async ({ run, folder, write }) => {
    await run("apply --db app.db");
    execute(
      `${folder}/app.db`,
      "INSERT INTO users VALUES (1, 'a', 3), (2, 'b', -1), (3, 'a', -2), (4, 'c', 5), " +
        "(9007199254740993, 'd', -9007199254740993)",
    );
    await write({
      "migrations/0002_checked.sql":
        `CREATE TABLE new (id INTEGER PRIMARY KEY, age CHECK (age >= 0));
INSERT INTO new (id, age) SELECT id, age FROM users;
`,
    });
    const checked = await run("rehearse --db app.db");
    assert.equal(checked.code, 1);
    assert.match(checked.stderr, /^error\[apply\/statement-failed\]: Cannot apply "0002_checked"/);
    assert.deepEqual(checked.stderr.match(/^note: .*$/gm), [
      'note: {"id":2,"age":-1}: CHECK constraint failed: age >= 0',
      'note: {"id":3,"age":-2}: CHECK constraint failed: age >= 0',
      'note: {"id":"9007199254740993","age":"-9007199254740993"}: CHECK constraint failed: age >= 0',
    ]);
    await write({
      "migrations/0002_checked.sql": "CREATE UNIQUE INDEX names ON users (name) WHERE age < 4;\n",
    });
    const unique = await run("rehearse --db app.db");
    assert.deepEqual(unique.stderr.match(/^note: .*$/gm), ['note: {"name":"a","how often":2}']);
    await write({
      "migrations/0002_checked.sql":
        `CREATE TABLE pets (id INTEGER PRIMARY KEY, owner INTEGER REFERENCES users (id));
PRAGMA foreign_keys = OFF;
INSERT INTO pets VALUES (7, 99), (8, 1);
`,
    });
    const orphan = await run("rehearse --db app.db");
    assert.match(orphan.stderr, /row 7 of "pets" would have no parent in "users"/);
  });
});

Deno.test("a row that makes a virtual column uncomputable stops no rehearsal and no backup", async () => {
  await inProject(FILES, async ({ run, folder, write }) => {
    await run("apply --db app.db");
    execute(`${folder}/app.db`, "INSERT INTO users VALUES (1, 'a', 3)");
    await write({
      "migrations/0002_tag.sql":
        "ALTER TABLE users ADD COLUMN tag TEXT AS (json_extract(name, '$.tag'));\n",
    });
    const added = await run("apply --db app.db");
    assert.equal(added.code, 0, added.stderr);
    await write({ "migrations/0003_bio.sql": "ALTER TABLE users ADD COLUMN bio TEXT;\n" });
    const rehearsed = await run("rehearse --db app.db");
    assert.equal(rehearsed.code, 0, rehearsed.stderr);
    const applied = await run("apply --db app.db");
    assert.equal(applied.code, 0, applied.stderr);
    const doctored = await run("doctor --db app.db");
    assertRan({ ...doctored, stdout: "" }, {
      code: 1,
      stderr: `
        error[doctor/uncomputable]: "app.db" has rows from which virtual columns cannot be computed
        note: "tag" of "users"
        hint: Correct these rows or drop the column; SELECT rowid, tag FROM users stops at the first one
      `,
    });
    assert.match(doctored.stdout, /^ {2}integrity: ok$/m);
    execute(`${folder}/app.db`, "CREATE TABLE last AS SELECT 1");
    const bytes = await Deno.readFile(`${folder}/app.db`);
    await Deno.writeFile(`${folder}/app.db`, bytes.fill(7, bytes.length - 4096));
    assert.match((await run("doctor --db app.db")).stderr, /^error\[doctor\/integrity\]/);
  });
});

Deno.test("doctor says what a database is, and what is wrong with it", async () => {
  await inProject(FILES, async ({ run, folder }) => {
    await run("apply --db app.db");
    const well = await run("doctor --db app.db");
    assert.equal(well.code, 0);
    assert.match(
      well.stdout,
      /^app\.db: SQLite 3\.\d+\.\d+, UTF-8, journal mode delete\n {2}\d+ pages of 4096 bytes \(\d+ kB\), user_version 0\n {2}2 tables\n {2}integrity: ok\n {2}foreign keys: every row has its parent\napp\.db: 1 applied, 0 pending\n$/,
    );
    execute(
      `${folder}/app.db`,
      "CREATE TABLE pets (owner REFERENCES users (id)); PRAGMA foreign_keys = OFF; INSERT INTO pets VALUES (9)",
    );
    const ill = await run("doctor --db app.db");
    assert.equal(ill.code, 1);
    assert.match(ill.stdout, /^ {2}foreign keys: 1 orphan row$/m);
    assert.match(ill.stderr, /^error\[doctor\/orphans\]/);
    assert.match(ill.stderr, /^error\[status\/drift\]/m);
    const bytes = await Deno.readFile(`${folder}/app.db`);
    await Deno.writeFile(`${folder}/broken.db`, bytes.fill(7, 4096 * 2, 4096 * 3));
    const broken = await run("doctor --db broken.db");
    assert.notEqual(broken.code, 0);
    const alone = await run("doctor --db app.db --migrations elsewhere");
    assert.match(alone.stdout, /integrity: ok/);
  });
});
