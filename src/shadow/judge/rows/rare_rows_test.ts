import assert from "node:assert/strict";
import { effectsOf } from "../../../../tests/support/judged_effects.ts";
import { splitStatements } from "../../../sql/statements.ts";
import { destinationOf } from "../../seed/destination.ts";
import { ShadowDatabase } from "../../database/shadow_database.ts";
import { rareRows } from "./rare_rows.ts";

const BEFORE = `CREATE TABLE u (id INTEGER PRIMARY KEY, name TEXT);
  CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, b TEXT, u INT REFERENCES u (id));`;

/** A rebuild of `t` with other definitions, and with this copy. */
function rebuilt(definitions: string, copy: string): string {
  return `CREATE TABLE n (${definitions}); ${copy}; DROP TABLE t; ALTER TABLE n RENAME TO t;`;
}

const WITH_SLUG =
  "id INTEGER PRIMARY KEY, a TEXT, b TEXT, u INT REFERENCES u (id), slug TEXT UNIQUE";

Deno.test.each([
  [
    "a new key that is filled from another column",
    rebuilt(WITH_SLUG, "INSERT OR IGNORE INTO n SELECT *, a FROM t"),
    ["t 4 to 3 by copy, equal a at INSERT OR IGNORE"],
  ],
  [
    "a new key that is computed from one column",
    rebuilt(WITH_SLUG, "INSERT INTO n SELECT *, lower(a) FROM t WHERE true ON CONFLICT DO NOTHING"),
    ["t 4 to 3 by copy, equal a at INSERT INTO n"],
  ],
  [
    "a new key that is computed from two columns",
    rebuilt(WITH_SLUG, "INSERT OR REPLACE INTO n SELECT *, a || '-' || b FROM t"),
    ["t 4 to 3 by copy, equal a,b,u at INSERT OR REPLACE"],
  ],
  [
    "a new key that an update computes",
    `ALTER TABLE t ADD COLUMN slug TEXT; UPDATE t SET slug = a; CREATE UNIQUE INDEX i ON t (slug);`,
    ["failed: UNIQUE constraint failed: t.slug, equal a at CREATE UNIQUE INDEX"],
  ],
  [
    "a new CHECK of a computed column",
    rebuilt(
      "id INTEGER PRIMARY KEY, a TEXT, b TEXT, u INT, c INT NOT NULL",
      "INSERT OR IGNORE INTO n SELECT *, length(a) FROM t",
    ),
    ["t 3 to 2 by copy at INSERT OR IGNORE"],
  ],
  [
    "a join over a column that may be NULL",
    rebuilt(
      "id INTEGER PRIMARY KEY, a TEXT, b TEXT, u INT REFERENCES u (id), name TEXT",
      "INSERT INTO n SELECT t.*, u.name FROM t JOIN u ON u.id = t.u",
    ),
    ["t 4 to 3 by copy, null u at INSERT INTO n"],
  ],
  [
    "rows with NULL that are deleted as equal ones, beside rows that are equal",
    "DELETE FROM t WHERE id NOT IN (SELECT max(id) FROM t GROUP BY a); CREATE UNIQUE INDEX i ON t (a);",
    ["t 4 to 3 by direct at DELETE FROM t", "t 5 to 4 by direct, nulls a at DELETE FROM t"],
  ],
  [
    "rows that reference one which a literal chooses",
    "DELETE FROM u WHERE name = 'x';",
    ["failed: FOREIGN KEY constraint failed, value name at DELETE FROM u"],
  ],
  [
    "rows that reference one which a literal chooses, until COMMIT",
    "PRAGMA defer_foreign_keys = ON; DELETE FROM u WHERE name = 'x';",
    ["failed: FOREIGN KEY constraint failed, value name at DELETE FROM u"],
  ],
  [
    "nothing but a deletion of rows that reference one which a literal chooses",
    "DELETE FROM t WHERE u IN (SELECT id FROM u WHERE name = 'x'); DELETE FROM u WHERE name = 'x';",
    [
      "t 4 to 3 by direct, value name at DELETE FROM t",
      "u 4 to 3 by direct, value name at DELETE FROM u",
    ],
  ],
  [
    "values that an update takes from the first of several rows",
    "ALTER TABLE u ADD COLUMN a TEXT; UPDATE u SET a = t.a FROM t WHERE t.u = u.id;",
    [],
  ],
  [
    "rows of a table that goes, of which an update takes one",
    `ALTER TABLE u ADD COLUMN a TEXT; ALTER TABLE u ADD COLUMN b TEXT;
    UPDATE u SET a = t.a, b = t.b FROM t WHERE t.u = u.id; DROP TABLE t;`,
    ["t 4 to 3 by copy, equal u at UPDATE u SET"],
  ],
  [
    "a grouping, as what the copy asks for",
    rebuilt(
      "id INTEGER PRIMARY KEY, a TEXT, b TEXT, u INT",
      "INSERT INTO n SELECT * FROM t GROUP BY b",
    ),
    ["t 4 to 3 by copy, equal b at INSERT INTO n", "t 5 to 4 by copy, nulls b at INSERT INTO n"],
  ],
])("judgeFiles() sees which rows are left out by %s", async (_, text, expected) => {
  assert.deepEqual(await effectsOf(BEFORE, text), expected);
});

Deno.test.each([
  [
    "a copy that cannot violate anything",
    rebuilt(
      "id INTEGER PRIMARY KEY, a TEXT DEFAULT 'x', b TEXT, u INT REFERENCES u (id)",
      "INSERT INTO n SELECT * FROM t",
    ),
  ],
  [
    "a new key that is made of an old one",
    rebuilt(WITH_SLUG, "INSERT OR IGNORE INTO n SELECT *, a || '-' || id FROM t"),
  ],
  [
    "a left join",
    rebuilt(
      "id INTEGER PRIMARY KEY, a TEXT, b TEXT, u INT REFERENCES u (id), name TEXT",
      "INSERT INTO n SELECT t.*, u.name FROM t LEFT JOIN u ON u.id = t.u",
    ),
  ],
  ["a table of distinct values", "CREATE TABLE tags AS SELECT DISTINCT a FROM t;"],
  [
    "values that are moved to a table of their own",
    `CREATE TABLE tags (name TEXT UNIQUE);
    INSERT OR IGNORE INTO tags SELECT a FROM t WHERE a IS NOT NULL;
    ALTER TABLE t ADD COLUMN tag INT; UPDATE t SET tag = (SELECT rowid FROM tags WHERE name = a);
    ALTER TABLE t DROP COLUMN a;`,
  ],
  [
    "an update with what another table has",
    "UPDATE t SET b = (SELECT name FROM u WHERE u.id = t.u) WHERE b IS NULL;",
  ],
])("judgeFiles() finds no row that is left out by %s", async (_, text) => {
  assert.deepEqual(await effectsOf(BEFORE, text), []);
});

Deno.test("judgeFiles() sees what an update of a key replaces or refuses", async () => {
  const before = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT UNIQUE);";
  assert.deepEqual(await effectsOf(before, "UPDATE OR REPLACE t SET a = lower(a);"), [
    "t 4 to 3 by replace, alike a at UPDATE OR REPLACE",
    "t.a 1 other by direct, alike a at UPDATE OR REPLACE",
  ]);
  assert.deepEqual(await effectsOf(before, "UPDATE t SET a = lower(a);"), [
    "failed: UNIQUE constraint failed: t.a, alike a at UPDATE t SET",
  ]);
});

Deno.test("judgeFiles() sees which rows two tables cannot both bring into a third", async () => {
  const before = `CREATE TABLE users (email TEXT PRIMARY KEY, name TEXT);
    CREATE TABLE admins (email TEXT PRIMARY KEY, name TEXT);`;
  const merged = "INSERT OR IGNORE INTO users SELECT * FROM admins; DROP TABLE admins;";
  assert.deepEqual(await effectsOf(before, merged), [
    "admins 4 to 3 by copy, equal email at INSERT OR IGNORE",
  ]);
  const made = `CREATE TABLE people (email TEXT PRIMARY KEY, name TEXT);
    INSERT INTO people SELECT * FROM users; INSERT OR IGNORE INTO people SELECT * FROM admins;
    DROP TABLE users; DROP TABLE admins;`;
  assert.deepEqual(await effectsOf(before, made), [
    "admins 4 to 3 by copy, equal email at INSERT OR IGNORE",
  ]);
});

Deno.test("judgeFiles() blames what takes a copy away after it has arrived", async () => {
  const before = `CREATE TABLE cats (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE dogs (id INTEGER PRIMARY KEY, name TEXT);`;
  const file = (copy: string) =>
    `CREATE TABLE pets (id INTEGER PRIMARY KEY, name TEXT); INSERT INTO pets SELECT * FROM cats;
    ${copy}; DROP TABLE cats; DROP TABLE dogs;`;
  assert.deepEqual(await effectsOf(before, file("REPLACE INTO pets SELECT * FROM dogs")), [
    "cats 4 to 3 by replace, equal id at REPLACE INTO pets",
  ]);
  const cleaned = "INSERT INTO pets SELECT id + 9000000, name FROM dogs; " +
    "DELETE FROM pets WHERE name IS NULL";
  assert(
    (await effectsOf(before, file(cleaned))).includes("cats 3 to 2 by direct at DELETE FROM pets"),
  );
});

Deno.test("judgeFiles() sees that NULL in a column becomes a number if that becomes the rowid", async () => {
  const columns = "id INTEGER PRIMARY KEY, a TEXT";
  const copied = rebuilt(columns, "INSERT INTO n SELECT id, t.a FROM t");
  const numbered = "t.id 1 rowid by copy, listed, null id at INSERT INTO n";
  for (const key of ["INT PRIMARY KEY", "TEXT PRIMARY KEY", "INT PRIMARY KEY DESC"]) {
    const found = await effectsOf(`CREATE TABLE t (id ${key}, a TEXT);`, copied);
    assert.deepEqual(found.filter((it) => !/failed/.test(it)), [numbered]);
  }
  const others = ["INT PRIMARY KEY NOT NULL", "INTEGER PRIMARY KEY AUTOINCREMENT"];
  for (const key of others) {
    const found = await effectsOf(`CREATE TABLE t (id ${key}, a TEXT);`, copied);
    assert.deepEqual(found.filter((it) => !/failed/.test(it)), []);
  }
});

/** How many rows are made for these statements, which leave the schema as it was. */
async function countOfRows(text: string): Promise<number> {
  await using before = await ShadowDatabase.open({ engine: "libsql" });
  await using after = await ShadowDatabase.open({ engine: "libsql" });
  for (const shadow of [before, after]) {
    for (const sql of BEFORE.split(";").filter((it) => /\S/.test(it))) shadow.execute(sql);
  }
  const snapshot = before.introspect();
  const script = splitStatements({ name: "a.sql", text });
  assert(script.ok);
  const names = {
    table: (name: string) => name,
    column: (_table: string, name: string) => name,
    fills: () => new Map<string, string>(),
  };
  return rareRows([{ statements: script.value.statements, optsOut: false }], {
    ...{ before, after, destination: destinationOf(snapshot, names) },
    ...{ tables: snapshot.tables, rows: new Map() },
  }).length;
}

Deno.test("rareRows() makes none for a gate, which only looks at the tables", async () => {
  const gate = (table: string) =>
    `INSERT INTO gate SELECT 1 WHERE (SELECT count(name) FROM u) = (SELECT count(a) FROM ${table});`;
  assert.equal(
    await countOfRows(`CREATE TABLE gate (ok CHECK (ok)); ${gate("t")} DROP TABLE gate;`),
    0,
  );
  const copied = `CREATE TABLE gate (ok CHECK (ok)); ${
    gate("t")
  } INSERT INTO t (b) SELECT ok FROM gate;`;
  assert.notEqual(await countOfRows(copied), 0);
});

Deno.test("judgeFiles() knows that rows with nothing but a number and NULL are moved as well", async () => {
  const before = `CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT);
    CREATE TABLE b (id INTEGER PRIMARY KEY, x TEXT);`;
  const moved = "INSERT INTO b (x) SELECT x FROM a; DROP TABLE a;";
  assert.deepEqual(await effectsOf(before, moved), []);
});

Deno.test("judgeFiles() sees that a text is no longer as it was written if it becomes a number", async () => {
  const before = "CREATE TABLE t (id INTEGER PRIMARY KEY, a VARCHAR(9));";
  const copied = (type: string, copy = "INSERT INTO n SELECT * FROM t") =>
    effectsOf(before, rebuilt(`id INTEGER PRIMARY KEY, a ${type}`, copy));
  for (const type of ["INTEGER", "REAL", "DECIMAL(9, 2)"]) {
    assert.deepEqual(await copied(type), [
      "t.a 1 number by copy, listed, number a at INSERT INTO n",
    ]);
  }
  for (const type of ["TEXT", "BLOB", "DATETIME"]) assert.deepEqual(await copied(type), []);
  const history = `${before} INSERT INTO t VALUES (1, '7'), (2, '1.5'), (3, '0041');`;
  const columns = "id INTEGER PRIMARY KEY, a NUMERIC";
  assert.deepEqual(await effectsOf(history, rebuilt(columns, "INSERT INTO n SELECT * FROM t")), [
    "t.a 1 number by copy, listed at INSERT INTO n",
  ]);
});

Deno.test("judgeFiles() assumes a match in a join with USING, but not for NULL", async () => {
  const before = (type: string) =>
    `CREATE TABLE u (code TEXT PRIMARY KEY, name TEXT);
    CREATE TABLE t (id INTEGER PRIMARY KEY, code ${type}, a TEXT);`;
  const file = rebuilt(
    "id INTEGER PRIMARY KEY, code TEXT, a TEXT, name TEXT",
    "INSERT INTO n SELECT id, code, a, name FROM t JOIN main.u AS other USING (code)",
  );
  assert.deepEqual(await effectsOf(before("TEXT NOT NULL"), file), []);
  assert.deepEqual(await effectsOf(before("TEXT"), file), [
    "t 4 to 3 by copy, null code at INSERT INTO n",
  ]);
});

Deno.test.each([
  ["INTEGER", "REAL", ["m.n 1 rounded by copy, listed, long n at INSERT INTO k"]],
  ["REAL", "TEXT", ["m.n 1 rounded by copy, listed, long n at INSERT INTO k"]],
  ["INTEGER", "TEXT", []],
  ["REAL", "NUMERIC", []],
])("judgeFiles() knows which numbers of %s lose digits in %s", async (was, is, effects) => {
  const file = `CREATE TABLE k (id INTEGER PRIMARY KEY, n ${is}); INSERT INTO k SELECT id, n FROM m;
    DROP TABLE m; ALTER TABLE k RENAME TO m;`;
  const before = `CREATE TABLE m (id INTEGER PRIMARY KEY, n ${was});`;
  assert.deepEqual(await effectsOf(before, file), effects);
});

const NO_JSON = ["failed: malformed JSON, malformed b at CREATE INDEX i"];

Deno.test.each([
  ["an index demands", "TEXT", "CREATE INDEX i ON t (json_extract(b, '$.x'));", NO_JSON],
  [
    "an index of a column that is computed from it demands",
    "TEXT",
    "ALTER TABLE t ADD COLUMN x AS (b ->> '$.x'); CREATE INDEX i ON t (x);",
    NO_JSON,
  ],
  [
    "is demanded already",
    "TEXT CHECK (json_valid(b))",
    "CREATE INDEX i ON t (json_extract(b, '$.x'));",
    [],
  ],
  [
    "an update expects",
    "TEXT",
    "ALTER TABLE t ADD COLUMN x; UPDATE t SET x = json_extract(b, '$.x');",
    [],
  ],
])(
  "judgeFiles() tries a text that is not JSON if that %s",
  async (_, definition, file, effects) => {
    const before = `CREATE TABLE t (id INTEGER PRIMARY KEY, b ${definition});`;
    assert.deepEqual(await effectsOf(before, file), effects);
  },
);

Deno.test.each([
  [
    "a join leaves out",
    `CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, b TEXT);
    INSERT OR IGNORE INTO n SELECT u.id, u.name, t.b FROM u JOIN t ON t.u = u.id;
    DROP TABLE u; ALTER TABLE n RENAME TO u;`,
    ["u 4 to 3 by copy, alone  at INSERT OR IGNORE"],
  ],
  [
    "no value is found for",
    `ALTER TABLE u ADD COLUMN last TEXT NOT NULL DEFAULT '';
    UPDATE u SET last = (SELECT max(b) FROM t WHERE t.u = u.id);`,
    ["failed: NOT NULL constraint failed: u.last, alone  at UPDATE u SET"],
  ],
  [
    "a LEFT JOIN keeps",
    `CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT, b TEXT);
    INSERT OR IGNORE INTO n SELECT u.id, u.name, t.b FROM u LEFT JOIN t ON t.u = u.id;
    DROP TABLE u; ALTER TABLE n RENAME TO u;`,
    [],
  ],
])("judgeFiles() tries a row that no other one refers to: what %s", async (_, file, effects) => {
  const before = `CREATE TABLE u (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE t (id INTEGER PRIMARY KEY, u INT NOT NULL, b TEXT NOT NULL);`;
  assert.deepEqual(await effectsOf(before, file), effects);
});

Deno.test("judgeFiles() does not count rows of a dropped table whose values are in another one", async () => {
  const file =
    `ALTER TABLE t RENAME TO old; CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT, b TEXT);
    INSERT OR IGNORE INTO n SELECT u.id, old.a, old.b FROM u LEFT JOIN old ON old.u = u.id;
    DROP TABLE old; DROP TABLE u; ALTER TABLE n RENAME TO u;`;
  const lost = (await effectsOf(BEFORE, file)).filter((it) => it.startsWith("t "));
  assert.deepEqual(lost, ["t 4 to 3 by copy, equal u at INSERT OR IGNORE"]);
});

Deno.test("judgeFiles() tries two rows with NULL, which may get the same in a unique column", async () => {
  const columns = "(id INTEGER PRIMARY KEY, a TEXT UNIQUE)";
  const text = `CREATE TABLE n ${columns}; INSERT INTO n SELECT id, coalesce(a, 'none') FROM t;
    DROP TABLE t; ALTER TABLE n RENAME TO t;`;
  assert.deepEqual(await effectsOf(`CREATE TABLE t ${columns};`, text), [
    "NULL failed: UNIQUE constraint failed: n.a, null a at INSERT INTO n",
  ]);
});

Deno.test("judgeFiles() tries two rows with NULL, which a grouping takes for one", async () => {
  const text = `CREATE TABLE n (a TEXT, b TEXT UNIQUE);
    INSERT INTO n SELECT a, b FROM t GROUP BY b HAVING count(*) = 1;
    DROP TABLE t; ALTER TABLE n RENAME TO t;`;
  assert.deepEqual(await effectsOf("CREATE TABLE t (a TEXT, b TEXT UNIQUE);", text), [
    "t 5 to 3 by copy, null b at INSERT INTO n",
  ]);
});

const WITH_STATUS = "id INTEGER PRIMARY KEY, a TEXT, n INTEGER NOT NULL, status TEXT NOT NULL";

Deno.test.each([
  [
    "a copy leaves out",
    rebuilt(
      WITH_STATUS,
      "INSERT OR IGNORE INTO n SELECT * FROM t WHERE status NOT IN ('old', 'x')",
    ),
    ["t 4 to 3 by copy, value status at INSERT OR IGNORE"],
  ],
  [
    "a copy leaves out beyond a bound",
    rebuilt(WITH_STATUS, "INSERT INTO n SELECT * FROM t WHERE n <= 1000000"),
    ["t 4 to 3 by copy, value n at INSERT INTO n"],
  ],
  [
    "a CASE has another value for",
    rebuilt(
      WITH_STATUS,
      "INSERT INTO n SELECT id, CASE status WHEN 'old' THEN 'b' ELSE a END, n, status FROM t",
    ),
    ["t.a 1 other by copy, listed, value status at INSERT INTO n"],
  ],
  [
    "an UPDATE leaves out, so that a dropped column is lost",
    `ALTER TABLE t ADD COLUMN b TEXT; UPDATE t SET b = a WHERE status <> 'old';
    ALTER TABLE t DROP COLUMN a;`,
    ["t.a dropped, partly kept, value status at ALTER TABLE t"],
  ],
  [
    "a DELETE finds by two conditions",
    "DELETE FROM t WHERE status = 'old' AND n < 5;",
    ["t 4 to 3 by direct, value n,status at DELETE FROM t"],
  ],
  [
    "a new column gets no value for",
    `ALTER TABLE t ADD COLUMN b TEXT; UPDATE t SET b = a WHERE a <> '-';
    ALTER TABLE t DROP COLUMN a;`,
    [],
  ],
])(
  "judgeFiles() tries rows with the literals of a statement: what %s",
  async (_, file, effects) => {
    assert.deepEqual(await effectsOf(`CREATE TABLE t (${WITH_STATUS});`, file), effects);
  },
);

Deno.test("judgeFiles() tries a row without children where a DELETE looks for such", async () => {
  const before = `CREATE TABLE u (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE t (id INTEGER PRIMARY KEY, u INT NOT NULL REFERENCES u (id));`;
  assert.deepEqual(await effectsOf(before, "DELETE FROM u WHERE id NOT IN (SELECT u FROM t);"), [
    "u 4 to 3 by direct, alone  at DELETE FROM u",
  ]);
});
