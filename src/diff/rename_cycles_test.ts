import assert from "node:assert/strict";
import { snapshotAfter } from "../../tests/support/snapshots.ts";
import { withoutDoneCycles } from "./rename_cycles.ts";
import type { Rename } from "./rename.ts";

async function left(before: string, after: string, renames: readonly Rename[]) {
  const [current, desired] = await Promise.all([snapshotAfter(before), snapshotAfter(after)]);
  return withoutDoneCycles(renames, { current, desired }).map((it) => `${it.before}:${it.after}`);
}

const swap: readonly Rename[] = [
  { kind: "rename-table", before: "a", after: "b" },
  { kind: "rename-table", before: "b", after: "a" },
];

const columnSwap: readonly Rename[] = [
  { kind: "rename-column", table: "t", before: "a", after: "b" },
  { kind: "rename-column", table: "t", before: "b", after: "a" },
];

const ONE = "CREATE TABLE a (id INT, x TEXT, y INT); CREATE TABLE b (id INT, z BLOB);";
const OTHER = "CREATE TABLE b (id INT, x TEXT, y INT); CREATE TABLE a (id INT, z BLOB);";

Deno.test("withoutDoneCycles() keeps a swap of two tables while it is to be done", async () => {
  assert.deepEqual(await left(ONE, OTHER, swap), ["a:b", "b:a"]);
});

Deno.test("withoutDoneCycles() drops it once it is done, whatever else changes", async () => {
  assert.deepEqual(await left(OTHER, OTHER, swap), []);
  assert.deepEqual(await left(OTHER, OTHER.replace("z BLOB", "z BLOB, more TEXT"), swap), []);
});

Deno.test("withoutDoneCycles() tells completely changed tables apart by the names of their columns", async () => {
  const [before, other] = [ONE, OTHER].map((it) => it.replace(", y INT", ""));
  const after = other!.replace("TEXT", "TEXT UNIQUE DEFAULT 'x'").replace("BLOB", "BLOB DEFAULT 0");
  assert.deepEqual(await left(before!, after, swap), ["a:b", "b:a"]);
  assert.deepEqual(await left(other!, after, swap), []);
});

Deno.test("withoutDoneCycles() tells columns apart by their types", async () => {
  const [before, after] = ["CREATE TABLE t (a TEXT, b INT)", "CREATE TABLE t (b TEXT, a INT)"];
  assert.deepEqual(await left(before, after, columnSwap), ["a:b", "b:a"]);
  assert.deepEqual(await left(after, after, columnSwap), []);
});

Deno.test("withoutDoneCycles() tells columns of one type apart by their positions", async () => {
  const [before, after] = ["CREATE TABLE t (a TEXT, b TEXT)", "CREATE TABLE t (b TEXT, a TEXT)"];
  assert.deepEqual(await left(before, after, columnSwap), ["a:b", "b:a"]);
  assert.deepEqual(await left(after, after, columnSwap), []);
});

Deno.test("withoutDoneCycles() keeps every rename that is not in a cycle", async () => {
  const renames: readonly Rename[] = [
    { kind: "rename-table", before: "a", after: "c" },
    { kind: "rename-table", before: "b", after: "B" },
  ];
  assert.deepEqual(await left(ONE, ONE, renames), ["a:c", "b:B"]);
});
