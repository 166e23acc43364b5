import assert from "node:assert/strict";
import { statementsOf } from "../../../tests/support/statements.ts";
import { type Engine, openEngine, type SqlValue } from "../../host/engines/engine.ts";
import { guard } from "./guard.ts";
import { unjudged } from "./lists.ts";

Deno.test("the guard's lists know every function, module and pragma of both engines", async () => {
  for (const name of ["libsql", "sqlite"] as const) {
    const engine = await openEngine(name);
    const namesIn = (table: string) =>
      engine.query(`SELECT DISTINCT lower(name) FROM ${table}`).map(([name]) => String(name));
    const names = {
      functions: namesIn("pragma_function_list"),
      modules: namesIn("pragma_module_list"),
      pragmas: namesIn("pragma_pragma_list"),
    };
    engine.close();
    assert(names.functions.includes("load_extension") && names.modules.includes("fts5"));
    assert.deepEqual(unjudged(names, name), [], name);
  }
  const news = {
    functions: ["edit", "abs"],
    modules: ["csv", "fts5"],
    pragmas: ["key", "threads"],
  };
  assert.deepEqual(unjudged(news, "libsql"), ["edit", "csv", "key"]);
});

const LEGITIMATE = `
  -- Names that mean something else elsewhere.
  CREATE TABLE fsdir_log (id INTEGER PRIMARY KEY, readfile TEXT, "writefile" INT, eval BLOB);
  INSERT INTO fsdir_log (readfile, writefile) VALUES ('readFile', 1), ('call readfile(1)', 2);
  CREATE TABLE readfile (writefile INTEGER REFERENCES fsdir_log (id), edit csv, PRIMARY KEY (edit));
  CREATE TABLE main.[writefile] (a INT REFERENCES readfile(edit));
  CREATE TABLE IF NOT EXISTS "sha3_query"(a);
  CREATE INDEX readfile_edit ON readfile (edit, writefile);
  CREATE UNIQUE INDEX IF NOT EXISTS load_extension ON readfile(writefile) WHERE edit > 1;
  INSERT INTO readfile(writefile, edit) VALUES (1, 2);
  REPLACE INTO main."readfile" (writefile, edit) SELECT writefile, edit FROM readfile;
  CREATE VIEW fts3_tokenizer(readfile) AS SELECT readfile.writefile FROM readfile WHERE edit IN (2);
  UPDATE readfile SET (writefile, edit) = (1, 3) WHERE readfile.edit = 2;
  CREATE TABLE tools (name TEXT CHECK (name IN ('readFile', 'writeFile')), -- see readFile(path)
    "pragma_notes" TEXT DEFAULT 'writefile', completion zipfile(3));
  CREATE TABLE "attach" ("into" TEXT, "vacuum" TEXT, [a "b" c] TEXT, 'd' TEXT);
  INSERT INTO attach ("into") VALUES ('ATTACH ''x'' AS y; VACUUM INTO ''z''');
  CREATE VIEW "pragma_notes" AS SELECT pragma_notes FROM tools;

  -- Types with arguments, constraints with parentheses.
  CREATE TABLE places (id INT NOT NULL, at POINT(2), name varchar(10) COLLATE nocase,
    price DECIMAL(10, -2),
    odd "strange type"(3), native NATIVE CHARACTER (70), area double precision, total AS (price * 2) STORED,
    CHECK (price >= 0), FOREIGN KEY (id) REFERENCES places(id),
    UNIQUE (id), CONSTRAINT upper UNIQUE (id, name));
  ALTER TABLE places ADD COLUMN lower VARCHAR (50) DEFAULT (strftime('%Y-%m', 'now') || uuid())
    CHECK (length(lower) > 20);

  -- Expressions of every kind.
  INSERT INTO places (id, name, price) VALUES (1, printf('%d%%', 5), round(1.5, 0) + abs(-1));
  SELECT row_number() OVER (PARTITION BY id ORDER BY name), sum(price) FILTER (WHERE id > 0) OVER w
    FROM places WINDOW w AS (ORDER BY id ROWS BETWEEN 1 PRECEDING AND CURRENT ROW);
  SELECT key, value FROM json_each('[1, 2]') UNION SELECT id, json_extract('{"a": 1}', '$.a')
    FROM places WHERE name LIKE '%(' AND NOT EXISTS (SELECT 1 FROM json_tree('{}') WHERE key = ':a');
  WITH RECURSIVE n(x) AS (VALUES (1) UNION ALL SELECT x + 1 FROM n WHERE x < 3),
    readers(writefile) AS MATERIALIZED (SELECT x FROM n)
    INSERT INTO places (id, name) SELECT DISTINCT x + 9, replace('a', 'a', 'b') FROM n, readers WHERE x = 1;
  UPDATE places SET name = coalesce(name, CASE WHEN iif(1, 2, 3) IN (2, 3) THEN 'x' END)
    WHERE id IN (SELECT value FROM generate_series(1, 3)) RETURNING id;
  INSERT INTO places (id, name) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET name = excluded.name;
  CREATE INDEX places_name ON places (lower(name) DESC, substr(name, 1, 3)) WHERE id > 0;
  SELECT name FROM pragma_table_info('places') AS p JOIN pragma_foreign_key_list('places') ON 1;
  SELECT name, "sql" FROM sqlite_schema WHERE type = 'table';
  CREATE VIEW own AS SELECT app_defined(name), uuid4() FROM places;
  CREATE TABLE keyed (id TEXT DEFAULT (uuid7()) PRIMARY KEY) WITHOUT ROWID, STRICT;

  -- Triggers.
  CREATE TRIGGER stop BEFORE DELETE ON places WHEN old.id = 1
    BEGIN SELECT RAISE(ABORT, 'readfile() is not called'); END;
  CREATE TEMP TRIGGER count AFTER UPDATE OF name ON places BEGIN
    INSERT INTO fsdir_log (readfile) VALUES (new.name); UPDATE places SET at = 1; END;

  -- Virtual tables and vectors.
  CREATE VIRTUAL TABLE notes USING fts5 (readfile, eval, tokenize = 'porter unicode61',
    content = 'fsdir_log', content_rowid=id);
  INSERT INTO notes (notes) VALUES ('rebuild');
  INSERT INTO notes (notes, rank) VALUES ('rank', 'bm25(10.0, 5.0)');
  CREATE VIRTUAL TABLE IF NOT EXISTS words USING fts5vocab('notes', 'row');
  CREATE VIRTUAL TABLE old USING FTS4(a, b, tokenize=unicode61 "remove_diacritics=0");
  SELECT snippet(old), matchinfo(old, 'pcx') FROM old WHERE old MATCH 'a* NEAR/2 b';
  CREATE VIRTUAL TABLE boxes USING "rtree"(id, x0, x1, +label TEXT);
  CREATE VIRTUAL TABLE shapes USING geopoly(name);
  CREATE TABLE films (id INTEGER PRIMARY KEY, embedding F32_BLOB(3));
  CREATE INDEX films_idx ON films (libsql_vector_idx(embedding, 'metric=cosine'));
  INSERT INTO films VALUES (1, vector32('[1, 2, 3]'));
  SELECT vector_distance_cos(embedding, vector('[3, 2, 1]')), vector_extract(embedding)
    FROM vector_top_k('films_idx', '[4, 5, 6]', 3) AS v JOIN films ON films.rowid = v.id;

  -- Settings and transactions.
  PRAGMA foreign_keys = OFF; PRAGMA main.user_version = 7; PRAGMA journal_mode(WAL);
  PRAGMA "defer_foreign_keys"=1; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 1000000;
  PRAGMA foreign_key_check; PRAGMA integrity_check(10); PRAGMA table_info(places); PRAGMA optimize;
  BEGIN IMMEDIATE TRANSACTION; SAVEPOINT s; RELEASE s; SAVEPOINT s; ROLLBACK TO s; COMMIT;
  BEGIN; END TRANSACTION; BEGIN; ROLLBACK;
  CREATE TEMPORARY TABLE backup AS SELECT id, name AS "the name(s), with -- everything" FROM places;
  ALTER TABLE places RENAME COLUMN at TO "position (at)";
  ALTER TABLE tools ALTER COLUMN "pragma_notes" TO "pragma_notes" TEXT;
  DROP VIEW own; ALTER TABLE backup RENAME TO kept; DROP TABLE temp.kept;
  EXPLAIN QUERY PLAN SELECT 1; REINDEX places; ANALYZE places; VACUUM;
`;

Deno.test("guard() lets ordinary statements through, whatever their objects are named", async () => {
  const engine = await openEngine();
  for (const statement of statementsOf(LEGITIMATE)) {
    assert.equal(guard(statement, "libsql")?.message, undefined, statement.sql);
    assert.equal(engine.run(statement.sql)?.message, undefined, statement.sql);
  }
  engine.close();
});

/** Runs an attack that the guard would refuse, with the path of a file that contains "secret". */
async function attack(write: (path: string) => string): Promise<{ read: string; wrote: boolean }> {
  const path = await Deno.makeTempFile();
  await Deno.writeTextFile(path, "secret");
  const engine = await openEngine();
  try {
    const statements = statementsOf(write(path));
    const refused = statements.filter((statement) => guard(statement, "libsql") !== undefined);
    assert.notEqual(refused.length, 0, `the guard lets it through: ${write(path)}`);
    let rows: SqlValue[][] = [];
    for (const statement of statements) rows = answer(engine, statement.sql);
    const read = rows.flat().map((value) => value instanceof Uint8Array ? decode(value) : value);
    return { read: read.join(" "), wrote: await Deno.readTextFile(path) !== "secret" };
  } finally {
    engine.close();
    await Deno.remove(path);
  }
}

function answer(engine: Engine, sql: string): SqlValue[][] {
  if (/^\s*select/i.test(sql)) return engine.query(sql);
  const error = engine.run(sql);
  assert.equal(error?.message, undefined, sql);
  return [];
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** The path as an expression without quotes. */
function spelled(path: string): string {
  return `char(${[...path].map((character) => character.codePointAt(0)).join(", ")})`;
}

Deno.test("without the guard, calls in any quoting style read and write files", async () => {
  for (const call of ["readfile", '"readfile"', "`ReadFile`", "[readfile]", "readfile /* */ "]) {
    assert.match((await attack((path) => `SELECT ${call}('${path}')`)).read, /secret/);
  }
  assert((await attack((path) => `SELECT writefile('${path}', 'x')`)).wrote);
  assert(
    (await attack((path) => `SELECT sha3_query('SELECT writef' || 'ile(''${path}'', 1)')`)).wrote,
  );
});

Deno.test("without the guard, fsdir answers wherever a table is named", async () => {
  for (const table of ["fsdir", "'fsdir'", "main.[fsdir]", "(t, fsdir)"]) {
    const query = (path: string) =>
      `CREATE TABLE t AS SELECT 1 AS a; SELECT data FROM ${table} WHERE path = '${path}'`;
    assert.match((await attack(query)).read, /secret/);
  }
});

Deno.test("without the guard, parameters hide a call in what looks like a string", async () => {
  const { read } = await attack((path) => `SELECT $a('), readfile('${path}'), $b(')`);
  assert.match(read, /secret/);
});

Deno.test("without the guard, FTS4 calls the function that its options name", async () => {
  const { read } = await attack((path) => `
    CREATE VIRTUAL TABLE f USING fts4(a, compress=lower, uncompress='readfile');
    INSERT INTO f(a) VALUES ('${path}');
    SELECT a FROM f`);
  assert.match(read, /secret/);
});

Deno.test("without the guard, the name of an index is run as SQL", async () => {
  const { wrote } = await attack((path) => `
    CREATE TABLE t (a, v F32_BLOB(2));
    CREATE INDEX i ON t (libsql_vector_idx(v));
    CREATE INDEX "t WHERE writefile('${path}', 'x') --" ON t (a);
    INSERT INTO t VALUES (1, vector('[1, 2]'));
    INSERT INTO libsql_vector_meta_shadow SELECT 't WHERE writefile(''${path}'', ''x'') --', metadata
      FROM libsql_vector_meta_shadow;
    SELECT id FROM vector_top_k('t WHERE writefile(''${path}'', ''x'') --', '[1, 2]', 1)`);
  assert(wrote);
});

Deno.test("without the guard, DROP COLUMN and ALTER COLUMN turn strings into code", async () => {
  const dropped = await attack((path) => `
    CREATE TEMP TABLE t (a, /* x, y */ b, CHECK ('*/ c DEFAULT (readfile(${spelled(path)}))) --'));
    ALTER TABLE t DROP COLUMN b;
    INSERT INTO t (a) VALUES (1);
    SELECT * FROM t`);
  assert.match(dropped.read, /secret/);
  const altered = await attack((path) => `
    CREATE TEMP TABLE t (a DEFAULT 'x, b DEFAULT (readfile(${spelled(path)}))) --');
    ALTER TABLE t ALTER COLUMN a TO a TEXT;
    INSERT INTO t (a) VALUES (1);
    SELECT * FROM t`);
  assert.match(altered.read, /secret/);
});

Deno.test("the engine itself refuses such calls in stored SQL, except for temporary objects", async () => {
  const engine = await openEngine();
  const stored = [
    ["CREATE TABLE t (a, b DEFAULT (readfile('x')))", "INSERT INTO t (a) VALUES (1)"],
    ["CREATE VIEW v AS SELECT readfile('x')", "SELECT * FROM v"],
    ["CREATE VIEW w AS SELECT * FROM fsdir('x')", "SELECT * FROM w"],
    ["CREATE TABLE u (a)", ""],
    [
      "CREATE TRIGGER r AFTER INSERT ON u BEGIN SELECT readfile('x'); END",
      "INSERT INTO u VALUES (1)",
    ],
  ] as const;
  for (const [create, use] of stored) {
    assert.equal(engine.run(create), undefined, create);
    if (use !== "") assert.match(engine.run(use)?.message ?? "", /^unsafe use of /, use);
  }
  assert.equal(engine.run("CREATE TEMP VIEW x AS SELECT readfile('x') AS a"), undefined);
  assert.deepEqual(engine.query("SELECT a FROM x"), [[null]]);
  engine.close();
});
