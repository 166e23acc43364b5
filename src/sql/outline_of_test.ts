import assert from "node:assert/strict";
import type { NameInStatement, Outline } from "./outline.ts";
import { outlineOf } from "./outline_of.ts";
import { significant, tokenize } from "./tokens.ts";

function outline(sql: string): Outline {
  return outlineOf({ tokens: significant(tokenize(sql)) });
}

/** The outline with names as text, without positions. */
function plain(sql: string): Record<string, unknown> {
  const named = (it: unknown): unknown => {
    if (typeof it !== "object" || it === null || Array.isArray(it)) return it;
    if ("name" in it && "token" in it && !("kind" in it)) {
      const { schema, name } = it as NameInStatement;
      return schema === undefined ? name : `${schema}.${name}`;
    }
    return Object.fromEntries(Object.entries(it).map(([key, value]) => [key, named(value)]));
  };
  return named(outline(sql)) as Record<string, unknown>;
}

Deno.test("outlineOf() reads what a CREATE creates, whatever its name is", () => {
  const table = { kind: "create", object: "table", isFilled: false };
  assert.deepEqual(plain("CREATE TABLE View (a)"), {
    ...table,
    name: "view",
    isTemporary: false,
    isConditional: false,
    rest: 3,
  });
  assert.deepEqual(plain("CREATE TEMP TABLE IF NOT EXISTS temp.'T' AS SELECT 1"), {
    ...table,
    name: "temp.t",
    isTemporary: true,
    isConditional: true,
    isFilled: true,
    rest: 9,
  });
  assert.equal(plain("CREATE TABLE temp.t (a)")["isTemporary"], true);
  assert.equal(plain("CREATE TRIGGER temp.t DELETE ON x BEGIN")["isTemporary"], true);
  assert.equal(plain("CREATE VIRTUAL TABLE f USING fts5(a)")["object"], "virtual-table");
  const index = plain('CREATE UNIQUE INDEX main.i ON "on" (a)');
  assert.deepEqual([index["object"], index["name"], index["table"], index["isUnique"]], [
    "index",
    "main.i",
    "on",
    true,
  ]);
  const trigger = plain(
    "CREATE TRIGGER update_view AFTER UPDATE OF a ON main.t BEGIN SELECT 1; END",
  );
  assert.deepEqual([trigger["object"], trigger["table"]], ["trigger", "main.t"]);
  assert.equal(plain("CREATE VIEW trigger AS SELECT 1")["object"], "view");
});

Deno.test("outlineOf() tells what an ALTER TABLE does", () => {
  const action = (sql: string) => plain(`ALTER TABLE main.t ${sql}`)["action"];
  assert.equal(plain("ALTER TABLE main.t RENAME TO u")["table"], "main.t");
  assert.deepEqual(action("RENAME TO u"), { kind: "rename-table", to: "u" });
  for (const sql of ["RENAME rename TO u", "RENAME COLUMN Rename TO [u]"]) {
    assert.deepEqual(action(sql), { kind: "rename-column", column: "rename", to: "u" });
  }
  assert.deepEqual(action('RENAME "to" TO u'), { kind: "rename-column", column: "to", to: "u" });
  assert.deepEqual(action("ADD c INT"), { kind: "add-column", column: "c", rest: 7 });
  assert.deepEqual(action("ADD COLUMN column"), { kind: "add-column", column: "column", rest: 8 });
  assert.deepEqual(action("DROP COLUMN c"), { kind: "drop-column", column: "c" });
  assert.deepEqual(action("ALTER COLUMN c TO c INT"), { kind: "alter-column", column: "c" });
  assert.deepEqual(action("ADD CHECK (a)"), { kind: "add-constraint" });
  assert.deepEqual(action("DROP CONSTRAINT c"), { kind: "drop-constraint" });
  for (const sql of ["", "RENAME", "RENAME a AS b", "FOLD c"]) {
    assert.deepEqual(action(sql), { kind: "other" });
  }
});

Deno.test("outlineOf() finds the table whose rows are written, with or without WITH", () => {
  const withed = "WITH replace (a) AS NOT MATERIALIZED (SELECT (1)), b AS (VALUES (2)) ";
  for (const [start, before] of [[0, ""], [23, withed]] as const) {
    const facts = { table: "main.t", start };
    assert.deepEqual(plain(`${before}INSERT INTO main.t SELECT 1`), {
      ...{ kind: "insert", ...facts, source: start + 5 },
    });
    assert.deepEqual(plain(`${before}REPLACE INTO main.t AS x (A, "b") VALUES (1, 2)`), {
      ...{ kind: "insert", ...facts, conflict: "replace", columns: ["a", "b"] },
      source: start + 12,
    });
    assert.deepEqual(plain(`${before}INSERT OR IGNORE INTO main.t DEFAULT VALUES`), {
      ...{ kind: "insert", ...facts, conflict: "ignore", source: start + 7 },
    });
    assert.deepEqual(plain(`${before}UPDATE OR FAIL main.t SET a = 1`), {
      ...{ kind: "update", ...facts, conflict: "fail" },
    });
    assert.deepEqual(plain(`${before}UPDATE main.t SET a = 1`), { kind: "update", ...facts });
    assert.deepEqual(plain(`${before}DELETE FROM main.t`), { kind: "delete", ...facts });
    assert.deepEqual(plain(`${before}SELECT a FROM b`), { kind: "select" });
    assert.deepEqual(plain(`${before}VALUES (1)`), { kind: "select" });
  }
});

Deno.test("outlineOf() reads pragmas, transactions and drops", () => {
  const value = (sql: string) => {
    const pragma = outline(sql);
    assert(pragma.kind === "pragma" && pragma.name === "foreign_keys", sql);
    return pragma.value.map(({ text }) => text);
  };
  assert.deepEqual(value("PRAGMA main.foreign_keys = -1"), ["-", "1"]);
  assert.deepEqual(value("PRAGMA 'Foreign_Keys'(off)"), ["off"]);
  assert.deepEqual(value("PRAGMA foreign_keys"), []);
  const transaction = (action: string) => ({ kind: "transaction", action });
  assert.deepEqual(outline("BEGIN IMMEDIATE"), transaction("begin"));
  assert.deepEqual(outline("END"), transaction("commit"));
  assert.deepEqual(outline("ROLLBACK TRANSACTION"), transaction("rollback"));
  assert.deepEqual(outline("ROLLBACK TO SAVEPOINT A"), {
    ...transaction("rollback-to"),
    savepoint: "a",
  });
  assert.deepEqual(outline("RELEASE a"), { ...transaction("release"), savepoint: "a" });
  for (const sql of ["DROP TABLE IF EXISTS main.T", "DROP TABLE main.t"]) {
    assert.deepEqual(plain(sql), { kind: "drop", object: "table", name: "main.t" });
  }
});

Deno.test("outlineOf() leaves the rest alone, and what is not finished", () => {
  assert.deepEqual(outline("EXPLAIN QUERY PLAN SELECT 1"), { kind: "explain", start: 3 });
  assert.deepEqual(outline("Explain DELETE FROM t"), { kind: "explain", start: 1 });
  const texts = [
    "vacuum",
    "CREATE",
    "CREATE TABLE",
    "CREATE OR REPLACE VIEW v AS SELECT 1",
    "DROP",
  ];
  const unfinished = [
    "ALTER TABLE",
    "INSERT",
    "INSERT t",
    "UPDATE",
    "WITH",
  ];
  for (const text of [...texts, ...unfinished, "PRAGMA", "("]) {
    const verb = /^\w*/.exec(text)![0].toLowerCase();
    assert.deepEqual(outline(text), { kind: "other", verb }, text);
  }
});
