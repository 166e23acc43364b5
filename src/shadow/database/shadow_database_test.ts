import assert from "node:assert/strict";
import { objectsOf } from "../../schema/snapshot.ts";
import { ShadowDatabase } from "./shadow_database.ts";

const USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);";

function migrations(...texts: readonly string[]) {
  return {
    migrations: texts.map((text, index) => {
      const version = String(index + 1);
      return { id: version, version, name: "", source: { name: `${version}.sql`, text } };
    }),
  };
}

Deno.test("a shadow is empty at first, and then contains what was run on it", async () => {
  await using shadow = await ShadowDatabase.open();
  assert.deepEqual(objectsOf(shadow.introspect()), []);
  assert((shadow.applyScript({ name: "x.sql", text: USERS })).ok);
  assert((shadow.applyMigrations(migrations("DROP TABLE users;", "CREATE TABLE t (x);"))).ok);
  assert.deepEqual(objectsOf(shadow.introspect()).map(({ name }) => name), ["t"]);
});

Deno.test("a shadow stops at the first statement that is refused, and keeps what ran before", async () => {
  await using shadow = await ShadowDatabase.open();
  const text = "CREATE TABLE a (x); CREATE TABLE a (x); CREATE TABLE b (x);";
  const ran = shadow.applyScript({ name: "x.sql", text });
  assert(!ran.ok);
  assert.deepEqual([ran.reason, ran.diagnostics.map(({ code }) => code)], [
    "unfinished",
    ["replay/statement-failed"],
  ]);
  assert.deepEqual(shadow.introspect().tables.map(({ name }) => name), ["a"]);
});

Deno.test("a shadow runs nothing of a script that the guard refuses in part", async () => {
  await using shadow = await ShadowDatabase.open();
  const text = `${USERS} ATTACH 'x' AS x; SELECT writefile('x', 'y');`;
  const ran = shadow.applyScript({ name: "x.sql", text });
  assert.deepEqual(ran.diagnostics.map(({ code }) => code), ["shadow/refused", "shadow/refused"]);
  assert.deepEqual(objectsOf(shadow.introspect()), []);
});

Deno.test("pragmas set by a file end with it", async () => {
  await using shadow = await ShadowDatabase.open();
  const keys = () => shadow.query("PRAGMA foreign_keys")[0]?.[0];
  assert.equal(keys(), 1);
  const child = `${USERS} CREATE TABLE posts (author REFERENCES users);
    PRAGMA foreign_keys = OFF; INSERT INTO posts VALUES (7);`;
  assert((shadow.applyMigrations(migrations(child))).ok);
  assert.equal(keys(), 0);
  const ran = shadow.applyMigrations(migrations("INSERT INTO posts VALUES (8);"));
  assert.match(ran.diagnostics[0]?.message ?? "", /FOREIGN KEY constraint failed$/);
  assert.equal(keys(), 1);
  await using without = await ShadowDatabase.open({ foreignKeys: false });
  assert.equal(without.query("PRAGMA foreign_keys")[0]?.[0], 0);
});

Deno.test("a shadow reports the tables in which statements left rows", async () => {
  await using shadow = await ShadowDatabase.open();
  assert((shadow.applyScript({ name: "x.sql", text: `${USERS} DELETE FROM users;` })).ok);
  const { tables } = shadow.introspect();
  assert.deepEqual(shadow.filledTables(tables), []);
  const text = "INSERT INTO users (name) VALUES ('a')";
  assert((shadow.applyScript({ name: "x.sql", text })).ok);
  assert.deepEqual(shadow.filledTables(tables), ["users"]);
  assert.deepEqual(shadow.filledTables([]), []);
});

Deno.test("internal SQL that is refused is a bug, unless it was only an attempt", async () => {
  await using shadow = await ShadowDatabase.open();
  assert.throws(() => shadow.execute("DROP TABLE users"), /no such table: users in: DROP TABLE/);
  assert.equal(shadow.attempt("DROP TABLE users"), "no such table: users");
  assert.equal(shadow.attempt(USERS), undefined);
  assert.equal(shadow.compile("SELECT label FROM users"), "no such column: label");
  assert.deepEqual(shadow.query("SELECT ? + 1, 'a', NULL", 1), [[2, "a", null]]);
});

Deno.test("internal SQL passes the guard, since some of it comes from a cache", async () => {
  await using shadow = await ShadowDatabase.open();
  const sql = `${USERS} SELECT writefile('evil', 'x')`;
  assert.throws(() => shadow.execute(sql), /Cannot call writefile\(\) in the in-memory database/);
  assert.match(shadow.attempt(sql) ?? "", /^Cannot call writefile\(\) in the in-memory database/);
  const { views } = shadow.introspect();
  const view = { kind: "view", name: "v", definition: "", sql: "ATTACH 'evil' AS v" } as const;
  assert.throws(() => shadow.restore([...views, view]), /Cannot run ATTACH/);
  assert.deepEqual(objectsOf(shadow.introspect()), []);
});

Deno.test("objects can be restored unchanged from their snapshot", async () => {
  await using shadow = await ShadowDatabase.open();
  const text = `${USERS} CREATE VIEW z AS SELECT * FROM a; CREATE VIEW a AS SELECT name FROM users;
    CREATE TRIGGER users AFTER DELETE ON users BEGIN SELECT 1; END;
    CREATE UNIQUE INDEX i ON users (name); CREATE VIRTUAL TABLE search USING fts5(name);`;
  assert((shadow.applyScript({ name: "x.sql", text })).ok);
  const snapshot = shadow.introspect();
  await using other = await ShadowDatabase.open();
  other.restore(objectsOf(snapshot));
  assert.deepEqual(other.introspect(), snapshot);
});

Deno.test("a join of many tables may run, however expensive it looks", async () => {
  await using shadow = await ShadowDatabase.open();
  const text = `${USERS} INSERT INTO users SELECT NULL, a.name FROM users a, users b, users c;
    WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 9)
    INSERT INTO users (id) SELECT x FROM n;`;
  assert((shadow.applyScript({ name: "x.sql", text })).ok);
  assert.deepEqual(shadow.query("SELECT count(*) FROM users"), [[9]]);
});

Deno.test("a shadow of the runtime's SQLite accepts the same SQL, and answers the same", async () => {
  const text = `CREATE TABLE t (id INTEGER PRIMARY KEY, kind TEXT CHECK (kind IN ("a", "b")));
    VACUUM; INSERT INTO t (kind) VALUES ("a"); CREATE INDEX i ON t (floor(id));
    CREATE TABLE n AS WITH n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 3) SELECT x FROM n;`;
  const source = { name: "x.sql", text };
  await using shadow = await ShadowDatabase.open({ engine: "sqlite" });
  assert.deepEqual(shadow.applyScript(source), {
    ok: true,
    value: undefined,
    diagnostics: [],
  });
  assert.deepEqual(shadow.filledTables(shadow.introspect().tables), ["n", "t"]);
  await using other = await ShadowDatabase.open();
  const refused = other.applyScript(source);
  assert.match(
    refused.diagnostics[0]?.message ?? "",
    /^Cannot run statement 1 of x.sql: no such column/,
  );
});

Deno.test("a shadow tells double-quoted strings from names, as SQLite itself does", async () => {
  await using shadow = await ShadowDatabase.open({ engine: "sqlite" });
  const text =
    `CREATE TABLE t ("id" INTEGER PRIMARY KEY, "kind" TEXT CHECK ("kind" IN ("a", "it's")));
    CREATE INDEX i ON t ("kind") WHERE "kind" = "b";
    CREATE VIEW v AS SELECT "kind", "c" AS "d" FROM "t";`;
  assert((shadow.applyScript({ name: "x.sql", text })).ok);
  const { tables: [table], indexes: [index], views: [view] } = shadow.introspect();
  assert.deepEqual(table?.constraints.map((it) => it.kind === "check" ? it.expression : it), [
    "kind in ('a', 'it''s')",
  ]);
  assert.equal(index?.where, "kind = 'b'");
  assert.equal(view?.sql, `CREATE VIEW v AS SELECT "kind", 'c' AS "d" FROM "t"`);
});

Deno.test("a refused statement leaves nothing behind, even if its file turns the journal off", async () => {
  for (const engine of ["libsql", "sqlite"] as const) {
    await using shadow = await ShadowDatabase.open({ engine });
    const applied = shadow.applyScript({
      name: "1.sql",
      text:
        `CREATE TABLE t (a); PRAGMA main."journal_mode" = OFF; ALTER TABLE t ADD COLUMN c AS (rowid);`,
    });
    assert(!applied.ok);
    assert.match(applied.diagnostics[0]!.message, /no such column/);
    assert.equal(shadow.introspect().tables[0]?.columns.length, 1);
  }
});

Deno.test.each(["sqlite", "libsql"] as const)(
  "runTrusted() on %s creates what stands behind a virtual table of the application",
  async (engine) => {
    await using shadow = await ShadowDatabase.open({ engine, declared: { modules: ["vec0"] } });
    const texts = ["CREATE VIRTUAL TABLE v USING vec0(a)", "CREATE TABLE b (x)"];
    assert.equal(shadow.runTrusted(texts), undefined);
    assert.equal(
      shadow.runTrusted(["CREATE TABLE c (x)", texts[0]!.replace(" v ", " w ")]),
      undefined,
    );
    assert.deepEqual(shadow.objectTexts().map(([, name]) => name), ["v", "b", "c", "w"]);
  },
);

Deno.test.each(["sqlite", "libsql"] as const)(
  "messages of %s say what the application registers, not what stands in for it",
  async (engine) => {
    const declared = { functions: { is_valid: {} } };
    await using shadow = await ShadowDatabase.open({ engine, declared });
    shadow.execute("CREATE TABLE t (a CHECK (is_valid(a) AND a > 1))");
    assert.equal(
      shadow.attempt("INSERT INTO t VALUES (1)"),
      "CHECK constraint failed: is_valid(a) AND a > 1",
    );
  },
);

Deno.test("introspect() reads a table that a temporary view of its name hides", async () => {
  for (const engine of ["libsql", "sqlite"] as const) {
    await using shadow = await ShadowDatabase.open({ engine });
    shadow.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL)");
    const before = shadow.introspect();
    shadow.execute("CREATE TEMP VIEW t AS SELECT * FROM missing");
    assert.deepEqual(shadow.introspect(), before, engine);
  }
});

Deno.test("a trigger or view that orders a search index by its rank can be dropped", async () => {
  await using shadow = await ShadowDatabase.open();
  const text = `CREATE VIRTUAL TABLE f USING fts5(a); CREATE TABLE t (a);
    CREATE VIEW v AS SELECT a FROM f, missing ORDER BY rank;
    CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT a FROM f, missing ORDER BY rank; END;
    DROP TRIGGER r; DROP VIEW v;`;
  assert.deepEqual(shadow.applyScript({ name: "x.sql", text }).diagnostics, []);
});
