import assert from "node:assert/strict";
import { planRequest } from "../../../tests/support/plans.ts";
import { planSteps } from "../planner.ts";

async function gates(before: string, after: string): Promise<string[]> {
  const steps = planSteps(await planRequest(before, after));
  const first = steps.findIndex((step) => step.kind !== "gate");
  assert.ok(steps.slice(first).every((step) => step.kind !== "gate"), "gates come first");
  return steps.flatMap((step) => step.kind === "gate" ? [step.says] : []);
}

Deno.test("gatesBefore() stops a rebuild that a row would stop halfway", async () => {
  assert.deepEqual(await gates("CREATE TABLE t (a)", "CREATE TABLE t (a UNIQUE CHECK (a > 0))"), [
    "two rows of t hold the same a",
    "a row of t fails CHECK (a > 0)",
  ]);
});

Deno.test("gatesBefore() leaves a first statement to stop by itself", async () => {
  const table = "CREATE TABLE t (a);";
  const index = "CREATE UNIQUE INDEX i ON t (a);";
  assert.deepEqual(await gates(table, table + index), []);
  assert.deepEqual(await gates(table, `${table} ${index} CREATE TABLE u (a);`), [
    "two rows of t hold the same a",
  ]);
});

Deno.test("gatesBefore() keeps an index that is about to be replaced", async () => {
  const table = "CREATE TABLE t (a);";
  assert.deepEqual(
    await gates(`${table} CREATE INDEX i ON t (a);`, `${table} CREATE UNIQUE INDEX i ON t (a);`),
    ["two rows of t hold the same a"],
  );
});

Deno.test("gatesBefore() asks nothing where it cannot be asked beforehand", async () => {
  assert.deepEqual(await gates("CREATE TABLE t (a TEXT)", "CREATE TABLE t (a INTEGER UNIQUE)"), []);
});
