import assert from "node:assert/strict";
import { snapshotAfter } from "../../tests/support/snapshots.ts";
import { objectsOf } from "./snapshot.ts";

const namesAfter = async (sql: string) => objectsOf(await snapshotAfter(sql)).map((it) => it.name);

Deno.test("introspect() gives every object by kind and name", async () => {
  const names = await namesAfter(`
    CREATE TABLE b (x UNIQUE); CREATE TABLE a (y);
    CREATE VIEW v AS SELECT 1; CREATE INDEX i ON a (y);
    CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END`);
  assert.deepEqual(names, ["a", "b", "i", "v", "t"]);
});

Deno.test("introspect() leaves out what only serves another object", async () => {
  const names = await namesAfter(`
    CREATE VIRTUAL TABLE notes USING fts5(body); CREATE VIRTUAL TABLE areas USING rtree(id, a, b);
    CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, e F32_BLOB(2));
    CREATE INDEX t_e ON t (libsql_vector_idx(e))`);
  assert.deepEqual(names, ["t", "areas", "notes", "t_e"]);
});

Deno.test("introspect() keeps a table whose name only looks like that of a backing table", async () => {
  const names = await namesAfter(`
    CREATE TABLE t (id INTEGER PRIMARY KEY, e F32_BLOB(2));
    CREATE INDEX t_e ON t (libsql_vector_idx(e));
    CREATE TABLE t_shadow (a); CREATE TABLE notes_data (a)`);
  assert.deepEqual(names, ["notes_data", "t", "t_shadow", "t_e"]);
});

Deno.test("introspect() compares a table it has no words for by its whole text", async () => {
  const { tables: [table] } = await snapshotAfter(
    "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL REFERENCES p (x), CONSTRAINT empty)",
  );
  assert.match(table!.opaque!, /constraint empty\)$/);
  assert.deepEqual(table!.columns, [
    { name: "a", type: "INTEGER" },
    { name: "b", type: "TEXT", notNull: { conflict: "abort" } },
  ]);
  assert.equal(table!.primaryKey?.isRowid, true);
  assert.equal(table!.constraints[0]?.kind, "foreign-key");
});

Deno.test("introspect() reads a table that a SELECT made as SQLite wrote it down", async () => {
  const { tables: [table] } = await snapshotAfter(
    "CREATE TABLE t AS SELECT 1 AS a, 'x' AS \"b c\"",
  );
  assert.equal(table!.opaque, undefined);
  assert.deepEqual(table!.columns.map((column) => column.name), ["a", "b c"]);
});
