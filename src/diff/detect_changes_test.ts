import assert from "node:assert/strict";
import { snapshotAfter } from "../../tests/support/snapshots.ts";
import { describeChange } from "./describe.ts";
import { type CompareOptions, detectChanges } from "./detect_changes.ts";

async function changes(before: string, after: string, options: CompareOptions = {}) {
  const [current, desired] = await Promise.all([snapshotAfter(before), snapshotAfter(after)]);
  return detectChanges(current, desired, options);
}

async function told(before: string, after: string, options: CompareOptions = {}) {
  return (await changes(before, after, options)).map(describeChange);
}

Deno.test("detectChanges() finds no changes between two spellings of one schema", async () => {
  const after = 'create table "t" (b int default (1), a text); create view v as select "a" from t';
  assert.deepEqual(
    await told("CREATE TABLE t (a TEXT, b INT DEFAULT 1); CREATE VIEW v AS SELECT a FROM t", after),
    [],
  );
});

Deno.test("detectChanges() sees every facet of a column in one alter-column", async () => {
  const [change, ...others] = await changes(
    "CREATE TABLE t (a INT)",
    "CREATE TABLE t (a TEXT NOT NULL DEFAULT 'x' COLLATE NOCASE)",
  );
  assert.equal(change?.kind, "alter-column");
  assert.deepEqual(change.facets, ["type", "not-null", "default", "collation"]);
  assert.deepEqual(others, []);
});

Deno.test("detectChanges() treats a change of case in a name as a rename", async () => {
  assert.deepEqual(await told("CREATE TABLE t (a INT)", "CREATE TABLE T (A INT)"), [
    'Rename table "t" to "T"',
    'Rename column "a" of "T" to "A"',
  ]);
});

Deno.test("detectChanges() reports a drop and an add as such, however similar", async () => {
  assert.deepEqual(await told("CREATE TABLE t (a INT, b INT)", "CREATE TABLE t (a INT, c INT)"), [
    'Drop column "b" of "t"',
    'Add column "c" to "t"',
  ]);
});

Deno.test("detectChanges() counts equal constraints", async () => {
  assert.deepEqual(
    await told(
      "CREATE TABLE t (a, CHECK (a > 0), CHECK (a > 0))",
      "CREATE TABLE t (a, CHECK (a > 0), UNIQUE (a))",
    ),
    ['Drop CHECK (a > 0) of "t"', 'Add UNIQUE (a) to "t"'],
  );
});

Deno.test("detectChanges() checks the order of columns only on request", async () => {
  const [before, after] = ["CREATE TABLE t (a, b)", "CREATE TABLE t (b, a)"];
  assert.deepEqual(await told(before, after), []);
  assert.deepEqual(await told(before, after, { columnOrder: "strict" }), [
    'Change the order of the columns of "t"',
  ]);
});

Deno.test("detectChanges() does not treat a column added at the end as another order", async () => {
  const after = "CREATE TABLE t (a, b, c)";
  assert.deepEqual(await told("CREATE TABLE t (a, b)", after, { columnOrder: "strict" }), [
    'Add column "c" to "t"',
  ]);
  assert.deepEqual(await told("CREATE TABLE t (b, c)", after, { columnOrder: "strict" }), [
    'Add column "a" to "t"',
    'Change the order of the columns of "t"',
  ]);
});

Deno.test("detectChanges() distinguishes a view from a table of the same name", async () => {
  assert.deepEqual(await told("CREATE VIEW v AS SELECT 1 AS a", "CREATE TABLE v (a)"), [
    'Drop view "v"',
    'Create table "v"',
  ]);
});

Deno.test("detectChanges() replaces an index that moves to another table", async () => {
  const tables = "CREATE TABLE a (x); CREATE TABLE b (x);";
  assert.deepEqual(
    await told(`${tables} CREATE INDEX i ON a (x)`, `${tables} CREATE INDEX i ON b (x)`),
    ['Change index "i"'],
  );
});
