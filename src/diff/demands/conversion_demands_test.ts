import assert from "node:assert/strict";
import { planRequest } from "../../../tests/support/plans.ts";
import { openEngine } from "../../host/engines/engine.ts";
import { rowDemands } from "./row_demands.ts";

const LONG = ["'9223372036854775808'", "'-12345678901234567890.5'", "'3.14159265358979323'"];
const KEPT = ["'7'", "'007'", "'+7'", "' 7 '", "'1e3'", "'1.50'", "'000000000000000000.5'"]
  .concat("'x'", "'0x7'", "''", "x'37'", "NULL");

Deno.test.each([
  ["TEXT", "INTEGER", LONG, [...KEPT, "'9007199254740993'", "7.5"]],
  ["TEXT COLLATE RTRIM", "NUMERIC", LONG, KEPT],
  ["TEXT", "REAL", [...LONG, "'9007199254740993'"], [...KEPT, "'9007199254740992'"]],
  ["BLOB", "REAL", [...LONG, "9007199254740993"], [...KEPT, "7", "7.5", "1e300", "-0.0"]],
  ["", "INTEGER", LONG, [...KEPT, "7", "7.0", "0.1 + 0.2", "9007199254740993"]],
  ["INTEGER", "REAL", ["9007199254740993"], ["9007199254740992", "'abc'", "1", "1.5"]],
  ["INTEGER", "TEXT", ["0.1 + 0.2", "9e999"], ["7", "7.5", "9007199254740993", "x'37'", "'x'"]],
  ["REAL", "TEXT", ["0.1 + 0.2"], ["7", "7.5", "1e300", "NULL"]],
  ["REAL", "INTEGER", [], ["7", "7.5", "0.1 + 0.2", "1e300"]],
  ["TEXT", "BLOB", [], [...LONG, ...KEPT]],
])(
  "rowDemands() stops at values of %s with more digits than %s keeps",
  async (was, is, lost, kept) => {
    const request = await planRequest(`CREATE TABLE t (a ${was})`, `CREATE TABLE t (a ${is})`);
    const conditions = rowDemands(request).map((it) => it.condition!);
    const engine = await openEngine();
    engine.run(`CREATE TABLE t (a ${was})`);
    const stops = (value: string) => {
      engine.run("DELETE FROM t");
      engine.run(`INSERT INTO t VALUES (${value})`);
      return conditions.some((sql) => engine.query(`SELECT ${sql}`)[0]![0] === 0);
    };
    assert.deepEqual([...lost, ...kept].filter(stops), lost);
    engine.close();
  },
);

Deno.test.each([
  ["(a INTEGER PRIMARY KEY)", "(a TEXT PRIMARY KEY)"],
  ["(a INTEGER) STRICT", "(a TEXT) STRICT"],
  ["(a TEXT)", "(a VARCHAR(9))"],
  ["(a TEXT, b AS (a))", "(a TEXT, b INTEGER AS (a))"],
])("rowDemands() does not check values of %s that become what %s has", async (was, is) => {
  const request = await planRequest(`CREATE TABLE t ${was}`, `CREATE TABLE t ${is}`);
  assert.ok(!rowDemands(request).some(({ rule }) => rule === "lossy-type-change"));
});

Deno.test("rowDemands() also checks ANY if a table is no longer STRICT", async () => {
  const request = await planRequest("CREATE TABLE t (a ANY) STRICT", "CREATE TABLE t (a ANY)");
  const rules = rowDemands(request).map(({ rule }) => rule);
  assert.deepEqual(rules, ["lossy-type-change"]);
});
