import assert from "node:assert/strict";
import { planRequest } from "../../tests/support/plans.ts";
import { danglingKeys, planSteps } from "./planner.ts";

Deno.test("danglingKeys() finds children of a table that is dropped", async () => {
  const request = await planRequest(
    "CREATE TABLE p (a); CREATE TABLE c (p REFERENCES P)",
    "CREATE TABLE c (p REFERENCES P)",
  );
  assert.deepEqual(danglingKeys(request).map((it) => [it.child.name, it.parent]), [["c", "P"]]);
});

Deno.test("planSteps() drops what stands in the way first and makes it again last", async () => {
  const request = await planRequest(
    "CREATE TABLE t (a, b); CREATE VIEW v AS SELECT a FROM t; CREATE INDEX i ON t (a)",
    "CREATE TABLE t (a DEFAULT 1, b); CREATE VIEW v AS SELECT a FROM t; CREATE INDEX i ON t (a)",
  );
  const steps = planSteps(request).map((step) =>
    step.kind === "create" || step.kind === "drop" ? `${step.kind} ${step.object.name}` : step.kind
  );
  assert.deepEqual(steps, ["drop v", "rebuild", "create i", "create v"]);
});

Deno.test("planSteps() alters a table in place or rebuilds it, never both", async () => {
  const request = await planRequest(
    "CREATE TABLE t (a, b); CREATE TABLE u (a)",
    "CREATE TABLE t (a UNIQUE, c); CREATE TABLE u (a, b)",
  );
  assert.deepEqual(planSteps(request).map((step) => step.kind), [
    "gate",
    "add-column",
    "rebuild",
  ]);
});

Deno.test("planSteps() has nothing to do for one schema twice", async () => {
  const sql = "CREATE TABLE t (a UNIQUE); CREATE VIEW v AS SELECT a FROM t";
  assert.deepEqual(planSteps(await planRequest(sql, sql)), []);
});
