import assert from "node:assert/strict";
import { snapshotAfter } from "../../tests/support/snapshots.ts";
import { namesInUse } from "../schema/snapshot.ts";
import { renameColumnSteps, renameTableSteps, temporaryName } from "./renames.ts";

const table = (names: string) => {
  const [before, after] = names.split(":") as [string, string];
  return { kind: "rename-table", before, after } as const;
};

const steps = (renames: readonly string[], taken: readonly string[]) =>
  renameTableSteps(renames.map(table), taken).map((step) => `${step.before}:${step.after}`);

Deno.test("renameTableSteps() frees a name before another table takes it", () => {
  assert.deepEqual(steps(["a:b", "b:c"], ["a", "b"]), ["b:c", "a:b"]);
});

Deno.test("renameTableSteps() swaps two names by way of a third", () => {
  assert.deepEqual(steps(["a:b", "b:a"], ["a", "b"]), [
    "a:__penumbra_swap_a",
    "b:a",
    "__penumbra_swap_a:b",
  ]);
});

Deno.test("renameTableSteps() rotates three names by way of one other", () => {
  assert.deepEqual(steps(["a:b", "b:c", "c:a"], ["a", "b", "c", "__PENUMBRA_swap_a"]), [
    "a:__penumbra_swap_2_a",
    "c:a",
    "b:c",
    "__penumbra_swap_2_a:b",
  ]);
});

Deno.test("renameTableSteps() takes two steps for a change of case, which SQLite refuses in one", () => {
  assert.deepEqual(steps(["a:A"], ["a"]), ["a:__penumbra_swap_a", "__penumbra_swap_a:A"]);
});

Deno.test("renameColumnSteps() takes one step for a change of case", () => {
  const rename = { kind: "rename-column", table: "t", before: "a", after: "A" } as const;
  assert.deepEqual(renameColumnSteps([rename], ["a"]).map((step) => step.after), ["A"]);
});

Deno.test("renameTableSteps() throws if a name stays in use, which is not a valid request", () => {
  assert.throws(() => steps(["a:b"], ["a", "b"]), /the name stays in use/);
});

Deno.test("temporaryName() never returns a name in use", () => {
  assert.equal(temporaryName("new", "users", []), "__penumbra_new_users");
  assert.equal(temporaryName("gate", "", ["__Penumbra_Gate"]), "__penumbra_gate_2");
});

Deno.test("namesInUse() leaves out triggers and dropped objects", async () => {
  const snapshot = await snapshotAfter(`CREATE TABLE a (x); CREATE VIEW v AS SELECT 1;
    CREATE INDEX i ON a (x); CREATE TRIGGER r AFTER INSERT ON a BEGIN SELECT 1; END`);
  assert.deepEqual(namesInUse(snapshot), ["a", "i", "v"]);
  assert.deepEqual(namesInUse(snapshot, snapshot.views), ["a", "i"]);
});
