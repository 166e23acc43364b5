import assert from "node:assert/strict";
import { planRequest } from "../../../tests/support/plans.ts";
import { planSteps } from "../plan.ts";
import { renderSteps, terminated } from "./render.ts";
import type { Target } from "../../base/target.ts";

async function text(before: string, after: string, target: Target = "sqlite"): Promise<string> {
  const planned = planSteps({ ...await planRequest(before, after), target });
  assert(planned.ok);
  return renderSteps(planned.value, target).flatMap((step) => step.statements).join("\n");
}

Deno.test("terminated() keeps a semicolon out of a comment", () => {
  assert.equal(terminated("SELECT 1"), "SELECT 1;");
  assert.equal(terminated("SELECT 1 -- one"), "SELECT 1 -- one\n;");
  assert.equal(terminated("SELECT 1 /* one */"), "SELECT 1 /* one */;");
});

Deno.test("renderSteps() ends lines with LF, whatever the schema does, but for those of a string", async () => {
  const schema = "CREATE TABLE t (\r\n  a TEXT, -- one\r\n  b TEXT DEFAULT 'x\r\ny'\r\n)";
  assert.equal(
    await text("", schema),
    "CREATE TABLE t (\n  a TEXT, -- one\n  b TEXT DEFAULT 'x\r\ny'\n);",
  );
});

Deno.test("renderSteps() breaks a long copy in two lines", async () => {
  const columns = Array.from({ length: 12 }, (_, index) => `column_${index}`);
  const made = await text(
    `CREATE TABLE t (${columns.join(", ")})`,
    `CREATE TABLE t (${columns.join(", ")} UNIQUE)`,
  );
  assert.match(
    made,
    /^INSERT INTO t \(rowid, .*\)\n {2}SELECT rowid, .* FROM __penumbra_old_t;$/m,
  );
});

Deno.test.each([["sqlite", true], ["turso", true], ["d1", false]] as const)(
  "renderSteps() wraps several statements in a savepoint on %s: %s",
  async (target, wraps) => {
    const tables = (more: string) =>
      `CREATE TABLE a (id INTEGER PRIMARY KEY, b REFERENCES b, x ${more});
       CREATE TABLE b (id INTEGER PRIMARY KEY, a REFERENCES a)`;
    const made = await text(tables(""), tables("UNIQUE"), target);
    assert.equal(/^SAVEPOINT penumbra;$/m.test(made), wraps);
    assert.equal(/^RELEASE penumbra;$/m.test(made), wraps);
    assert.equal(/^INSERT OR ROLLBACK INTO/m.test(made), wraps);
    assert.match(made, /^PRAGMA defer_foreign_keys = ON;$/m);
  },
);

Deno.test("renderSteps() leaves one statement alone", async () => {
  assert.doesNotMatch(await text("", "CREATE TABLE t (a)"), /SAVEPOINT/);
});
