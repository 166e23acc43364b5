import assert from "node:assert/strict";
import { statementsOf } from "../../../../tests/support/statements.ts";
import { comparedLiterals } from "./compared_literals.ts";

function compared(sql: string): string[] {
  return statementsOf(sql).flatMap(comparedLiterals).map(({ column, values, isNegated }) =>
    `${column}${isNegated ? " not" : ""} ${values.join(" ")}`
  );
}

Deno.test.each([
  ["a = 'x' AND t.b <> '' OR \"c d\" IS NOT x'00'", ["a 'x'", "b not ''", "c d not x'00'"]],
  ["n > 100 AND m <= -5", ["n 101 100 99", "m -5 -6 -4"]],
  ["100 < n AND 'x' = u.a", ["n 101 100 99", "a 'x'"]],
  ["day < '2020'", ["day '202' '2020' '20200'"]],
  ["a IN ('x', 'y') AND b NOT IN (1, 2)", ["a 'x'", "b not 1"]],
  ["lower(trim(a)) = 'x' AND coalesce(b, '') <> ''", ["trim 'x'", "a 'x'", "b not ''"]],
  ["n BETWEEN 5 AND 9 AND a LIKE 'x%'", ["n 5 6 4", "a 'x'"]],
  ["a = b AND a IS NULL AND (SELECT max(n) FROM u) > 3", []],
])("comparedLiterals() finds the columns and literals of %s", (condition, expected) => {
  assert.deepEqual(compared(`DELETE FROM t WHERE ${condition}`), expected);
});

Deno.test("comparedLiterals() finds them in expressions, but not what an UPDATE sets", () => {
  assert.deepEqual(
    compared(
      `UPDATE t SET a = 'x', b = CASE a WHEN 'y' THEN 1 WHEN 'z' THEN 2 ELSE nullif(c, '') END,
      d = 5 WHERE e = 7`,
    ),
    ["a 'y'", "a 'z'", "c ''", "e 7"],
  );
});
