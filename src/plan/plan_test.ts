import assert from "node:assert/strict";
import { planRequest } from "../../tests/support/plans.ts";
import { planSteps } from "./plan.ts";
import type { Step } from "./step.ts";
import type { Target } from "../base/target.ts";

async function plan(before: string, after: string): Promise<string[]> {
  const planned = planSteps(await planRequest(before, after));
  assert(planned.ok, JSON.stringify(planned.diagnostics));
  return planned.value.map(nameOf);
}

function nameOf(step: Step): string {
  if (step.kind === "create" || step.kind === "drop") return `${step.kind} ${step.object.name}`;
  if (step.kind === "copy") return `copy ${step.to}`;
  if (step.kind === "retire") return `retire ${step.aside}`;
  return "table" in step ? `${step.kind} ${step.table}` : step.kind;
}

const REBUILT = ["open-gate", "arrival", "close-gate", "retire __penumbra_old_t"];

Deno.test("planSteps() fails with each child of a table that is dropped", async () => {
  const request = await planRequest(
    "CREATE TABLE p (a); CREATE TABLE c (p REFERENCES P)",
    "CREATE TABLE c (p REFERENCES P)",
  );
  assert.deepEqual(planSteps(request).diagnostics.map(({ code, message }) => [code, message]), [[
    "plan/dangling-foreign-key",
    'Cannot drop table "P": a foreign key of "c" still references it',
  ]]);
});

Deno.test("planSteps() fails with a foreign key that refuses every way to drop old rows", async () => {
  const schema = (more: string) =>
    `CREATE TABLE a (id TEXT PRIMARY KEY NOT NULL REFERENCES b (id) ON DELETE SET NULL ON UPDATE SET NULL, x ${more});
     CREATE TABLE b (id TEXT PRIMARY KEY NOT NULL REFERENCES a (id) ON DELETE SET NULL ON UPDATE SET NULL)`;
  const planned = planSteps(await planRequest(schema(""), schema("DEFAULT 1")));
  assert.deepEqual([...new Set(planned.diagnostics.map(({ code }) => code))], [
    "plan/refusing-foreign-key",
  ]);
});

Deno.test("planSteps() drops what is in the way first, and recreates it before old tables are dropped", async () => {
  const steps = await plan(
    "CREATE TABLE t (a, b); CREATE VIEW v AS SELECT a FROM t; CREATE INDEX i ON t (a)",
    "CREATE TABLE t (a DEFAULT 1, b); CREATE VIEW v AS SELECT a FROM t; CREATE INDEX i ON t (a)",
  );
  assert.deepEqual(steps, [
    ...["drop v", "set-aside t", "drop i", "create t", "copy t", "create i", "create v"],
    ...REBUILT,
  ]);
});

Deno.test("planSteps() alters a table in place or rebuilds it, never both", async () => {
  const steps = await plan(
    "CREATE TABLE t (a, b); CREATE TABLE u (a)",
    "CREATE TABLE t (a UNIQUE, c); CREATE TABLE u (a, b)",
  );
  assert.deepEqual(steps, ["add-column u", "set-aside t", "create t", "copy t", ...REBUILT]);
});

Deno.test("planSteps() creates early and drops late, so that data can be moved in between", async () => {
  const steps = await plan(
    "CREATE TABLE users (id INTEGER PRIMARY KEY, street TEXT); CREATE TABLE logs (a)",
    `CREATE TABLE users (id INTEGER PRIMARY KEY);
     CREATE TABLE addresses (user_id INTEGER REFERENCES users (id), street TEXT)`,
  );
  assert.deepEqual(steps.slice(0, 3), [
    "create addresses",
    "drop-column users",
    "set-aside logs",
  ]);
});

Deno.test("planSteps() sets a dropped parent aside until no row references its rows", async () => {
  const steps = await plan(
    "CREATE TABLE t (id INTEGER PRIMARY KEY); CREATE TABLE c (x, t_id REFERENCES t (id) ON DELETE CASCADE)",
    "CREATE TABLE c (x)",
  );
  assert.deepEqual(steps, ["drop-column c", "set-aside t", ...REBUILT]);
});

Deno.test("planSteps() rebuilds a table alone if requested and possible for the target", async () => {
  const children = "CREATE TABLE c (t_id REFERENCES t (id) ON DELETE CASCADE);";
  const request = await planRequest(
    `CREATE TABLE t (id INTEGER PRIMARY KEY, a); ${children}`,
    `CREATE TABLE t (id INTEGER PRIMARY KEY, a DEFAULT 1); ${children}`,
  );
  const planned = (target: Target) => planSteps({ ...request, rebuild: "alone", target });
  const alone = planned("sqlite");
  assert(alone.ok);
  assert.deepEqual(
    alone.value.filter(({ kind }) => kind === "set-aside" || kind === "setting").map((step) =>
      step.kind === "setting" ? step.setting : nameOf(step)
    ),
    ["foreign-keys-off", "keep-references", "set-aside t", "follow-renames"],
  );
  for (const target of ["d1", "libsql", "turso"] as const) {
    assert.deepEqual(planned(target).diagnostics.map(({ code }) => code), [
      "plan/foreign-keys-stay-on",
    ]);
  }
});

Deno.test("planSteps() has nothing to do for equal schemas", async () => {
  const sql = "CREATE TABLE t (a UNIQUE); CREATE VIEW v AS SELECT a FROM t";
  assert.deepEqual(await plan(sql, sql), []);
});
