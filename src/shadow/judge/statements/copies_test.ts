import assert from "node:assert/strict";
import { statementsOf } from "../../../../tests/support/statements.ts";
import type { Table } from "../../../schema/snapshot.ts";
import { copiesValues, selectiveCopies, takesRows } from "./copies.ts";

function one(sql: string) {
  return statementsOf(sql)[0]!;
}

const COPY = "INSERT INTO n SELECT a FROM t";
const WITHED = "WITH o AS (SELECT a FROM t) INSERT INTO main.n SELECT a FROM o";

Deno.test("copiesValues() recognizes every statement that writes what it reads, and no definition", () => {
  const copies = [
    ...[COPY, WITHED, "REPLACE INTO n SELECT trigger, view FROM t", "UPDATE n SET a = b"],
    "WITH o AS (SELECT 1) UPDATE n SET a = b",
    "CREATE TEMP TABLE view AS SELECT a FROM t",
  ];
  for (const sql of copies) assert.equal(copiesValues(one(sql)), true, sql);
  const others = [
    ...["INSERT INTO n VALUES (1)", "CREATE VIEW v AS SELECT 1", "WITH o AS (SELECT 1) SELECT 2"],
    `CREATE TRIGGER r DELETE ON t BEGIN ${COPY}; END`,
    "WITH o AS (SELECT 1) DELETE FROM n",
  ];
  for (const sql of others) assert.equal(copiesValues(one(sql)), false, sql);
});

Deno.test("takesRows() goes from the source to the target, through renames", () => {
  const takes = (text: string, from: string, into: string) =>
    takesRows([{ statements: statementsOf(text), optsOut: false }], { from, into });
  const renamed = `ALTER TABLE t RENAME TO o; CREATE TABLE n (a);
    INSERT INTO main.n SELECT * FROM o; ALTER TABLE n RENAME TO m;`;
  assert.equal(takes(renamed, "T", "M"), true);
  assert.equal(takes(renamed, "m", "t"), false);
  assert.equal(takes(WITHED, "t", "n"), true);
  assert.equal(takes("CREATE TABLE n AS SELECT * FROM t", "t", "n"), true);
  // A column of that name is renamed, not a table.
  const column = "CREATE TABLE rename (a); ALTER TABLE t RENAME rename TO n; " +
    "INSERT INTO n SELECT * FROM t;";
  assert.equal(takes(column, "rename", "n"), false);
});

Deno.test("selectiveCopies() leaves out what copies whole rows into a new table", () => {
  const before = { tables: [{ name: "t" }, { name: "u" }] as unknown as readonly Table[] };
  const kept = (text: string) => {
    const file = { statements: statementsOf(text), optsOut: false };
    return selectiveCopies([file], before).map(({ sql }) => sql);
  };
  const create = "CREATE TABLE n (a, b);";
  assert.deepEqual(kept(`${create} INSERT INTO n (a, b) SELECT "a", b FROM t`), []);
  assert.deepEqual(kept(`${create} INSERT INTO n SELECT * FROM t`), []);
  const aside = "ALTER TABLE t RENAME TO old; CREATE TABLE t (a, b);";
  assert.deepEqual(kept(`${aside} INSERT INTO t (a) SELECT a FROM old`), []);
  for (
    const copy of [
      "INSERT OR IGNORE INTO n SELECT * FROM t",
      "INSERT INTO n SELECT DISTINCT a, b FROM t",
      "INSERT INTO n SELECT a, lower(b) FROM t",
      "INSERT INTO n SELECT a, b FROM t WHERE a > 1",
      "INSERT INTO n SELECT * FROM t JOIN u",
      "INSERT INTO n SELECT a, b FROM t, u",
      "INSERT INTO u SELECT a, b FROM t",
      "UPDATE t SET a = b",
    ]
  ) assert.deepEqual(kept(`${create} ${copy}`), [copy]);
  const two = ["INSERT INTO n SELECT * FROM t", "INSERT INTO n SELECT * FROM u"];
  assert.deepEqual(kept(`${create} ${two.join("; ")}`), two);
});
