import assert from "node:assert/strict";
import type { EngineName } from "../../base/engine_name.ts";
import { type Engine, engineVersion, openEngine } from "./engine.ts";

const ENGINES: readonly EngineName[] = ["libsql", "sqlite"];

async function onEach(test: (engine: Engine) => void): Promise<void> {
  for (const name of ENGINES) {
    const engine = await openEngine(name);
    test(engine);
    engine.close();
  }
}

Deno.test("both engines run, compile and query, and refuse with the same messages", () =>
  onEach((engine) => {
    assert.equal(engine.run("CREATE TABLE t (a, b, CONSTRAINT small CHECK (a < 10))"), undefined);
    assert.equal(engine.run("INSERT INTO t VALUES (1, x'00ff'), (2, NULL), (3, 1.5)"), undefined);
    assert.equal(engine.compile("INSERT INTO t VALUES (4, 4)"), undefined);
    assert.deepEqual(engine.query("SELECT count(*), count(*) FROM t WHERE a > ?", 1), [[2, 2]]);
    const [[small, large, blob]] = engine.query(
      "SELECT 1, 9007199254740993, b FROM t WHERE a = 1",
    ) as [unknown[]];
    assert.equal(small, 1, engine.name);
    assert.equal(Number(large), 2 ** 53, engine.name);
    assert.deepEqual([...blob as Uint8Array], [0, 255]);
    const messages = [
      engine.run("INSERT INTO t VALUES (11, 0)"),
      engine.run("CREATE TABLE u (a b c d, )"),
      engine.run("SELECT nope FROM t"),
      engine.compile("SELECT nope FROM t"),
      engine.compile("DROP TABLE 'in a' at offset 3"),
    ].map((error) => error?.message);
    assert.deepEqual(messages, [
      "CHECK constraint failed: small",
      'near ")": syntax error',
      "no such column: nope",
      "no such column: nope",
      'near "at": syntax error',
    ], engine.name);
    assert.throws(() => engine.query("SELECT nope FROM t"));
  }));

Deno.test("the runtime's SQLite accepts double-quoted strings, as most builds do", async () => {
  const engine = await openEngine("sqlite");
  const table = `CREATE TABLE t (a TEXT DEFAULT "x" CHECK (a IN ("x", "y")))`;
  assert.equal(engine.run(table), undefined);
  assert.equal(engine.run(`INSERT INTO t VALUES ("y")`), undefined);
  assert.deepEqual(engine.query("SELECT a FROM t"), [["y"]]);
  engine.close();
});

Deno.test("the runtime's SQLite reaches no file, and no built-in table", async () => {
  const engine = await openEngine("sqlite");
  engine.run("CREATE TABLE t (a)");
  engine.run("CREATE VIRTUAL TABLE f USING fts5(a)");
  for (
    const sql of [
      "ATTACH 'x.db' AS x",
      "VACUUM INTO 'x.db'",
      "DELETE FROM f_data",
      "INSERT INTO sqlite_master VALUES (1, 2, 3, 4, 5)",
      "SELECT load_extension('x')",
    ]
  ) {
    assert.notEqual(engine.run(sql), undefined, sql);
  }
  engine.run("PRAGMA writable_schema = ON");
  assert.notEqual(engine.run("DELETE FROM sqlite_master"), undefined);
  engine.close();
});

/** The results of SQLite 3.40 built with them. */
const MATH: Readonly<Record<string, number | null>> = {
  "pi()": Math.PI,
  "acos(2)": null,
  "acosh(2)": 1.31695789692482,
  "asinh('-1.5')": -1.19476321728711,
  "atan(9e999)": 1.5707963267949,
  "atan2(-1, 0)": -1.5707963267949,
  "atanh(1)": Infinity,
  "ceil(-0.5)": 0,
  "ceiling(' 2.5 ')": 3,
  "cos('2x')": null,
  "degrees(2)": 114.591559026165,
  "exp(1000)": Infinity,
  "floor(-1.5)": -2,
  "floor(1e300)": 1e300,
  "floor(x'32')": null,
  "floor(NULL)": null,
  "ln(0)": null,
  "ln(-1)": null,
  "log(100)": 2,
  "log(2, 1024)": 10,
  "log(1, 10)": null,
  "log(0.5, 10)": null,
  "log10(1e300)": 300,
  "log2('8')": 3,
  "mod(-7, 3)": -1,
  "mod(7.5, 2)": 1.5,
  "mod(1, 0)": null,
  "pow(2, 10)": 1024,
  "pow(1, 9e999)": 1,
  "pow(-1, 9e999)": 1,
  "pow(-8, 0.5)": null,
  "power('x', 1)": null,
  "power(2, 0.5)": Math.SQRT2,
  "radians(180)": Math.PI,
  "sinh(1)": 1.1752011936438,
  "sqrt(-1)": null,
  "tanh(100)": 1,
  "trunc(-1.5)": -1,
};

Deno.test("the runtime's SQLite has the mathematical functions", async () => {
  const engine = await openEngine("sqlite");
  for (const [call, expected] of Object.entries(MATH)) {
    const [[value]] = engine.query(`SELECT ${call}`) as [[number | null]];
    const isClose = value === expected ||
      (value !== null && Math.abs(value - expected!) <= 1e-12 * Math.abs(expected!));
    assert(isClose, `${call} is ${value}, not ${expected}`);
  }
  const integers = ["floor(3)", "ceil('9223372036854775807')", "trunc('+3')"];
  for (const call of integers) {
    assert.deepEqual(engine.query(`SELECT typeof(${call})`), [["integer"]], call);
  }
  engine.close();
});

Deno.test("mathematical functions may be called wherever a schema can contain a call", async () => {
  const engine = await openEngine("sqlite");
  for (
    const sql of [
      "CREATE TABLE t (x REAL CHECK (floor(x) >= 0), y AS (sqrt(x)) STORED, z DEFAULT (pi()))",
      "CREATE UNIQUE INDEX i ON t (floor(x)) WHERE mod(x, 2) = 0",
      "CREATE VIEW v AS SELECT pow(x, 2) AS p FROM t",
      "INSERT INTO t (x) VALUES (4)",
      "ALTER TABLE t RENAME COLUMN x TO w",
    ]
  ) {
    assert.equal(engine.run(sql), undefined, sql);
  }
  assert.deepEqual(engine.query("SELECT w, y, round(z, 2) FROM t"), [[4, 2, 3.14]]);
  assert.deepEqual(engine.query("PRAGMA integrity_check"), [["ok"]]);
  engine.close();
});

Deno.test("both engines limit the size of a database, with any page size and in any schema", () =>
  onEach((engine) => {
    engine.run("PRAGMA page_size = 65536");
    const grow =
      "WITH c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT zeroblob(100000) FROM c";
    for (const table of ["TABLE t", "TEMP TABLE u"]) {
      const refused = engine.run(`CREATE ${table} AS ${grow}`);
      assert.match(refused?.message ?? "", /full|out of memory/, `${engine.name} ${table}`);
    }
  }));

Deno.test("engineVersion() names the engine in use", async () => {
  const engine = await openEngine("sqlite");
  const [[version]] = engine.query("SELECT sqlite_version()") as [[string]];
  engine.close();
  assert.equal(await engineVersion("sqlite"), `sqlite ${version}`);
  assert.match(await engineVersion("libsql"), /^libsql 0\./);
});

Deno.test("on D1 a statement of a file is within the limits of D1, and our own ones are not", async () => {
  const engine = await openEngine("d1");
  const list = (length: number, text: (index: number) => string, separator = ", ") =>
    Array.from({ length }, (_, index) => text(index)).join(separator);
  const union = (terms: number) => list(terms, () => "SELECT 1", " UNION ALL ");
  const like = (bytes: number) => `SELECT 'a' LIKE '${"x".repeat(bytes)}'`;
  const long = (bytes: number) => `SELECT '${"x".repeat(bytes - 9)}'`;
  const columns = (count: number) =>
    `CREATE TABLE t${count} (${list(count, (index) => `c${index}`)})`;
  const levels = (depth: number) => `SELECT ${list(depth, String, " + ")}`;
  const argumentsOf = (count: number) => `SELECT json_array(${list(count, String)})`;
  for (
    const sql of [union(5), like(50), long(100_000), levels(99), argumentsOf(127), columns(100)]
  ) {
    assert.equal(engine.attempt(sql), undefined, sql.slice(0, 40));
  }
  const beyond = [union(6), like(51), long(100_001), levels(101), argumentsOf(128)];
  const refused = [...beyond, columns(101), "ALTER TABLE t100 ADD COLUMN z"];
  assert.deepEqual(refused.map((sql) => engine.attempt(sql)?.message), [
    "too many terms in compound SELECT; Cloudflare D1 allows 5",
    "LIKE or GLOB pattern too complex; Cloudflare D1 allows 50 bytes",
    "statement too long; Cloudflare D1 allows 100000 bytes",
    "Expression tree is too large (maximum depth 100); Cloudflare D1 allows 100 levels",
    "too many arguments on function json_array; Cloudflare D1 allows 127",
    "too many columns on t101; Cloudflare D1 allows 100",
    "too many columns on t100; Cloudflare D1 allows 100",
  ]);
  beyond.forEach((sql) => assert.equal(engine.run(sql), undefined));
  engine.close();
});
