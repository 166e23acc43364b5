import assert from "node:assert/strict";
import { effectsOf } from "../../../../tests/support/judged_effects.ts";

Deno.test("blame() tells a column apart from a table of that name with a dot", async () => {
  const before = `CREATE TABLE a (id INTEGER PRIMARY KEY, b TEXT); CREATE TABLE "a.b" (x TEXT);`;
  assert.deepEqual(await effectsOf(before, 'DROP TABLE "a.b"; ALTER TABLE a DROP COLUMN b;'), [
    'a.b dropped at DROP TABLE "a.b"',
    "a.b dropped at ALTER TABLE a",
  ]);
});
