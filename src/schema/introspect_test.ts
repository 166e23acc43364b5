import assert from "node:assert/strict";
import { snapshotAfter } from "../../tests/support/snapshots.ts";
import { objectsOf } from "./snapshot.ts";

const namesAfter = async (sql: string) => objectsOf(await snapshotAfter(sql)).map((it) => it.name);

Deno.test("introspect() returns every object by kind and name", async () => {
  const names = await namesAfter(`
    CREATE TABLE b (x UNIQUE); CREATE TABLE a (y);
    CREATE VIEW v AS SELECT 1; CREATE INDEX i ON a (y);
    CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END`);
  assert.deepEqual(names, ["a", "b", "i", "v", "t"]);
});

Deno.test("introspect() leaves out tables that belong to another object", async () => {
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

Deno.test("introspect() keeps every user table that has the name of a backing table", async () => {
  const tables = async (sql: string) =>
    (await snapshotAfter(sql)).tables.map(({ name, columns }) =>
      `${name} (${columns.map((column) => column.name).join(", ")})`
    );
  // An external-content index creates no content table, nor does a contentless one.
  assert.deepEqual(
    await tables(`
      CREATE TABLE posts_content (id INTEGER PRIMARY KEY, body);
      CREATE VIRTUAL TABLE posts USING fts5(body, content=posts_content, content_rowid='id');
      CREATE VIRTUAL TABLE tags USING fts5(name, content='', columnsize=0);
      CREATE TABLE tags_content (id INTEGER PRIMARY KEY, c0); CREATE TABLE tags_docsize (x);
      CREATE VIRTUAL TABLE old USING fts3(body); CREATE TABLE old_docsize (x);
      CREATE TABLE old_stat (x)`),
    [
      "old_docsize (x)",
      "old_stat (x)",
      "posts_content (id, body)",
      "tags_content (id, c0)",
      "tags_docsize (x)",
    ],
  );
  assert.deepEqual(
    await tables(`
      CREATE TABLE libsql_vector_meta_shadow (x); CREATE TABLE t (a);
      CREATE INDEX i ON t (a) WHERE a <> 'libsql_vector_idx'; CREATE TABLE i_shadow (x)`),
    ["i_shadow (x)", "libsql_vector_meta_shadow (x)", "t (a)"],
  );
});

Deno.test("introspect() leaves out the backing tables of every module, renamed ones too", async () => {
  const names = await namesAfter(`
    CREATE VIRTUAL TABLE a USING fts5(x, y); ALTER TABLE a RENAME TO b;
    CREATE VIRTUAL TABLE c USING fts5(x, content='', contentless_delete=1);
    CREATE VIRTUAL TABLE d USING fts4(x, y, languageid="l", prefix="2");
    ALTER TABLE d RENAME TO e; CREATE VIRTUAL TABLE f USING fts3(x);
    INSERT INTO f (f) VALUES ('automerge=8');
    CREATE VIRTUAL TABLE g USING rtree(id, a, b, +c); ALTER TABLE g RENAME TO h;
    CREATE VIRTUAL TABLE i USING rtree_i32(id, a, b);
    CREATE TABLE v (e F32_BLOB(3)); CREATE INDEX j ON v (libsql_vector_idx(e))`);
  assert.deepEqual(names, ["v", "b", "c", "e", "f", "h", "i", "j"]);
});

Deno.test("introspect() compares a table that the model cannot represent by its whole text", async () => {
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

Deno.test("introspect() reads a table made by CREATE TABLE AS SELECT as SQLite stores it", async () => {
  const { tables: [table] } = await snapshotAfter(
    "CREATE TABLE t AS SELECT 1 AS a, 'x' AS \"b c\"",
  );
  assert.equal(table!.opaque, undefined);
  assert.deepEqual(table!.columns.map((column) => column.name), ["a", "b c"]);
});
