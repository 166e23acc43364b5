import assert from "node:assert/strict";
import { planRequest } from "../../../tests/support/plans.ts";
import { openEngine } from "../../host/engines/engine.ts";
import { fillKey } from "./fills.ts";
import { valueChanges } from "./value_changes.ts";

async function told(before: string, after: string, fills: Record<string, string> = {}) {
  const request = await planRequest(`CREATE TABLE t ${before}`, `CREATE TABLE t ${after}`);
  const answered = new Map(Object.entries(fills).map(([it, sql]) => [fillKey("t", it), sql]));
  return valueChanges({ ...request, fills: answered }).map((it) => it.note);
}

Deno.test("valueChanges() reports that NULL becomes the default, unless a fill was given", async () => {
  const [before, after] = ["(a REAL)", "(a REAL NOT NULL DEFAULT 0)"];
  assert.deepEqual(await told(before, after), ["In t.a, NULL becomes 0"]);
  assert.deepEqual(await told(before, after, { a: "1" }), []);
  assert.deepEqual(await told(before, "(a REAL NOT NULL)"), []);
  assert.deepEqual(await told("(a INTEGER PRIMARY KEY)", "(a TEXT NOT NULL DEFAULT 0)"), [
    "In t.a, numbers become texts: 7 becomes '7'",
  ]);
});

Deno.test("valueChanges() reports that NULL becomes a number in a column that becomes the rowid", async () => {
  const after = "(a INTEGER PRIMARY KEY, b TEXT)";
  assert.deepEqual(await told("(a INT PRIMARY KEY, b TEXT)", after), [
    "In t.a, NULL becomes a new number",
  ]);
  assert.deepEqual(await told("(a INT NOT NULL PRIMARY KEY, b TEXT)", after), []);
  assert.deepEqual(await told("(a INT, b TEXT)", after, { a: "7" }), []);
  assert.deepEqual(await told("(b TEXT)", after), []);
});

Deno.test("valueChanges() treats ANY in a STRICT table as converting nothing", async () => {
  const [strict, plain] = ["(a ANY, b TEXT) STRICT", "(a ANY, b TEXT)"];
  assert.deepEqual(await told(strict, plain), [
    "In t.a, texts that read as numbers become numbers: '007' becomes 7",
  ]);
  assert.deepEqual(await told(plain, strict), []);
  assert.deepEqual(await told("(a TEXT)", strict), []);
});

const TYPES = ["INTEGER", "REAL", "TEXT", "BLOB", "NUMERIC"];
const VALUES = ["7", "7.0", "7.5", "'7'", "'007'", "'x'", "x'37'", "NULL", "9007199254740993"];

for (const was of TYPES) {
  for (const is of TYPES) {
    Deno.test(`valueChanges() agrees with the engine on ${was} becoming ${is}`, async () => {
      const engine = await openEngine();
      engine.run(`CREATE TABLE t (a ${was}, n)`);
      engine.run(`CREATE TABLE u (a ${is}, n)`);
      VALUES.forEach((value, n) => engine.run(`INSERT INTO t VALUES (${value}, ${n})`));
      engine.run("INSERT INTO u SELECT * FROM t");
      const changed = engine.query(
        "SELECT DISTINCT typeof(t.a) || ' ' || typeof(u.a) FROM t JOIN u USING (n) " +
          "WHERE typeof(t.a) <> typeof(u.a) ORDER BY 1",
      ).flat();
      engine.close();
      const [said, ...others] = await told(`(a ${was})`, `(a ${is})`);
      assert.deepEqual(others, []);
      assert.equal(said === undefined, changed.length === 0, `${said}: ${changed}`);
      const all = changed.join();
      assert.equal(said?.includes("texts that read") ?? false, all.includes("text "));
      assert.equal(said?.includes("become texts") ?? false, all.includes(" text"));
    });
  }
}
