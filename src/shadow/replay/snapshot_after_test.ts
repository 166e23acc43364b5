import assert from "node:assert/strict";
import fc from "npm:fast-check@4.10.2";
import { statementsOf } from "../../../tests/support/statements.ts";
import { EMPTY_SNAPSHOT, objectsOf, type SchemaSnapshot } from "../../schema/snapshot.ts";
import { readStatements } from "../../sql/read_statements.ts";
import { snapshotAfter, snapshotInWindows } from "./snapshot_after.ts";

async function after(base: SchemaSnapshot, text: string) {
  const result = await snapshotAfter(base, statementsOf(text));
  assert(result.ok, JSON.stringify(result.diagnostics));
  return result.value;
}

const BASE = `
  CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
  CREATE TABLE posts (id INTEGER PRIMARY KEY, author REFERENCES users (id), title TEXT);
  CREATE TABLE logs (text TEXT);
  CREATE INDEX posts_author ON posts (author);
  CREATE VIEW titles AS SELECT title, name FROM posts JOIN users ON users.id = author;
  CREATE VIEW short_titles AS SELECT substr(title, 1, 9) AS title FROM titles;
  CREATE TRIGGER logged AFTER INSERT ON posts BEGIN INSERT INTO logs VALUES (new.title); END;
  CREATE VIRTUAL TABLE search USING fts5(title);
`;

Deno.test("snapshotAfter() keeps the very objects that statements cannot change", async () => {
  const { snapshot: base } = await after(EMPTY_SNAPSHOT, BASE);
  const { snapshot } = await after(base, "CREATE TABLE tags (post REFERENCES posts);");
  assert.equal(objectsOf(snapshot).length, objectsOf(base).length + 1);
  assert.equal(snapshot.tables.find(({ name }) => name === "logs"), base.tables[0]);
  assert.equal((await after(base, "-- Nothing")).snapshot, base);
});

Deno.test("snapshotAfter() reports what no longer compiles, and which tables have rows", async () => {
  const { snapshot: base } = await after(EMPTY_SNAPSHOT, BASE);
  const { broken, filled: none } = await after(base, "DROP TABLE logs;");
  assert.deepEqual([broken.map(({ object }) => object.name), none], [["logged"], []]);
  const filled = await after(base, "INSERT INTO logs VALUES ('a');");
  assert.deepEqual([filled.broken, filled.filled], [[], ["logs"]]);
});

/** Statements that may or may not run in sequence. */
const POOL = [
  "ALTER TABLE users RENAME TO people;",
  "ALTER TABLE users RENAME COLUMN name TO label;",
  "ALTER TABLE posts RENAME COLUMN title TO heading;",
  "ALTER TABLE posts DROP COLUMN author;",
  "ALTER TABLE posts ADD COLUMN body TEXT;",
  "DROP VIEW short_titles;",
  "DROP VIEW titles;",
  "DROP TABLE logs;",
  "DROP INDEX posts_author;",
  "DROP TRIGGER logged;",
  "CREATE VIEW bodies AS SELECT body FROM posts;",
  "CREATE TABLE Users (id);",
  "CREATE TRIGGER seen AFTER UPDATE ON users BEGIN DELETE FROM logs; END;",
  "INSERT INTO posts (title) VALUES ('a');",
  "CREATE TABLE copies AS SELECT * FROM titles;",
  "DROP TABLE userz;",
  "ALTER TABLE main.posts RENAME TO 'view';",
  'ALTER TABLE [users] RENAME "name" TO trigger;',
  "DROP TABLE IF EXISTS main.posts;",
  "CREATE TABLE view AS SELECT * FROM main.titles;",
  "WITH one AS (SELECT 1) INSERT INTO main.posts (title) SELECT * FROM one;",
  "WITH one AS (SELECT 1) DELETE FROM main.posts WHERE id IN one;",
  "REPLACE INTO main.users VALUES (1, replace('b', 'b', 'c'));",
  "UPDATE OR REPLACE main.users SET id = 5;",
  "EXPLAIN DELETE FROM logs;",
  "SAVEPOINT logs; INSERT INTO logs VALUES (1); RELEASE logs;",
];

Deno.test("snapshotAfter() has the same result as on the whole schema", async () => {
  const keeping = { keepsRows: "few" } as const;
  const start = await snapshotAfter(EMPTY_SNAPSHOT, statementsOf(BASE), keeping);
  assert(start.ok);
  const { snapshot: base, ...content } = start.value;
  const chosen = fc.sample(fc.shuffledSubarray(POOL, { minLength: 1, maxLength: 4 }), {
    seed: 20261122,
    numRuns: 250,
  });
  const outcomes = { ran: 0, failed: 0 };
  for (const statements of chosen) {
    const text = statements.join("\n");
    const parts = await snapshotAfter(base, statementsOf(text), { ...keeping, content });
    const whole = await snapshotAfter(EMPTY_SNAPSHOT, [
      ...statementsOf(BASE),
      ...statementsOf(text),
    ], keeping);
    // Which of several problems the engine names first depends on the objects present.
    assert.deepEqual(parts.ok && parts, whole.ok && whole, text);
    outcomes[whole.ok ? "ran" : "failed"]++;
  }
  assert(outcomes.ran > 20 && outcomes.failed > 20, JSON.stringify(outcomes));
});

Deno.test.each([
  ["CREATE TABLE p (id INT);", ""],
  ["CREATE TABLE p (id INT); CREATE UNIQUE INDEX u ON p (id);", "DROP INDEX u;"],
  ["CREATE TABLE p (id INT UNIQUE);", "DROP TABLE p; CREATE TABLE p (id);"],
  ["CREATE TABLE p (id INT UNIQUE);", "ALTER TABLE p RENAME TO q; CREATE TABLE p (id);"],
  ["CREATE TABLE p (id INT); CREATE UNIQUE INDEX u ON p (id);", ""],
  ["CREATE TABLE p (id INT);", "CREATE UNIQUE INDEX u ON p (id);"],
])(
  "snapshotAfter() checks every foreign key where SQLite does: %s %s",
  async (parent: string, change: string) => {
    const base = `${parent} CREATE TABLE c (p REFERENCES p (id)); CREATE TABLE other (a);`;
    const tail = `${change} PRAGMA foreign_key_check;`;
    const { snapshot } = await after(EMPTY_SNAPSHOT, base);
    const parts = await snapshotAfter(snapshot, statementsOf(tail));
    const whole = await snapshotAfter(EMPTY_SNAPSHOT, statementsOf(base + tail));
    assert.deepEqual(parts.ok && parts.value.snapshot, whole.ok && whole.value.snapshot);
  },
);

Deno.test("snapshotAfter() reports a trigger on a broken view as broken, too", async () => {
  const { broken } = await after(
    EMPTY_SNAPSHOT,
    "CREATE VIEW v AS SELECT a FROM nowhere; CREATE TABLE t (a);" +
      "CREATE TRIGGER changed INSTEAD OF UPDATE ON v BEGIN DELETE FROM t; END;",
  );
  assert.deepEqual(broken.map(({ object }) => object.name), ["v", "changed"]);
});

Deno.test("snapshotAfter() reports a trigger for its own mistake only", async () => {
  const { broken } = await after(
    EMPTY_SNAPSHOT,
    `CREATE TABLE t (a); CREATE TABLE u (a);
     CREATE TRIGGER fine AFTER INSERT ON t BEGIN INSERT INTO u VALUES (1); END;
     CREATE TRIGGER first AFTER INSERT ON t BEGIN SELECT lable(1); END;
     CREATE TRIGGER second AFTER INSERT ON t BEGIN UPDATE t SET b = 1; END;
     CREATE TRIGGER third AFTER INSERT ON u BEGIN DELETE FROM nowhere; END;`,
  );
  assert.deepEqual(broken.map(({ object, reason }) => [object.name, reason]), [
    ["first", "no such function: lable"],
    ["second", "no such column: b"],
    ["third", "no such table: main.nowhere"],
  ]);
});

Deno.test("snapshotAfter() accepts CREATE TABLE IF NOT EXISTS over a broken view", async () => {
  const { broken } = await after(
    EMPTY_SNAPSHOT,
    "CREATE VIEW v AS SELECT a FROM nowhere; CREATE TABLE IF NOT EXISTS v (a DEFAULT (1));",
  );
  assert.deepEqual(broken.map(({ object }) => object.name), ["v"]);
});

const PARENT = "CREATE TABLE p (id INTEGER PRIMARY KEY); INSERT INTO p VALUES (1);";

/** Histories whose files reach objects of earlier files, through foreign keys, triggers and views. */
Deno.test.each([
  ["rows that cascade", [
    PARENT,
    "CREATE TABLE c (id INTEGER PRIMARY KEY REFERENCES p ON DELETE CASCADE); INSERT INTO c VALUES (1);",
    "CREATE TABLE d (c REFERENCES c ON DELETE CASCADE); INSERT INTO d VALUES (1);",
    "DELETE FROM p;",
  ]],
  ["rows that are set to NULL", [
    PARENT,
    "CREATE TABLE c (p NOT NULL REFERENCES p ON DELETE SET NULL); INSERT INTO c VALUES (1);",
    "DELETE FROM p;",
  ]],
  ["rows that a trigger deletes", [
    PARENT,
    "CREATE TABLE c (p); INSERT INTO c VALUES (1);",
    "CREATE TRIGGER t AFTER DELETE ON p BEGIN DELETE FROM c; END;",
    "DELETE FROM p;",
  ]],
  ["rows that a trigger on a child deletes", [
    PARENT,
    "CREATE TABLE c (p REFERENCES p ON DELETE CASCADE); INSERT INTO c VALUES (1);",
    "CREATE TABLE d (c); INSERT INTO d VALUES (1);",
    "CREATE TRIGGER t AFTER DELETE ON c BEGIN DELETE FROM d; END;",
    "DELETE FROM p;",
  ]],
  ["rows that a trigger on an updated child deletes", [
    PARENT,
    "CREATE TABLE c (p REFERENCES p ON UPDATE CASCADE); INSERT INTO c VALUES (1);",
    "CREATE TABLE d (c); INSERT INTO d VALUES (1);",
    "CREATE TRIGGER t AFTER UPDATE ON c BEGIN DELETE FROM d; END;",
    "UPDATE p SET id = 2;",
  ]],
  ["a parent that is dropped while foreign keys are off", [
    PARENT,
    "CREATE TABLE c (p REFERENCES p ON DELETE CASCADE); INSERT INTO c VALUES (1);",
    "PRAGMA foreign_keys = OFF; DROP TABLE p;",
  ]],
  ["a trigger on a child that writes a dropped column", [
    "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE d (a, b); CREATE TABLE t (x);",
    "CREATE TABLE c (p REFERENCES p ON DELETE CASCADE);",
    "CREATE TRIGGER r AFTER DELETE ON c BEGIN INSERT INTO d (a) VALUES (1); END;",
    "DROP TABLE d; CREATE TABLE d (b);",
    "ALTER TABLE t RENAME COLUMN x TO y;",
    "DELETE FROM p;",
  ]],
  ["a name in double quotes whose column is dropped", [
    'CREATE TABLE p (id, a); CREATE VIEW v AS SELECT "a" FROM p;',
    "CREATE TABLE t (x); CREATE TABLE u (x);",
    "ALTER TABLE p DROP COLUMN a;",
    "CREATE VIEW w AS SELECT * FROM u; ALTER TABLE t RENAME COLUMN x TO y; DROP TABLE u;",
  ]],
  ["a name in double quotes whose column is renamed below a view", [
    'CREATE TABLE p (a); CREATE VIEW v AS SELECT * FROM p; CREATE VIEW z AS SELECT "a" FROM v;',
    "CREATE TABLE t (x); CREATE TABLE u (x);",
    "ALTER TABLE p RENAME COLUMN a TO b;",
    "CREATE VIEW w AS SELECT * FROM u; ALTER TABLE t RENAME COLUMN x TO y; DROP TABLE u;",
  ]],
  ["a parent that is made again without its key", [
    "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id));",
    "DROP TABLE p; CREATE TABLE p (id); DELETE FROM p;",
  ]],
  ["foreign keys whose parent has lost its key", [
    "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id));",
    "DROP TABLE p; CREATE TABLE p (id);",
    "UPDATE p SET id = 1;",
  ]],
  ["a check of all foreign keys, one of which a later file breaks", [
    "CREATE TABLE p (id INT); CREATE UNIQUE INDEX i ON p (id); CREATE TABLE c (p REFERENCES p (id));",
    "CREATE TABLE t (x); PRAGMA foreign_key_check;",
    "DROP INDEX i;",
    "CREATE TABLE u (x); PRAGMA foreign_key_check;",
  ]],
  ["an index of a table that is renamed, and made again", [
    "CREATE TABLE t (a); CREATE INDEX i ON t (a); CREATE TABLE u (a);",
    "ALTER TABLE t RENAME TO old; CREATE TABLE t (b, a); DROP TABLE old; CREATE INDEX i ON t (a);",
  ]],
  ["views over views", [
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);",
    "CREATE VIEW a AS SELECT name FROM users;",
    "CREATE VIEW b AS SELECT name FROM a;",
    "CREATE VIEW z AS SELECT b.name, users.id FROM b, users;",
    "ALTER TABLE users RENAME COLUMN name TO label;",
  ]],
])("snapshotInWindows() treats %s like one run of all files", async (_, texts) => {
  const read = readStatements(texts.map((text, index) => ({ name: `${index}.sql`, text })));
  assert(read.ok);
  for (const engine of ["libsql", "sqlite"] as const) {
    const options = { engine, keepsRows: "all" } as const;
    const full = await snapshotAfter(EMPTY_SNAPSHOT, read.value, options);
    for (const unloadPolicy of ["always", "in-phases"] as const) {
      const windowed = await snapshotInWindows(EMPTY_SNAPSHOT, read.value, {
        ...options,
        unloadPolicy,
      });
      // What is refused may only lack an object.
      assert.deepEqual("at" in windowed ? "refused" : windowed, full.ok ? full : "refused");
    }
  }
});

Deno.test("snapshotInWindows() never unloads what a loaded view needs", async () => {
  const tables = Array.from({ length: 90 }, (_, number) => `CREATE TABLE t${number} (a);`);
  const files = [
    tables.join("\n"),
    "CREATE VIEW v0 AS SELECT a FROM t0;",
    "ALTER TABLE t10 ADD COLUMN b;",
    "CREATE VIEW v1 AS SELECT a FROM t1;",
    "ALTER TABLE t20 RENAME TO u20;",
    "ALTER TABLE t30 RENAME TO u30;",
  ];
  const read = readStatements(files.map((text, at) => ({ name: `${at}.sql`, text })));
  assert(read.ok);
  const windowed = await snapshotInWindows(EMPTY_SNAPSHOT, read.value);
  assert("ok" in windowed, "It needs the whole schema");
});

Deno.test.each(["sqlite", "libsql"] as const)(
  "snapshotInWindows() on %s gives rows the columns that were added without them",
  async (engine) => {
    const files = [
      "CREATE TABLE t (a, gone); INSERT INTO t VALUES (1, 2), ('x', 3);",
      "CREATE TABLE u (id INTEGER PRIMARY KEY); INSERT INTO u VALUES (5);",
      `ALTER TABLE t ADD COLUMN n; ALTER TABLE t ADD COLUMN s TEXT DEFAULT 7;
      ALTER TABLE t DROP COLUMN gone; ALTER TABLE u ADD COLUMN r REAL NOT NULL DEFAULT -1;`,
      "CREATE TABLE v (a); INSERT INTO v VALUES (1);",
    ];
    const read = readStatements(files.map((text, at) => ({ name: `${at}.sql`, text })));
    assert(read.ok);
    const options = { engine, keepsRows: "all" } as const;
    const full = await snapshotAfter(EMPTY_SNAPSHOT, read.value, options);
    const windowed = await snapshotInWindows(EMPTY_SNAPSHOT, read.value, {
      ...options,
      unloadPolicy: "always",
    });
    assert(full.ok && !("at" in windowed));
    assert.deepEqual(full.value.rows?.get("t")?.rows[1]?.slice(1), ["'x'", "NULL", "'7'"]);
    assert.deepEqual(windowed.value.rows, full.value.rows);
  },
);

/** A table is unloaded with its rows while the trigger is still there. */
function watching(trigger: string): string[] {
  return [
    "CREATE VIRTUAL TABLE f USING fts5(a); INSERT INTO f VALUES ('x');",
    "CREATE TABLE t (a); INSERT INTO t VALUES (1);",
    "CREATE TABLE u (a); INSERT INTO u VALUES (1);",
    `INSERT INTO t VALUES (2); ${trigger};`,
    "INSERT INTO u VALUES (2);",
    "INSERT INTO t VALUES (3);",
  ];
}

Deno.test.each(["sqlite", "libsql"] as const)(
  "snapshotInWindows() on %s saves rows in a table that no trigger can be on",
  async (engine) => {
    const files = watching(
      "CREATE TRIGGER r AFTER INSERT ON __penumbra_row_copies BEGIN SELECT RAISE(ABORT, 'x'); END",
    );
    const statements = readStatements(files.map((text, at) => ({ name: `${at}.sql`, text })));
    assert(statements.ok);
    const ran = await snapshotInWindows(EMPTY_SNAPSHOT, statements.value, {
      engine,
      unloadPolicy: "always",
    });
    assert("at" in ran && typeof ran.refused !== "string");
    assert.deepEqual(ran.refused.diagnostics.map(({ message }) => message), [
      'Cannot run statement 2 of 3.sql: no such table "__penumbra_row_copies"',
    ]);
  },
);

Deno.test("a table is read whatever it is called", async () => {
  const names = ["__penumbra_quotes", "__penumbra_row_copies"];
  const text = names.map((name) => `CREATE TABLE ${name} ("a" TEXT DEFAULT "x", b);`).join("\n");
  for (const run of [snapshotAfter, snapshotInWindows]) {
    const options = { engine: "sqlite", unloadPolicy: "always" } as const;
    const ran = await run(EMPTY_SNAPSHOT, statementsOf(text), options);
    assert("ok" in ran && ran.ok);
    assert.deepEqual(ran.value.snapshot.tables.map((it) => [it.name, it.columns.length]), [
      [names[0], 2],
      [names[1], 2],
    ]);
  }
});
