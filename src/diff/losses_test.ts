import assert from "node:assert/strict";
import { planRequest } from "../../tests/support/plans.ts";
import { lossesOf } from "./losses.ts";

Deno.test("lossesOf() names tables, columns, and columns that become generated", async () => {
  const { changes } = await planRequest(
    `CREATE TABLE gone (a); CREATE TABLE t (a, b, c AS (a), d);
     CREATE VIEW v AS SELECT 1; CREATE INDEX i ON t (a);
     CREATE VIRTUAL TABLE words USING fts5 (a); CREATE VIRTUAL TABLE index_of_t USING fts5 (a, content=t)`,
    "CREATE TABLE t (a, d AS (a))",
  );
  assert.deepEqual(lossesOf(changes), [
    { table: "gone" },
    { table: "t", column: "b" },
    { table: "t", column: "d" },
    { table: "words" },
  ]);
});
