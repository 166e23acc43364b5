import assert from "node:assert/strict";
import { planRequest } from "../../tests/support/plans.ts";
import { refillSteps } from "./search_indexes.ts";
import { survey } from "./survey.ts";

const INDEX = "CREATE VIRTUAL TABLE found USING fts5(body, content=docs";

async function refilled(before: string, after: string): Promise<string[]> {
  const request = await planRequest(before, after);
  return refillSteps({ ...request, ...survey(request) }).map((step) => step.table);
}

Deno.test("refillSteps() fills a new index over an existing table", async () => {
  const table = "CREATE TABLE docs (id INTEGER PRIMARY KEY, body TEXT);";
  assert.deepEqual(await refilled(table, `${table} ${INDEX})`), ["found"]);
  assert.deepEqual(
    await refilled("CREATE TABLE t (a)", `CREATE TABLE t (a); ${table} ${INDEX})`),
    [],
  );
});

Deno.test.each([
  ["values that change", "body TEXT NOT NULL DEFAULT 'x'", ["found"]],
  ["values of another type", "body INTEGER", ["found"]],
  ["a column that it does not read", "body TEXT, other TEXT UNIQUE", []],
  ["a default alone", "body TEXT DEFAULT 'x'", []],
  ["NOT NULL alone", "body TEXT NOT NULL", []],
  ["a type that stores the same", "body VARCHAR(80)", []],
])("refillSteps() looks at a table that is rebuilt for %s", async (_, columns, expected) => {
  assert.deepEqual(
    await refilled(
      `CREATE TABLE docs (body TEXT); ${INDEX})`,
      `CREATE TABLE docs (${columns}); ${INDEX})`,
    ),
    expected,
  );
});

Deno.test.each([
  [")", ["found"]],
  [", content_rowid=id)", []],
])(
  "refillSteps() minds rows that get other numbers where the index is one %s",
  async (end, expected) => {
    assert.deepEqual(
      await refilled(
        `CREATE TABLE docs (id INT NOT NULL PRIMARY KEY, body TEXT); ${INDEX}${end}`,
        `CREATE TABLE docs (id INT NOT NULL PRIMARY KEY, body TEXT) WITHOUT ROWID; ${INDEX}${end}`,
      ),
      expected,
    );
  },
);
