import assert from "node:assert/strict";
import { assertRan, type Files, inProject } from "./project.ts";

const USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n";

const PROJECT: Files = { "schema.sql": USERS, "migrations/0001_users.sql": USERS };

/** SQL that reaches outside the database, and the message that refuses it. */
const ATTACKS: readonly (readonly [sql: string, says: string])[] = [
  [
    "ATTACH 'evil' AS evil",
    "run ATTACH in the in-memory database: it reaches files of this machine",
  ],
  ["DETACH evil", "run DETACH in the in-memory database: nothing is attached to it"],
  [
    "VACUUM INTO 'evil'",
    "run VACUUM INTO in the in-memory database: it writes a file of this machine",
  ],
  [
    "CREATE TABLE a AS SELECT readfile('schema.sql') AS text",
    "call readfile() in the in-memory database: it reads files of this machine",
  ],
  [
    "SELECT writefile('evil', 'x')",
    "call writefile() in the in-memory database: it writes files of this machine",
  ],
  [
    `SELECT "writefile"/**/('evil', 'x')`,
    "call writefile() in the in-memory database: it writes files of this machine",
  ],
  [
    "CREATE TRIGGER t AFTER INSERT ON users BEGIN SELECT writefile('evil', new.name); END",
    "call writefile() in the in-memory database: it writes files of this machine",
  ],
  [
    "CREATE TABLE b (x DEFAULT (load_extension('evil.so')))",
    "call load_extension() in the in-memory database: it loads native code into this process",
  ],
  [
    "SELECT fts3_tokenizer('evil', x'00')",
    "call fts3_tokenizer() in the in-memory database: it can load native code into this process",
  ],
  [
    "CREATE VIEW files AS SELECT * FROM fsdir('/')",
    'use "fsdir" in the in-memory database: it lists and reads files of this machine',
  ],
  [
    "DELETE FROM sqlite_dbpage",
    'use "sqlite_dbpage" in the in-memory database: it reads and writes the pages of the database directly',
  ],
  [
    "PRAGMA writable_schema = ON",
    "run PRAGMA writable_schema in the in-memory database: it lets statements write to the schema directly",
  ],
  [
    "EXPLAIN PRAGMA temp_store_directory = '.'",
    "run PRAGMA temp_store_directory in the in-memory database: it changes where the whole process puts its " +
    "temporary files",
  ],
  [
    "PRAGMA temp_store = FILE",
    "run PRAGMA temp_store in the in-memory database: it makes the engine write temporary files",
  ],
  [
    "PRAGMA hard_heap_limit = 1",
    "run PRAGMA hard_heap_limit in the in-memory database: it changes the memory limit of the whole process",
  ],
  [
    "INSERT INTO sqlite_schema VALUES ('table', 'x', 'x', 9, '')",
    'write to "sqlite_schema" in the in-memory database: the engine keeps the schema in it',
  ],
  [
    "CREATE VIRTUAL TABLE d USING csv(filename = 'schema.sql')",
    'create a virtual table with "csv" in the in-memory database: it is not a module known to be harmless',
  ],
  [
    `CREATE INDEX "i (name); SELECT writefile('evil', 1)" ON users (name)`,
    "create an index whose name contains SQL in the in-memory database: the engine would run it when it serves a " +
    "vector index",
  ],
  [
    "CREATE TEMP TABLE t (x DEFAULT 'writefile(1, 2)')",
    "store a text that hides a call in the in-memory database: a later ALTER TABLE can turn it into code",
  ],
  [
    "SELECT ?1",
    'run a statement with the parameter "?1" in the in-memory database: it has no value',
  ],
  ["COPY users FROM 'x'", 'run "COPY" in the in-memory database: SQLite has no such statement'],
  [
    "CREATE FUNCTION evil AS 'x'",
    "run CREATE FUNCTION in the in-memory database: SQLite creates tables, indexes, views and triggers",
  ],
];

for (const path of ["schema.sql", "migrations/0002_evil.sql"]) {
  Deno.test(`nothing in ${path} reaches the machine, and all that would is told`, async () => {
    const sql = ATTACKS.map(([text]) => `${text};\n`).join("");
    const files = { ...PROJECT, [path]: `${path === "schema.sql" ? USERS : ""}${sql}` };
    await inProject(files, async (project) => {
      const before = await project.files();
      const { code, stdout, stderr } = await project.run("generate");
      assert.deepEqual([code, stdout], [3, ""]);
      assert.deepEqual(
        stderr.split("\n").filter((line) => /^\w+\[/.test(line)),
        ATTACKS.map(([, says]) => `error[shadow/refused]: Cannot ${says}`),
      );
      assert.equal(stderr.match(/^hint: /gm)?.length, ATTACKS.length);
      assert.deepEqual(await project.files(), before);
    });
  });
}

Deno.test("a refused statement is shown with its place and a way out", async () => {
  const files = { "migrations/0002_backup.sql": "-- Keep a copy\nVACUUM INTO 'copy.db';\n" };
  await inProject({ ...PROJECT, ...files }, async ({ run }) => {
    assertRan(await run("check"), {
      code: 3,
      stderr: `
        error[shadow/refused]: Cannot run VACUUM INTO in the in-memory database: it writes a file of this machine
         --> migrations/0002_backup.sql:2:8
          |
        2 | VACUUM INTO 'copy.db';
          |        ^^^^
        hint: Remove it from the file, and run it by hand where it is needed; if databases have run the file, name it under "skip" in penumbra.json
      `,
    });
  });
});

Deno.test("a fill cannot reach outside the database, either", async () => {
  const schema = USERS.replace(");", ", bio TEXT NOT NULL);");
  await inProject({ ...PROJECT, "schema.sql": schema }, async ({ run, files }) => {
    const before = await files();
    assertRan(await run(["generate", "--fill", "users.bio=writefile('evil', name)"]), {
      code: 2,
      stderr: `
        error[shadow/refused]: Cannot call writefile() in the in-memory database: it writes files of this machine
         --> --fill users.bio:1:1
          |
        1 | writefile('evil', name)
          | ^^^^^^^^^
        hint: Compute the value elsewhere, and write it into the file
      `,
    });
    assert.deepEqual(await files(), before);
  });
});
