import assert from "node:assert/strict";
import { readVirtualTable } from "../schema/object_sql.ts";
import { lostWith } from "./virtual_tables.ts";

const table = (module: string) => readVirtualTable(`CREATE VIRTUAL TABLE v USING ${module}`);

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
