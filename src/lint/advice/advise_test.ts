import assert from "node:assert/strict";
import { snapshotAfter } from "../../../tests/support/snapshots.ts";
import { Permissions } from "../permissions.ts";
import { ADVICE_NAMES, type AdviceLevels } from "../rule_names.ts";
import { advise } from "./advise.ts";
import { FILE_RULES, SCHEMA_RULES } from "./rules.ts";

const filesOf = (texts: readonly string[]) =>
  texts.map((text, index) => ({ name: `${index + 1}.sql`, text }));

/** The advice on files that run one after the other. */
async function adviceOn(texts: readonly string[], levels: AdviceLevels = {}) {
  const sources = filesOf(texts);
  const schema = await snapshotAfter(texts.join("\n"));
  return advise({ sources, schema }, { permissions: new Permissions(), levels });
}

/** The rules and places of advice: `redundant-index 1.sql users_email`. */
async function placesOn(...texts: string[]): Promise<string[]> {
  return (await adviceOn(texts)).map(({ code, span }) => {
    const { source, startOffset, endOffset } = span!;
    return `${code.slice("lint/".length)} ${source.name} ${
      source.text.slice(startOffset, endOffset)
    }`;
  });
}

const PARENT = "CREATE TABLE parents (id INTEGER PRIMARY KEY, code TEXT UNIQUE);";

Deno.test("the names that penumbra.json may use are those of the rules", () => {
  const rules = [...SCHEMA_RULES, ...FILE_RULES].map(({ name }) => name);
  assert.deepEqual(rules.toSorted(), [...ADVICE_NAMES]);
});

Deno.test.each([
  ["a foreign key without an index", [`${PARENT}
    CREATE TABLE children (id INTEGER PRIMARY KEY, parent_id INT REFERENCES parents);`], [
    "foreign-key-without-index 1.sql parent_id",
  ]],
  ["a partial index that does not have all children", [`${PARENT}
    CREATE TABLE children (id INTEGER PRIMARY KEY, gone INT, parent_id INT REFERENCES parents);
    CREATE INDEX some ON children (parent_id) WHERE gone = 0;`], [
    "foreign-key-without-index 1.sql parent_id",
  ]],
  ["an index on the start of a UNIQUE constraint", [
    `CREATE TABLE a (x TEXT, y TEXT, UNIQUE (x, y));
    CREATE INDEX i ON a (x);`,
  ], ["redundant-index 1.sql i"]],
  ["one of two equal indexes", [
    "CREATE TABLE a (x TEXT); CREATE INDEX j ON a (x); CREATE INDEX i ON a (X);",
  ], ["redundant-index 1.sql j"]],
  ["a unique index that a primary key replaces", [
    "CREATE TABLE a (x TEXT PRIMARY KEY); CREATE UNIQUE INDEX i ON a (x);",
  ], ["redundant-index 1.sql i"]],
  ["keys that are almost the rowid", [
    "CREATE TABLE a (x INT PRIMARY KEY); CREATE TABLE b (y INTEGER PRIMARY KEY DESC);",
  ], ["int-primary-key 1.sql x", "int-primary-key 1.sql y"]],
  ["types that are taken for numbers", [
    `CREATE TABLE a (x STRING, y UUID, z POINT, n NUMERIC, at DATETIME, ok BOOLEAN, i INT8, t TEXT,
      l LONG, u UNSIGNED, h HUGEINT, p PRICE);`,
  ], [
    "surprising-affinity 1.sql x",
    "surprising-affinity 1.sql y",
    "surprising-affinity 1.sql z",
  ]],
  ["views that select all columns", [
    `CREATE TABLE a (x INT);
    CREATE VIEW v AS SELECT a.* FROM a; CREATE VIEW w AS SELECT x FROM a UNION SELECT * FROM a;`,
  ], ["star-view 1.sql v", "star-view 1.sql w"]],
  ["a trigger that waits for an unknown column", [
    "CREATE TABLE a (x INT); CREATE TRIGGER t AFTER UPDATE OF x, y ON a BEGIN SELECT 1; END;",
  ], ["stale-trigger-column 1.sql t"]],
  ["a search index whose content has lost a column", [
    "CREATE TABLE a (x TEXT, y TEXT); CREATE VIRTUAL TABLE s USING fts5 (x, content = 'a');",
    "ALTER TABLE a RENAME COLUMN x TO z;",
  ], ["broken-search-index 1.sql s", "rename-breaks-clients 2.sql x"]],
  ["a search index whose content has no such rowid", [
    `CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT);
    CREATE VIRTUAL TABLE s USING fts5 (x, content = 'a', content_rowid = 'nr');
    CREATE VIRTUAL TABLE t USING fts5 (x, content = 'a', content_rowid = 'id');
    CREATE VIRTUAL TABLE u USING fts5 (x, content = 'a', content_rowid = 'rowid');`,
  ], ["broken-search-index 1.sql s"]],
  ["a column in the place where it was last changed", [
    "CREATE TABLE a (x INT);",
    "ALTER TABLE a ADD COLUMN zip STRING;",
    "ALTER TABLE a RENAME TO places;",
  ], ["rename-breaks-clients 3.sql a", "surprising-affinity 2.sql zip"].toReversed()],
  ["foreign keys that cannot be checked", [
    `${PARENT} CREATE UNIQUE INDEX some ON parents (id) WHERE id > 1;
    CREATE TABLE a (x INT PRIMARY KEY REFERENCES nobody) WITHOUT ROWID;
    CREATE TABLE b (code TEXT COLLATE NOCASE UNIQUE);
    CREATE TABLE c (y TEXT PRIMARY KEY, code TEXT UNIQUE REFERENCES d (code));
    CREATE TABLE d (code TEXT);`,
  ], ["parent-missing 1.sql x", "parent-key-not-unique 1.sql code"]],
  ["types that have swallowed something", [
    "CREATE TABLE a (x TEXT UNIQE, y TEXT\n z INT);",
  ], ["constraint-in-type 1.sql x", "type-over-lines 1.sql y"]],
  ["IF NOT EXISTS", [
    "CREATE TABLE IF NOT EXISTS a (x INT); CREATE INDEX IF NOT EXISTS i ON a (x);",
  ], ["if-not-exists 1.sql a"]],
  ["IF NOT EXISTS of what is there", [
    "CREATE TABLE a (x INT); CREATE TABLE IF NOT EXISTS A (x INT); CREATE TABLE IF NOT EXISTS b (x INT);",
    "CREATE TABLE IF NOT EXISTS a (y INT); CREATE TABLE IF NOT EXISTS b (x INT);",
  ], ["A", "b", "a", "b"].map((name, it) => `if-not-exists ${it < 2 ? 1 : 2}.sql ${name}`)],
  ["statements about all rows", [
    "CREATE TABLE a (x INT, y INT);",
    "DELETE FROM a; UPDATE a SET x = 1; WITH b AS (SELECT 1 WHERE 1) UPDATE a SET x = 2;",
  ], ["bulk-change 2.sql a", "bulk-change 2.sql a", "bulk-change 2.sql a"]],
  ["all rows of a table that is there already, and of one that a rebuild has made", [
    "CREATE TABLE a (x INT, y INT); CREATE TABLE b (x INT);",
    `CREATE TABLE IF NOT EXISTS b (x INT); DELETE FROM b; CREATE TABLE n (x INT, z INT);
    INSERT INTO n SELECT x, y FROM a; UPDATE n SET x = 1; DROP TABLE a; ALTER TABLE n RENAME TO a;
    UPDATE a SET z = 2; UPDATE a SET x = 3;`,
  ], ["if-not-exists b", "bulk-change b", "bulk-change a"].map((it) => it.replace(" ", " 2.sql "))],
  [
    "statements about all rows that set a list, or follow a rename",
    [
      "CREATE TABLE a (x INT, y INT);",
      `UPDATE a SET (x, y) = (1, 2); ALTER TABLE a RENAME COLUMN x TO z; UPDATE a SET z = 1;
    ALTER TABLE a RENAME TO b; UPDATE b SET y = (SELECT 1 WHERE 1) FROM (SELECT 2), (SELECT 3);`,
    ],
    ["bulk-change a", "bulk-change a", "rename-breaks-clients a", "bulk-change b"].map((it) =>
      it.replace(" ", " 2.sql ")
    ),
  ],
  ["all rows that are copied back, and some that are not", [
    "CREATE TABLE a (x INT); CREATE TABLE b (x INT);",
    `CREATE TEMP TABLE kept AS SELECT * FROM A; DELETE FROM a; INSERT INTO a SELECT * FROM kept;
    DELETE FROM b; INSERT INTO b SELECT * FROM kept;`,
  ], ["bulk-change 2.sql b"]],
  ["values of all rows that get another form, and one that does not", [
    "CREATE TABLE a (x INT, y TEXT);",
    `UPDATE a SET x = strftime('%s', x), "y" = lower(Y); UPDATE a SET (x, y) = (x + 1, 'y');
    UPDATE a SET x = x + 1, y = '';`,
  ], ["bulk-change 2.sql a", "bulk-change 2.sql a"]],
  ["values that differ in every database", [
    "CREATE TABLE a (x INT, y TEXT);",
    `INSERT INTO a VALUES (random(), ''); UPDATE a SET y = datetime('NOW') WHERE x = 1;
    INSERT INTO a VALUES (unixepoch(), strftime('%Y', 'now')); REPLACE INTO a VALUES (1, CURRENT_DATE);
    CREATE TABLE b AS SELECT date() AS x; ALTER TABLE b RENAME TO c;`,
  ], ["a", "a", "a", "a", "b"].map((name) => `not-repeatable 2.sql ${name}`)],
  ["names that change", [
    "CREATE TABLE a (x INT, y INT, z INT); CREATE TABLE b (x INT);",
    `ALTER TABLE a RENAME x TO t; ALTER TABLE a RENAME t TO w; ALTER TABLE a RENAME y TO Y;
    ALTER TABLE b RENAME TO t; ALTER TABLE t RENAME TO d;`,
  ], ["rename-breaks-clients 2.sql x", "rename-breaks-clients 2.sql b"]],
  ["an index and a trigger that a rebuild forgets", [
    `CREATE TABLE a (x INT); CREATE INDEX i ON a (x);
    CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; END;`,
    "CREATE TABLE b (x INT); INSERT INTO b SELECT x FROM a; DROP TABLE a; ALTER TABLE b RENAME TO a;",
  ], ["rebuild-loses-object 2.sql DROP TABLE a", "rebuild-loses-object 2.sql DROP TABLE a"]],
  ["a counter that a rebuild forgets, whichever table is renamed", [
    `CREATE TABLE Ab (id INTEGER PRIMARY KEY AUTOINCREMENT);
    CREATE TABLE c (id INTEGER PRIMARY KEY AUTOINCREMENT);`,
    `CREATE TABLE b (id INTEGER PRIMARY KEY AUTOINCREMENT); DROP TABLE Ab; ALTER TABLE b RENAME TO Ab;
    ALTER TABLE c RENAME TO d; CREATE TABLE c (id INTEGER PRIMARY KEY AUTOINCREMENT); DROP TABLE d;`,
  ], ["autoincrement-reset 2.sql Ab", "autoincrement-reset 2.sql DROP TABLE d"]],
  ["an index that goes with the old table", [
    "CREATE TABLE a (x INT); CREATE INDEX i ON a (x);",
    "ALTER TABLE a RENAME TO old; CREATE TABLE a (x INT); DROP TABLE old;",
  ], ["rebuild-loses-object 2.sql DROP TABLE old"]],
  ["a trigger that goes with the old view", [
    `CREATE TABLE a (x INT); CREATE VIEW v AS SELECT x FROM a;
    CREATE TRIGGER t INSTEAD OF INSERT ON v BEGIN SELECT 1; END;`,
    "DROP VIEW v; CREATE VIEW v AS SELECT x, 1 AS y FROM a;",
  ], ["rebuild-loses-object 2.sql DROP VIEW v"]],
  ["an index that a rebuild forgets, of a table that is renamed later", [
    "CREATE TABLE a (x INT); CREATE INDEX i ON a (x);",
    "CREATE TABLE b (x INT); DROP TABLE a; ALTER TABLE b RENAME TO a;",
    "ALTER TABLE a RENAME TO c;",
  ], ["rebuild-loses-object 2.sql DROP TABLE a", "rename-breaks-clients 3.sql a"]],
  ["an index with words that only the old table has, too", [
    "CREATE TABLE a (x INT REFERENCES a ON DELETE CASCADE, s TEXT NOT NULL CHECK (s IN ('n')));" +
    "CREATE INDEX i ON a (x, s) WHERE x NOT NULL AND s = 'n';",
    "CREATE TABLE b (x INT, s TEXT); DROP TABLE a; ALTER TABLE b RENAME TO a;",
  ], ["rebuild-loses-object 2.sql DROP TABLE a"]],
  ["a unique index that a rebuild makes an ordinary one", [
    "CREATE TABLE a (x INT); CREATE UNIQUE INDEX i ON a (x);",
    "CREATE TABLE b (x INT); DROP TABLE a; ALTER TABLE b RENAME TO a; CREATE INDEX j ON a (x);",
  ], ["rebuild-loses-object 2.sql DROP TABLE a"]],
  ["an index whose name is still taken when the new table gets it", [
    "CREATE TABLE a (x INT); CREATE INDEX i ON a (x);",
    `CREATE TABLE b (x INT); CREATE INDEX IF NOT EXISTS i ON b (x);
    DROP TABLE a; ALTER TABLE b RENAME TO a;`,
  ], ["if-not-exists 2.sql i", "rebuild-loses-object 2.sql DROP TABLE a"]],
])("advise() finds %s", async (_, texts, expected) => {
  assert.deepEqual(await placesOn(...texts), expected);
});

Deno.test.each([
  ["a foreign key with an index, or in a key", [`${PARENT}
    CREATE TABLE a (parent_id INT REFERENCES parents, x INT); CREATE INDEX i ON a (parent_id, x);
    CREATE TABLE b (parent_id INT REFERENCES parents, x INT, PRIMARY KEY (parent_id, x));
    CREATE TABLE c (parent_id INT REFERENCES parents);
    CREATE INDEX j ON c (parent_id) WHERE parent_id IS NOT NULL;`]],
  ["indexes that differ in their order, condition, collation or uniqueness", [
    `CREATE TABLE a (x TEXT, y TEXT);
    CREATE INDEX i ON a (x DESC); CREATE INDEX j ON a (x COLLATE NOCASE); CREATE INDEX k ON a (y, x);
    CREATE INDEX l ON a (x) WHERE y > 1; CREATE UNIQUE INDEX m ON a (y); CREATE INDEX n ON a (x, y);`,
  ]],
  ["the rowid, and keys without one", [
    `CREATE TABLE a (x INTEGER PRIMARY KEY); CREATE TABLE b (x INT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE c (x INT, y INT, PRIMARY KEY (x, y)); CREATE TABLE d (x TEXT PRIMARY KEY);`,
  ]],
  ["STRICT tables", ["CREATE TABLE a (x ANY, y TEXT) STRICT;"]],
  ["a count of all rows, a product, and a star in EXISTS", [
    `CREATE TABLE a (x INT);
    CREATE VIEW v AS SELECT count(*), x * 2 FROM a WHERE EXISTS (SELECT * FROM a);`,
  ]],
  ["search indexes that store their own texts, or read a view", [
    `CREATE TABLE a (x TEXT); CREATE VIEW v AS SELECT x AS y FROM a;
    CREATE VIRTUAL TABLE s USING fts5 (z); CREATE VIRTUAL TABLE t USING fts5 (y, content = 'v');
    CREATE VIRTUAL TABLE u USING fts5 (x, content = '');`,
  ]],
  ["a new table and a new column that a file fills", [
    "CREATE TABLE a (x INT);",
    `CREATE TABLE b (x INT); INSERT INTO b VALUES (1); UPDATE b SET x = 2; DELETE FROM b;
    ALTER TABLE a ADD COLUMN y INT; UPDATE a SET y = 1;`,
  ]],
  ["a table that a file creates again, and a column that a rebuild fills", [
    "CREATE TABLE a (x INT); CREATE TABLE c (x INT);",
    `DROP TABLE a; CREATE TABLE a (x INT); INSERT INTO a VALUES (1); UPDATE a SET x = 2; DELETE FROM a;
    CREATE TABLE b (x INT, y INT); INSERT INTO b (x) SELECT x FROM c; DROP TABLE c;
    ALTER TABLE b RENAME TO c; UPDATE c SET y = x;`,
  ]],
  ["statements about rows that the file drops", [
    "CREATE TABLE a (x INT);",
    `ALTER TABLE a RENAME TO b; CREATE TABLE a (x INT); INSERT INTO a SELECT x FROM b;
    UPDATE b SET x = random(); DELETE FROM b; DROP TABLE b;`,
  ]],
  ["IF NOT EXISTS of what the file drops, or has dropped", [
    "CREATE TABLE a (x INT); CREATE INDEX i ON a (x);",
    `DROP TABLE a; CREATE TABLE IF NOT EXISTS a (x INT); CREATE INDEX IF NOT EXISTS i ON a (x);
    DROP VIEW IF EXISTS v; CREATE VIEW IF NOT EXISTS v AS SELECT x FROM a;
    CREATE TABLE IF NOT EXISTS gate (x INT); DROP TABLE gate;
    CREATE TEMP TABLE IF NOT EXISTS b (x INT);`,
  ]],
  ["a condition by the clock, and the word now", [
    "CREATE TABLE a (x INT, y TEXT);",
    `INSERT INTO a VALUES (date('2026-01-01'), 'now'); DELETE FROM a WHERE y < datetime('now');
    UPDATE a SET x = 1 WHERE y < datetime('now');`,
  ]],
  ["a name that another column or table gets, and the second half of a rebuild", [
    "CREATE TABLE a (x INT, y INT); CREATE TABLE b (x INT); CREATE TABLE new_b (x INT);",
    `ALTER TABLE a RENAME x TO t; ALTER TABLE a RENAME y TO x; ALTER TABLE a RENAME t TO y;
    DROP TABLE b; ALTER TABLE new_b RENAME TO b;`,
    "ALTER TABLE b RENAME TO c; CREATE VIEW b AS SELECT x FROM c;",
    "ALTER TABLE c RENAME TO d; DROP TABLE d;",
  ]],
  ["a DEFAULT by the clock", ["CREATE TABLE a (x INT, at TEXT DEFAULT CURRENT_TIMESTAMP);"]],
  ["a rebuild that creates an index again, under another name or in a later file", [
    "CREATE TABLE a (x INT, y INT); CREATE INDEX i ON a (x); CREATE INDEX j ON a (y);",
    `CREATE TABLE b (x INT, y INT); DROP TABLE a; ALTER TABLE b RENAME TO a;
    CREATE INDEX a_x ON a (x);`,
    "CREATE INDEX j ON a (y);",
  ]],
  ["a rebuild that puts another index or a key in place of an index", [
    `CREATE TABLE a (x INT, y INT, z INT); CREATE UNIQUE INDEX i ON a (x);
    CREATE INDEX j ON a (y); CREATE INDEX k ON a (z DESC);`,
    `CREATE TABLE b (x INT UNIQUE, y INT, z INT); DROP TABLE a; ALTER TABLE b RENAME TO a;
    CREATE UNIQUE INDEX l ON a (y, x); CREATE INDEX m ON a (z DESC);`,
  ]],
  ["a rebuild of a table that is dropped later", [
    "CREATE TABLE a (x INT); CREATE INDEX i ON a (x); CREATE INDEX j ON a (x, x + 1);",
    `CREATE TABLE b (x INT); DROP TABLE a; ALTER TABLE b RENAME TO a;
    CREATE INDEX i ON a (x);`,
    "DROP TABLE a;",
  ]],
  ["a temporary table with the name of another one", [
    "CREATE TABLE a (x INT); CREATE INDEX i ON a (x);",
    "CREATE TEMP TABLE a AS SELECT x FROM main.a; DROP TABLE a; DROP TABLE IF EXISTS temp.a;",
  ]],
  ["an index of a column that the rebuild leaves out", [
    "CREATE TABLE a (x INT, y INT); CREATE INDEX i ON a (x, y);",
    "CREATE TABLE b (x INT); DROP TABLE a; ALTER TABLE b RENAME TO a;",
  ]],
  ["a counter that a rebuild keeps, or that it does away with", [
    `CREATE TABLE a (id INTEGER PRIMARY KEY AUTOINCREMENT);
    CREATE TABLE c (id INTEGER PRIMARY KEY AUTOINCREMENT);`,
    "CREATE TABLE b (id INTEGER PRIMARY KEY); DROP TABLE a; ALTER TABLE b RENAME TO a;",
    `CREATE TABLE d (id INTEGER PRIMARY KEY AUTOINCREMENT);
    INSERT INTO sqlite_sequence SELECT 'd', seq FROM sqlite_sequence WHERE name = 'c';
    DROP TABLE c; ALTER TABLE d RENAME TO c;`,
  ]],
  ["an index that is dropped by name, and a table that does not come back", [
    "CREATE TABLE a (x INT); CREATE INDEX i ON a (x); CREATE TABLE c (x INT); CREATE INDEX k ON c (x);",
    "DROP INDEX i; CREATE TABLE b (x INT); DROP TABLE a; ALTER TABLE b RENAME TO a; DROP TABLE c;",
  ]],
])("advise() accepts %s", async (_, texts) => {
  assert.deepEqual(await placesOn(...texts), []);
});

Deno.test("IF NOT EXISTS is reported once per file, and says how often it is there", async () => {
  const text = "-- penumbra: allow if-not-exists:a\n" +
    ["a", "b", "c", "d"].map((it) => `CREATE TABLE IF NOT EXISTS ${it} (x INT);`).join("");
  const found = await adviceOn([text, "CREATE TABLE IF NOT EXISTS e (x INT);"]);
  assert.deepEqual(found.map(({ message, notes }) => [/"(.)"/.exec(message)?.[1], notes]), [
    ["b", ["The same is true of 2 other statements of the file"]],
    ["e", undefined],
  ]);
});

Deno.test("a rebuild is one of the table by its present name", async () => {
  const found = await adviceOn([
    "CREATE TABLE new_A (x INT); ALTER TABLE new_A RENAME TO A; CREATE INDEX i ON A (x);",
    "CREATE TABLE new_A (x INT); DROP TABLE a; ALTER TABLE new_A RENAME TO A;",
  ]);
  assert.match(found[0]!.message, /^The rebuild of "A" loses index "i"/);
});

Deno.test("the index that a hint proposes has a name that is free", async () => {
  const text = `${PARENT} CREATE TABLE a (b_c INT REFERENCES parents);
    CREATE TABLE a_b (c INT REFERENCES parents, d INT REFERENCES parents);
    CREATE VIEW a_b_d AS SELECT 1;`;
  const hints = (await adviceOn([text])).map(({ hint }) => hint!.replace(/^Add /, ""));
  assert.equal(hints.length, 3);
  assert.deepEqual(await adviceOn([text, hints.join(";")]), []);
});

Deno.test("a view that names its columns and selects * is one that can fail", async () => {
  const text = "CREATE TABLE a (x INT); CREATE VIEW v (y) AS SELECT * FROM a;";
  const [found] = await adviceOn([text]);
  assert.match(found!.message, /"v" names its columns and selects \*, so it fails as soon as/);
});

Deno.test("a permission that a hint proposes is one", async () => {
  const [found] = await adviceOn(['CREATE TABLE "a b" (x INT);', 'DELETE FROM "a b";']);
  const comment = /"(-- .*)"/.exec(found!.hint!)![1];
  assert.deepEqual(
    await adviceOn(['CREATE TABLE "a b" (x INT);', `${comment}\nDELETE FROM "a b";`]),
    [],
  );
});

Deno.test("a comment in the file, or penumbra.json, turns a rule off; its severity can change", async () => {
  const text = "-- penumbra: allow surprising-affinity:a.x\nCREATE TABLE a (x STRING, y STRING);";
  const codes = async (levels: AdviceLevels) =>
    (await adviceOn([text], levels)).map(({ severity, message }) => `${severity} ${message}`);
  const [found, ...others] = await codes({});
  assert.match(found!, /^note Column "y" of "a"/);
  assert.deepEqual(others, []);
  assert.match((await codes({ "surprising-affinity": "error" }))[0]!, /^error /);
  assert.deepEqual(await codes({ "surprising-affinity": "off" }), []);
});

Deno.test("names of constraints are asked for only if penumbra.json says so", async () => {
  const text = `CREATE TABLE a (id INTEGER PRIMARY KEY, x INT CHECK (x > 0) UNIQUE,
    y INT CONSTRAINT y_ok CHECK (y > 0));`;
  assert.deepEqual(await adviceOn([text]), []);
  const found = await adviceOn([text], { "unnamed-constraint": "note" });
  assert.deepEqual(found.map(({ severity, message }) => `${severity} ${message}`), [
    'note A constraint of "a" has no name: CHECK (x > 0)',
    'note A constraint of "a" has no name: UNIQUE (x)',
  ]);
});
