import assert from "node:assert/strict";
import { readVirtualTable } from "./object_sql.ts";
import {
  contentOf,
  holdsRows,
  isDerived,
  lostColumns,
  optionOf,
  virtualColumns,
} from "./virtual_options.ts";

const table = (module: string) => readVirtualTable(`CREATE VIRTUAL TABLE v USING ${module}`);

Deno.test("virtualColumns() leaves out options", () => {
  assert.deepEqual(
    virtualColumns(table(`fts5(a, "b c" UNINDEXED, content='t', content_rowid = id)`)),
    ["a", "b c"],
  );
  assert.deepEqual(virtualColumns(table("rtree(id, a, b, +label TEXT)")), [
    "id",
    "a",
    "b",
    "label",
  ]);
  assert.deepEqual(virtualColumns(table("fts3(a, content=b, tokenize porter)")), ["a", "content"]);
  assert.deepEqual(virtualColumns(table("fts4(tokenize=porter, prefix='2')")), ["content"]);
  assert.deepEqual(virtualColumns(table("fts4(tokenize)")), ["tokenize"]);
});

Deno.test.each([
  ["fts5(a)", undefined, true, false],
  ["fts5(a, content='docs')", "docs", false, true],
  ["fts3(a, content='docs')", undefined, true, false],
  ["fts5(a, content=[docs])", "docs", false, true],
  ["fts5(a, content='')", "", false, false],
  ["fts5vocab(notes, row)", undefined, false, true],
  ["rtree(id, a, b)", undefined, true, false],
])(
  "contentOf(), holdsRows() and isDerived() say of %s: %s, %s, %s",
  (module, content, own, derived) => {
    const it = table(module);
    assert.deepEqual([contentOf(it), holdsRows(it), isDerived(it)], [content, own, derived]);
  },
);

Deno.test("optionOf() finds an option in any case", () => {
  assert.equal(optionOf(table("fts5(a, Content_RowId=id)"), "content_rowid"), "id");
});

Deno.test.each([
  ["fts5(a, b)", "fts5(a)", ["b"]],
  ["fts5(a)", "fts5(a, tokenize=porter)", []],
  ["fts4(a)", "fts5(a)", []],
  ["fts4(a, languageid='lang')", "fts4(a)", ["lang"]],
  ["fts5(a)", "rtree(id, a, b)", "all"],
  ["fts5(a)", "fts5(b)", "all"],
  ["fts5(a, content='')", "fts5(a, content='', prefix=2)", "all"],
  ["fts5(a, content='docs')", "fts5(b, content='docs')", []],
])("lostColumns() when %s becomes %s: %s", (before, after, expected) => {
  assert.deepEqual(lostColumns(table(before), table(after)), expected);
});
