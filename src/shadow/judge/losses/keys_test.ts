import assert from "node:assert/strict";
import { effectsOf } from "../../../../tests/support/judged_effects.ts";

Deno.test("orphansLeft() tells tables apart whose names have spaces", async () => {
  const before = `CREATE TABLE p (id INTEGER PRIMARY KEY);
    CREATE TABLE a (p INT REFERENCES p (id));
    CREATE TABLE "a b" (p INT REFERENCES p (id));`;
  const left = [
    "p 3 to 0 by direct at DELETE FROM p",
    "a 3 without p at DELETE FROM p",
    "a b 3 without p at DELETE FROM p",
  ];
  assert.deepEqual(await effectsOf(before, "DELETE FROM p;", "shell"), left);
  const orphan = `${before} INSERT INTO "a b" VALUES (7);`;
  assert.deepEqual(await effectsOf(orphan, "DELETE FROM p;", "shell"), left.slice(0, 2));
});
