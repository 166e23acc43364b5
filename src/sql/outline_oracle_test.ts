/** Whether outlines say what SQLite's own grammar finds in a statement. */
import assert from "node:assert/strict";
import fc from "npm:fast-check@4.10.2";
import { parse } from "npm:sqlite3-parser@0.7.1";
import { ACCEPTED } from "../../tests/corpus/tricky_scripts.ts";
import { holds } from "../../tests/support/property.ts";
import { gaps, names } from "../../tests/support/sql_texts.ts";
import { fold } from "./names.ts";
import type { NameInStatement } from "./outline.ts";
import { outlineOf } from "./outline_of.ts";
import { splitStatements } from "./statements.ts";

/** A node of the tree that the grammar makes. */
// deno-lint-ignore no-explicit-any -- A tree of a hundred types, of which we read a few fields.
type Tree = any;

/** The facts of an outline, by the grammar. */
function factsByGrammar(root: Tree): unknown {
  const qualified = (it: Tree) =>
    it.objName === undefined
      ? fold(it.text)
      : [it.dbName, it.objName].filter(Boolean).map(({ text }) => fold(text)).join(".");
  const create = (object: string, name: Tree, facts: object = {}) => ({
    ...{ kind: "create", object, name: qualified(name) },
    isTemporary: root.temporary === true || fold(name.dbName?.text ?? "") === "temp",
    isConditional: root.ifNotExists,
    ...facts,
  });
  const drop = (object: string, name: Tree) => ({ kind: "drop", object, name: qualified(name) });
  const rows = (kind: string) => ({
    ...{ kind, table: qualified(root.tblName) },
    ...(root.orConflict && { conflict: fold(root.orConflict) }),
    ...(root.columns && { columns: root.columns.map(qualified) }),
  });
  const transaction = (action: string) => ({
    ...{ kind: "transaction", action },
    ...(root.savepointName && { savepoint: qualified(root.savepointName) }),
  });
  switch (root.type) {
    case "CreateTableStmt":
      return create("table", root.tblName, { isFilled: /^AsSelect/.test(root.body.type) });
    case "CreateVirtualTableStmt":
      return create("virtual-table", root.tblName);
    case "CreateViewStmt":
      return create("view", root.viewName);
    case "CreateIndexStmt":
      return create("index", root.idxName, {
        isUnique: root.unique,
        table: qualified(root.tblName),
      });
    case "CreateTriggerStmt":
      return create("trigger", root.triggerName, { table: qualified(root.tblName) });
    case "AlterTableStmt":
      return { kind: "alter", table: qualified(root.tblName), action: actionByGrammar(root.body) };
    case "DropTableStmt":
      return drop("table", root.tblName);
    case "DropViewStmt":
      return drop("view", root.viewName);
    case "DropIndexStmt":
      return drop("index", root.idxName);
    case "DropTriggerStmt":
      return drop("trigger", root.triggerName);
    case "InsertStmt":
      return rows("insert");
    case "UpdateStmt":
      return rows("update");
    case "DeleteStmt":
      return rows("delete");
    case "SelectStmt":
      return { kind: "select" };
    case "PragmaStmt":
      return { kind: "pragma", name: fold(root.name.objName.text), hasValue: !!root.body };
    case "BeginStmt":
      return transaction("begin");
    case "CommitStmt":
      return transaction("commit");
    case "RollbackStmt":
      return transaction(root.savepointName ? "rollback-to" : "rollback");
    case "SavepointStmt":
      return transaction("savepoint");
    case "ReleaseStmt":
      return transaction("release");
    case "ExplainStmt":
      return { kind: "explain" };
    default:
      return { kind: "other" };
  }
}

function actionByGrammar(body: Tree): unknown {
  const kind = {
    RenameToAlterTableBody: "rename-table",
    RenameColumnAlterTableBody: "rename-column",
    AddColumnAlterTableBody: "add-column",
    DropColumnAlterTableBody: "drop-column",
    AddConstraintAlterTableBody: "add-constraint",
    DropConstraintAlterTableBody: "drop-constraint",
  }[body.type as string] ?? "alter-column";
  const name = (it: Tree) => fold(it.text);
  const isOfConstraint = kind.endsWith("constraint");
  return {
    kind,
    ...(kind === "rename-table" && { to: name(body.name) }),
    ...(kind === "rename-column" && { column: name(body.old), to: name(body.new) }),
    ...(kind === "add-column" && { column: name(body.column.colName) }),
    ...(!isOfConstraint && /^(?:drop|alter)/.test(kind) && { column: name(body.column) }),
  };
}

/** The same facts of our outline, without positions. */
function facts(outline: object): unknown {
  const plain = Object.entries(outline).flatMap(([key, value]) => {
    if (["rest", "start", "source", "token", "verb"].includes(key)) return [];
    if (key === "value") return [["hasValue", value.length > 0]];
    if (key === "action" && typeof value === "object") return [[key, facts(value)]];
    return [[key, isName(value) ? written(value) : value]];
  });
  return Object.fromEntries(plain);
}

function written({ schema, name }: NameInStatement): string {
  return schema === undefined ? name : `${schema}.${name}`;
}

function isName(value: unknown): value is NameInStatement {
  return typeof value === "object" && value !== null && "token" in value;
}

/** Compares every statement of a text that the grammar accepts, and returns how many there are. */
function compare(text: string): number {
  const tree = parse(text);
  const script = splitStatements({ name: "x.sql", text });
  if (tree.status !== "ok" || !script.ok) return 0;
  const { statements } = script.value;
  assert.deepEqual(
    statements.map((it) => facts(outlineOf(it))),
    tree.root.cmds.map(factsByGrammar),
    text,
  );
  return statements.length;
}

Deno.test("outlines agree with SQLite's grammar on tricky scripts", () => {
  // It does not know the byte order mark.
  const scripts = Object.values(ACCEPTED).flat().filter((text) => !text.includes("\uFEFF"));
  assert.ok(scripts.map(compare).reduce((sum, count) => sum + count) > 200);
});

Deno.test("outlines agree with SQLite's grammar on statements about any names", () => {
  const keywords = "view trigger temp temporary virtual column rename replace if key begin end " +
    "cascade pragma query plan release conflict ignore do of as on table index to add unique";
  const name = fc.oneof(
    fc.constantFrom("a", "t", "'t'", "temp", "main", ...keywords.split(" ")),
    names,
  );
  const object = fc.oneof(name, fc.tuple(name, name).map((parts) => parts.join(" . ")));
  const kinds = fc.constantFrom(
    ...[
      "CREATE # TABLE ? @ (~)",
      "CREATE # TABLE ? @ AS SELECT 1",
      "CREATE VIRTUAL TABLE ? @ USING fts5 (~)",
      "CREATE # INDEX ? @ ON ~ (~)",
      "CREATE # VIEW ? @ AS VALUES (1)",
      "CREATE # TRIGGER ? @ INSTEAD OF UPDATE OF ~ ON ~ BEGIN SELECT 1; END",
      "CREATE # TRIGGER ? @ DELETE ON ~ BEGIN DELETE FROM ~; END",
      "ALTER TABLE @ RENAME TO ~",
      "ALTER TABLE @ RENAME % ~ TO ~",
      "ALTER TABLE @ ADD % ~ INT",
      "ALTER TABLE @ DROP % ~",
      "ALTER TABLE @ DROP CONSTRAINT ~",
      "ALTER TABLE @ ADD CONSTRAINT ~ CHECK (1)",
      "DROP TABLE ! @",
      "DROP VIEW ! @",
      "DROP INDEX ! @",
      "DROP TRIGGER ! @",
      "^ INSERT & INTO @ SELECT 1",
      "^ INSERT & INTO @ AS ~ ( ~ , ~ ) VALUES (1, 2)",
      "^ REPLACE INTO @ ( ~ ) WITH ~ AS (SELECT 1) SELECT 1",
      "^ UPDATE & @ SET ~ = 1",
      "^ DELETE FROM @",
      "^ SELECT ~ FROM @",
      "PRAGMA @",
      "PRAGMA @ = 1",
      "PRAGMA @ ( ~ )",
      "SAVEPOINT ~",
      "RELEASE SAVEPOINT ~",
      "ROLLBACK TO ~",
      "ROLLBACK TRANSACTION",
      "EXPLAIN DELETE FROM @",
    ],
  );
  const choices: Readonly<Record<string, fc.Arbitrary<string>>> = {
    "#": fc.constantFrom("", "TEMP", "temporary", "UNIQUE"),
    "?": fc.constantFrom("", "IF NOT EXISTS"),
    "!": fc.constantFrom("", "if exists"),
    "%": fc.constantFrom("", "COLUMN"),
    "&": fc.constantFrom("", "OR REPLACE", "or ignore", "OR ABORT"),
    "^": fc.oneof(
      fc.constant(""),
      fc.tuple(name, name).map(([one, other]) =>
        `WITH RECURSIVE ${one} ( a ) AS ( SELECT ( 1 ) ) , ${other} AS MATERIALIZED ( VALUES (1) )`
      ),
    ),
    "@": object,
    "~": name,
  };
  const texts = kinds.chain((kind) =>
    fc.tuple(...kind.split(" ").map((word) => choices[word] ?? fc.constant(word)))
  ).chain((words) =>
    gaps.filter((gap) => !gap.includes("\uFEFF")).map((gap) =>
      words.filter((it) => it !== "").join(gap)
    )
  );
  let compared = 0;
  holds(texts, (text) => {
    compared += compare(text);
  });
  assert.ok(compared > 100, `${compared}`);
});
