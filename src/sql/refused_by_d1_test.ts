import assert from "node:assert/strict";
import { refusedByD1 } from "./refused_by_d1.ts";
import { significant, tokenize } from "./tokens.ts";

Deno.test("refusedByD1() knows calls from names, and what wrangler removes", () => {
  const refused = (sql: string) => refusedByD1({ tokens: significant(tokenize(sql)) })?.what;
  const fine = [
    "BEGIN",
    "COMMIT",
    "PRAGMA foreign_keys = OFF",
    "CREATE TABLE IF NOT EXISTS soundex(a TEXT)",
    "INSERT INTO offsets (a) VALUES (1)",
    "CREATE INDEX i ON offsets (a)",
    "CREATE TABLE t (a REFERENCES subtype (id), offsets TEXT)",
    "WITH median (x) AS (SELECT 1) SELECT x FROM median",
    "SELECT 'soundex(1)', count(*) FROM t -- median(1)",
    "CREATE VIRTUAL TABLE f USING FTS5(a)",
    "CREATE TRIGGER x AFTER INSERT ON t BEGIN SELECT 1; END",
  ];
  assert.deepEqual(fine.filter((sql) => refused(sql) !== undefined), []);
  assert.deepEqual(
    [
      "ROLLBACK TO x",
      "ATTACH 'x' AS x",
      "PRAGMA main.user_version = 1",
      "CREATE TABLE temp.t (a)",
      "CREATE VIRTUAL TABLE f USING fts4(a)",
      "CREATE TABLE t (a AS (IF (b, 1, 2)), b)",
      "CREATE TRIGGER x AFTER INSERT ON t BEGIN UPDATE t SET a = soundex(b); END",
    ].map(refused),
    [
      "ROLLBACK",
      "ATTACH",
      "PRAGMA user_version",
      "temporary objects",
      "the module fts4",
      "the function IF",
      "the function soundex",
    ],
  );
});
