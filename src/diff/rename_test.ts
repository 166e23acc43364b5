import assert from "node:assert/strict";
import { snapshotAfter } from "../../tests/support/snapshots.ts";
import { columnCandidates, type Rename, tableCandidates, tablePairs } from "./rename.ts";

async function tables(before: string, after: string, renames: readonly Rename[] = []) {
  const [current, desired] = await Promise.all([snapshotAfter(before), snapshotAfter(after)]);
  return tableCandidates(current, desired, renames)
    .map((it) => `${it.before.join(" or ")} to ${it.after}`);
}

async function columns(before: string, after: string, renames: readonly Rename[] = []) {
  const [current, desired] = await Promise.all(
    [before, after].map((list) => snapshotAfter(`CREATE TABLE t (${list})`)),
  );
  return columnCandidates(tablePairs(current!, desired!, renames), renames)
    .map((it) => `${it.before.join(" or ")} to ${it.after}`);
}

Deno.test("tableCandidates() finds the table that shares the most columns", async () => {
  assert.deepEqual(
    await tables(
      "CREATE TABLE users (id INT, name TEXT, age INT); CREATE TABLE logs (id INT, line TEXT)",
      "CREATE TABLE people (id INT, name TEXT, age INT, bio TEXT)",
    ),
    ["users to people"],
  );
});

Deno.test("tableCandidates() finds search indexes that store rows themselves, and no others", async () => {
  const own = (name: string, more = "") => `CREATE VIRTUAL TABLE ${name} USING fts5(a, b${more});`;
  assert.deepEqual(await tables(own("notes"), own("archive")), ["notes to archive"]);
  assert.deepEqual(await tables(own("notes"), own("archive", ", prefix = 2")), [
    "notes to archive",
  ]);
  assert.deepEqual(await tables(own("notes"), "CREATE TABLE archive (a, b);"), []);
  const docs = "CREATE TABLE docs (a, b);";
  const over = (name: string) => docs + own(name, ", content = 'docs'");
  assert.deepEqual(await tables(over("notes"), over("archive")), []);
});

Deno.test("tableCandidates() does not match tables that share only one column", async () => {
  assert.deepEqual(
    await tables("CREATE TABLE a (id INT, x TEXT)", "CREATE TABLE b (id INT, y TEXT)"),
    [],
  );
});

Deno.test("tableCandidates() names all similar tables, the most similar first", async () => {
  assert.deepEqual(
    await tables(
      "CREATE TABLE one (a INT, b INT, c INT); CREATE TABLE two (a INT, b INT)",
      "CREATE TABLE three (a INT, b INT)",
    ),
    ["two or one to three"],
  );
});

Deno.test("tableCandidates() leaves out known renames", async () => {
  const rename: Rename = { kind: "rename-table", before: "a", after: "b" };
  const [before, after] = ["CREATE TABLE a (x INT, y INT)", "CREATE TABLE b (x INT, y INT)"];
  assert.deepEqual(await tables(before, after, [rename]), []);
});

Deno.test("columnCandidates() finds a column that is equal except for its name", async () => {
  assert.deepEqual(await columns("id INT, name TEXT", "id INT, label TEXT"), ["name to label"]);
  assert.deepEqual(await columns("id INT, name TEXT", "id INT, label INT"), []);
});

Deno.test("columnCandidates() compares the constraints that mention a column", async () => {
  assert.deepEqual(
    await columns(
      "a TEXT, b TEXT, UNIQUE (a), CHECK (b > 0)",
      "c TEXT, d TEXT, UNIQUE (d), CHECK (c > 0)",
    ),
    ["b to c", "a to d"],
  );
});

Deno.test("columnCandidates() puts the nearest column first", async () => {
  assert.deepEqual(await columns("a TEXT, b TEXT, c INT", "c INT, d TEXT"), ["b or a to d"]);
});

Deno.test("tablePairs() follows renames, and skips a table whose rows have been moved", async () => {
  const [current, desired] = await Promise.all(
    ["CREATE TABLE a (x)", "CREATE TABLE a (y); CREATE TABLE b (x)"].map(snapshotAfter),
  );
  const pairs = tablePairs(current!, desired!, [
    { kind: "rename-table", before: "a", after: "b" },
  ]);
  assert.deepEqual(pairs.map((pair) => pair.map((table) => table.name)), [["a", "b"]]);
});
