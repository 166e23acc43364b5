import assert from "node:assert/strict";
import { significant, tokenize } from "../../sql/tokens.ts";
import { readDefault, readDeferrable, readKeyTerms, readReference } from "./clauses.ts";
import { cursorOver } from "./cursor.ts";

const tokens = (sql: string) => significant(tokenize(sql));

Deno.test.each([
  ["1", "1"],
  ["(1)", "1"],
  ["((1 + 1))", "1 + 1"],
  ["-1", "-1"],
  ["+ 1.50", "+1.50"],
  ["'it''s'", "'it''s'"],
  ['"text"', "'text'"],
  ["text", "'text'"],
  ["TRUE", "true"],
  ["Current_Timestamp", "current_timestamp"],
  ["NULL", "null"],
  ["X'AB'", "x'ab'"],
])("readDefault() reads DEFAULT %s as %s", (sql, expected) => {
  assert.equal(readDefault(cursorOver(tokens(sql))), expected);
});

Deno.test("readKeyTerms() distinguishes columns from expressions", () => {
  assert.deepEqual(readKeyTerms(tokens('a, "B c" COLLATE NOCASE DESC, (d) ASC, lower(e), a + 1')), [
    { column: "a", descending: false },
    { column: "B c", collation: "nocase", descending: true },
    { column: "d", descending: false },
    { expression: "lower(e)", descending: false },
    { expression: "a + 1", descending: false },
  ]);
});

Deno.test("readReference() reads the clauses after the parent in any order", () => {
  const text = "p (a) ON UPDATE CASCADE MATCH FULL ON DELETE SET DEFAULT NOT DEFERRABLE";
  assert.deepEqual(readReference(cursorOver(tokens(text))), {
    references: { table: "p", columns: ["a"] },
    onDelete: "set default",
    onUpdate: "cascade",
    deferred: false,
  });
});

Deno.test.each([
  ["DEFERRABLE INITIALLY DEFERRED", true],
  ["DEFERRABLE INITIALLY IMMEDIATE", false],
  ["DEFERRABLE", false],
  ["NOT DEFERRABLE INITIALLY DEFERRED", false],
  ["CHECK", undefined],
])("readDeferrable() reads %s as %s", (sql, expected) => {
  assert.equal(readDeferrable(cursorOver(tokens(sql))), expected);
});
