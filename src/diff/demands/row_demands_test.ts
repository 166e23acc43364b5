import assert from "node:assert/strict";
import { planRequest } from "../../../tests/support/plans.ts";
import { openEngine } from "../../host/engines/engine.ts";
import { rowDemands } from "./row_demands.ts";

async function demands(before: string, after: string) {
  return rowDemands(await planRequest(before, after));
}

Deno.test.each([
  ["NOT NULL", "a TEXT", "a TEXT NOT NULL", "t.a contains NULL"],
  ["a check", "a INTEGER", "a INTEGER CHECK (a > 0)", "t has rows that violate CHECK (a > 0)"],
  ["UNIQUE", "a, b", "a, b, UNIQUE (a, b)", "t has rows with the same a, b"],
  ["a key", "a INT", "a INT PRIMARY KEY", "t has rows with the same a"],
  ["a reference", "a INT", "a INT REFERENCES p (k)", "t.a has values without a parent row"],
  ["another collation under UNIQUE", "a UNIQUE", "a UNIQUE COLLATE nocase", "the same a"],
  [
    "one that ignores something else",
    "a UNIQUE COLLATE rtrim",
    "a UNIQUE COLLATE nocase",
    "the same a",
  ],
])("rowDemands() checks what %s assumes", async (_, was, is, says) => {
  const parent = "CREATE TABLE p (k INT UNIQUE);";
  const found = await demands(
    `${parent} CREATE TABLE t (${was})`,
    `${parent} CREATE TABLE t (${is})`,
  );
  assert.ok(found.at(-1)!.problem.endsWith(says), found.map((it) => it.problem).join());
  assert.ok(found.every((it) => it.condition !== undefined));
});

Deno.test.each([
  ["a new column of NULL", "a", "a, b UNIQUE REFERENCES t (a), CHECK (a < b)"],
  ["a default for NULL", "a", "a NOT NULL DEFAULT 1"],
  ["a key that was narrower", "a UNIQUE, b", "a, b, UNIQUE (a, b)"],
  ["a key that was an index in another spelling", "a INT PRIMARY KEY", "a INTEGER UNIQUE"],
  ["a key of integers that become text", "a INTEGER PRIMARY KEY", "a TEXT PRIMARY KEY NOT NULL"],
  ["a key that no longer ignores case", "a UNIQUE COLLATE nocase", "a UNIQUE"],
  ["a key that ignored case by itself", "a, UNIQUE (a COLLATE nocase)", "a, UNIQUE (a)"],
  ["another action", "a REFERENCES t (a)", "a REFERENCES t (a) ON DELETE CASCADE"],
  ["another name of a check", "a CHECK (a > 0)", "a CONSTRAINT c CHECK (a > 0)"],
  ["the mark of the rowid", "a INTEGER PRIMARY KEY", "a INTEGER PRIMARY KEY AUTOINCREMENT"],
])("rowDemands() demands nothing of %s", async (_, was, is) => {
  const found = await demands(`CREATE TABLE t (${was})`, `CREATE TABLE t (${is})`);
  assert.deepEqual(found.map((it) => it.problem), []);
});

Deno.test("rowDemands() has no condition for values that will change", async () => {
  const all = await demands("CREATE TABLE t (a TEXT)", "CREATE TABLE t (a INTEGER UNIQUE)");
  const demand = all.find(({ rule }) => rule === "unique-on-existing");
  assert.equal(demand!.problem, "t has rows with the same a");
  assert.equal(demand!.condition, undefined);
});

Deno.test("rowDemands() demands of integers that become real that they stay different", async () => {
  const all = await demands(
    "CREATE TABLE t (a INTEGER PRIMARY KEY)",
    "CREATE TABLE t (a REAL PRIMARY KEY)",
  );
  assert.deepEqual(all.map(({ rule }) => rule), ["lossy-type-change", "unique-on-existing"]);
});

const VALUES = ["NULL", "7", "-1", "9223372036854775807", "1.0", "1.5", "1e300", "'7'", "' 7 '"]
  .concat(["'007'", "'1e3'", "'1.5'", "'0x10'", "''", "'abc'", "'7x'", "x'37'", "x''"])
  .concat(["'9223372036854775808'", "9223372036854775808.0", "'-0'", "9e999"]);

for (const type of ["INTEGER", "INT", "REAL", "TEXT", "BLOB", "ANY"]) {
  for (const declared of ["", "TEXT", "NUMERIC"]) {
    Deno.test(`rowDemands() knows how a STRICT ${type} converts "${declared}"`, async () => {
      const [demand] = await demands(
        `CREATE TABLE t (a ${declared})`,
        `CREATE TABLE t (a ${type}) STRICT`,
      );
      const engine = await openEngine();
      engine.run(`CREATE TABLE t (a ${declared})`);
      engine.run(`CREATE TABLE s (a ${type}) STRICT`);
      for (const value of VALUES) {
        engine.run("DELETE FROM t");
        engine.run(`INSERT INTO t VALUES (${value})`);
        const isTaken = engine.run("INSERT INTO s SELECT a FROM t") === undefined;
        const passes = demand?.condition === undefined ||
          Number(engine.query(`SELECT ${demand.condition}`)[0]![0]) === 1;
        assert.equal(passes, isTaken, value);
      }
      engine.close();
    });
  }
}
