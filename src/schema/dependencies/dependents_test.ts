import assert from "node:assert/strict";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import { dependentsOf, inDependencyOrder, type Touched } from "./dependents.ts";

const none: ReadonlySet<string> = new Set();
const nothing: Touched = { setAside: none, objects: none, columns: [], updates: [] };

async function dependents(sql: string, touched: Partial<Touched>): Promise<string[]> {
  const snapshot = await snapshotAfter(sql);
  return dependentsOf(snapshot, { ...nothing, ...touched }).map((it) => it.name);
}

const VIEWS = `CREATE TABLE t (a, b); CREATE TABLE u (a);
  CREATE VIEW z AS SELECT a FROM t; CREATE VIEW y AS SELECT a FROM z; CREATE VIEW x AS SELECT a FROM u;`;

Deno.test("dependentsOf() drops dependents first", async () => {
  assert.deepEqual(await dependents(VIEWS, { setAside: new Set(["t"]) }), ["y", "z"]);
  assert.deepEqual(await dependents(VIEWS, { objects: new Set(["z"]) }), ["y", "z"]);
});

Deno.test("dependentsOf() drops the triggers of a table that is set aside", async () => {
  const sql = `CREATE TABLE t (a); CREATE TABLE u (a);
    CREATE TRIGGER own AFTER INSERT ON t BEGIN SELECT 1; END;
    CREATE TRIGGER other AFTER INSERT ON u BEGIN SELECT 1; END;`;
  assert.deepEqual(await dependents(sql, { setAside: new Set(["t"]) }), ["own"]);
});

Deno.test("dependentsOf() finds objects that name a dropped column", async () => {
  const { tables } = await snapshotAfter(VIEWS);
  const column = { table: tables.find(({ name }) => name === "t")!, column: "a" };
  assert.deepEqual(await dependents(VIEWS, { columns: [column] }), ["y", "z"]);
});

Deno.test("dependentsOf() drops triggers that would fire on an UPDATE of the migration", async () => {
  const sql = `CREATE TABLE t (a, b);
    CREATE TRIGGER every AFTER UPDATE ON t BEGIN SELECT 1; END;
    CREATE TRIGGER on_a AFTER UPDATE OF a ON t BEGIN SELECT 1; END;
    CREATE TRIGGER added AFTER INSERT ON t BEGIN SELECT 1; END;`;
  assert.deepEqual(await dependents(sql, { updates: [{ table: "T", column: "b" }] }), ["every"]);
  assert.deepEqual(await dependents(sql, { updates: [{ table: "t", column: "A" }] }), [
    "on_a",
    "every",
  ]);
});

Deno.test("inDependencyOrder() puts views before the views that read from them, and triggers last", async () => {
  const { views, triggers } = await snapshotAfter(`${VIEWS}
    CREATE TRIGGER r INSTEAD OF INSERT ON y BEGIN SELECT 1; END`);
  const names = inDependencyOrder([...triggers, ...views]).map((it) => it.name);
  assert.deepEqual(names, ["z", "y", "x", "r"]);
});
