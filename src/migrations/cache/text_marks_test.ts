import assert from "node:assert/strict";
import type { Migration } from "../directory.ts";
import { editOf, parseMarks, textMarks } from "./text_marks.ts";

function migration(id: string, text: string): Migration {
  return { id, version: id, name: "", source: { name: `${id}.sql`, text } };
}

const BEFORE = [migration("1", "CREATE TABLE a (id INTEGER);"), migration("2", "DROP TABLE a;")];

Deno.test("editOf() tells changed statements from changed comments and white space", () => {
  const marks = new Map(textMarks(BEFORE, []).map((mark) => [mark[0], mark]));
  assert.equal(editOf(BEFORE[0]!, marks), undefined);
  assert.equal(editOf(migration("3", "x"), marks), undefined);
  assert.equal(editOf(migration("1", "-- a\nCREATE TABLE a (id  INTEGER);\n"), marks), "cosmetic");
  assert.equal(editOf(migration("1", "CREATE TABLE a (id INT);"), marks), "other");
});

Deno.test("textMarks() reuses known marks, and parseMarks() accepts nothing else", () => {
  const marks = textMarks(BEFORE, []);
  const again = textMarks([...BEFORE, migration("3", "x")], marks);
  assert.equal(again[0], marks[0]);
  assert.equal(again.length, 3);
  assert.deepEqual(parseMarks(JSON.stringify(marks)), marks);
  for (const text of ["", "null", "[1]", '[["a"]]', '[["a", "b", 3]]']) {
    assert.deepEqual(parseMarks(text), []);
  }
});
