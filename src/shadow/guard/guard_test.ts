import assert from "node:assert/strict";
import { statementsOf } from "../../../tests/support/statements.ts";
import { guard } from "./guard.ts";

/** The refusal of each statement of the text. */
function guardAll(text: string) {
  return statementsOf(text).map((statement) => guard(statement, "libsql"));
}

function assertRefused(text: string, what = "") {
  const [diagnostic] = guardAll(text);
  assert(diagnostic !== undefined, `let through: ${text}`);
  assert.equal(diagnostic.code, "shadow/refused");
  assert(diagnostic.message.includes(what), `${diagnostic.message} does not say ${what}: ${text}`);
}

function assertAllowed(text: string) {
  for (const diagnostic of guardAll(text)) {
    assert.equal(diagnostic?.message, undefined, text);
  }
}

const QUOTED = [
  (name: string) => name,
  (name: string) => name[0]!.toUpperCase() + name.slice(1),
  (name: string) => `"${name}"`,
  (name: string) => `\`${name.toUpperCase()}\``,
  (name: string) => `[${name}]`,
  (name: string) => `'${name}'`,
];

const GAPS = ["", " ", "/* gap */", " -- gap ( \n\t"];

/** Every place where SQL may contain an expression. */
const EXPRESSION_PLACES = [
  "SELECT ?",
  "EXPLAIN QUERY PLAN SELECT ?",
  "VALUES (1, ?)",
  "WITH c AS (SELECT ? AS a) SELECT a FROM c",
  "SELECT a FROM t JOIN u ON ? WHERE 1",
  "SELECT a FROM t GROUP BY a HAVING ? ORDER BY 1",
  "SELECT a LIKE ? FROM t",
  "SELECT CASE WHEN ? THEN 1 END, CAST(? AS varchar(10)) FROM t",
  "SELECT sum(a) FILTER (WHERE ?) OVER (PARTITION BY a) FROM t",
  "INSERT INTO t(a) VALUES (?)",
  "INSERT INTO t(a) SELECT 1 ON CONFLICT (a) DO UPDATE SET a = ? RETURNING a",
  "REPLACE INTO t SELECT ? FROM u",
  "UPDATE t SET (a, b) = (?, 1)",
  "DELETE FROM t WHERE EXISTS (SELECT ?)",
  "CREATE TABLE c AS SELECT ? AS a",
  "CREATE TEMP TABLE c (a DEFAULT (?))",
  "CREATE TABLE c (a CHECK (?), b DECIMAL(10, 2))",
  "CREATE TABLE c (a DEFAULT (?))",
  "CREATE TABLE c (a, b GENERATED ALWAYS AS (?) STORED)",
  "CREATE TABLE c (a, CONSTRAINT k CHECK (1 IN (?)))",
  "ALTER TABLE t ADD COLUMN c DEFAULT (?)",
  "ALTER TABLE t ALTER COLUMN c TO c TEXT CHECK (?)",
  "CREATE UNIQUE INDEX i ON t (?)",
  "CREATE INDEX i ON t (a) WHERE ?",
  "CREATE VIEW v AS SELECT ? AS a",
  "CREATE TEMPORARY VIEW v(a) AS SELECT ?",
  "CREATE TRIGGER r AFTER UPDATE OF a ON t WHEN ? BEGIN SELECT 1; END",
  "CREATE TRIGGER r AFTER INSERT ON t BEGIN UPDATE u SET a = 1; INSERT INTO u VALUES (?); END",
  "CREATE TRIGGER r INSTEAD OF INSERT ON v BEGIN SELECT raise(ABORT, 'no') WHERE ?; END",
  "CREATE VIRTUAL TABLE f USING rtree(id, x, y, +z DEFAULT (?))",
];

Deno.test("guard() refuses functions that reach the host, in any quoting style and position", () => {
  for (const name of ["readfile", "writefile", "sha3_query", "load_extension", "fts3_tokenizer"]) {
    for (const quote of QUOTED) {
      for (const gap of GAPS) {
        for (const place of EXPRESSION_PLACES) {
          assertRefused(place.replaceAll("?", `${quote(name)}${gap}('x', 'y')`), `${name}()`);
        }
      }
    }
  }
});

/** Every place where SQL may name a table. */
const TABLE_PLACES = [
  "SELECT * FROM ?",
  "SELECT * FROM main.?",
  "SELECT * FROM t, ? WHERE path = '/'",
  "SELECT * FROM (t CROSS JOIN ? AS x)",
  "SELECT * FROM ?('/')",
  "SELECT * FROM ? /* gap */ ('/')",
  "SELECT 1 IN ?",
  "SELECT 1 NOT IN main.?",
  "INSERT INTO t SELECT name FROM ?",
  "INSERT INTO ? VALUES (1)",
  "UPDATE OR IGNORE ? SET data = 1",
  "DELETE FROM ?",
  "WITH c AS (SELECT * FROM ?) DELETE FROM t",
  "CREATE TABLE c AS SELECT * FROM ?",
  "CREATE VIEW v AS SELECT * FROM ?",
  "CREATE TRIGGER r AFTER INSERT ON t BEGIN INSERT INTO u SELECT name FROM ?; END",
  "CREATE VIRTUAL TABLE f USING fts5(name, content=?)",
  "CREATE VIRTUAL TABLE f USING fts4(name, content = ?)",
  "CREATE VIRTUAL TABLE f USING ?",
];

Deno.test("guard() refuses built-in tables that reach the host, in any quoting style", () => {
  for (const name of ["fsdir", "sqlite_dbpage"]) {
    for (const quote of QUOTED) {
      for (const place of TABLE_PLACES) assertRefused(place.replaceAll("?", quote(name)), name);
    }
  }
});

Deno.test("guard() refuses statements that reach files, even with EXPLAIN", () => {
  for (const explain of ["", "EXPLAIN ", "explain query plan ", "/* a */ EXPLAIN -- b\n"]) {
    assertRefused(`${explain}ATTACH '/tmp/x.db' AS x`, "ATTACH");
    assertRefused(`${explain}aTTach DATABASE "/tmp/x.db" AS x`, "ATTACH");
    assertRefused(`${explain}DETACH x`, "DETACH");
    assertRefused(`${explain}VACUUM INTO '/tmp/x.db'`, "VACUUM INTO");
    assertRefused(`${explain}VACUUM main /* a */ INTO '/tmp/x.db'`, "VACUUM INTO");
    assertRefused(`${explain}CREATE FUNCTION f LANGUAGE wasm AS 'x'`, "CREATE FUNCTION");
  }
});

Deno.test("guard() refuses pragmas that reach beyond the database, and unknown ones", () => {
  const names = ["hard_heap_limit", "soft_heap_limit", "temp_store_directory", "writable_schema"];
  for (const name of [...names, "max_page_count", "schema_version", "key", "lock_proxy_file"]) {
    for (const quote of QUOTED) {
      for (const rest of ["", " = 1", "(1)", " = 'x'"]) {
        assertRefused(`PRAGMA ${quote(name)}${rest}`, `PRAGMA ${name}`);
        assertRefused(`EXPLAIN PRAGMA main . ${quote(name)}${rest}`, `PRAGMA ${name}`);
      }
    }
  }
  for (const name of names) {
    for (const quote of QUOTED) {
      assertRefused(`CREATE VIEW v AS SELECT * FROM ${quote(`pragma_${name}`)}`, `pragma_${name}`);
    }
  }
});

Deno.test("guard() accepts temp_store in memory, not in files", () => {
  for (const value of ["", " = MEMORY", "(2)", "= 'Memory'", " = default", "=0"]) {
    assertAllowed(`PRAGMA temp_store${value}`);
  }
  for (const value of [" = FILE", "(1)", "= 'file'", "= +1", "= '1x'", "= -1", "= 1.5"]) {
    assertRefused(`PRAGMA main.temp_store${value}`, "temporary files");
  }
});

Deno.test("guard() refuses modules that are not on its list, and functions passed to FTS4", () => {
  for (const module of ["csv", "zipfile", "dbstat", "sqlite_stmt", '"Csv"']) {
    assertRefused(`CREATE VIRTUAL TABLE temp.c USING ${module}(filename='/etc/passwd')`, "virtual");
    assertRefused(`CREATE VIRTUAL TABLE IF NOT EXISTS c USING/**/${module}`, "virtual table");
  }
  for (const quote of QUOTED) {
    assertRefused(
      `CREATE VIRTUAL TABLE f USING fts4(a, compress=lower, uncompress=${quote("readfile")})`,
      "readfile()",
    );
  }
});

Deno.test("guard() refuses writes to the schema table", () => {
  for (const name of ["sqlite_master", "sqlite_schema", "sqlite_temp_schema"]) {
    for (const quote of QUOTED) {
      assertRefused(`INSERT INTO ${quote(name)} VALUES (1, 2, 3, 4, 5)`, name);
      assertRefused(`UPDATE main.${quote(name)} SET sql = ''`, name);
      assertRefused(`UPDATE OR FAIL ${quote(name)} SET sql = ''`, name);
      assertRefused(`WITH c AS (SELECT 1) DELETE FROM main . ${quote(name)}`, name);
      assertAllowed(`CREATE VIEW v AS SELECT name FROM main.${quote(name)} WHERE type = 'table'`);
    }
  }
});

Deno.test("guard() refuses parameters, which can make code look like a string", () => {
  for (const parameter of ["$a", ":a", "@a", "#a", "$a::b", "?", "?1"]) {
    assertRefused(`SELECT ${parameter}('), readfile('/etc/passwd'), ${parameter}(')`, "parameter");
  }
  assertAllowed("SELECT '$a', \":a\", [@a], a$b FROM t -- :a ? $b\n");
});

Deno.test("guard() refuses SQL in the name of an index, which libSQL runs for vector indexes", () => {
  for (const hidden of ["i(a); ATTACH 'x' AS y; --", "t WHERE writefile('x', 'y')", "t, fsdir"]) {
    assertRefused(`CREATE INDEX "${hidden}" ON t (libsql_vector_idx(v))`, "name contains SQL");
    assertRefused(
      `CREATE UNIQUE INDEX IF NOT EXISTS main.[${hidden}] ON t (a)`,
      "name contains SQL",
    );
  }
  assertAllowed(`CREATE INDEX "ix_t(a, b)" ON t (a, b)`);
  assertAllowed(`CREATE INDEX "users.email-lower" ON users (lower(email))`);
});

Deno.test("guard() refuses calls hidden in text that ALTER TABLE can turn into code", () => {
  const hidden = "a, b DEFAULT (readfile /**/ (x)) --";
  assertRefused(`CREATE TEMP TABLE c (a DEFAULT '${hidden}')`, "hides a call");
  assertRefused(`CREATE TABLE "temp".c (a, /* ${hidden} */ b)`, "hides a call");
  assertRefused(`CREATE TABLE IF NOT EXISTS temp.c (a) -- ${hidden}\n, b)`, "hides a call");
  assertRefused(`CREATE TEMPORARY TABLE c AS SELECT 1 AS "${hidden}"`, "hides a call");
  assertRefused(`ALTER TABLE t ADD COLUMN c DEFAULT '${hidden}'`, "hides a call");
  assertRefused(`ALTER TABLE t ALTER COLUMN c TO c /* ${hidden} */ TEXT`, "hides a call");
  assertRefused(`CREATE TABLE c (a, "${hidden}" TEXT)`, "hides a call");
  assertRefused(`CREATE VIEW v AS SELECT a AS '${hidden}' FROM t`, "hides a call");
  assertRefused(`CREATE VIRTUAL TABLE f USING fts5("${hidden}")`, "hides a call");
});

Deno.test("guard() says what it refuses, why, where, and what to do", () => {
  const text = "CREATE TABLE t (a);\n-- now\nINSERT INTO t SELECT\n  \"ReadFile\" ('/etc/passwd');";
  const diagnostic = guardAll(text)[1];
  assert.equal(
    diagnostic?.message,
    "Cannot call readfile() in the in-memory database: it reads files of this machine",
  );
  assert.equal(diagnostic.hint, "Compute the value elsewhere, and write it into the file");
  const { startOffset, endOffset } = diagnostic.span!;
  assert.equal(text.slice(startOffset, endOffset), '"ReadFile"');

  const messageOf = (sql: string) => guardAll(sql)[0]?.message;
  assert.equal(
    messageOf("ATTACH 'x' AS y"),
    "Cannot run ATTACH in the in-memory database: it reaches files of this machine",
  );
  assert.equal(
    messageOf("PRAGMA hard_heap_limit=1"),
    "Cannot run PRAGMA hard_heap_limit in the in-memory database: " +
      "it changes the memory limit of the whole process",
  );
});

Deno.test("guard() suggests the word that was meant", () => {
  const hintOf = (sql: string) => guardAll(sql)[0]?.hint;
  assert.equal(hintOf("CRAETE TABLE t (a)"), "Did you mean CREATE?");
  assert.equal(hintOf("PRAGMA foreign_key = ON"), 'Did you mean "foreign_keys"?');
  assert.equal(hintOf("CREATE VIRTUAL TABLE f USING fts6(a)"), 'Did you mean "fts3"?');
  assert.equal(
    hintOf("GRANT ALL ON t TO public"),
    "Remove it from the file, and run it by hand where it is needed",
  );
});

Deno.test("guard() has hints for words of other databases and for common mistakes", () => {
  const hint = (sql: string) => guardAll(sql)[0]?.hint;
  assert.equal(hint("CREATE TABEL a (id)"), "Did you mean TABLE?");
  assert.equal(hint("CREATE UNIQE INDEX i ON a (id)"), "Did you mean UNIQUE?");
  assert.match(hint("CREATE OR REPLACE VIEW v AS SELECT 1")!, /^Use CREATE alone/);
  assert.match(hint("COMMENT ON TABLE a IS 'x'")!, /^Write it as a comment/);
  assert.match(hint("CREATE TYPE mood AS ENUM ('a')")!, /^Remove it from the file/);
});
