import assert from "node:assert/strict";
import { snapshotAfter } from "../../tests/support/snapshots.ts";
import { fingerprint, fingerprintLike, snapshotFacts } from "./facts.ts";
import { changedSnapshot, type SchemaSnapshot, snapshotOf } from "./snapshot.ts";

const facts = async (sql: string) => snapshotFacts(await snapshotAfter(sql));

Deno.test.each([
  ["case, spaces and comments", "CREATE TABLE t (a int)", "create  table t (a INT /* it */)"],
  ["quotes", 'CREATE TABLE t ("a" INT)', "CREATE TABLE t ([a] INT)"],
  [
    "names of constraints",
    "CREATE TABLE t (a CHECK (a > 0))",
    "CREATE TABLE t (a CONSTRAINT c CHECK (a > 0))",
  ],
  ["where a constraint stands", "CREATE TABLE t (a UNIQUE)", "CREATE TABLE t (a, UNIQUE (a))"],
  [
    "NOT NULL of a rowid",
    "CREATE TABLE t (a INTEGER PRIMARY KEY)",
    "CREATE TABLE t (a INTEGER NOT NULL PRIMARY KEY)",
  ],
  ["a default of NULL", "CREATE TABLE t (a)", "CREATE TABLE t (a DEFAULT (NULL))"],
  [
    "TRUE and FALSE",
    "CREATE TABLE t (a DEFAULT true, b DEFAULT FALSE)",
    "CREATE TABLE t (a DEFAULT 1, b DEFAULT (0))",
  ],
  [
    "the columns of a primary key that is referenced",
    "CREATE TABLE c (a REFERENCES p); CREATE TABLE p (a, b UNIQUE, PRIMARY KEY (a))",
    "CREATE TABLE c (a REFERENCES p (A)); CREATE TABLE p (a, b UNIQUE, PRIMARY KEY (a))",
  ],
  ["the order of columns", "CREATE TABLE t (a, b)", "CREATE TABLE t (b, a)"],
  [
    "ASC",
    "CREATE TABLE t (a); CREATE INDEX i ON t (a ASC)",
    "CREATE TABLE t (a); CREATE INDEX i ON t (a)",
  ],
])("snapshotFacts() ignores %s", async (_, left, right) => {
  assert.deepEqual(await facts(left), await facts(right));
});

Deno.test.each([
  ["a type", "CREATE TABLE t (a INT)", "CREATE TABLE t (a INTEGER)"],
  ["a default", "CREATE TABLE t (a DEFAULT 1)", "CREATE TABLE t (a DEFAULT 2)"],
  ["a word in quotes", "CREATE TABLE t (a DEFAULT 'true')", "CREATE TABLE t (a DEFAULT true)"],
  ["a word that is none", "CREATE TABLE t (a DEFAULT 'null')", "CREATE TABLE t (a)"],
  [
    "NOT NULL of a key that is no rowid",
    "CREATE TABLE t (a INT PRIMARY KEY)",
    "CREATE TABLE t (a INT NOT NULL PRIMARY KEY)",
  ],
  [
    "another unique key that is referenced",
    "CREATE TABLE c (a REFERENCES p); CREATE TABLE p (a, b UNIQUE, PRIMARY KEY (a))",
    "CREATE TABLE c (a REFERENCES p (b)); CREATE TABLE p (a, b UNIQUE, PRIMARY KEY (a))",
  ],
  [
    "another order of a key that is referenced",
    "CREATE TABLE c (a, b, FOREIGN KEY (a, b) REFERENCES p); CREATE TABLE p (a, b, PRIMARY KEY (a, b))",
    "CREATE TABLE c (a, b, FOREIGN KEY (a, b) REFERENCES p (b, a)); CREATE TABLE p (a, b, PRIMARY KEY (a, b))",
  ],
  ["a collation", "CREATE TABLE t (a)", "CREATE TABLE t (a COLLATE NOCASE)"],
  [
    "a conflict clause",
    "CREATE TABLE t (a UNIQUE)",
    "CREATE TABLE t (a UNIQUE ON CONFLICT IGNORE)",
  ],
  [
    "AUTOINCREMENT",
    "CREATE TABLE t (a INTEGER PRIMARY KEY)",
    "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)",
  ],
  ["STORED", "CREATE TABLE t (a, b AS (a))", "CREATE TABLE t (a, b AS (a) STORED)"],
  [
    "an action",
    "CREATE TABLE t (a REFERENCES t)",
    "CREATE TABLE t (a REFERENCES t ON DELETE CASCADE)",
  ],
  [
    "when a key is checked",
    "CREATE TABLE t (a REFERENCES t)",
    "CREATE TABLE t (a REFERENCES t DEFERRABLE INITIALLY DEFERRED)",
  ],
  ["STRICT", "CREATE TABLE t (a INT)", "CREATE TABLE t (a INT) STRICT"],
  ["RANDOM ROWID", "CREATE TABLE t (a)", "CREATE TABLE t (a) RANDOM ROWID"],
  [
    "how often a constraint is said",
    "CREATE TABLE t (a, CHECK (a > 0))",
    "CREATE TABLE t (a, CHECK (a > 0), CHECK (a > 0))",
  ],
  [
    "the WHERE of an index",
    "CREATE TABLE t (a); CREATE INDEX i ON t (a)",
    "CREATE TABLE t (a); CREATE INDEX i ON t (a) WHERE a > 0",
  ],
  [
    "the arguments of a module",
    "CREATE VIRTUAL TABLE t USING fts5(a)",
    "CREATE VIRTUAL TABLE t USING fts5(a, prefix=2)",
  ],
])("snapshotFacts() differs for %s", async (_, left, right) => {
  assert.notDeepEqual(await facts(left), await facts(right));
});

Deno.test("fingerprint() is equal exactly when the facts are", async () => {
  const [one, same, other] = await Promise.all(
    ["CREATE TABLE t (a)", "create table t (\na)", "CREATE TABLE t (b)"].map(async (sql) =>
      await fingerprint(await snapshotAfter(sql))
    ),
  );
  assert.match(one!, /^[0-9a-f]{64}$/);
  assert.equal(one, same);
  assert.notEqual(one, other);
});

Deno.test("fingerprintLike() is the fingerprint, whatever schema it is computed from", async () => {
  const fresh = async (snapshot: SchemaSnapshot) => await fingerprint(structuredClone(snapshot));
  const before = await snapshotAfter(
    "CREATE TABLE p (a PRIMARY KEY, b UNIQUE); CREATE TABLE c (x REFERENCES p); CREATE TABLE t (a); " +
      "CREATE TABLE n (x REFERENCES p (b)); CREATE INDEX i ON t (a); CREATE VIEW v AS SELECT a FROM t",
  );
  const [parent] = (await snapshotAfter("CREATE TABLE p (a UNIQUE, b PRIMARY KEY)")).tables;
  const made = (await snapshotAfter("CREATE TABLE t (a, b); CREATE TABLE u (a)")).tables;
  const byName = (name: string) => before.tables.find((table) => table.name === name)!;
  const afters = [
    changedSnapshot(before, new Set([byName("p")]), [parent!]),
    changedSnapshot(before, new Set([byName("p")]), []),
    changedSnapshot(before, new Set([byName("t")]), made),
    changedSnapshot(before, new Set(before.views), []),
    changedSnapshot(before, new Set(), []),
    snapshotOf([]),
  ];
  await fingerprint(before);
  for (const after of afters) {
    const unknown = structuredClone(before);
    assert.equal(await fingerprintLike(after, [unknown, before]), await fresh(after));
    assert.equal(await fingerprintLike({ ...before }, [after]), await fresh(before));
  }
});
