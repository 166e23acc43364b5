import assert from "node:assert/strict";
import fc from "npm:fast-check@4.10.2";
import { objectsOf } from "../../schema/snapshot.ts";
import { ddlHints, loadDdl } from "./load_ddl.ts";

const USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);";

function files(...texts: readonly string[]) {
  return texts.map((text, index) => ({ name: `${index + 1}.sql`, text }));
}

async function loaded(...texts: readonly string[]) {
  const schema = await loadDdl(files(...texts));
  assert(schema.ok, JSON.stringify(schema.diagnostics));
  return schema.value;
}

/** The diagnostics for texts that are not a valid schema. */
async function refusals(...texts: readonly string[]): Promise<[code: string, place: string][]> {
  return refusalsOf(await loadDdl(files(...texts)));
}

function refusalsOf(schema: Awaited<ReturnType<typeof loadDdl>>): [code: string, place: string][] {
  assert(!schema.ok, "it was loaded");
  return schema.diagnostics.map(({ code, span }) => [
    code,
    span!.source.text.slice(span!.startOffset, span!.endOffset),
  ]);
}

Deno.test("loadDdl() returns the schema that the statements create, without rows and other effects", async () => {
  const { snapshot } = await loaded(`${USERS}
    INSERT INTO users VALUES (1, 'a');
    ALTER TABLE users ADD COLUMN bio TEXT;
    CREATE TEMP TABLE scratch (x);
    CREATE TABLE gone (x); DROP TABLE gone;`);
  assert.deepEqual(objectsOf(snapshot).map(({ name }) => name), ["users"]);
  assert.deepEqual(snapshot.tables[0]?.columns.map(({ name }) => name), ["id", "name", "bio"]);
  assert.deepEqual(objectsOf((await loaded()).snapshot), []);
});

Deno.test("loadDdl() accepts files, and the statements of one, in any order", async () => {
  const texts = [
    "CREATE TRIGGER t INSTEAD OF INSERT ON names BEGIN SELECT 1; END;",
    "CREATE INDEX users_name ON users (name);",
    "CREATE VIEW names AS SELECT name FROM users;",
    USERS,
  ];
  const { snapshot } = await loaded(...texts);
  assert.deepEqual((await loaded(...texts.toReversed())).snapshot, snapshot);
  assert.deepEqual((await loaded(texts.join("\n"))).snapshot, snapshot);
  const rows = "INSERT INTO users VALUES (1, 'a'); ALTER TABLE users ADD COLUMN bio TEXT;";
  const mixed = await loaded(rows + texts.join("\n"));
  assert.deepEqual(objectsOf(mixed.snapshot).map(({ name }) => name), [
    "users",
    "users_name",
    "names",
    "t",
  ]);
});

Deno.test("loadDdl() moves whatever writes rows after the table that is created below", async () => {
  for (
    const sql of [
      "UPDATE OR IGNORE users SET name = 'a'",
      "WITH a AS (SELECT 1) INSERT INTO users SELECT *, 'a' FROM a",
      "WITH a AS (SELECT 1) DELETE FROM main.users WHERE id IN a",
    ]
  ) {
    const { snapshot } = await loaded(`${sql}; ${USERS}`);
    assert.deepEqual(objectsOf(snapshot).map(({ name }) => name), ["users"]);
  }
});

Deno.test("loadDdl() reports everything that is refused, and every view that does not compile", async () => {
  assert.deepEqual(await refusals(`${USERS} ATTACH 'x' AS x;`, "VACUUM INTO 'x';"), [
    ["shadow/refused", "ATTACH"],
    ["shadow/refused", "INTO"],
  ]);
  assert.deepEqual(await refusals("SELECT 'a", USERS, "SELECT `b"), [
    ["sql/unterminated", "'"],
    ["sql/unterminated", "`"],
  ]);
  const index = await loadDdl(files(`${USERS} CREATE INDEX i ON users ("nmae")`), [], {
    target: "sqlite",
  });
  assert.deepEqual(refusalsOf(index), [["schema/broken-object", '"nmae"']]);
  const views = `${USERS} CREATE VIEW a AS SELECT nmae FROM users;
    CREATE VIEW IF NOT EXISTS "b" AS SELECT * FROM elsewhere;
    CREATE TRIGGER users AFTER INSERT ON users BEGIN SELECT label FROM users; END;`;
  assert.deepEqual(await refusals(views), [
    ["schema/broken-object", "nmae"],
    ["schema/broken-object", "elsewhere"],
    ["schema/broken-object", "label"],
  ]);
});

Deno.test("loadDdl() reports every statement that is refused, but nothing that only follows from it", async () => {
  const schema = `CREATE TABEL tags (id INTEGER PRIMARY KEY);
    CREATE INDEX tags_id ON tags (id);
    CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT NOT NUL);
    CREATE VIEW titles AS SELECT title FROM posts;
    CREATE VIEW long_titles AS SELECT title FROM titles WHERE length(title) > 9;
    CREATE INDEX users_name ON user (name);
    CREATE VIEW names AS SELECT nmae FROM users;
    CREATE TABLE users (id INTEGER);`;
  assert.deepEqual(await refusals(USERS, schema), [
    ["shadow/refused", "TABEL"],
    ["replay/statement-failed", "NUL"],
    ["replay/statement-failed", "user"],
    ["schema/broken-object", "nmae"],
    ["replay/statement-failed", "users"],
  ]);
  const dependent = `${USERS} INSERT INTO user VALUES (1); CREATE INDEX i ON users (nmae);`;
  assert.deepEqual(await refusals(dependent), [["replay/statement-failed", "user"]]);
});

Deno.test("loadDdl() has a hint for a view or trigger that does not compile", async () => {
  const broken = await loadDdl(files(
    `${USERS} CREATE VIEW a AS SELECT * FROM b; CREATE VIEW b AS SELECT * FROM a;
    CREATE VIEW c AS SELECT * FROM elsewhere;
    CREATE TRIGGER d AFTER DELETE ON users BEGIN INSERT INTO users VALUES (1); END;`,
  ));
  assert.deepEqual([...new Set(broken.diagnostics.map(({ hint }) => hint))], [
    "Let one of the views read from something else",
    "Create what it reads from in the same schema, or drop it",
    "Name the columns that it gives values to: (a, b)",
  ]);
});

Deno.test("loadDdl() and ddlHints() read rename hints from comments", async () => {
  const text =
    "-- @renamed from=people\nCREATE TABLE users (\n  label TEXT -- @renamed from=name\n);";
  const { hints } = await loaded(text, "CREATE TABLE other (x);");
  assert.deepEqual(hints.map(({ kind, before, after }) => [kind, before, after]), [
    ["table", "people", "users"],
    ["column", "name", "label"],
  ]);
  assert.deepEqual(ddlHints(files(text, USERS)), hints);
  assert.deepEqual(ddlHints(files("-- @renamed from=a\nCREATE TABLE 'b (x);")), []);
});

/** Statements that may be in a schema, some of them with the same name. */
const POOL = [
  "CREATE TABLE posts (id INTEGER PRIMARY KEY, author REFERENCES users (id));",
  "CREATE INDEX users_name ON users (name);",
  "CREATE INDEX posts_author ON posts (author);",
  "CREATE VIEW names AS SELECT name FROM users;",
  "CREATE VIEW IF NOT EXISTS all_names AS SELECT * FROM names;",
  "CREATE VIEW pairs AS SELECT * FROM posts JOIN names;",
  "CREATE TRIGGER kept AFTER DELETE ON users BEGIN DELETE FROM posts; END;",
  "CREATE TRIGGER seen INSTEAD OF INSERT ON names BEGIN SELECT * FROM all_names; END;",
  "CREATE VIRTUAL TABLE search USING fts5(title);",
  "ALTER TABLE users ADD COLUMN age INTEGER;",
  "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, bio TEXT);",
  "create table if not exists users (id INTEGER PRIMARY KEY, name TEXT);",
];

Deno.test("loadDdl() returns the same schema, or the same failure, whatever is known before", async () => {
  const [before, after] = [fc.subarray(POOL.slice(0, -3)), fc.shuffledSubarray(POOL)];
  const pairs = fc.sample(fc.tuple(before, after, fc.integer({ min: 1, max: 3 })), {
    seed: 20261122,
    numRuns: 400,
  });
  const outcomes = { same: 0, failed: 0 };
  for (const [known, others, shape] of pairs) {
    const history = await loadDdl(files([USERS, ...known].join("\n")));
    if (!history.ok) continue;
    const all = [...new Set([USERS, ...known, ...others.slice(0, shape)])];
    const texts = shape === 1 ? all : [all.join("\n")];
    const plain = await loadDdl(files(...texts));
    const quick = await loadDdl(files(...texts), objectsOf(history.value.snapshot));
    assert.deepEqual(quick, plain, texts.join("\n"));
    outcomes[plain.ok ? "same" : "failed"]++;
  }
  assert(outcomes.same > 20 && outcomes.failed > 20, JSON.stringify(outcomes));
});

Deno.test("loadDdl() skips SQLite's internal objects in the output of its shell", async () => {
  const { snapshot } = await loaded(`
    CREATE TABLE users(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT);
    CREATE TABLE sqlite_sequence(name,seq);
    CREATE VIEW v(x,y) AS SELECT id,name FROM users
    /* v(x,y) */;
    CREATE VIRTUAL TABLE docs USING fts5(body)
    /* docs(body) */;
    CREATE TABLE IF NOT EXISTS 'docs_data'(id INTEGER PRIMARY KEY, block BLOB);
    CREATE TABLE IF NOT EXISTS 'docs_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
    CREATE INDEX un ON users(name);
    CREATE TABLE sqlite_stat1(tbl,idx,stat);
    INSERT INTO sqlite_stat1 VALUES('users','un','1 1');
    DELETE FROM sqlite_sequence;
    INSERT INTO sqlite_sequence VALUES('users',7);`);
  assert.deepEqual(objectsOf(snapshot).map(({ name }) => name), ["users", "docs", "un", "v"]);
});

Deno.test("loadDdl() leaves out the history tables of tools", async () => {
  const { snapshot } = await loaded(`${USERS}
    CREATE TABLE IF NOT EXISTS "schema_migrations" (version varchar(128) primary key);
    CREATE TABLE gorp_migrations (id TEXT PRIMARY KEY, applied_at datetime);
    CREATE INDEX applied ON gorp_migrations (applied_at);
    INSERT INTO "schema_migrations" (version) VALUES ('20200101000000');`);
  assert.deepEqual(objectsOf(snapshot).map(({ name }) => name), ["users"]);
});

Deno.test("loadDdl() refuses on libSQL what no migration could read there: an index whose rowid is a rank", async () => {
  const index =
    "CREATE VIRTUAL TABLE found USING fts5(name, content='users', content_rowid='rank');";
  const users = USERS.replace("id", "rank");
  assert.deepEqual(await refusals(users, index), [["shadow/refused", "CREATE"]]);
  await loaded(users.replace("rank", "id"), index.replace("rank", "id"));
});
