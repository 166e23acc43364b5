import assert from "node:assert/strict";
import fc from "npm:fast-check@4.10.2";
import { holds } from "../../tests/support/property.ts";
import { openEngine } from "../host/engines/engine.ts";
import { canonicalExpression } from "./canonical.ts";
import { tokenize } from "./tokens.ts";

const simplified = (sql: string) => canonicalExpression(tokenize(sql));

Deno.test.each([
  ["b <> (-1)", "b <> - 1"],
  ["(a > 0) AND ((b > 0) AND (c = 1 OR d))", "a > 0 and (b > 0 and (c = 1 or d))"],
  ["(a * b) + c", "a * b + c"],
  ["a - (b - c)", "a - (b - c)"],
  ["(NOT a) = b", "(not a) = b"],
  ["NOT (a = b)", "not a = b"],
  ["a BETWEEN 1 AND (b = c)", "a between 1 and (b = c)"],
  ["a BETWEEN (1) AND (b)", "a between 1 and b"],
  ["CASE WHEN (a OR b) THEN (c + 1) ELSE (NULL) END", "case when a or b then c + 1 else null end"],
  ["(a || b) COLLATE nocase", "(a || b) collate nocase"],
  ["(a = b) IS NULL", "a = b is null"],
  ["a IN ((SELECT 1))", "a in ((select 1))"],
])(
  "canonicalExpression() returns %s: %s",
  (sql, expected) => assert.equal(simplified(sql), expected),
);

const BINARY = ("OR AND = == <> != IS IN|IS NOT LIKE GLOB < <= > >= & | << >> + - * / % || -> ->>")
  .split(/[ ](?!NOT)/).filter((it) => !it.includes("IN|"));

/** Expressions with both required and redundant parentheses. */
const { expression } = fc.letrec<{ expression: string }>((tie) => {
  const inner = tie("expression");
  const pairOf = fc.tuple(inner, inner);
  return {
    expression: fc.oneof(
      { maxDepth: 5, withCrossShrink: true },
      fc.constantFrom("a", "b", "c", "1", "'x'", "NULL", "-1"),
      fc.tuple(pairOf, fc.constantFrom(...BINARY)).map(([[l, r], it]) => `${l} ${it} ${r}`),
      inner.map((it) => `(${it})`),
      inner.map((it) => `(${it})`),
      inner.map((it) => `- ${it}`),
      inner.map((it) => `~ ${it}`),
      inner.map((it) => `NOT ${it}`),
      inner.map((it) => `${it} COLLATE nocase`),
      inner.map((it) => `${it} ISNULL`),
      inner.map((it) => `${it} NOT NULL`),
      pairOf.map(([l, r]) => `${l} NOT IN (${r}, 2)`),
      pairOf.map(([l, r]) => `${l} BETWEEN ${r} AND c`),
      pairOf.map(([l, r]) => `a NOT BETWEEN ${l} AND ${r}`),
      pairOf.map(([l, r]) => `CASE ${l} WHEN ${r} THEN a ELSE b END`),
      pairOf.map(([l, r]) => `CASE WHEN ${l} THEN b ELSE ${r} END`),
      pairOf.map(([l, r]) => `coalesce(${l}, ${r})`),
      pairOf.map(([l, r]) => `a LIKE ${l} ESCAPE ${r}`),
      inner.map((it) => `CAST(${it} AS DECIMAL(10, 2))`),
      inner.map((it) => `(SELECT ${it})`),
    ),
  };
});

Deno.test("canonicalExpression() keeps every parenthesis that SQLite needs", async () => {
  const engine = await openEngine();
  engine.run("CREATE TABLE t (a, b, c)");
  const program = (sql: string) =>
    JSON.stringify(engine.query(`EXPLAIN SELECT (${sql}) FROM t`).map((row) => row.slice(1, 7)));
  holds(expression, (sql) => {
    if (engine.run(`EXPLAIN SELECT (${sql}) FROM t`) !== undefined) return;
    assert.equal(program(simplified(sql)), program(sql), simplified(sql));
  });
  engine.close();
});
