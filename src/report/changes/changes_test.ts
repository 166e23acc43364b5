import assert from "node:assert/strict";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import type { Change } from "../../diff/change.ts";
import { detectChanges } from "../../diff/detect_changes.ts";
import { changeLines } from "./changes.ts";

async function rendered(before: string, after: string): Promise<string> {
  return textOf(detectChanges(await snapshotAfter(before), await snapshotAfter(after)));
}

function textOf(changes: readonly Change[]): string {
  return changeLines(changes).map(({ text }) => `${text}\n`).join("");
}

Deno.test("changeLines() shows a new table with all of its parts", async () => {
  const after = `
    CREATE TABLE teams (id INTEGER PRIMARY KEY AUTOINCREMENT);
    CREATE TABLE "user accounts" (
      email TEXT NOT NULL COLLATE NOCASE, team INT DEFAULT -1 REFERENCES teams (id) ON DELETE CASCADE,
      shout TEXT AS (upper(email)) STORED, PRIMARY KEY (email DESC), CHECK (email <> '')
    ) WITHOUT ROWID;`;
  assert.equal(
    await rendered("", after),
    `+ table teams
  + column id INTEGER
  + PRIMARY KEY (id) AUTOINCREMENT
+ table "user accounts" WITHOUT ROWID
  + column email TEXT NOT NULL COLLATE NOCASE
  + column team INT DEFAULT -1
  + column shout TEXT AS (upper(email)) STORED
  + PRIMARY KEY (email DESC)
  + FOREIGN KEY (team) REFERENCES teams (id) ON DELETE CASCADE
  + CHECK (email <> '')
`,
  );
});

Deno.test("changeLines() groups the changes of a table under its name", async () => {
  const before = "CREATE TABLE users (id INT, name TEXT NOT NULL, age TEXT DEFAULT 0, gone TEXT)";
  const after = "CREATE TABLE users (id INT UNIQUE, name TEXT, age INT DEFAULT 1, bio TEXT) STRICT";
  assert.equal(
    await rendered(before, after),
    `~ table users
  ~ column name: - NOT NULL
  ~ column age: TEXT → INT, DEFAULT 0 → DEFAULT 1
  - column gone
  + column bio TEXT
  + UNIQUE (id)
  ~ STRICT
`,
  );
});

Deno.test("changeLines() shows new objects of every other kind in one line each", async () => {
  const before = "CREATE TABLE t (a, b); CREATE VIEW old AS SELECT 1;";
  const after = `CREATE TABLE t (a, b); CREATE UNIQUE INDEX i ON t (lower(a) DESC) WHERE b > 0;
    CREATE VIEW v AS SELECT a FROM t; CREATE VIRTUAL TABLE words USING fts5(a, tokenize = 'porter');
    CREATE TRIGGER tr INSTEAD OF UPDATE OF a ON v BEGIN SELECT 1; END;`;
  assert.equal(
    await rendered(before, after),
    `+ virtual table words fts5(a, tokenize = 'porter')
+ index i on t UNIQUE (lower(a) DESC) WHERE b > 0
- view old
+ view v
+ trigger tr on v INSTEAD OF UPDATE
`,
  );
});

Deno.test("changeLines() shows what differs in the SQL of a replaced object", async () => {
  const table = "CREATE TABLE t (a, b);";
  const before = `${table}
    CREATE VIRTUAL TABLE words USING fts5(a);
    CREATE INDEX i ON t (a);
    CREATE VIEW v AS
      SELECT a,
        b
      FROM t
      WHERE a > 0;
    CREATE TRIGGER tr AFTER INSERT ON t BEGIN
      SELECT 1;
    END;`;
  const after = `${table}
    CREATE VIRTUAL TABLE words USING fts5(a, b);
    CREATE INDEX i ON t (a DESC);
    CREATE VIEW v AS
    SELECT a,
      b + 1 AS b
    FROM t
    WHERE a > 0
      AND b > 0;
    CREATE TRIGGER tr AFTER INSERT ON t BEGIN
      SELECT 1;
      SELECT 2;
    END;`;
  assert.equal(
    await rendered(before, after),
    `~ virtual table words
  - CREATE VIRTUAL TABLE words USING fts5(a)
  + CREATE VIRTUAL TABLE words USING fts5(a, b)
~ index i on t
  - CREATE INDEX i ON t (a)
  + CREATE INDEX i ON t (a DESC)
~ view v
  -         b
  +       b + 1 AS b
  +       AND b > 0
~ trigger tr on t
  +       SELECT 2;
`,
  );
});

Deno.test("changeLines() shows renames, and keeps a dropped table apart from its successor", async () => {
  const { tables } = await snapshotAfter("CREATE TABLE users (id)");
  const changes: Change[] = [
    { kind: "drop", object: tables[0]! },
    { kind: "add-column", table: "users", column: { name: "b", type: "" } },
    { kind: "rename-table", before: "people", after: "users" },
    { kind: "rename-column", table: "users", before: "name", after: "full name" },
  ];
  assert.equal(
    textOf(changes),
    `- table users
~ table users, was people
  + column b
  ~ column "full name", was name
`,
  );
});

Deno.test("changeLines() is empty if nothing changes", () => {
  assert.deepEqual(changeLines([]), []);
});
