import assert from "node:assert/strict";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import { components, groups, isCircle, parentsFirst } from "./order.ts";

async function order(sql: string): Promise<string[]> {
  const { tables } = await snapshotAfter(sql);
  return parentsFirst(tables).map((component) => component.map((table) => table.name).join("+"));
}

Deno.test("parentsFirst() puts parents before the children that reference them", async () => {
  const sql = `CREATE TABLE a (b REFERENCES b, c REFERENCES C); CREATE TABLE b (c REFERENCES c);
    CREATE TABLE c (x); CREATE TABLE alone (x REFERENCES nowhere)`;
  assert.deepEqual(await order(sql), ["c", "b", "a", "alone"]);
});

Deno.test("parentsFirst() keeps the tables of a cycle together and a self-reference apart", async () => {
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

Deno.test("components() keeps the given order for ties", () => {
  assert.deepEqual(components(["b", "a", "c"], (node) => node === "b" ? ["c"] : []), [
    ["c"],
    ["b"],
    ["a"],
  ]);
});

Deno.test("components() follows a chain that is longer than the call stack", () => {
  const chain = Array.from({ length: 50_000 }, (_, index) => index);
  const found = components(chain, (node) => node + 1 < chain.length ? [node + 1] : []);
  assert.equal(found.length, chain.length);
  assert.deepEqual(found[0], [chain.length - 1]);
});

Deno.test("groups() joins nodes that are connected directly or indirectly", () => {
  const leadsTo: Readonly<Record<string, readonly string[]>> = {
    a: ["c"],
    b: [],
    c: ["d"],
    e: ["c"],
  };
  assert.deepEqual(groups(["a", "b", "c", "d", "e"], (node) => leadsTo[node] ?? []), [
    ["e", "a", "c", "d"],
    ["b"],
  ]);
});
