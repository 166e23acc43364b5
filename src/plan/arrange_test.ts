import assert from "node:assert/strict";
import { arrange } from "./arrange.ts";
import type { WorkStep } from "./step.ts";

const rename = (before: string, after: string, detour?: "to" | "from"): WorkStep => ({
  kind: "rename-table",
  before,
  after,
  detour,
});

const names = (steps: readonly WorkStep[]) =>
  arrange(steps).map((step) =>
    step.kind === "rename-table" ? `${step.before} → ${step.after}` : step.kind
  );

Deno.test("arrange() frees a name before something else takes it", () => {
  assert.deepEqual(names([rename("a", "b"), rename("b", "c")]), ["b → c", "a → b"]);
});

Deno.test("arrange() swaps two names by way of a third", () => {
  const swap = [rename("tmp", "b", "from"), rename("b", "a"), rename("a", "tmp", "to")];
  assert.deepEqual(names(swap), ["a → tmp", "b → a", "tmp → b"]);
});

Deno.test("arrange() adds a column before it drops one, and keeps the order it was given", () => {
  const add = (column: string): WorkStep => ({
    kind: "add-column",
    table: "t",
    column,
    definition: column,
    references: [],
    orAbort: false,
  });
  const drop: WorkStep = { kind: "drop-column", table: "t", column: "x" };
  const order = arrange([drop, add("b"), add("a")]).map((step) =>
    "column" in step ? step.column : ""
  );
  assert.deepEqual(order, ["b", "a", "x"]);
});

Deno.test("arrange() throws if there is no order", () => {
  assert.throws(() => arrange([rename("a", "b"), rename("b", "a")]), /No order/);
});
