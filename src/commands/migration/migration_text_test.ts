import assert from "node:assert/strict";
import { planRequest } from "../../../tests/support/plans.ts";
import { MAKER } from "../../base/version.ts";
import { planSteps } from "../../plan/plan.ts";
import { renderSteps } from "../../plan/text/render.ts";
import { renderMigration } from "./migration_text.ts";

async function text(before: string, after: string): Promise<string> {
  const planned = planSteps({ ...await planRequest(before, after), target: "sqlite" });
  assert(planned.ok);
  const steps = renderSteps(planned.value, "sqlite");
  const head = { parent: "", pre: "a".repeat(64), post: "b".repeat(64) };
  return renderMigration(steps, { ...head, losses: [], permissions: [], unseeded: [] });
}

Deno.test("renderMigration() puts neighbours with the same words under one comment", async () => {
  assert.equal(
    await text("CREATE VIEW v AS SELECT 1", "CREATE VIEW v AS SELECT 2"),
    `-- Made by ${MAKER}: parent=none pre=aaaaaaaaaaaa post=bbbbbbbbbbbb

SAVEPOINT penumbra;

-- Change view "v"
DROP VIEW v;
CREATE VIEW v AS SELECT 2;

RELEASE penumbra;
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
