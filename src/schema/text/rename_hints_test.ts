import assert from "node:assert/strict";
import { statementsOf } from "../../../tests/support/statements.ts";
import { renameHints } from "./rename_hints.ts";

function hintsIn(text: string) {
  return statementsOf(text).flatMap(renameHints);
}

Deno.test("renameHints() applies a comment on a column's line to the column, any other to the table", () => {
  assert.deepEqual(
    hintsIn(`-- @renamed from=users
      CREATE TABLE people (
        id INTEGER, name TEXT, -- @renamed from="full name"
        email TEXT /* @renamed from=mail */
      );`),
    [
      { kind: "table", before: "users", after: "people" },
      { kind: "column", table: "people", before: "full name", after: "name" },
      { kind: "column", table: "people", before: "mail", after: "email" },
    ],
  );
});

Deno.test("renameHints() applies every comment of a virtual table to the table", () => {
  assert.deepEqual(
    hintsIn(`-- @renamed from=notes
      CREATE VIRTUAL TABLE IF NOT EXISTS "found notes" USING fts5(body);`),
    [{ kind: "table", before: "notes", after: "found notes" }],
  );
});

Deno.test("renameHints() ignores what only looks like a hint", () => {
  assert.deepEqual(
    hintsIn(`CREATE TABLE t (a TEXT DEFAULT '-- @renamed from=b'); -- renamed from=c
      CREATE VIEW v AS SELECT 1; -- @renamed from=w`),
    [],
  );
});
