import assert from "node:assert/strict";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import { isConstant, repeatsWhereUnique } from "./defaults.ts";

Deno.test.each([
  ["b TEXT UNIQUE DEFAULT 'x'", "", true],
  ["b TEXT PRIMARY KEY DEFAULT 'x'", "", true],
  ["b TEXT DEFAULT CURRENT_DATE, UNIQUE (b)", "", true],
  ["b TEXT DEFAULT 'x'", "CREATE UNIQUE INDEX i ON t (b COLLATE NOCASE)", true],
  ["b TEXT DEFAULT 'x'", "CREATE UNIQUE INDEX i ON t (b) WHERE a = 1", false],
  ["b TEXT DEFAULT 'x'", "CREATE INDEX i ON t (b)", false],
  ["b TEXT DEFAULT 'x', UNIQUE (a, b)", "", false],
  ["b TEXT UNIQUE", "", false],
  ["b TEXT UNIQUE DEFAULT (hex(randomblob(8)))", "", false],
  ["b INTEGER PRIMARY KEY DEFAULT 1", "", false],
])("repeatsWhereUnique() for a INT, %s %s: %s", async (columns, index, expected) => {
  const { tables: [table], indexes } = await snapshotAfter(
    `CREATE TABLE t (a INT, ${columns}); ${index}`,
  );
  const column = table!.columns.find(({ name }) => name === "b")!;
  assert.equal(repeatsWhereUnique(column, { table: table!, indexes }), expected);
});

Deno.test.each([
  ["1", true],
  ["-1.5e3", true],
  ["'x'", true],
  ["x'00'", true],
  ["true", true],
  ["null", true],
  ["current_date", false],
  ["1 + 1", false],
  ["hex('x')", false],
  ["", false],
])("isConstant() for %s: %s", (expression, expected) => {
  assert.equal(isConstant(expression), expected);
});
