import assert from "node:assert/strict";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import { openEngine } from "../../host/engines/engine.ts";
import { fitsStrictly, isConstant, repeatsWhereUnique } from "./defaults.ts";

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

Deno.test("fitsStrictly() is what a STRICT table accepts", async () => {
  const engine = await openEngine();
  const constants = [
    ...["NULL", "1", "-1", "+1", "1.0", "1.5", "1e3", "0x10", "TRUE", "false", "9e999"],
    ...["9223372036854775808", "x''", "x'31'", "''", "' '", "'1'", "'1.0'"],
    ...["'1.5'", "' 12 '", "'1e2'", "'0x10'", "'one'", "'9223372036854775808'", "'Infinity'"],
  ];
  for (const type of ["INT", "INTEGER", "REAL", "TEXT", "BLOB", "ANY"]) {
    for (const constant of constants) {
      engine.run(`CREATE TABLE t (a ${type} DEFAULT ${constant}) STRICT`);
      const refusal = engine.run("INSERT INTO t DEFAULT VALUES");
      assert.equal(fitsStrictly(constant, type), refusal === undefined, `${type} ${constant}`);
      engine.run("DROP TABLE t");
    }
  }
  engine.close();
});
