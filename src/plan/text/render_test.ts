import assert from "node:assert/strict";
import { planRequest } from "../../../tests/support/plans.ts";
import { renderMigration } from "./migration_text.ts";
import { planSteps } from "../planner.ts";
import { renderSteps, terminated } from "./render.ts";
import type { Target } from "../targets.ts";

async function text(before: string, after: string, target: Target = "sqlite"): Promise<string> {
  const steps = renderSteps(planSteps(await planRequest(before, after)), target);
  const head = { maker: "penumbra 1.2.3", parent: "", pre: "a".repeat(64), post: "b".repeat(64) };
  return renderMigration(steps, { ...head, losses: [], permissions: [], unseeded: [] });
}

Deno.test("terminated() keeps a semicolon out of a comment", () => {
  assert.equal(terminated("SELECT 1"), "SELECT 1;");
  assert.equal(terminated("SELECT 1 -- one"), "SELECT 1 -- one\n;");
  assert.equal(terminated("SELECT 1 /* one */"), "SELECT 1 /* one */;");
});

Deno.test("renderMigration() puts neighbours with the same words under one comment", async () => {
  assert.equal(
    await text("CREATE VIEW v AS SELECT 1", "CREATE VIEW v AS SELECT 2"),
    `-- Made by penumbra 1.2.3: parent=none pre=aaaaaaaaaaaa post=bbbbbbbbbbbb

-- Change view "v"
DROP VIEW v;
CREATE VIEW v AS SELECT 2;
`,
  );
});

Deno.test("renderMigration() keeps a comment on one line, whatever a name holds", async () => {
  const made = await text(
    "CREATE TABLE t (a)",
    'CREATE TABLE t (a); CREATE TABLE "b\nDROP TABLE t;" (a)',
  );
  assert.match(made, /^-- Create table "b DROP TABLE t;"$/m);
});

Deno.test("renderSteps() breaks a long copy in two lines", async () => {
  const columns = Array.from({ length: 12 }, (_, index) => `column_${index}`);
  const made = await text(
    `CREATE TABLE t (${columns.join(", ")})`,
    `CREATE TABLE t (${columns.join(", ")} UNIQUE)`,
  );
  assert.match(
    made,
    /^INSERT OR ABORT INTO __penumbra_new_t \(rowid, .*\)\n {2}SELECT rowid, .*;$/m,
  );
});

Deno.test.each([["sqlite", true], ["turso", true], ["d1", false]] as const)(
  "renderSteps() opens a savepoint for a circle on %s: %s",
  async (target, opens) => {
    const tables = (more: string) =>
      `CREATE TABLE a (id INTEGER PRIMARY KEY, b REFERENCES b, x ${more});
       CREATE TABLE b (id INTEGER PRIMARY KEY, a REFERENCES a)`;
    const made = await text(tables(""), tables("UNIQUE"), target);
    assert.equal(/^SAVEPOINT/m.test(made), opens);
    assert.match(made, /^PRAGMA defer_foreign_keys = ON;$/m);
  },
);
