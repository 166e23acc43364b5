import assert from "node:assert/strict";
import { assertRan, block, type Files, inProject, type Ran, steady } from "./project.ts";

const USERS = "CREATE TABLE users (\n  id INTEGER PRIMARY KEY,\n  name TEXT NOT NULL\n);\n";
const POSTS = block(`
  CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    author INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    title TEXT NOT NULL DEFAULT '' CHECK (length(title) < 100)
  ) STRICT;
`);
const REST = block(`
  CREATE INDEX posts_author ON posts (author);
  CREATE VIEW titles AS SELECT title FROM posts;
  CREATE TRIGGER kept BEFORE DELETE ON posts BEGIN SELECT RAISE(ABORT, 'kept'); END;
  CREATE VIRTUAL TABLE search USING fts5(title);
`);

/** Every kind of source in files, each one step further than the previous one. */
const PROJECT: Files = {
  "migrations/0001_users.sql": USERS,
  "migrations/0002_posts.sql": POSTS,
  "schema.sql": USERS + POSTS + REST,
  "parts/2_rest.sql": REST,
  "parts/1_posts.sql": POSTS,
  "parts/3_users.sql": USERS,
};

/** The changes that the schema has and the migrations lack. */
const MISSING = `
  + virtual table search fts5(title)
  + index posts_author on posts (author)
  + view titles
  + trigger kept on posts BEFORE DELETE
`;

function reportOf({ stdout, stderr }: Ran) {
  assert.equal(stderr, "");
  return JSON.parse(stdout);
}

Deno.test("diff shows what differs between any two sources", async () => {
  await inProject(PROJECT, async ({ run, files }) => {
    const before = await files();
    assertRan(await run("diff"), { stdout: MISSING });
    assertRan(await run("diff migrations:migrations schema.sql"), { stdout: MISSING });
    assertRan(await run("diff migrations:migrations@0002_posts"), { stdout: MISSING });
    assertRan(await run("diff schema.sql parts"), { stderr: "No difference\n" });
    const users = `
      + table users
        + column id INTEGER
        + column name TEXT NOT NULL
        + PRIMARY KEY (id)
    `;
    assertRan(await run("diff empty migrations:migrations@0001"), { stdout: users });
    assertRan(await run("diff empty migrations:migrations@users"), { stdout: users });
    assertRan(await run("diff migrations:migrations@2 migrations:migrations@1"), {
      code: 2,
      stderr: `
        error[migrations/no-such-migration]: Cannot find the migration "2" in "migrations"
        hint: Give the version or the name of a migration, as its file is called

        error[migrations/no-such-migration]: Cannot find the migration "1" in "migrations"
        hint: Give the version or the name of a migration, as its file is called
      `,
    });
    assert.deepEqual(await files(), before);
  });
});

Deno.test("diff writes SQL from one source to the other, and back", async () => {
  await inProject(PROJECT, async ({ run }) => {
    const there = await run("diff --format sql migrations:migrations@0001 migrations:migrations");
    assert.equal(
      steady(there.stdout),
      `-- Made by penumbra <version>: parent=none pre=<hash> post=<hash>\n\n` +
        `-- Create table "posts"\n${POSTS}`,
    );
    const back = await run("diff --format sql migrations:migrations migrations:migrations@0001");
    assertRan(back, {
      stdout: `
        -- Made by penumbra <version>: parent=none pre=<hash> post=<hash>
        -- Drops posts and its data: "penumbra check" fails until it is allowed

        SAVEPOINT penumbra;

        -- Drop table "posts"
        ALTER TABLE posts RENAME TO __penumbra_old_posts;

        -- Nothing is dropped that unknown objects use
        CREATE TABLE __penumbra_gate (arrived CONSTRAINT "unknown objects use posts" CHECK (arrived));
        INSERT INTO __penumbra_gate (arrived) SELECT 1
          WHERE NOT EXISTS (SELECT 1 FROM sqlite_schema WHERE instr(sql, '__penumbra_old_') AND NOT instr(name, '__penumbra_old_') AND type <> 'index');
        INSERT OR ROLLBACK INTO __penumbra_gate (arrived) SELECT count(*) FROM __penumbra_gate;
        DROP TABLE __penumbra_gate;
        DROP TABLE __penumbra_old_posts;

        RELEASE penumbra;
      `,
      stderr: `
        warning[lint/data-loss]: The migration drops table "posts" and its data
        hint: If that is intended, pass --allow data-loss, or write "-- penumbra: allow data-loss" into the file; check fails until then
      `,
    });
  });
});

Deno.test("inspect shows a schema for people, and as SQL that creates it", async () => {
  await inProject(PROJECT, async ({ run, write }) => {
    assertRan(await run("inspect parts"), {
      stdout: `
        table posts STRICT
          id INTEGER
          author INTEGER NOT NULL
          title TEXT NOT NULL DEFAULT ''
          PRIMARY KEY (id)
          FOREIGN KEY (author) REFERENCES users (id) ON DELETE CASCADE
          CHECK (length(title) < 100)
          index posts_author (author)
          trigger kept BEFORE DELETE

        table users
          id INTEGER
          name TEXT NOT NULL
          PRIMARY KEY (id)

        virtual table search fts5(title)

        view titles
      `,
    });
    const { stdout } = await run("inspect schema.sql --format sql");
    assert(stdout.startsWith(`${USERS}\n${POSTS}\n`), stdout);
    await write({ "again.sql": stdout });
    assertRan(await run("diff schema.sql again.sql"), { stderr: "No difference\n" });
    assertRan(await run("inspect empty"), { stderr: "The schema is empty\n" });
  });
});

Deno.test("every command prints one JSON object with --format json", async () => {
  await inProject(PROJECT, async ({ run, write, files }) => {
    const json = async (args: string) => {
      const ran = await run(`${args} --format json`);
      return { code: ran.code, ...reportOf(ran) };
    };
    const { tables, views, ...inspected } = await json("inspect migrations:migrations");
    assert.deepEqual(inspected, {
      code: 0,
      ok: true,
      diagnostics: [],
      virtualTables: [],
      indexes: [],
      triggers: [],
    });
    assert.deepEqual([tables.map((it: { name: string }) => it.name), views], [
      ["posts", "users"],
      [],
    ]);
    const kinds = (report: { changes: { kind: string; object: { name: string } }[] }) =>
      report.changes.map(({ kind, object }) => `${kind} ${object.name}`);
    const missing = ["create search", "create posts_author", "create titles", "create kept"];
    assert.deepEqual(kinds(await json("diff")), missing);
    const checked = await json("check");
    assert.deepEqual([checked.code, checked.ok, kinds(checked)], [1, false, missing]);
    assert.deepEqual(checked.diagnostics, [{
      code: "check/missing-migration",
      severity: "error",
      message: "A migration is missing: the schema has 4 changes that no migration makes",
      notes: [
        'Create virtual table "search"',
        'Create index "posts_author"',
        'Create view "titles"',
        'Create trigger "kept"',
      ],
      hint: "Run penumbra generate",
    }]);
    const dry = await json("generate --dry-run");
    assert.deepEqual([dry.ok, kinds(dry), dry.written], [true, missing, []]);
    const { changes: _, ...written } = await json("generate more");
    const path = "migrations/0003_more.sql";
    const sql = (await files())[path];
    assert.deepEqual(written, { code: 0, ok: true, diagnostics: [], sql, written: [path] });
    assert.equal(sql, dry.sql);
    assert.deepEqual(await json("generate"), {
      code: 0,
      ok: true,
      diagnostics: [],
      changes: [],
      written: [],
    });
    assert.deepEqual(await json("check"), { code: 0, ok: true, diagnostics: [], changes: [] });
    assert.deepEqual((await json("init")).written, [
      "penumbra.json",
      "migrations/.gitignore",
      ".gitignore",
    ]);
    await write({ "migrations/0004_x.sql": "ALTER TABLE user RENAME TO people;\n" });
    assert.deepEqual(await json("check"), {
      code: 3,
      ok: false,
      diagnostics: [{
        code: "replay/statement-failed",
        severity: "error",
        message: 'Cannot run statement 1 of 0004_x.sql: no such table "user"',
        place: {
          file: "migrations/0004_x.sql",
          line: 1,
          column: 13,
          endLine: 1,
          endColumn: 17,
          startOffset: 12,
          endOffset: 16,
        },
        hint: 'Did you mean "users"?',
      }],
    });
    const misuse = await json("check --wat");
    assert.deepEqual([misuse.code, misuse.diagnostics[0].code], [2, "cli/unknown-option"]);
  });
});

Deno.test("check says which handwritten migration has what the schema lacks", async () => {
  const files = {
    "migrations/0001_users.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY);\n",
    "migrations/0002_tags.sql":
      "CREATE TABLE tags (id INTEGER PRIMARY KEY);\nALTER TABLE users ADD bio TEXT;\n",
    "schema.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY);\n",
  };
  await inProject(files, async ({ run, write }) => {
    assertRan(await run("check"), {
      code: 1,
      stderr: `
        error[check/missing-migration]: A migration is missing: the schema has 2 changes that no migration makes
        note: Drop table "tags"
        note: Drop column "bio" of "users"
        note: "migrations/0002_tags.sql" creates table "tags": if that is to stay, add it to the schema
        note: "migrations/0002_tags.sql" adds column "bio" to "users": if that is to stay, add it to the schema
        hint: Run penumbra generate
      `,
    });
    await write({ "schema.sql": "" });
    const { stderr } = await run("check");
    assert.doesNotMatch(stderr, /0001_users/);
  });
});
