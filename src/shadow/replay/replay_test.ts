import { ownValues } from "../../schema/content.ts";
import assert from "node:assert/strict";
import type { Migration } from "../../migrations/directory.ts";
import { RUNNERS } from "../../migrations/runners/list.ts";
import { canContinue, isWhole, replay } from "./replay.ts";

/** Migrations with these texts, named `0001.sql` and so on. */
function history(...texts: readonly string[]): Migration[] {
  return texts.map((text, index) => {
    const version = String(index + 1).padStart(4, "0");
    return { id: version, version, name: "", source: { name: `${version}.sql`, text } };
  });
}

const USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);";

async function replayed(...texts: readonly string[]) {
  const result = await replay(history(...texts));
  assert(result.ok, JSON.stringify(result.diagnostics));
  return { ...result.value, diagnostics: result.diagnostics };
}

Deno.test("replay() returns the schema after all migrations", async () => {
  const { snapshot, filled } = await replayed(
    USERS,
    "ALTER TABLE users RENAME TO people;",
    "CREATE INDEX people_name ON people (name);",
  );
  assert.deepEqual(snapshot.tables.map(({ name }) => name), ["people"]);
  assert.deepEqual(snapshot.indexes.map(({ name, table }) => [name, table]), [
    ["people_name", "people"],
  ]);
  assert.deepEqual(filled, []);
  assert.deepEqual((await replayed()).snapshot.tables, []);
});

Deno.test("replay() says once that a history is written for PostgreSQL", async () => {
  const foreign = [
    "CREATE EXTENSION citext;\nCREATE TYPE mood AS ENUM ('sad', 'ok');\nCREATE TABLE t (m mood);",
    "GRANT ALL ON t TO public;\nCREATE SEQUENCE s;",
  ];
  const all = await replay(history(...foreign));
  assert.deepEqual(
    all.diagnostics.map(({ code, notes, span }) => [code, notes, span?.source.name]),
    [[
      "migrations/another-database",
      ["SQLite refuses 4 statements, such as CREATE EXTENSION, CREATE TYPE, CREATE SEQUENCE"],
      "0001.sql",
    ]],
  );
  const one = await replay(history(USERS, "CREATE EXTENSION citext;"));
  assert.deepEqual(one.diagnostics.map(({ code }) => code), ["shadow/refused"]);
});

Deno.test("replay() reports progress statement by statement", async () => {
  const words: string[] = [];
  const progress = (it: string) => void words.push(it);
  const rows = "INSERT INTO users (name) VALUES ('a');";
  await replay(history(`${USERS} ${rows}`, "-- nothing", rows), undefined, { progress });
  assert.deepEqual(words, [1, 1, 3].map((place) => `Replaying ${place} of 3 migrations`));
});

Deno.test("replay() continues from a snapshot as if it had run what led there", async () => {
  const texts = [
    `${USERS} CREATE TABLE posts (id INTEGER PRIMARY KEY, author REFERENCES users);`,
    "CREATE VIEW names AS SELECT name FROM users; CREATE TABLE other (x);",
    "ALTER TABLE users RENAME COLUMN name TO label;",
    "CREATE TRIGGER t AFTER INSERT ON posts BEGIN DELETE FROM other; END;",
    "ALTER TABLE users RENAME TO people; DROP TABLE other;",
  ];
  const whole = await replayed(...texts.slice(0, 4));
  for (let count = 0; count < 4; count++) {
    const start = await replayed(...texts.slice(0, count));
    const rest = await replay(history(...texts).slice(count, 4), start);
    assert(rest.ok);
    assert.deepEqual(rest.value.snapshot, whole.snapshot, `from ${count}`);
  }
});

Deno.test("canContinue() is false if continuing without rows would have another result", async () => {
  const canAdd = async (text: string, ...texts: readonly string[]) => {
    const { rows: _, ...from } = await replayed(...texts);
    return canContinue(history(text), from);
  };
  const unique = "CREATE UNIQUE INDEX users_name ON users (name);";
  const filling = "INSERT INTO users VALUES (1, 'a'), (2, 'a');";
  assert.equal(await canAdd(unique, USERS), true);
  assert.equal(await canAdd(unique, USERS, filling), false);
  assert.equal(await canAdd(unique, USERS, `${filling} DELETE FROM users;`), true);
  assert.equal(await canAdd("CREATE TABLE posts (id);", USERS, filling), true);
  const broken = "CREATE VIEW v AS SELECT * FROM nowhere;";
  assert.equal(await canAdd("CREATE TABLE posts (id);", USERS, broken), false);
  assert.equal(await canAdd("SELECT 'x", USERS), false);
});

Deno.test("replay() continues with the rows, rowids, counters and order of what it continues", async () => {
  const texts = [
    `${USERS} CREATE TABLE logs (id INTEGER PRIMARY KEY AUTOINCREMENT, text);
      CREATE VIEW z_names AS SELECT name FROM users; CREATE VIEW names AS SELECT name FROM users;
      CREATE TABLE plain (a); INSERT INTO plain (rowid, a) VALUES (7, 'x'), (3, 'y');
      INSERT INTO logs (text) VALUES ('gone'); DELETE FROM logs;
      INSERT INTO users VALUES (1, 'a,''b'), (2, NULL);`,
    `INSERT INTO logs (text) SELECT a || rowid FROM plain;
      INSERT INTO plain SELECT name FROM users;`,
  ];
  for (const last of ["SELECT 1;", "ALTER TABLE users DROP COLUMN name;", "DROP TABLE postz;"]) {
    const whole = await replay(history(...texts, last));
    const first = await replayed(texts[0]!);
    assert(isWhole(first));
    const all = history(...texts, last);
    const continued = await replay(all.slice(1), first, { earlier: all.slice(0, 1) });
    assert.deepEqual(continued.ok, whole.ok);
    assert.deepEqual(continued.diagnostics, whole.diagnostics);
    if (continued.ok && whole.ok) assert.deepEqual(continued.value, whole.value);
  }
});

Deno.test("replay() keeps values that have no literal of their own", async () => {
  const texts = [
    `CREATE TABLE t (a, b TEXT); INSERT INTO t VALUES (9e999, 'Inf'), (-9e999, char(0, 233)), (x'00', char(65279) || 'a,''b');`,
    "CREATE TABLE u (a); INSERT INTO u SELECT a FROM t;",
    "CREATE TABLE v (a CHECK (a IS NULL)); INSERT INTO v SELECT 1 FROM t WHERE a = 9e999;",
  ];
  for (const target of ["libsql", "sqlite"] as const) {
    const first = await replay(history(...texts.slice(0, 1)), undefined, { target });
    assert(first.ok && isWhole(first.value));
    assert.deepEqual(first.value.rows?.get("t")?.rows.map((row) => row[1]), [
      "9e999",
      "-9e999",
      "X'00'",
    ]);
    const second = await replay(history(...texts.slice(1, 2)), first.value, { target });
    assert(second.ok, JSON.stringify(second.diagnostics));
    const all = await replay(history(...texts.slice(0, 2)), undefined, { target });
    assert.deepEqual(second.value.rows, all.ok && all.value.rows);
    const stopped = await replay(history(...texts.slice(2)), second.value, { target });
    assert.match(stopped.diagnostics[0]!.message, /CHECK constraint failed/);
  }
});

Deno.test("isWhole() is false after what continuing cannot restore", async () => {
  const filled = "CREATE TABLE t (a CHECK (a > 0)); CREATE INDEX i ON t (a);";
  const pairs = [
    [`${filled} INSERT INTO t VALUES (1); ANALYZE;`, "DROP TABLE sqlite_stat1;"],
    [
      `${filled} PRAGMA ignore_check_constraints = ON; INSERT INTO t VALUES (-1);`,
      "UPDATE t SET a = 1;",
    ],
    ["CREATE TEMP TABLE t (a);", "DROP TABLE t;"],
    [
      "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT); DROP TABLE t;",
      "DELETE FROM sqlite_sequence;",
    ],
    ["CREATE VIRTUAL TABLE t USING fts5(a); INSERT INTO t VALUES ('x');", "DELETE FROM t;"],
  ] as const;
  for (const target of ["libsql", "sqlite"] as const) {
    for (const texts of pairs) {
      const first = await replay(history(texts[0]), undefined, { target });
      assert(first.ok && !isWhole(first.value), texts[0]);
      const whole = await replay(history(...texts), undefined, { target });
      assert(whole.ok, JSON.stringify(whole.diagnostics));
    }
  }
});

Deno.test("replay() remembers which tables hold rows, including those it continues from", async () => {
  const first = await replayed(USERS, "INSERT INTO users VALUES (1, 'a');");
  const next = await replay(history("CREATE TABLE a (x); INSERT INTO a VALUES (1);"), first);
  assert(next.ok);
  assert.deepEqual(next.value.filled, ["a", "users"]);
});

Deno.test("replay() warns of views and triggers that do not compile, at the last CREATE", async () => {
  const { diagnostics, isBroken } = await replayed(
    `${USERS} CREATE VIEW names AS SELECT name FROM users;`,
    "DROP VIEW names;\nCREATE VIEW names AS SELECT label FROM users;",
    "CREATE TRIGGER t AFTER INSERT ON users BEGIN INSERT INTO log VALUES (1); END;",
  );
  assert.equal(isBroken, true);
  assert.deepEqual(
    diagnostics.map(({ severity, message, span }) => [
      severity,
      message,
      span!.source.name,
      span!.source.text.slice(span!.startOffset, span!.endOffset),
    ]),
    [
      ["warning", 'Cannot compile view "names": no such column "label"', "0002.sql", "label"],
      ["warning", 'Cannot compile trigger "t": no such table "log"', "0003.sql", "log"],
    ],
  );
});

Deno.test("replay() reports everything that is refused before it runs anything", async () => {
  const refused = await replay(history("ATTACH 'x' AS x;", USERS, "SELECT readfile('x');"));
  assert(!refused.ok);
  assert.deepEqual([refused.reason, refused.diagnostics.map(({ span }) => span?.source.name)], [
    "unfinished",
    ["0001.sql", "0003.sql"],
  ]);
  const unread = await replay(history("SELECT 'x", USERS, 'SELECT "x'));
  assert.deepEqual(unread.diagnostics.map(({ code }) => code), [
    "sql/unterminated",
    "sql/unterminated",
  ]);
});

/** The result of a history that one runner runs, on either engine: its tables, or the diagnostics. */
async function runBy(name: string, ...texts: readonly string[]): Promise<string> {
  const runners = RUNNERS.filter((runner) => runner.name === name);
  const [libsql, sqlite] = await Promise.all(
    (["libsql", "sqlite"] as const).map(async (target) => {
      const result = await replay(history(...texts), undefined, { target, runners });
      return result.ok
        ? result.value.snapshot.tables.map((table) => table.name).join()
        : result.diagnostics[0]!.message;
    }),
  );
  assert.equal(libsql, sqlite);
  return libsql!;
}

const CHILD = `CREATE TABLE p (id INTEGER PRIMARY KEY);
  CREATE TABLE c (p REFERENCES p DEFERRABLE INITIALLY DEFERRED);`;
const ORPHAN = "INSERT INTO c VALUES (7); CREATE TABLE t (x);";

Deno.test("replay() sets foreign keys as the runner does, and commits when it does", async () => {
  assert.equal(await runBy("goose", CHILD, ORPHAN), "c,p,t");
  assert.equal(
    await runBy("sqlx", CHILD, ORPHAN),
    "Cannot run statement 2 of 0002.sql: FOREIGN KEY constraint failed",
  );
  assert.equal(await runBy("sqlx", CHILD, `${ORPHAN} DELETE FROM c;`), "c,p,t");
  assert.equal(
    await runBy("prisma", CHILD, `${ORPHAN} DELETE FROM c;`),
    "Cannot run statement 1 of 0002.sql: FOREIGN KEY constraint failed",
  );
});

Deno.test("replay() runs a history that needs its runner without the transaction", async () => {
  const off = `PRAGMA foreign_keys = OFF; ${ORPHAN}`;
  assert.equal(await runBy("prisma", CHILD, off), "c,p,t");
  // A runner that opens a transaction may have an option against it, which is not in the folder.
  assert.equal(await runBy("sqlx", CHILD, off), "c,p,t");
});

Deno.test("replay() runs BEGIN and COMMIT of files as the runner does", async () => {
  const own = "BEGIN TRANSACTION; CREATE TABLE t (x); COMMIT;";
  assert.equal(await runBy("wrangler", own), "t");
  assert.equal(await runBy("prisma", own), "t");
  assert.equal(await runBy("sqlx", "COMMIT; BEGIN; CREATE TABLE t (x);", "COMMIT;"), "t");
  assert.equal(
    await runBy("prisma", "COMMIT; CREATE TABLE t (x);"),
    "Cannot run statement 1 of 0001.sql: cannot commit - no transaction is active",
  );
});

Deno.test("replay() suggests a baseline for a table that no migration creates", async () => {
  const { diagnostics } = await replay(history("UPDATE manga SET title = trim(title);"));
  assert.match(diagnostics[0]?.hint ?? "", /start from one of them: penumbra init --from app\.db$/);
});

Deno.test("replay() creates the table of a runner only if a history relies on it", async () => {
  assert.equal(await runBy("wrangler", "DELETE FROM d1_migrations; CREATE TABLE t (x);"), "t");
  assert.equal(
    await runBy("dbmate", "CREATE TABLE schema_migrations (version); CREATE TABLE t (x);"),
    "schema_migrations,t",
  );
  assert.equal(
    await runBy("sqlx", "DELETE FROM d1_migrations;"),
    'Cannot run statement 1 of 0001.sql: no such table "d1_migrations"',
  );
  assert.equal(await runBy("shell", "DELETE FROM d1_migrations; CREATE TABLE t (x);"), "t");
  const withed = "WITH a AS (SELECT 1) INSERT INTO main.d1_migrations SELECT * FROM a;";
  assert.equal(await runBy("shell", `${withed} CREATE TABLE t (x);`), "t");
  const keyed = "CREATE TABLE m (version TEXT PRIMARY KEY); INSERT INTO m SELECT version FROM " +
    "migrations; DROP TABLE migrations; ALTER TABLE m RENAME TO migrations; CREATE TABLE t (x);";
  assert.equal(await runBy("maragudk-migrate", keyed), "t");
});

Deno.test("replay() finds the rows of a table that a temporary view hides", async () => {
  for (const target of ["sqlite", "libsql"] as const) {
    const migrations = history("CREATE TABLE t (a);", "INSERT INTO t VALUES (1);");
    const hidden = history(
      "CREATE TABLE t (a); INSERT INTO t VALUES (1);",
      "CREATE TEMP VIEW t AS SELECT nowhere FROM t;",
    );
    for (const list of [migrations, hidden]) {
      const result = await replay(list, undefined, { target, keepsRows: true });
      assert(result.ok, JSON.stringify(result));
      assert.deepEqual(result.value.filled, ["t"]);
      assert.deepEqual(ownValues(result.value.rows!.get("t")!).rows, [["1"]]);
    }
  }
});

Deno.test("replay() warns of an index over a column that does not exist: SQLite indexes its name", async () => {
  const migrations = history(
    USERS,
    'CREATE UNIQUE INDEX by_name ON users (id, "nmae");',
    USERS.replace("users", "u"),
  );
  const result = await replay(migrations, undefined, { target: "sqlite" });
  assert(result.ok && result.value.isBroken);
  assert.deepEqual(
    result.diagnostics.map(({ code, message, span }) => [code, message, span?.source.name]),
    [["replay/broken-object", 'Cannot compile index "by_name": no such column "nmae"', "0002.sql"]],
  );
});
