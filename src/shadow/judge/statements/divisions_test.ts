import assert from "node:assert/strict";
import { statementsOf } from "../../../../tests/support/statements.ts";
import { divideRows } from "./divisions.ts";

function divides(...conditions: readonly string[]): boolean {
  const sql = conditions.map((it) => `INSERT INTO n SELECT a, b FROM t WHERE ${it};`).join("\n");
  return divideRows(statementsOf(sql), { names: new Set(["t"]), columns: ["A", "b"] });
}

Deno.test("divideRows() takes conditions on one column for parts of a table", () => {
  assert(divides("a > 5", "a <= 5"));
  assert(divides("a BETWEEN 1 AND 5", 'NOT "A" BETWEEN 1 AND 5'));
  assert(divides("b = 1 AND a = 'x'", "b = 1 OR a = 'y'"));
  assert(divides("a > 5 UNION ALL SELECT b, a FROM t WHERE NOT a > 5"));
});

Deno.test("divideRows() takes a single condition, and what several demand, for a choice", () => {
  assert(!divides("a > 5"));
  assert(!divides("a > 5", "b IS NOT NULL"));
  assert(!divides("b IS NULL AND a > 5", "b IS NULL AND a <= 5"));
  assert(!divides("a IN (SELECT a FROM t WHERE b > 5)"));
  assert(!divides("a > 5", "b IN (SELECT c FROM o WHERE a < 5)"));
});
