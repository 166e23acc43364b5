import assert from "node:assert/strict";
import { holdsInTime } from "../support/property.ts";
import { hasNoSolution } from "./facts.ts";
import { type CircleCase, circleCases } from "./model.ts";
import { schemaSql } from "./render.ts";
import { rowsSql } from "./rows.ts";
import { judge, type TrialText, WAYS } from "./trial.ts";

/** A case as SQL. */
function textOf(circle: CircleCase): TrialText {
  return {
    before: schemaSql(circle, "before"),
    after: schemaSql(circle, "after"),
    rows: rowsSql(circle),
  };
}

Deno.test("tables that reference each other are rebuilt with any runner", async () => {
  const refusals = new Map<string, number>();
  await holdsInTime(circleCases, 40, async (circle) => {
    const text = textOf(circle);
    const { faults, refused, migration } = await judge(text);
    const files = Object.entries({ ...text, migration }).map(([name, sql]) => `-- ${name}\n${sql}`);
    assert.deepEqual(faults, [], files.join("\n"));
    if (refused === undefined) return;
    for (const code of refused) refusals.set(code, (refusals.get(code) ?? 0) + 1);
    assert.ok(hasNoSolution(circle), `refused: ${refused}\n${files.join("\n")}`);
  });
  if (refusals.size > 0) console.log("refused:", Object.fromEntries(refusals));
});

Deno.test("a key that SET NULL would violate does not prevent a rebuild, whichever table changes", async () => {
  const schema = (change: string) => `
    CREATE TABLE teams (id INTEGER PRIMARY KEY,
      owner_id INTEGER NOT NULL REFERENCES users (id) ON DELETE SET NULL, n INT${change});
    CREATE TABLE users (id INTEGER PRIMARY KEY,
      team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE SET NULL, n INT);`;
  const rows = "INSERT INTO teams VALUES (1, 1, 1), (2, 1, 2); INSERT INTO users VALUES (1, 2, 3);";
  const text = { before: schema(""), after: schema(" DEFAULT 7"), rows };
  assert.deepEqual((await judge(text)).faults, []);
});

Deno.test("keys that can be neither released nor deleted are refused and named", async () => {
  const key = "ON DELETE SET NULL ON UPDATE SET NULL";
  const schema = (change: string) => `
    CREATE TABLE left_side (id TEXT PRIMARY KEY NOT NULL REFERENCES right_side (id) ${key}, n INT${change});
    CREATE TABLE right_side (id TEXT PRIMARY KEY NOT NULL REFERENCES left_side (id) ${key}, n INT);`;
  const rows = "INSERT INTO left_side VALUES ('a', 1); INSERT INTO right_side VALUES ('a', 1);";
  const text = { before: schema(""), after: schema(" DEFAULT 7"), rows };
  const { faults, refused } = await judge(text);
  assert.deepEqual(faults, []);
  assert.deepEqual([...new Set(refused)], ["plan/refusing-foreign-key"]);
});

Deno.test("a chain of 5,000 rows that cascade is rebuilt", async () => {
  const schema = (change: string) => `
    CREATE TABLE nodes (id INTEGER PRIMARY KEY,
      parent_id INTEGER REFERENCES nodes (id) ON DELETE CASCADE, n INT${change});
    CREATE INDEX nodes_parent ON nodes (parent_id);`;
  const text = { before: schema(""), after: schema(" DEFAULT 7"), rows: chainSql(5000) };
  assert.deepEqual((await judge(text, { despiteErrors: false })).faults, []);
});

/** Rows that each reference the previous one. */
function chainSql(rows: number): string {
  return `INSERT INTO nodes WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c
    WHERE i < ${rows}) SELECT i, nullif(i - 1, 0), i FROM c;`;
}

Deno.test("a circle of 20,000 rows with one orphan is rebuilt in linear time", async () => {
  const schema = (change: string) => `
    CREATE TABLE a (id INTEGER PRIMARY KEY, b_id INTEGER REFERENCES b (id), n INT${change});
    CREATE TABLE b (id INTEGER PRIMARY KEY, a_id INTEGER REFERENCES a (id), n INT);`;
  const rows = (count: number) =>
    `INSERT INTO a WITH RECURSIVE c (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c
      WHERE i < ${count}) SELECT i, i, i FROM c;
    INSERT INTO b SELECT id, id, n FROM a;
    UPDATE a SET b_id = ${count * 2} WHERE id = 1;`;
  const timed = async (count: number) => {
    const text = { before: schema(""), after: schema(" DEFAULT 7"), rows: rows(count) };
    const ways = WAYS.filter((mode) => mode.transaction && mode.foreignKeys);
    const start = performance.now();
    assert.deepEqual((await judge(text, { despiteErrors: false, ways })).faults, []);
    return performance.now() - start;
  };
  const [some, many] = [await timed(5000), await timed(20_000)];
  // If every row searched for its children without an index, four times the rows would take 16
  // times as long.
  assert.ok(many < some * 10, `5,000 rows took ${some} ms, 20,000 rows ${many} ms`);
});
