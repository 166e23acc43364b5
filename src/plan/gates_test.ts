import assert from "node:assert/strict";
import { planRequest } from "../../tests/support/plans.ts";
import { planSteps } from "./plan.ts";
import type { Target } from "../base/target.ts";

async function gates(before: string, after: string, target: Target = "sqlite"): Promise<string[]> {
  const planned = planSteps({ ...await planRequest(before, after), target });
  assert(planned.ok);
  return planned.value.flatMap((step) => step.kind === "gate" ? [step.condition] : []);
}

Deno.test("gatesFor() has no gate for a condition that stops the copy itself", async () => {
  const after = "CREATE TABLE t (a NOT NULL UNIQUE CHECK (a > 0))";
  assert.deepEqual(await gates("CREATE TABLE t (a)", after), []);
});

Deno.test("gatesFor() checks for orphan rows, which nothing else does while foreign keys are off", async () => {
  const parent = "CREATE TABLE p (id INTEGER PRIMARY KEY);";
  const found = await gates(
    `${parent} CREATE TABLE c (p_id INTEGER)`,
    `${parent} CREATE TABLE c (p_id INTEGER REFERENCES p (id))`,
  );
  assert.equal(found.length, 1);
});

Deno.test("gatesFor() checks at the end if values are converted, filled or reference a new table", async () => {
  const parent = "CREATE TABLE p (id INTEGER PRIMARY KEY);";
  const child = "CREATE TABLE c (n INT, p_id INTEGER REFERENCES p (id))";
  const converted = await gates(`${parent} CREATE TABLE c (n INT, p_id TEXT)`, parent + child);
  const created = await gates("CREATE TABLE c (n INT, p_id INTEGER)", parent + child);
  const filled = await gates(
    `${parent} CREATE TABLE c (n INT)`,
    `${parent} CREATE TABLE c (n INT, p_id INTEGER DEFAULT 1 REFERENCES p (id))`,
  );
  const condition = "NOT EXISTS (SELECT 1 FROM c WHERE p_id IS NOT NULL " +
    "AND NOT EXISTS (SELECT 1 FROM p WHERE p.id = c.p_id))";
  assert.deepEqual([converted.at(-1), created.at(-1), filled.at(-1)], Array(3).fill(condition));
});

Deno.test("gatesFor() checks rows that libSQL does not check when it alters a column", async () => {
  assert.deepEqual(await gates("CREATE TABLE t (a)", "CREATE TABLE t (a NOT NULL)", "libsql"), [
    "NOT EXISTS (SELECT 1 FROM t WHERE a IS NULL)",
  ]);
});
