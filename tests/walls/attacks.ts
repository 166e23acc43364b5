import type { EngineName } from "../../src/base/engine_name.ts";

/** SQL that escapes from the database, crashes the engine or never ends, unless it is stopped. */
export interface Attack {
  readonly name: string;
  readonly sql: string;
  /** The engine on which it has no such effect. */
  readonly harmlessOn?: EngineName;
}

const SEARCH = "CREATE VIRTUAL TABLE f USING fts5(a); INSERT INTO f VALUES ('x');";
const TABLE_ARGUMENT = `SELECT * FROM f('x', 'writefile(''payload'', 33261)') ORDER BY rank`;
const PIECES = `'x', 'write' || 'file(''payload'', 33261)'`;
const RANK_MATCH =
  `SELECT a FROM f WHERE f MATCH 'x' AND rank MATCH 'write' || 'file(''payload'')' ORDER BY "Rank"`;
const RANKED_VIEW = `CREATE VIEW v AS SELECT rowid, a FROM f(
  'x', 'write' || 'file(''payload'', 33261)') ORDER BY rank LIMIT 5`;
const CONFIGURED = `INSERT INTO f (f, rank) VALUES ('rank', 'writefile(''payload'')');`;
const VECTORS = `CREATE TABLE w (id INTEGER PRIMARY KEY, e F32_BLOB(2));
  CREATE INDEX i ON w (libsql_vector_idx(e)); INSERT INTO w VALUES (1, vector('[1, 2]'));`;
const FOUND = `CREATE TABLE i_shadow (index_key INTEGER, data BLOB, PRIMARY KEY (index_key));
  INSERT INTO i_shadow VALUES (99, zeroblob(256));`;
const FOUND_META = `CREATE TABLE libsql_vector_meta_shadow (name TEXT PRIMARY KEY, metadata BLOB)
  WITHOUT ROWID;`;

/** F0: a search index inserts the text of a rank into SQL of its own. */
const RANKS: readonly Attack[] = [
  { name: "argument", sql: `${SEARCH} CREATE TABLE z AS ${TABLE_ARGUMENT}` },
  { name: "a table view", sql: `${SEARCH} CREATE TABLE view AS ${TABLE_ARGUMENT}` },
  { name: "a table trigger", sql: `${SEARCH} CREATE TABLE trigger AS ${TABLE_ARGUMENT}` },
  { name: "match", sql: `${SEARCH} INSERT INTO f ${RANK_MATCH}` },
  {
    name: "configured",
    sql: `${SEARCH}${CONFIGURED} DELETE FROM f WHERE rowid IN (
      SELECT rowid FROM f('x') ORDER BY [rank] LIMIT 5)`,
  },
  { name: "with", sql: `${SEARCH} WITH c AS (${TABLE_ARGUMENT}) INSERT INTO f SELECT a FROM c` },
  {
    name: "grouped",
    sql: `${SEARCH}${CONFIGURED} CREATE TABLE z AS
      SELECT rank, count(*) FROM f('x') GROUP BY rank`,
  },
  {
    name: "view",
    sql: `${SEARCH} CREATE VIEW v AS ${RANK_MATCH}; CREATE TABLE z AS SELECT * FROM v`,
  },
  {
    name: "renamed column",
    sql: `${SEARCH}${CONFIGURED} CREATE VIEW v AS
      SELECT rank AS r, a FROM f('x'); CREATE TABLE z AS SELECT a FROM v ORDER BY r`,
  },
  {
    name: "view before its table",
    sql: `CREATE TABLE f (a, rank); CREATE VIEW v AS
      SELECT a FROM f ORDER BY rank; DROP TABLE f; ${SEARCH}${CONFIGURED}
      CREATE TRIGGER r INSTEAD OF INSERT ON v BEGIN INSERT INTO f ${RANK_MATCH}; END;
      INSERT INTO v VALUES (1)`,
  },
  {
    name: "trigger",
    sql: `${SEARCH} CREATE TABLE t (a); CREATE TRIGGER r AFTER INSERT ON t BEGIN
      INSERT INTO f ${RANK_MATCH}; END; INSERT INTO t VALUES (1)`,
  },
  {
    name: "trigger behind a cascade",
    sql: `${SEARCH} CREATE TABLE p (id PRIMARY KEY);
      CREATE TABLE c (p REFERENCES p ON DELETE CASCADE); INSERT INTO p VALUES (1);
      INSERT INTO c VALUES (1); CREATE TRIGGER r AFTER DELETE ON c BEGIN
      INSERT INTO f ${RANK_MATCH}; END; DELETE FROM p`,
  },
  {
    name: "rowid of another index",
    sql: `${SEARCH}${CONFIGURED}
      CREATE VIRTUAL TABLE g USING fts5(a, content='f', content_rowid='rank');
      CREATE TABLE z AS SELECT * FROM g ORDER BY rowid`, // SQLite 3.53 puts no order into that query.
    harmlessOn: "sqlite",
  },
  {
    name: "condition of a trigger",
    sql: `${SEARCH} CREATE TABLE t (a); CREATE TRIGGER r AFTER INSERT ON t
      WHEN EXISTS (SELECT 1 FROM (${TABLE_ARGUMENT} LIMIT 1)) BEGIN SELECT 1; END;
      INSERT INTO t VALUES (1)`,
  },
  {
    name: "condition of a trigger, beside a column of that name",
    sql: `${SEARCH} CREATE TABLE t (begin); CREATE TRIGGER begin AFTER INSERT ON t
      WHEN new.begin AND EXISTS (SELECT 1 FROM (${TABLE_ARGUMENT} LIMIT 1)) BEGIN SELECT 1; END;
      INSERT INTO t VALUES (1)`,
  },
  {
    name: "content of another index",
    sql: `${SEARCH} ${RANKED_VIEW}; CREATE VIRTUAL TABLE g USING fts4(a, content="v");
      INSERT INTO g (g) VALUES ('rebuild')`,
  },
  {
    name: "content of another index, beforehand",
    sql: `CREATE VIRTUAL TABLE g USING fts4(a, content='V'); ${SEARCH} ${RANKED_VIEW};
      INSERT INTO g (g) VALUES ('rebuild')`,
  },
  {
    name: "content of another index, behind another view",
    sql: `${SEARCH} ${RANKED_VIEW}; CREATE VIEW u AS SELECT * FROM v;
      CREATE VIRTUAL TABLE g USING fts4(a, content=w); ALTER TABLE f RENAME TO f2;
      CREATE VIEW w AS SELECT * FROM u; INSERT INTO g (g) VALUES ('rebuild')`,
  },
  {
    name: "content of another index that is checked",
    sql: `${SEARCH} ${RANKED_VIEW}; CREATE VIRTUAL TABLE g USING fts4(a, content="v");
      PRAGMA integrity_check; CREATE TABLE z AS SELECT * FROM pragma_integrity_check`,
    // The check reports it like any other fault.
    harmlessOn: "sqlite",
  },
  {
    name: "words of a view",
    sql: `${SEARCH} CREATE VIEW v AS SELECT rowid AS v FROM (${TABLE_ARGUMENT});
      CREATE VIRTUAL TABLE g USING fts5vocab('v', 'row'); CREATE TABLE z AS SELECT * FROM g`,
  },
  {
    name: "name of a vector index",
    sql: `${SEARCH} CREATE TABLE w (id INTEGER PRIMARY KEY, e F32_BLOB(2));
      CREATE INDEX "z AS SELECT a FROM f('x', 'write' || 'file(''payload'', 33261)') ORDER BY rank --"
      ON w (libsql_vector_idx(e))`,
  },
  {
    name: "in single quotes",
    sql: `${SEARCH} CREATE VIEW v AS SELECT a FROM f(${PIECES}) ORDER BY f.'rank' LIMIT 5;
      CREATE TABLE z AS SELECT * FROM v`,
  },
  {
    name: "of an alias that is called like the row of a trigger",
    sql: `${SEARCH} CREATE TABLE z AS SELECT a FROM f(${PIECES}) AS new ORDER BY new.rank`,
  },
  {
    name: "of such an alias, in a trigger",
    sql: `${SEARCH} CREATE TABLE t (a); CREATE TRIGGER r AFTER INSERT ON t BEGIN
      INSERT INTO f SELECT a FROM f(${PIECES}) AS "old" ORDER BY old.rank; END;
      INSERT INTO t VALUES (1)`,
  },
  {
    name: "of an alias that is called like a plan without one",
    sql: `${SEARCH} CREATE TABLE z AS
      SELECT a FROM f(${PIECES}) AS "SCAN f VIRTUAL TABLE INDEX 0:" ORDER BY rank`,
  },
  {
    name: "of a query that calls what is declared",
    sql: `${SEARCH} INSERT INTO f ${RANK_MATCH.replace("a FROM", "own(a) FROM")}`,
  },
  {
    name: "of a table that calls what is declared",
    sql: `${SEARCH} CREATE TABLE z AS
      SELECT a COLLATE own AS b FROM f(${PIECES}) WHERE own() ORDER BY rank`,
  },
  {
    name: "of a view that calls what is declared",
    sql: `${SEARCH} ${RANKED_VIEW.replace("rowid, a", "own(a) AS b")};
      CREATE TABLE z AS SELECT own(b) FROM v`,
  },
  {
    name: "of a query that returns what there is not",
    sql: `${SEARCH} INSERT INTO f ${RANK_MATCH} RETURNING nowhere(a)`,
  },
  {
    name: "of a query that returns a column that there is not",
    sql: `${SEARCH} WITH c AS (${TABLE_ARGUMENT}) INSERT INTO f SELECT a FROM c RETURNING nowhere`,
  },
  {
    name: "behind a virtual table that is declared",
    sql: `${SEARCH} CREATE TABLE t (z); CREATE VIRTUAL TABLE z AS
      SELECT a FROM f(${PIECES}) ORDER BY rank LIMIT abs USING own(1=2)`,
  },
  {
    name: "temporary",
    sql: `${SEARCH} CREATE TEMP VIEW v AS ${RANK_MATCH};
      CREATE TEMP TABLE z AS SELECT * FROM v`,
  },
];

/** Defaults with calls, in schemas where they are easily missed. */
const DEFAULTS: readonly Attack[] = [
  {
    name: "beside a view that does not compile",
    sql: `CREATE TABLE t (a); CREATE VIEW d AS SELECT a FROM t; DROP TABLE t;
      CREATE TEMP TABLE d (z, y DEFAULT (sqlite_log(1, 'x'))); INSERT INTO d (z) VALUES (1)`,
  },
  {
    name: "in what was a text",
    sql: `CREATE TEMP TABLE t (a, /* x, y */ b, CHECK ('*/ c DEFAULT (padl(1, 4294967300))) --'));
      ALTER TABLE t DROP COLUMN b; INSERT INTO t (a) VALUES (1)`,
    harmlessOn: "sqlite",
  },
  {
    name: "under another name",
    sql: `CREATE TABLE "D" (z); ALTER TABLE d RENAME TO "E e";
      ALTER TABLE main."e E" ADD COLUMN y DEFAULT (load_extension('payload'));
      INSERT INTO "e e" (z) VALUES (1)`,
  },
];

/** Calls in texts that libSQL turns into code when a column is dropped or changed. */
const HIDDEN: readonly Attack[] = [
  {
    name: "in what was a text",
    sql: `CREATE TABLE t (a, /* x, y */ b, CHECK ('*/ c CHECK (length(padl(1, 4294967300))) --'));
      ALTER TABLE t DROP COLUMN b; INSERT INTO t (a) VALUES (1)`,
  },
  {
    name: "in what was a default",
    sql: `CREATE TABLE t (a DEFAULT 'x, b CHECK (length(padl(1, 4294967300)))) --');
      ALTER TABLE t ALTER COLUMN a TO a TEXT; INSERT INTO t (a) VALUES (1)`,
  },
  {
    name: "behind what was a text, when the table comes back",
    sql: `CREATE TABLE t (a, /* x, y */ b, CHECK ('*/ c); ATTACH "payload" AS p;
      CREATE TABLE p.t (a); --')); ALTER TABLE t DROP COLUMN b; CREATE TABLE u (a);
      ALTER TABLE u RENAME COLUMN a TO b; ALTER TABLE t ADD COLUMN z`,
  },
  {
    name: "as soon as it is compiled",
    sql: `CREATE TABLE t (a, /* x, y */ b, CHECK ('*/ c AS (libsql_vector_idx())) --'));
      ALTER TABLE t DROP COLUMN b; INSERT INTO t (a) VALUES (1)`,
  },
  {
    name: "in what is added",
    sql: `CREATE TABLE t (z); ALTER TABLE t ADD COLUMN a DEFAULT
      'x, b CHECK (length(concat_ws(hex(zeroblob(9000)), NULL, NULL)))) --';
      ALTER TABLE t ALTER COLUMN a TO a TEXT; INSERT INTO t (a) VALUES (1)`,
  },
];

/** F2: the internal data of an index, overwritten. */
const BYTES: readonly Attack[] = [
  { name: "vectors", sql: `${VECTORS} UPDATE i_shadow SET data = x'00'` },
  { name: "vectors of all", sql: `${VECTORS} DELETE FROM "libsql_vector_meta_shadow"` },
  { name: "search", sql: `${SEARCH} UPDATE f_data SET block = x'ff'` },
  {
    name: "by a trigger",
    sql: `${SEARCH} CREATE TABLE t (a); CREATE TRIGGER r AFTER INSERT ON t BEGIN
      DELETE FROM main.f_data; END; INSERT INTO t VALUES (1)`,
  },
  {
    name: "by a trigger before",
    sql: `CREATE TABLE t (a); CREATE TRIGGER r AFTER INSERT ON t BEGIN
      DELETE FROM f_idx; END; ${SEARCH} INSERT INTO t VALUES (1)`,
  },
  { name: "under another name", sql: `${VECTORS} ALTER TABLE i_shadow RENAME TO mine` },
  {
    name: "no rows",
    sql: `${VECTORS} CREATE TABLE z AS SELECT * FROM vector_top_k('i', '[1, 2]', 0)`,
  },
  {
    name: "zero rows, into a table view",
    sql: `${VECTORS} CREATE TABLE view AS SELECT * FROM vector_top_k('i', '[1, 2]', 0)`,
  },
  {
    name: "no rows, in a view",
    sql: `${VECTORS} CREATE VIEW v AS
      SELECT * FROM vector_top_k('i', vector('[1, 2]'), 0); CREATE TABLE z AS SELECT * FROM v`,
  },
  { name: "reindex", sql: `${VECTORS} REINDEX nowhere` },
  { name: "vectors before their index", sql: `${FOUND} ${VECTORS}` },
  {
    name: "vectors before their index, by a trigger",
    sql: `CREATE TABLE i_shadow (index_key INTEGER, data BLOB, PRIMARY KEY (index_key));
      CREATE TRIGGER r AFTER INSERT ON i_shadow BEGIN
      INSERT OR IGNORE INTO i_shadow VALUES (99, zeroblob(256)); END; ${VECTORS}`,
  },
  {
    name: "vectors before their index, by a key",
    sql: `CREATE TABLE p (id PRIMARY KEY); CREATE TABLE i_shadow (
      index_key INTEGER REFERENCES p ON DELETE CASCADE, data BLOB, PRIMARY KEY (index_key));
      ${VECTORS}`,
  },
  {
    name: "vectors of all, before any index",
    sql: `${FOUND_META} CREATE TRIGGER r AFTER INSERT ON libsql_vector_meta_shadow BEGIN
      UPDATE libsql_vector_meta_shadow SET metadata = x'ff'; END; ${VECTORS}`,
  },
  {
    name: "vectors without an index",
    sql: `${FOUND_META} ${FOUND} CREATE TABLE t (e); CREATE INDEX i ON t (e);
      INSERT INTO libsql_vector_meta_shadow VALUES ('i', x'ff');
      CREATE TABLE z AS SELECT * FROM vector_top_k('i', '[1, 2]', 1)`,
  },
];

/** Statements that name files, the schema or the process. */
const STATEMENTS: readonly Attack[] = [
  { name: "attach", sql: "ATTACH 'payload' AS p" },
  { name: "attach, explained", sql: "EXPLAIN ATTACH 'payload' AS p" },
  { name: "vacuum into", sql: "CREATE TABLE t (a); VACUUM INTO 'payload'" },
  { name: "schema", sql: "PRAGMA writable_schema = ON" },
  { name: "schema, explained", sql: "EXPLAIN PRAGMA writable_schema = ON" },
  { name: "temporary files", sql: "PRAGMA temp_store = FILE" },
  { name: "heap", sql: "PRAGMA hard_heap_limit = 0" },
  { name: "heap, by a table", sql: "CREATE TABLE z AS SELECT * FROM pragma_soft_heap_limit(1)" },
  { name: "pages", sql: "CREATE TABLE z AS SELECT * FROM sqlite_dbpage" },
  { name: "folder", sql: "CREATE TABLE z AS SELECT * FROM fsdir('.')" },
  { name: "module", sql: "CREATE VIRTUAL TABLE z USING csv(filename='payload')" },
  {
    name: "compressed, under a name that is declared",
    sql: `CREATE VIRTUAL TABLE using USING fts4(a, compress=writefile,
      uncompress=readfile); INSERT INTO using VALUES ('payload')`,
  },
  {
    name: "compressed",
    sql: `CREATE VIRTUAL TABLE z USING fts4(a, compress=writefile,
      uncompress=readfile); INSERT INTO z VALUES ('payload')`,
  },
];

/** Expressions whose depth the engines check too late. */
const CHAINS: readonly Attack[] = [
  { name: "collations", sql: `CREATE TABLE t (a CHECK (a${" COLLATE BINARY".repeat(300_000)}))` },
  {
    name: "columns of a join",
    sql: `CREATE TABLE t (a); CREATE TABLE u AS
      SELECT 1 FROM t JOIN t AS u USING (a${", a".repeat(300_000)})`,
  },
];

const RENAME_TEST = "sqlite_rename_test('CREATE INDEX i ON t(a)', " +
  "'CREATE TABLE t(a,b CHECK(a>b))', 'x', 'trigger', 'y', 'a', 2147483647)";

/** Calls that must be refused, including those of F0, F1 and F2. */
const CALLS = [
  "writefile('payload', 'x')",
  "readfile('payload')",
  "load_extension('payload')",
  "fts3_tokenizer('simple')",
  "sqlite_log(1, 'payload')",
  "padl('a', 4294967300)",
  "replicate('ab', 2147483647)",
  "libsql_vector_idx()",
  RENAME_TEST,
];

/** The places in SQL where a function can be called, each with a statement that calls it. */
const PLACES: Readonly<Record<string, (call: string) => string>> = {
  "a query": (call) => `CREATE TABLE z AS SELECT ${call}`,
  "a view": (call) => `CREATE VIEW v AS SELECT ${call} AS e; CREATE TABLE z AS SELECT e FROM v`,
  "a trigger": (call) =>
    `CREATE TABLE t (a); CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT ${call}; END;
    INSERT INTO t VALUES (1)`,
  "a default": (call) => `CREATE TABLE d (z, y DEFAULT (${call})); INSERT INTO d (z) VALUES (1)`,
  "a default that is added": (call) =>
    `CREATE TABLE d (z); ALTER TABLE d ADD COLUMN y DEFAULT (${call}); INSERT INTO d (z) VALUES (1)`,
  "a default behind an unknown function": (call) =>
    `CREATE TABLE d (z, y DEFAULT (nowhere(1) || ${call})); INSERT INTO d (z) VALUES (1)`,
  "a temporary default": (call) =>
    `CREATE TEMP TABLE d (z, y DEFAULT (${call})); INSERT INTO d (z) VALUES (1)`,
  "a CHECK": (call) => `CREATE TABLE c (a CHECK (${call})); INSERT INTO c VALUES (1)`,
  "a generated column": (call) => `CREATE TABLE g (a, b AS (${call})); INSERT INTO g VALUES (1)`,
  "an index": (call) =>
    `CREATE TABLE t (a); CREATE INDEX i ON t (${call}); INSERT INTO t VALUES (1)`,
};

/** F3: rows that are not UTF-8: libSQL ends the process when it reads one. */
export const ODD_ROWS: readonly Attack[] = [
  { name: "a query", sql: "SELECT CAST(x'80' AS TEXT)" },
  { name: "a query behind WITH", sql: "WITH c(a) AS (SELECT x'80') SELECT CAST(a AS TEXT) FROM c" },
  { name: "values", sql: "VALUES (CAST(x'ff' AS TEXT))" },
  {
    name: "what is returned",
    sql: "CREATE TABLE t (a TEXT); INSERT INTO t VALUES (1) RETURNING CAST(x'80' AS TEXT);" +
      "UPDATE t SET a = 2 RETURNING CAST(x'80' AS TEXT); DELETE FROM t RETURNING CAST(x'80' AS TEXT)",
  },
  { name: "an explanation", sql: "EXPLAIN SELECT CAST(x'80' AS TEXT), x'80ff'" },
  {
    name: "a pragma",
    sql: "CREATE TABLE t (a DEFAULT (CAST(x'80' AS TEXT))); PRAGMA table_info(t)",
  },
  { name: "a table", sql: "CREATE TABLE t AS SELECT CAST(x'80' AS TEXT) AS a" },
  {
    name: "a counter",
    sql: `CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO t VALUES (1);
      UPDATE sqlite_sequence SET seq = CAST(x'80' AS TEXT); CREATE TABLE u (a);
      ALTER TABLE u RENAME COLUMN a TO b; ALTER TABLE t ADD COLUMN c`,
  },
  { name: "a reindex", sql: "CREATE TABLE t (a); CREATE INDEX i ON t (a); REINDEX i" },
];

/** The attacks that must be refused on every engine on which they have an effect. */
export const ATTACKS: readonly Attack[] = [
  ...RANKS.map((it) => ({ ...it, name: `rank: ${it.name}` })),
  ...DEFAULTS.map((it) => ({ ...it, name: `default: ${it.name}` })),
  ...HIDDEN.map((it) => ({ ...it, name: `hidden: ${it.name}`, harmlessOn: "sqlite" as const })),
  ...BYTES.map((it) => ({ ...it, name: `bytes: ${it.name}` })),
  ...CHAINS.map((it) => ({ ...it, name: `chain: ${it.name}` })),
  ...STATEMENTS.map((it) => ({ ...it, name: `statement: ${it.name}` })),
  ...Object.entries(PLACES).flatMap(([place, write]) =>
    CALLS.map((call) => ({ name: `${place}: ${call}`, sql: write(call) }))
  ),
];
