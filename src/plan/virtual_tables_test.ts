import assert from "node:assert/strict";
import { readVirtualTable } from "../schema/object_sql.ts";
import { contentOf, holdsRows, lostWith, optionOf, virtualColumns } from "./virtual_tables.ts";

const table = (module: string) => readVirtualTable(`CREATE VIRTUAL TABLE v USING ${module}`);

Deno.test("virtualColumns() leaves out options", () => {
  assert.deepEqual(
    virtualColumns(table(`fts5(a, "b c" UNINDEXED, content='t', content_rowid = id)`)),
    ["a", "b c"],
  );
});

Deno.test.each([
  ["fts5(a)", undefined, true],
  ["fts5(a, content='docs')", "docs", false],
  ["fts5(a, content=[docs])", "docs", false],
  ["fts5(a, content='')", "", false],
  ["fts5vocab(notes, row)", undefined, false],
  ["rtree(id, a, b)", undefined, true],
])("contentOf() and holdsRows() say of %s: %s, %s", (module, content, own) => {
  assert.deepEqual([contentOf(table(module)), holdsRows(table(module))], [content, own]);
});

Deno.test("optionOf() finds an option in any case", () => {
  assert.equal(optionOf(table("fts5(a, Content_RowId=id)"), "content_rowid"), "id");
});

Deno.test.each([
  ["fts5(a, b)", "fts5(a)", ["v.b"]],
  ["fts5(a)", "fts5(a, tokenize=porter)", []],
  ["fts4(a)", "fts5(a)", []],
  ["fts5(a)", "rtree(id, a, b)", ["v"]],
  ["fts5(a)", "fts5(b)", ["v"]],
  ["fts5(a, content='')", "fts5(a, content='', prefix=2)", ["v"]],
  ["fts5(a, content='docs')", "fts5(b, content='docs')", []],
])("lostWith() says what is lost when %s becomes %s: %s", (before, after, expected) => {
  const losses = lostWith(table(before), table(after));
  assert.deepEqual(
    losses.map((loss) => loss.column === undefined ? loss.table : `${loss.table}.${loss.column}`),
    expected,
  );
});
