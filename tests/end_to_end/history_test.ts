import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { HISTORY_TOOLS } from "../../src/database/tools/list.ts";
import { assertRan, type Files, inProject } from "./project.ts";
import { execute } from "../support/sqlite_file.ts";

const HISTORY: Files = {
  "migrations/0001_roles.sql": "CREATE TABLE roles (id INTEGER PRIMARY KEY, name TEXT);\n" +
    "INSERT INTO main.roles (name) VALUES ('admin'), ('guest');\n",
  "migrations/0002_users.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY, role INTEGER " +
    "REFERENCES roles (id));\n",
  "migrations/0003_bio.sql": "ALTER TABLE users ADD COLUMN bio TEXT;\n",
};

Deno.test("squash combines the first migrations, and reports what it leaves out", async () => {
  await inProject(HISTORY, async ({ run, read, files }) => {
    const before = await files();
    const looked = await run("squash --to 0002 --dry-run");
    assert.deepEqual(await files(), before);
    assertRan(await run("squash --to 0002"), {
      stderr: `
        warning[squash/rows-left-out]: The squashed migration leaves out 2 rows of "roles"
         --> migrations/0001_roles.sql:2:1
          |
        2 | INSERT INTO main.roles (name) VALUES ('admin'), ('guest');
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: Pass --keep-data to insert them
        Wrote migrations/0002_users.sql, which replaces 2 migrations
        Removed migrations/0001_roles.sql
        Only databases that have run all of them can continue from here
      `,
    });
    assert.equal(await read("migrations/0002_users.sql"), looked.stdout);
    assert.match(looked.stdout, /CREATE TABLE roles [^]*CREATE TABLE users /);
    assert.doesNotMatch(looked.stdout, /INSERT/);
    const same = await run(["diff", "migrations:migrations", "schema.sql"]);
    assert.equal(same.code, 3);
  });
});

Deno.test("squash keeps the rows that migrations insert, and refuses those it cannot write as SQL", async () => {
  await inProject(HISTORY, async ({ run, read, write }) => {
    assertRan(await run("squash --to 0009"), {
      code: 2,
      stderr: `
        error[migrations/no-such-migration]: Cannot find the migration "0009" in "migrations"
        hint: Give the version or the name of a migration, as its file is called
      `,
    });
    assert.equal((await run("squash --keep-data --quiet")).code, 0);
    assert.match(
      await read("migrations/0003_bio.sql"),
      /INSERT INTO roles \(id, name\) VALUES\n {2}\(1, 'admin'\),\n {2}\(2, 'guest'\);/,
    );
    await write({
      ...HISTORY,
      "migrations/0004_search.sql": "CREATE VIRTUAL TABLE found USING fts5(name);\n",
    });
    const refused = await run("squash --keep-data");
    assert.equal(refused.code, 3);
    assert.match(
      refused.stderr,
      /^error\[squash\/hidden-rows\]: Cannot keep the rows: those of virtual/,
    );
  });
});

Deno.test("squash keeps rowids that nothing shows, and counters of deleted rows", async () => {
  const files = {
    "migrations/0001_notes.sql":
      "CREATE TABLE notes (body TEXT);\nCREATE TABLE tags (name TEXT);\n" +
      "INSERT INTO notes (rowid, body) VALUES (4, 'a'), (9, 'b');\nINSERT INTO tags VALUES ('c');\n",
    "migrations/0002_keys.sql": "CREATE TABLE keys (id INTEGER PRIMARY KEY AUTOINCREMENT);\n" +
      "CREATE TABLE used (id INTEGER PRIMARY KEY AUTOINCREMENT);\n" +
      "INSERT INTO keys VALUES (1), (7);\nDELETE FROM keys WHERE id = 7;\n" +
      "INSERT INTO used VALUES (5);\nDELETE FROM used;\n",
  };
  await inProject(files, async ({ run, read }) => {
    assert.equal((await run("squash --keep-data --quiet")).code, 0);
    const text = await read("migrations/0002_keys.sql");
    assert.deepEqual(text.split("\n").filter((line) => /^(?:INSERT| {2}\([\d'])/.test(line)), [
      "INSERT INTO sqlite_sequence (name, seq) VALUES ('keys', 7);",
      "INSERT INTO keys (id) VALUES",
      "  (1);",
      "INSERT INTO notes (rowid, body) VALUES",
      "  (4, 'a'),",
      "  (9, 'b');",
      "INSERT INTO tags (name) VALUES",
      "  ('c');",
      "INSERT INTO sqlite_sequence (name, seq) VALUES ('used', 5);",
    ]);
  });
});

Deno.test("squash has nothing to do for fewer than two migrations, and says so", async () => {
  await inProject(HISTORY, async ({ run, files, write }) => {
    const before = await files();
    const first = { stderr: 'Nothing to do: "0001" is the first migration in "migrations"\n' };
    assertRan(await run("squash --to 0001"), first);
    assertRan(await run("squash --to 0001 --dry-run"), first);
    assertRan(await run("squash --to 0001 --format json"), {
      stdout: `
        {
          "ok": true,
          "diagnostics": [],
          "sql": "",
          "replaces": [],
          "written": [],
          "deleted": []
        }
      `,
    });
    assert.deepEqual(await files(), before);
    await run("squash --quiet");
    assertRan(await run("squash"), {
      stderr: 'Nothing to do: "migrations" contains 1 migration\n',
    });
    await write({ "migrations/0003_bio.sql": undefined, "migrations/.keep": "" });
    assertRan(await run("squash"), {
      stderr: 'Nothing to do: "migrations" contains no migration\n',
    });
    assert.equal((await run("squash --migrations migration")).code, 3);
  });
});

Deno.test("convert writes the history for another tool, and how to mark it applied", async () => {
  await inProject(HISTORY, async ({ run, read, files }) => {
    assertRan(await run("convert --to dbmate db"), {
      stdout: `
        CREATE TABLE IF NOT EXISTS "schema_migrations" (version varchar(128) primary key);
        INSERT INTO schema_migrations (version) VALUES ('<time>');
        INSERT INTO schema_migrations (version) VALUES ('<time>');
        INSERT INTO schema_migrations (version) VALUES ('<time>');
      `,
      stderr: `
        Wrote 3 migrations into db: schema and rows are the same
        In databases that have run the old files, mark the new ones as applied with the lines on stdout
      `,
    });
    const paths = Object.keys(await files()).filter((path) => path.startsWith("db/"));
    assert.deepEqual(paths.map((path) => path.replace(/\d{14}/, "<time>")), [
      "db/<time>_roles.sql",
      "db/<time>_users.sql",
      "db/<time>_bio.sql",
    ]);
    assert.match(await read(paths[0]!), /^-- migrate:up\n[^]*-- migrate:down\n/);
    assertRan(await run("convert --to dbmate db"), {
      code: 2,
      stderr: `
        error[convert/not-empty]: Cannot convert into "db": it contains migrations
        hint: Name a folder that is new or empty
      `,
    });
    assertRan(await run("diff migrations:migrations migrations:db --exit-code"), {
      stderr: "No difference\n",
    });
  });
});

Deno.test("what convert prints marks migrations of several lines as the tool itself does", async () => {
  const lines = "CREATE TABLE t (\n\tid INTEGER, -- '\\n' and {10}\r\n  name TEXT\n);\n";
  await inProject({ "migrations/001-t.sql": lines }, async ({ run }) => {
    const { stdout } = await run("convert --to node-sqlite new");
    using database = new DatabaseSync(":memory:");
    database.exec(stdout);
    const { up } = database.prepare("SELECT up FROM migrations").get()!;
    assert.equal(up, lines.trim());
  });
});

Deno.test("convert has nothing to do without a migration, and says so", async () => {
  await inProject({ "migrations/.keep": "" }, async ({ run, files }) => {
    assertRan(await run("convert --to goose db"), {
      stderr: 'Nothing to do: "migrations" contains no migration\n',
    });
    assert.deepEqual(Object.keys(await files()), ["migrations/.keep"]);
  });
});

Deno.test("values that differ at every run are no difference between two histories", async () => {
  const files = {
    "migrations/0001_keys.sql": "CREATE TABLE keys (name TEXT, value TEXT, at TEXT DEFAULT " +
      "CURRENT_TIMESTAMP);\nINSERT INTO keys (name, value) VALUES ('a', hex(randomblob(16)));\n",
    "migrations/0002_moved.sql": "CREATE TABLE moved AS SELECT * FROM keys;\nDELETE FROM keys;\n",
  };
  await inProject(files, async ({ run, read }) => {
    assert.match(
      (await run("convert --to goose db")).stderr,
      /^Wrote 2 migrations into db: schema/,
    );
    assert.equal((await run("squash --dry-run")).stderr.match(/leaves out/g)?.length, 1);
    assertRan(await run("squash --keep-data"), {
      stderr: `
        warning[squash/fixed-values]: The squashed migration inserts fixed values into column "value" of "moved", which differ each time the original ones run
         --> migrations/0002_moved.sql:1:1
          |
        1 | CREATE TABLE moved AS SELECT * FROM keys;
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: If every database needs its own, replace them with an expression

        warning[squash/fixed-values]: The squashed migration inserts fixed values into column "at" of "moved", which differ each time the original ones run
         --> migrations/0002_moved.sql:1:1
          |
        1 | CREATE TABLE moved AS SELECT * FROM keys;
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: If every database needs its own, replace them with an expression
        Wrote migrations/0002_moved.sql, which replaces 2 migrations
        Removed migrations/0001_keys.sql
        Only databases that have run all of them can continue from here
      `,
    });
    assert.match(await read("migrations/0002_moved.sql"), /\('a', '[0-9A-F]{32}', '\d{4}-/);
  });
});

Deno.test("squash prints what another tool's history needs to stdout", async () => {
  await inProject(HISTORY, async ({ run }) => {
    await run("convert --to sqlx db --quiet");
    const { stdout, stderr } = await run("squash --keep-data --migrations db --layout sqlx");
    assert.match(
      stderr,
      /\nOnly databases .* can continue from here, each with the lines on stdout\n$/,
    );
    assert.match(
      stdout,
      /^DELETE FROM _sqlx_migrations .*;\nUPDATE _sqlx_migrations SET checksum = X'.*;\n$/,
    );
  });
});

Deno.test("squash leaves files alone that no tool runs", async () => {
  const files = {
    "drizzle/20260101000000_a/migration.sql": "CREATE TABLE a (n INTEGER);\n",
    "drizzle/20260101000000_a/snapshot.json": "{}",
    "drizzle/20260102000000_b/migration.sql": "CREATE TABLE b (n INTEGER);\n",
    "drizzle/20260102000000_b/snapshot.json": "{}",
    "drizzle/0001_old.sql": "CREATE TABLE old (n INTEGER);\n",
    "penumbra.json": '{ "migrations": "drizzle", "skip": { "0001_old.sql": "nothing runs it" } }\n',
  };
  await inProject(files, async ({ run }) => {
    const { code, stderr } = await run("squash");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^Wrote drizzle\/20260102000000_b\/migration\.sql, which replaces 2 /);
  });
});

/** The layouts of tools that have no command of their own for it. */
const MARKED = HISTORY_TOOLS.filter(({ markCommands }) => markCommands === undefined)
  .map(({ layouts }) => layouts[0]!);

Deno.test.each([...new Set(MARKED)])(
  "what convert prints for %s marks the migrations in a database that the tool has not seen",
  async (layout) => {
    await inProject(HISTORY, async ({ run, read, folder }) => {
      const { code, stdout } = await run(`convert --to ${layout} db --format json`);
      assert.equal(code, 0, stdout);
      const { marks } = JSON.parse(stdout);
      const old = await Promise.all(Object.keys(HISTORY).filter(isMigration).map(read));
      execute(`${folder}/app.db`, [...old, ...marks].join("\n"));
      const status = await run(`status --db app.db --migrations db --layout ${layout}`);
      assert.equal(status.code, 0, status.stderr);
      assert.match(status.stdout, /3 applied, 0 pending, by the history of/);
    });
  },
);

function isMigration(path: string): boolean {
  return path.startsWith("migrations/");
}

Deno.test("squash and convert refuse a history with programs", async () => {
  const files: Files = {
    ...HISTORY,
    "migrations/0002_fix.js": "",
    "penumbra.json": '{ "opaque": ["0002_fix.js"] }\n',
  };
  await inProject(files, async ({ run }) => {
    for (const command of ["squash", "convert --to goose db"]) {
      const { code, stderr } = await run(command);
      assert.equal(code, 3);
      assert.match(stderr, /not-sql\]: Cannot \w+ "0002_fix": it is a program/);
    }
  });
});
