import assert from "node:assert/strict";
import { readTable } from "./table_sql.ts";

Deno.test("readTable() reads the facts of a column in any order", () => {
  const table = readTable(`CREATE TABLE "t" (
    a varchar( 20 ) NOT NULL DEFAULT ('x') COLLATE NoCase, -- a, comment
    [b c] CONSTRAINT named CHECK (("b c") > 0) UNIQUE ON CONFLICT IGNORE,
    \`d\` INT GENERATED ALWAYS AS (length(a)) STORED,
    generated TEXT COLLATE BINARY
  )`)!;
  assert.deepEqual(table.columns.map((it) => it.column), [
    {
      name: "a",
      type: "VARCHAR(20)",
      notNull: { conflict: "abort" },
      default: "'x'",
      collation: "nocase",
    },
    { name: "b c", type: "" },
    { name: "d", type: "INT", generated: { expression: "length(a)", stored: true } },
    { name: "generated", type: "TEXT" },
  ]);
  assert.deepEqual(table.columns[1]?.constraints, [
    { kind: "check", name: "named", expression: '"b c" > 0', conflict: "abort" },
    { kind: "unique", terms: [{ column: "b c", descending: false }], conflict: "ignore" },
  ]);
});

Deno.test("readTable() reads table-level constraints, with and without commas", () => {
  const table = readTable(`CREATE TABLE t (a, b, c,
    CONSTRAINT one PRIMARY KEY (a, b DESC) ON CONFLICT FAIL
    UNIQUE (c COLLATE nocase), CHECK (a < b),
    FOREIGN KEY (a, b) REFERENCES p (x, y) ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED)`)!;
  assert.deepEqual(table.primaryKey, {
    name: "one",
    terms: [{ column: "a", descending: false }, { column: "b", descending: true }],
    autoincrement: false,
    conflict: "fail",
    isRowid: false,
  });
  assert.deepEqual(table.constraints.map(({ constraint }) => constraint.kind), [
    "primary-key",
    "unique",
    "check",
    "foreign-key",
  ]);
  assert.deepEqual(table.constraints[3]?.constraint, {
    kind: "foreign-key",
    columns: ["a", "b"],
    references: { table: "p", columns: ["x", "y"] },
    onDelete: "no action",
    onUpdate: "set null",
    deferred: true,
  });
});

Deno.test("readTable() returns the position of each definition in the text", () => {
  const sql = "CREATE TABLE t (a INT, -- first, of all\n  b TEXT CHECK (b <> ','), UNIQUE (a, b))";
  const table = readTable(sql)!;
  const texts = [...table.columns, ...table.constraints].map((it) =>
    sql.slice(it.startOffset, it.endOffset)
  );
  assert.deepEqual(texts, ["a INT", "b TEXT CHECK (b <> ',')", "UNIQUE (a, b)"]);
});

Deno.test.each([
  ["INTEGER PRIMARY KEY", true],
  ["integer primary key autoincrement", true],
  ["INTEGER PRIMARY KEY ASC", true],
  ["INTEGER PRIMARY KEY DESC", false],
  ["INT PRIMARY KEY", false],
  ["BIGINT PRIMARY KEY", false],
  ["INTEGER, PRIMARY KEY (a DESC)", true],
  ["INTEGER, b, PRIMARY KEY (a, b)", false],
])("readTable() knows whether %s is the rowid: %s", (definition, isRowid) => {
  assert.equal(readTable(`CREATE TABLE t (a ${definition})`)?.primaryKey?.isRowid, isRowid);
});

Deno.test.each([
  ["TEXT PRIMARY KEY", "", false],
  ["TEXT PRIMARY KEY", "WITHOUT ROWID", true],
  ["INTEGER PRIMARY KEY", "WITHOUT ROWID", true],
  ["TEXT PRIMARY KEY", "STRICT", true],
  ["INTEGER PRIMARY KEY", "STRICT", false],
])("readTable() knows whether the key %s of a table %s is NOT NULL: %s", (key, options, no) => {
  const table = readTable(`CREATE TABLE t (a ${key}) ${options}`)!;
  assert.equal(table.columns[0]?.column.notNull !== undefined, no);
});

Deno.test.each([
  "CREATE TABLE t AS SELECT 1 AS a",
  "CREATE TABLE t (a, CONSTRAINT empty)",
  "CREATE TABLE t (a) WITHOUT OIDS",
])("readTable() returns undefined for %s", (sql) => {
  assert.equal(readTable(sql), undefined);
});
