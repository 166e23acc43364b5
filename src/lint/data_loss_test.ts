import assert from "node:assert/strict";
import { findDataLoss } from "./data_loss.ts";

const lost = (text: string) =>
  findDataLoss({ name: "m.sql", text }).map(({ message }) =>
    message.replace(/^The migration drops (.*) and what it holds$/, "$1")
  );

Deno.test.each([
  ["a table", "DROP TABLE users;", ['table "users"']],
  ["a table, prefixed and quoted", 'DROP TABLE IF EXISTS main."the users";', ['table "the users"']],
  ["a table whose name holds a dot", 'DROP TABLE "a.b";', ['table "a.b"']],
  ["a column", "ALTER TABLE users DROP COLUMN bio;", ['column "bio" of "users"']],
  ["a column without the word", "alter table users drop bio", ['column "bio" of "users"']],
  ["each thing once", "DROP TABLE a; DROP TABLE a; DROP TABLE b;", ['table "a"', 'table "b"']],
  [
    "a table that comes back empty",
    "DROP TABLE users; CREATE TABLE users (id INTEGER);",
    ['table "users"'],
  ],
  [
    "what a file of ours says at its head",
    '-- Loses users.bio, logs and what is in there; "penumbra check" fails until it is allowed\nSELECT 1;',
    ['column "bio" of "users"', 'table "logs"'],
  ],
])("findDataLoss() finds %s", (_, text, expected) => {
  assert.deepEqual(lost(text), expected);
});

Deno.test.each([
  [
    "a rebuild",
    "CREATE TABLE t_new (a); INSERT INTO t_new SELECT a FROM t; DROP TABLE t; ALTER TABLE t_new RENAME TO t;",
  ],
  [
    "rows that are parked meanwhile",
    "CREATE TABLE parked AS SELECT * FROM t; DROP TABLE t; CREATE TABLE t (a); INSERT INTO t SELECT a FROM parked; DROP TABLE parked;",
  ],
  ["a table of the same file", "CREATE TABLE t (a); DROP TABLE t;"],
  ["what is only named so", "CREATE TABLE t (a TEXT DEFAULT 'DROP TABLE x'); -- DROP TABLE y"],
  ["a gate", "DROP TABLE IF EXISTS __penumbra_gate; CREATE TABLE __penumbra_gate (ok);"],
  ["an index, a view, a trigger", "DROP INDEX i; DROP VIEW v; DROP TRIGGER r;"],
  ["what is allowed", "-- penumbra: allow data-loss it is old\nDROP TABLE users;"],
  [
    "what is allowed for one table",
    "-- penumbra: allow data-loss:Users\nALTER TABLE users DROP bio;",
  ],
])("findDataLoss() says nothing of %s", (_, text) => {
  assert.deepEqual(lost(text), []);
});

Deno.test("findDataLoss() goes by what exactly is allowed", () => {
  const text = "-- penumbra: allow data-loss:users.bio\n" +
    "ALTER TABLE users DROP bio; ALTER TABLE users DROP age; DROP TABLE logs;";
  assert.deepEqual(lost(text), ['column "age" of "users"', 'table "logs"']);
});

Deno.test("findDataLoss() shows the place", () => {
  const text = "SELECT 1;\nDROP TABLE users;";
  const [found] = findDataLoss({ name: "m.sql", text });
  assert.equal(found?.span?.startOffset, text.indexOf("users"));
});

Deno.test("findDataLoss() shows the statement rather than the head that announces it", () => {
  const text =
    '-- Loses logs, users.bio and what is in there; "penumbra check" fails until then\n' +
    "ALTER TABLE users DROP COLUMN bio;";
  const found = findDataLoss({ name: "m.sql", text }).map(({ span }) => span?.startOffset);
  assert.deepEqual(found, [0, text.indexOf("bio;")]);
});
