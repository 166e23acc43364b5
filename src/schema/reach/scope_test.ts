import assert from "node:assert/strict";
import { statementsOf } from "../../../tests/support/statements.ts";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import { scopeOf } from "./scope.ts";

const SCHEMA = `
  CREATE TABLE teams (id INTEGER PRIMARY KEY, code TEXT);
  CREATE UNIQUE INDEX teams_code ON teams (code);
  CREATE TABLE users (id INTEGER PRIMARY KEY, team TEXT REFERENCES teams (code));
  CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));
  CREATE VIEW names AS SELECT id FROM users;
  CREATE VIEW counts AS SELECT count(*) FROM names;
  CREATE TABLE unrelated (id INTEGER PRIMARY KEY);
  CREATE VIEW other AS SELECT 1`;

async function scope(text: string, more = ""): Promise<string[]> {
  const snapshot = await snapshotAfter(`${SCHEMA}; ${more}`);
  return scopeOf(snapshot, statementsOf(text)).map((it) => it.name);
}

Deno.test("scopeOf() is empty for statements that name nothing", async () => {
  assert.deepEqual(await scope("CREATE TABLE fresh (a)"), []);
});

Deno.test("scopeOf() returns what a new object names, and nothing where only its own name matters", async () => {
  assert.deepEqual(await scope("CREATE INDEX i ON unrelated (id)"), ["unrelated"]);
  assert.deepEqual(await scope("CREATE TABLE fresh (a REFERENCES teams)"), []);
  assert.deepEqual(await scope("ALTER TABLE unrelated ADD COLUMN a REFERENCES teams"), [
    "unrelated",
  ]);
});

Deno.test("scopeOf() returns what writing rows needs, including unique indexes of the parents", async () => {
  assert.deepEqual(await scope("CREATE TABLE fresh (a REFERENCES teams); DELETE FROM fresh"), [
    "teams",
    "teams_code",
  ]);
  assert.deepEqual(await scope("INSERT INTO posts VALUES (1, 2)"), ["posts", "users"]);
  assert.deepEqual(await scope("UPDATE users SET id = 2"), [
    "posts",
    "teams",
    "users",
    "teams_code",
  ]);
  assert.deepEqual(await scope("UPDATE users SET team = 'a'"), ["teams", "users", "teams_code"]);
  assert.deepEqual(await scope("WITH a AS (SELECT 1) INSERT INTO posts SELECT *, 2 FROM a"), [
    "posts",
    "users",
  ]);
});

Deno.test("scopeOf() leaves children out if an UPDATE only reads their key", async () => {
  const expected = ["teams", "users", "teams_code"];
  assert.deepEqual(await scope("UPDATE users SET team = 'a' WHERE id = 1"), expected);
  assert.deepEqual(
    await scope("UPDATE users SET team = (SELECT code FROM teams WHERE id = 1, id = 2)"),
    expected,
  );
  assert.deepEqual(await scope("UPDATE users SET (team, id) = (SELECT 'a', 1) WHERE id = 1"), [
    "posts",
    ...expected,
  ]);
});

Deno.test("scopeOf() follows the triggers of an event that can occur, and no others", async () => {
  const trigger =
    "CREATE TRIGGER t BEFORE DELETE ON posts BEGIN INSERT INTO unrelated VALUES (1); END";
  const names = async (text: string) =>
    (await scope(text, trigger)).filter((name) => ["t", "unrelated"].includes(name));
  assert.deepEqual(await names("INSERT INTO posts VALUES (1, 2)"), []);
  assert.deepEqual(await names("DELETE FROM posts"), ["unrelated", "t"]);
  // OR REPLACE deletes rows.
  assert.deepEqual(await names("INSERT OR REPLACE INTO posts VALUES (1, 2)"), ["unrelated", "t"]);
});

Deno.test("scopeOf() returns everything that an ALTER may rewrite or must compile", async () => {
  assert.deepEqual(await scope("ALTER TABLE users RENAME TO people"), [
    "posts",
    "users",
    "counts",
    "names",
  ]);
  assert.deepEqual(await scope("ALTER TABLE users DROP COLUMN team"), ["users", "counts", "names"]);
});
