/**
 * Every folder below is a case: two schemas, and the migration from one to the other. `deno task golden`
 * rewrites the migrations; review that diff as code.
 */
import assert from "node:assert/strict";
import { expectedText, forth, type GoldenCase, loadSides, readCases } from "./golden_case.ts";
import { holdAgainstLaws } from "./laws.ts";

const root = new URL(".", import.meta.url);
const rewrites = Deno.args.includes("--rewrite");

for (const golden of readCases(root)) {
  Deno.test(`golden case ${golden.name}`, async () => {
    const sides = await loadSides(golden);
    const migration = await forth(golden, sides);
    if (golden.refused !== undefined) {
      const said = migration.ok ? [] : migration.diagnostics;
      assert.deepEqual(said.map((it) => it.code), golden.refused.map((it) => it.code));
      golden.refused.forEach(({ says }, index) => assert.ok(said[index]!.message.includes(says)));
      return;
    }
    if (!migration.ok) {
      assert.fail(migration.diagnostics.map((it) => `${it.code}: ${it.message}`).join("\n"));
    }
    const text = expectedText(migration);
    if (rewrites) rewrite(golden, text);
    else assert.equal(text, golden.expected, "the migration reads as expected");
    await holdAgainstLaws(golden, sides, migration.value);
  });
}

function rewrite({ name, expected }: GoldenCase, text: string): void {
  if (text === expected) return;
  Deno.writeTextFileSync(new URL(`${name}/expected.sql`, root), text);
  console.log(`${expected === undefined ? "made" : "changed"} tests/golden/${name}/expected.sql`);
}
