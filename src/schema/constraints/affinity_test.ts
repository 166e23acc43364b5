import assert from "node:assert/strict";
import { openEngine } from "../../host/engines/engine.ts";
import { affinityIn, affinityOf, isNumeric } from "./affinity.ts";

/** The `typeof` of '1.0' and '1.5' after they were stored. */
const STORED = {
  integer: "integer,real",
  numeric: "integer,real",
  real: "real,real",
  text: "text,text",
  blob: "text,text",
};

for (
  const type of [
    "INTEGER",
    "charint",
    "FLOATING POINT",
    "VARCHAR(9)",
    "CLOB",
    "",
    "BLOB",
    "BLOBREAL",
  ]
    .concat(["REAL", "DOUBLE", "TEXTREAL", "NUMERIC", "DATETIME", "JSON", "STRING", "ANY"])
) {
  Deno.test(`affinityOf() agrees with the engine on "${type}"`, async () => {
    const engine = await openEngine();
    engine.run(`CREATE TABLE t (a ${type})`);
    engine.run("INSERT INTO t VALUES ('1.0'), ('1.5')");
    const found = engine.query("SELECT typeof(a) FROM t").join();
    engine.close();
    assert.equal(STORED[affinityOf(type)], found);
    assert.equal(isNumeric(affinityOf(type)), !found.startsWith("text"));
  });
}

Deno.test("affinityIn() treats ANY in a STRICT table as converting nothing", async () => {
  const engine = await openEngine();
  engine.run("CREATE TABLE t (a ANY) STRICT");
  engine.run("INSERT INTO t VALUES ('1.0')");
  assert.deepEqual(engine.query("SELECT typeof(a) FROM t"), [["text"]]);
  engine.close();
  assert.equal(affinityIn({ strict: true }, "ANY"), "blob");
  assert.equal(affinityIn({ strict: false }, "ANY"), "numeric");
});
