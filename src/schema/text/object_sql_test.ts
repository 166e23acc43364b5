import assert from "node:assert/strict";
import { readIndex, readTrigger, readView, readVirtualTable } from "./object_sql.ts";

Deno.test("readIndex() reads terms and the condition", () => {
  const sql =
    'create unique index if not exists main."i j" on [t] (a desc, lower(b)) where (a > 0)';
  assert.deepEqual(readIndex(sql), {
    kind: "index",
    name: "i j",
    table: "t",
    unique: true,
    terms: [{ column: "a", descending: true }, { expression: "lower(b)", descending: false }],
    where: "a > 0",
    sql,
  });
});

Deno.test("readView() keeps everything after the name as one definition", () => {
  const { name, definition } = readView("CREATE VIEW v (A) AS SELECT 1 -- one\n WHERE 'X' = \"b\"");
  assert.deepEqual([name, definition], ["v", "(a) as select 1 where 'X' = b"]);
});

Deno.test.each([
  ["AFTER INSERT ON t", "t"],
  ['INSTEAD OF UPDATE OF a, "on" ON "the view"', "the view"],
  ["DELETE ON [on]", "on"],
])("readTrigger() finds the table of a trigger that fires %s", (event, table) => {
  const trigger = readTrigger(`CREATE TRIGGER r ${event} BEGIN SELECT 'on x'; END`);
  assert.deepEqual([trigger.name, trigger.table], ["r", table]);
});

Deno.test("readVirtualTable() splits the arguments at their commas only", () => {
  const table = readVirtualTable(
    "CREATE VIRTUAL TABLE v USING FTS5 (a, b UNINDEXED, tokenize = 'x, y', prefix='2 3')",
  );
  assert.deepEqual([table.module, table.arguments], [
    "fts5",
    ["a", "b unindexed", "tokenize = 'x, y'", "prefix = '2 3'"],
  ]);
});
