import assert from "node:assert/strict";
import { effectsOf } from "../../../../tests/support/judged_effects.ts";
import { statementsOf } from "../../../../tests/support/statements.ts";
import { withLowLimits } from "./low_limits.ts";

function lowered(sql: string): readonly string[] | undefined {
  return withLowLimits([{ statements: statementsOf(sql), optsOut: false }])
    ?.files.flatMap(({ statements }) => statements.map((it) => it.sql));
}

Deno.test("withLowLimits() lowers the LIMIT of copies, and neither offsets nor other numbers", () => {
  assert.deepEqual(
    lowered(
      "SELECT 1 LIMIT 5; INSERT INTO n SELECT a FROM (SELECT 7 LIMIT 2, 30) LIMIT 50 OFFSET 8",
    ),
    ["SELECT 1 LIMIT 5", "INSERT INTO n SELECT a FROM (SELECT 7 LIMIT 2, 1) LIMIT 1 OFFSET 8"],
  );
  assert.equal(
    lowered("UPDATE t SET a = (SELECT b FROM u LIMIT 1); SELECT a FROM t LIMIT 9"),
    undefined,
  );
});

const BEFORE = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);";

Deno.test.each([
  [
    "rows of a copy beyond its LIMIT",
    `CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO n SELECT * FROM t LIMIT 1000;
    DROP TABLE t; ALTER TABLE n RENAME TO t;`,
    ["t 3 to 1 by copy, more  at INSERT INTO n"],
  ],
  [
    "values of a column beyond the LIMIT of an update",
    `ALTER TABLE t ADD COLUMN b TEXT; UPDATE t SET b = a WHERE id IN (SELECT id FROM t LIMIT 1000);
    ALTER TABLE t DROP COLUMN a;`,
    ["t.a dropped, partly kept, more  at ALTER TABLE t"],
  ],
  [
    "nothing if the rows stay where they were",
    "CREATE TABLE n (id INTEGER, a TEXT); INSERT INTO n SELECT * FROM t ORDER BY id LIMIT 1000;",
    [],
  ],
])("judgeFiles() knows that a table may have more rows: %s", async (_, text, expected) => {
  assert.deepEqual(await effectsOf(BEFORE, text), expected);
});
