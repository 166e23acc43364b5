import assert from "node:assert/strict";
import { snapshotAfter } from "../../tests/support/snapshots.ts";
import { components, isCircle, parentsFirst, restrictsItself } from "./order.ts";

async function order(sql: string): Promise<string[]> {
  const { tables } = await snapshotAfter(sql);
  return parentsFirst(tables).map((component) => component.map((table) => table.name).join("+"));
}

Deno.test("parentsFirst() puts parents before the children that point at them", async () => {
  const sql = `CREATE TABLE a (b REFERENCES b, c REFERENCES C); CREATE TABLE b (c REFERENCES c);
    CREATE TABLE c (x); CREATE TABLE alone (x REFERENCES nowhere)`;
  assert.deepEqual(await order(sql), ["c", "b", "a", "alone"]);
});

Deno.test("parentsFirst() keeps tables of one circle together, and a self reference apart", async () => {
  const sql = `CREATE TABLE a (x REFERENCES b); CREATE TABLE b (x REFERENCES c);
    CREATE TABLE c (x REFERENCES a); CREATE TABLE child (x REFERENCES b);
    CREATE TABLE tree (x REFERENCES tree)`;
  assert.deepEqual(await order(sql), ["a+b+c", "child", "tree"]);
  assert.deepEqual(parentsFirst((await snapshotAfter(sql)).tables).map(isCircle), [
    true,
    false,
    false,
  ]);
});

Deno.test("restrictsItself() looks at keys to the table itself alone", async () => {
  const { tables } = await snapshotAfter(`CREATE TABLE a (x REFERENCES A ON DELETE RESTRICT);
    CREATE TABLE b (x REFERENCES b ON DELETE CASCADE, y REFERENCES a ON DELETE RESTRICT)`);
  assert.deepEqual(tables.map(restrictsItself), [true, false]);
});

Deno.test("components() keeps the order it is given where nothing else decides", () => {
  assert.deepEqual(components(["b", "a", "c"], (node) => node === "b" ? ["c"] : []), [
    ["c"],
    ["b"],
    ["a"],
  ]);
});
