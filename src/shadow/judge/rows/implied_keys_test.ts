import assert from "node:assert/strict";
import { snapshotAfter } from "../../../../tests/support/snapshots.ts";
import { statementsOf } from "../../../../tests/support/statements.ts";
import { foreignKeysOf } from "../../../schema/snapshot.ts";
import { withImpliedKeys } from "./implied_keys.ts";

Deno.test("withImpliedKeys() tells pairs of tables apart whose names have spaces", async () => {
  const before = await snapshotAfter(`
    CREATE TABLE a (x INT); CREATE TABLE "b c" (x INTEGER PRIMARY KEY);
    CREATE TABLE "a b" (y INT); CREATE TABLE c (y INTEGER PRIMARY KEY);
    CREATE TABLE seen (n INT);`);
  const statements = statementsOf(`
    INSERT INTO seen SELECT a.x FROM a JOIN "b c" ON a.x = "b c".x;
    INSERT INTO seen SELECT "a b".y FROM "a b" JOIN c ON "a b".y = c.y;`);
  const keyed = withImpliedKeys(before.tables, {
    before,
    files: [{ statements, optsOut: false }],
  });
  const keys = keyed.flatMap((table) =>
    foreignKeysOf(table).map((
      { columns, references },
    ) => [table.name, ...columns, references.table, ...references.columns])
  );
  assert.deepEqual(keys, [["a", "x", "b c", "x"], ["a b", "y", "c", "y"]]);
});
