import assert from "node:assert/strict";
import { leftOut, mayBeLeftOut } from "./left_out.ts";

/** The diagnostics for a schema in one file, each with the text at its place. */
function leftOutOf(text: string): string[][] {
  return leftOut(mayBeLeftOut([{ name: "schema.sql", text }])).map(({ code, message, span }) => [
    code,
    message.replace(/^Cannot migrate (.*) of "schema.sql": /, "$1: "),
    text.slice(span?.startOffset, span?.endOffset),
  ]);
}

const USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n";

Deno.test("leftOut() warns of rows once per file, at the first statement that writes some", () => {
  assert.deepEqual(leftOutOf(`${USERS}INSERT INTO users\nVALUES (1, 'a');\n`), [
    ["schema/rows-left-out", "the rows: a schema has none", "INSERT INTO users"],
  ]);
  const several = `${USERS}/**/ REPLACE INTO users VALUES (1, 'b'); DELETE FROM users;\n`;
  assert.deepEqual(leftOutOf(several), [
    [
      "schema/rows-left-out",
      "the rows: a schema has none, and 2 statements write some",
      "REPLACE INTO users VALUES (1, 'b')",
    ],
  ]);
});

Deno.test("leftOut() warns of rows after WITH, and in a table of a schema", () => {
  for (const text of ["WITH a AS (SELECT 1) INSERT INTO main.users SELECT *, 'a' FROM a;"]) {
    assert.equal(leftOutOf(USERS + text)[0]?.[0], "schema/rows-left-out", text);
  }
});

Deno.test("leftOut() warns of objects in the schema of temporary ones", () => {
  const codes = leftOutOf("CREATE TABLE temp.a (x); CREATE VIEW Temp.b AS SELECT 1;");
  assert.equal(codes[0]?.[1], "2 temporary objects: they end with their connection");
});

Deno.test("leftOut() warns of temporary objects", () => {
  assert.deepEqual(leftOutOf("CREATE TEMP TABLE a (x);\nCREATE TEMPORARY VIEW b AS SELECT 1;\n"), [
    [
      "schema/temporary-left-out",
      "2 temporary objects: they end with their connection",
      "CREATE TEMP TABLE a (x)",
    ],
  ]);
});

Deno.test("leftOut() ignores words that write nothing, and what tools dump", () => {
  const quiet = [
    "CREATE TABLE temp (id REFERENCES users ON DELETE CASCADE);",
    "CREATE TRIGGER t AFTER UPDATE ON users BEGIN INSERT INTO log VALUES (1); END;",
    'INSERT INTO "schema_migrations" (version) VALUES (1);',
    "DELETE FROM sqlite_sequence; INSERT INTO sqlite_sequence VALUES ('users', 1);",
    "INSERT INTO main.sqlite_sequence VALUES ('users', 1);",
    "WITH one AS (SELECT 1) SELECT * FROM one;",
    "PRAGMA foreign_keys=OFF; BEGIN TRANSACTION; COMMIT;",
  ];
  for (const text of quiet) assert.deepEqual(leftOutOf(text), [], text);
});
