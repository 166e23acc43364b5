import assert from "node:assert/strict";
import { splitStatements, type Statement } from "../sql/statements.ts";
import { openEngine } from "../host/database/engine.ts";
import { canLoop, canMultiply, storesLoop } from "./endless.ts";

function statement(text: string): Statement {
  const script = splitStatements({ name: "x.sql", text });
  assert(script.ok, text);
  assert.equal(script.value.statements.length, 1, text);
  return script.value.statements[0]!;
}

const LOOPING = [
  "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c",
  "with c(x) as (select 1 union all select x + 1 from c) delete from t",
  "INSERT INTO t WITH c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c",
  "SELECT * FROM (WITH c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c)",
  "CREATE TABLE t AS WITH c(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM c) SELECT * FROM c",
  "SELECT count(*) FROM generate_series(1, 1e18)",
  'INSERT INTO t SELECT value FROM "Generate_Series" WHERE start = 1',
  "UPDATE t SET a = 1 WHERE a IN 'generate_series'",
];

Deno.test("canLoop() is true for queries and changes of rows that could run for ever", () => {
  for (const sql of LOOPING) assert.equal(canLoop(statement(sql)), true, sql);
});

const MULTIPLYING = [
  "CREATE TEMP TABLE IF NOT EXISTS t AS SELECT a.x FROM a, b",
  "SELECT 1 FROM a, b",
  "SELECT 1 FROM (a), (b) WHERE 1",
  "SELECT 1 FROM (a, b)",
  "SELECT 1 FROM a NATURAL JOIN b",
  "REPLACE INTO t SELECT * FROM a LEFT JOIN b USING (id)",
  "INSERT INTO t (a, b) SELECT x, (SELECT max(y) FROM b) FROM a",
  "SELECT 1 FROM (SELECT * FROM a)",
  "DELETE FROM t WHERE id NOT IN (SELECT id FROM u)",
  "DELETE FROM t WHERE id IN u",
  "UPDATE t SET a = (SELECT b FROM u WHERE u.id = t.id)",
  "UPDATE t SET a = u.b FROM u WHERE u.id = t.id",
  "SELECT a FROM t WHERE a = 1 UNION ALL SELECT b FROM u ORDER BY 1, 2",
  "SELECT 1 FROM main.a, main.b",
  "UPDATE OR IGNORE t SET x = 1 FROM a",
  "SELECT (SELECT max(x) FROM b WHERE b.x = a.x) FROM a",
  "SELECT 1 FROM json_each('[1, 2]'), json_each('[1, 2]')",
  "SELECT 1 FROM v, v AS w",
  "SELECT 1 FROM nowhere, a",
  "INSERT INTO t SELECT x FROM (SELECT x FROM a)",
  "SELECT 1 FROM f, b",
];

/** Tables whose rows multiply to more than a million. */
async function openWithRows() {
  const engine = await openEngine();
  for (const table of ["a", "b", "t", "u"]) {
    engine.run(`CREATE TABLE ${table} (id INTEGER PRIMARY KEY, x, y)`);
    engine.run(`INSERT INTO ${table} (x) SELECT value FROM generate_series(1, 1001)`);
  }
  engine.run("CREATE VIEW v AS SELECT * FROM u");
  engine.run("CREATE VIRTUAL TABLE f USING fts5(x)");
  return engine;
}

Deno.test("canMultiply() is true where rows multiply, or where their number is not known", async () => {
  const engine = await openWithRows();
  for (const sql of MULTIPLYING) assert.equal(canMultiply(statement(sql), engine.query), true, sql);
  engine.close();
});

Deno.test("canMultiply() is false where there are few rows, or none for each other's rows", async () => {
  const engine = await openWithRows();
  const apart = "VALUES ((SELECT max(x) FROM a), (SELECT max(x) FROM b), (SELECT max(x) FROM u))";
  for (const sql of [...FINITE, `INSERT INTO t ${apart}`]) {
    assert.equal(canMultiply(statement(sql), engine.query), false, sql);
  }
  engine.run("DELETE FROM a WHERE x > 10");
  engine.run("DELETE FROM b WHERE x > 10");
  for (const sql of ["SELECT 1 FROM a, b", "DELETE FROM a WHERE x NOT IN (SELECT x FROM t)"]) {
    assert.equal(canMultiply(statement(sql), engine.query), false, sql);
  }
  engine.close();
});

const FINITE = [
  'INSERT INTO "__penumbra_new_t" (id, name) SELECT id, name FROM t',
  "INSERT OR ABORT INTO n (rowid, a, b) SELECT rowid, coalesce(a, 1), b FROM t ORDER BY a, b",
  "INSERT INTO gate SELECT count(*) = 0 FROM pragma_foreign_key_check",
  "INSERT INTO t (a, b) VALUES (1, 'x, y FROM a, b'), (2, 'with generate_series')",
  "INSERT INTO t VALUES (1, (SELECT id FROM u WHERE name = 'x'), 2)",
  "INSERT INTO t DEFAULT VALUES",
  "UPDATE t SET a = 1, b = replace(a, 'x', 'y') WHERE id IN (1, 2, 3) RETURNING a, b",
  "DELETE FROM t WHERE a IS DISTINCT FROM b",
  "SELECT a, b FROM t WHERE a > 1 GROUP BY a, b HAVING count(*) > 1 ORDER BY a, b LIMIT 1, 2",
  "SELECT 1, 2",
  "VALUES (1, 2), (3, 4)",
  "CREATE TABLE t (a, b, CHECK (a IN (1, 2)), FOREIGN KEY (a, b) REFERENCES u(a, b))",
  "CREATE TABLE t (id INT PRIMARY KEY) WITHOUT ROWID",
  "CREATE VIEW v AS SELECT * FROM a, b",
  "CREATE VIEW v AS WITH c AS (SELECT 1) SELECT * FROM c",
  "CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO u SELECT 1 FROM a, b; END",
  "CREATE INDEX i ON t (a, b)",
  "CREATE VIRTUAL TABLE f USING fts5(a, b)",
  "ALTER TABLE t ADD COLUMN c DECIMAL(1, 2)",
  "EXPLAIN SELECT * FROM a, b",
  "PRAGMA integrity_check",
  "VACUUM",
];

Deno.test("canLoop() is false for what takes as long as there are rows or text", () => {
  for (const sql of FINITE) assert.equal(canLoop(statement(sql)), false, sql);
});

const STORING = [
  "CREATE VIEW v AS WITH c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT x FROM c",
  "CREATE TEMP VIEW IF NOT EXISTS v AS SELECT value FROM [generate_series](1)",
  "CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO u SELECT value FROM generate_series; END",
  "PRAGMA main.recursive_triggers = ON",
];

Deno.test("storesLoop() is true for what makes later statements loop", () => {
  for (const sql of STORING) assert.equal(storesLoop(statement(sql)), true, sql);
  const harmless = [
    "CREATE VIEW v AS SELECT * FROM a JOIN b ON a.id = b.id",
    "CREATE TRIGGER r AFTER INSERT ON t BEGIN UPDATE t SET a = 1; END",
    "CREATE TABLE t (with_tax, id INT PRIMARY KEY) WITHOUT ROWID",
    "WITH c AS (SELECT 1) SELECT * FROM c",
    "PRAGMA foreign_keys = ON",
  ];
  for (const sql of harmless) assert.equal(storesLoop(statement(sql)), false, sql);
});
