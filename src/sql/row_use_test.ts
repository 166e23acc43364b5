import assert from "node:assert/strict";
import { statementsOf } from "../../tests/support/statements.ts";
import { needsRows, rowUseOf } from "./row_use.ts";

/** The use of rows of each statement of a script, one statement per line. */
function uses(...statements: readonly string[]): string[] {
  return statementsOf(statements.join(";\n")).map(rowUseOf);
}

Deno.test('rowUseOf() returns "none" if a statement has the same result without rows', () => {
  const statements = [
    "CREATE TABLE t (a, b AS (a))",
    'CREATE INDEX "i" ON main.t (a, "b" DESC)',
    "CREATE VIEW v AS SELECT 1",
    "CREATE TRIGGER r AFTER INSERT ON t BEGIN DELETE FROM t; END",
    "DROP INDEX i",
    "DROP VIEW v",
    "DROP TRIGGER r",
    "ALTER TABLE main.t RENAME TO u",
    "ALTER TABLE t RENAME COLUMN a TO c",
    "ALTER TABLE t DROP COLUMN a",
    "ALTER TABLE t DROP CONSTRAINT c",
    "ALTER TABLE t ADD COLUMN c VARCHAR(10) REFERENCES p ON DELETE CASCADE",
    "ALTER TABLE t ADD c INTEGER NOT NULL DEFAULT -1",
    "PRAGMA foreign_keys = OFF",
    "BEGIN",
    "COMMIT",
    "SAVEPOINT a",
    "RELEASE a",
  ];
  assert.deepEqual(uses(...statements), statements.map(() => "none"));
});

Deno.test('rowUseOf() returns "checks" if rows can make a statement fail', () => {
  const statements = [
    "CREATE UNIQUE INDEX i ON t (a)",
    "CREATE INDEX i ON t (json(a))",
    "CREATE INDEX i ON t (a) WHERE (json(a))",
    "ALTER TABLE t ADD COLUMN c NOT NULL",
    "ALTER TABLE t ADD COLUMN c NOT NULL DEFAULT NULL",
    "ALTER TABLE t ADD COLUMN c DEFAULT CURRENT_TIMESTAMP",
    "ALTER TABLE t ADD COLUMN c DEFAULT (random())",
    "ALTER TABLE t ADD COLUMN c INTEGER DEFAULT 'x'",
    "ALTER TABLE t ADD COLUMN c CHECK (c > 1)",
    "ALTER TABLE t ADD COLUMN c DEFAULT 1 REFERENCES p",
    "ALTER TABLE t ADD COLUMN c AS (a)",
    "ALTER TABLE t ADD CONSTRAINT c CHECK (a > 1)",
    "SELECT a FROM t",
    "PRAGMA foreign_key_check",
  ];
  assert.deepEqual(uses(...statements), statements.map(() => "checks"));
});

Deno.test('rowUseOf() returns "writes" if rows can change, or a column can become the rowid', () => {
  const statements = [
    "CREATE TABLE t AS SELECT 1",
    "CREATE VIRTUAL TABLE t USING fts5(a)",
    "DROP TABLE t",
    "INSERT INTO t VALUES (1)",
    "WITH x AS (SELECT 1) DELETE FROM t",
    "ALTER TABLE t RENAME COLUMN a TO rowid",
    "ALTER TABLE t ALTER COLUMN a TO a TEXT",
  ];
  assert.deepEqual(uses(...statements), statements.map(() => "writes"));
});

Deno.test("needsRows() is true of a column that is added to a STRICT table", () => {
  const needing = (sql: string) =>
    statementsOf(sql).map((it) => needsRows(it, (table) => table === "s"));
  assert.deepEqual(needing("ALTER TABLE s ADD a; ALTER TABLE t ADD a"), [
    true,
    false,
  ]);
  assert.deepEqual(needing("ALTER TABLE s RENAME a TO b; ALTER TABLE s RENAME TO t"), [
    false,
    false,
  ]);
  assert.deepEqual(needing("SELECT 1; CREATE TABLE s (a)"), [true, false]);
});
