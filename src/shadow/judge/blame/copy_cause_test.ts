import assert from "node:assert/strict";
import { statementsOf } from "../../../../tests/support/statements.ts";
import { copyCause } from "./copy_cause.ts";
import { failed } from "./failures.ts";

function one(sql: string) {
  return statementsOf(sql)[0]!;
}

const COPY = "INSERT INTO n SELECT a FROM t";

Deno.test("copyCause() tells what a copy asks for from what it loses", () => {
  const isFiltered = (sql: string) => copyCause(one(sql), "").isFiltered;
  assert.equal(isFiltered(`${COPY} WHERE a > 1`), true);
  assert.equal(isFiltered("INSERT INTO n SELECT replace(a, 'x', 'y') FROM t WHERE a <> 5"), true);
  assert.equal(isFiltered("INSERT INTO n SELECT * FROM t LIMIT 5"), false);
  assert.equal(isFiltered(COPY), false);
  assert.equal(isFiltered(`REPLACE INTO n SELECT a FROM t WHERE a > 1`), false);
  assert.equal(isFiltered("INSERT OR IGNORE INTO n SELECT a FROM t WHERE a > 1"), false);
  assert.equal(isFiltered(`${COPY} WHERE true ON CONFLICT DO NOTHING`), false);
  assert.equal(isFiltered(`${COPY} WHERE true ON CONFLICT (a) DO UPDATE SET b = 1`), false);
  const isListed = (sql: string) => copyCause(one(sql), "a").isListed;
  assert.equal(isListed("INSERT INTO main.n (b, A) SELECT 1, a FROM t"), true);
  assert.equal(isListed("WITH o (a) AS (SELECT 1) INSERT INTO n (b) SELECT 1 FROM o"), false);
  assert.equal(isListed("INSERT INTO n SELECT (a) FROM t"), true);
});

Deno.test("a copy of all rows without a value for a new NOT NULL certainly fails", () => {
  const isCertain = (sql: string) => {
    const refused = { reason: "NOT NULL constraint failed: n.b", atCommit: false };
    return failed({ ...refused, statement: one(sql) }, { suits: true, needsNull: false }).isCertain;
  };
  for (const start of ["INSERT", "REPLACE", "WITH o AS (SELECT 1) INSERT"]) {
    assert.equal(isCertain(`${start} INTO n (a) SELECT a FROM t`), true, start);
    assert.equal(isCertain(`${start} INTO n (a, b) SELECT a, c FROM t`), false, start);
  }
});

Deno.test("copyCause() takes a comma between tables for a join, and not a condition for one", () => {
  const isFiltered = (sql: string) => copyCause(one(sql), "").isFiltered;
  assert(isFiltered("INSERT INTO n SELECT a, b FROM t WHERE a > 1 ORDER BY a, b"));
  assert(isFiltered("INSERT INTO n SELECT a, max(b) FROM t GROUP BY a, c"));
  assert(isFiltered("INSERT INTO n SELECT * FROM (SELECT a, b FROM t) WHERE a > 1"));
  assert(!isFiltered("INSERT INTO n SELECT t.a, u.b FROM t, u WHERE t.u = u.id"));
  assert(!isFiltered("INSERT INTO n SELECT t.a, u.b FROM t AS x, (SELECT * FROM u) WHERE x.u = b"));
});

Deno.test("copyCause() tells a column that a copy selects from an argument of a function", () => {
  const isSelected = (sql: string) => copyCause(one(sql), "a").isSelected;
  assert(isSelected("INSERT INTO n SELECT b, a, c FROM t"));
  assert(isSelected("INSERT INTO n SELECT b, (SELECT u.c, a FROM u) FROM t"));
  assert(!isSelected("INSERT INTO n SELECT strftime('%Y', a, 'unixepoch') FROM t"));
});
