import assert from "node:assert/strict";
import { canonical, canonicalExpression, canonicalTokens, writtenExpression } from "./canonical.ts";
import { significant, tokenize } from "./tokens.ts";

const canonicalOf = (sql: string) => canonical(tokenize(sql));
const toldExpression = (sql: string) => canonicalExpression(tokenize(sql));

Deno.test.each([
  ["white space", "SELECT  a\n\t,b", "SELECT a, b"],
  ["comments", "SELECT /* x */ a -- y\n, b", "SELECT a, b"],
  ["the case of keywords", "select A from T", "SELECT a FROM t"],
  ["the style of quotes", 'SELECT "a", `b` FROM [t]', "SELECT a, b FROM t"],
  ["quotes around a harmless keyword", 'SELECT "key" FROM "Begin"', "SELECT key FROM begin"],
  ["the style of quotes that are needed", 'SELECT `a b`, [c"d]', 'SELECT "a b", "c""d"'],
  ["the case of quoted names", 'SELECT "A B"', 'SELECT "a b"'],
  ["the case of numbers and blobs", "SELECT 1E5, 0XfF, X'aB'", "SELECT 1e5, 0xff, x'AB'"],
])(
  "canonical() ignores %s",
  (_, left, right) => assert.equal(canonicalOf(left), canonicalOf(right)),
);

Deno.test.each([
  ["strings that differ in case", "SELECT 'A'", "SELECT 'a'"],
  ["strings that differ in spaces", "SELECT 'a b'", "SELECT 'a  b'"],
  ["a string and a name", "SELECT 'a'", 'SELECT "a"'],
  ["a word and a name that needs its quotes", "SELECT a b", 'SELECT "a b"'],
  ["a value and a name", "SELECT TRUE", 'SELECT "true"'],
  ["a value of the clock and a name", "SELECT CURRENT_TIME", 'SELECT "current_time"'],
  ["a keyword and a name", "SELECT NULL", 'SELECT "null"'],
  ["other letters in another case", 'SELECT "Ä"', 'SELECT "ä"'],
  ["names with other spaces", 'SELECT "a b"', 'SELECT "a  b"'],
  ["a blob and strings beside it", "SELECT x'00''A'", "SELECT x'00''a'"],
])("canonical() distinguishes %s", (_, left, right) => {
  assert.notEqual(canonicalOf(left), canonicalOf(right));
});

Deno.test("canonical() spaces SQL as a reader would, and never joins two tokens", () => {
  assert.equal(canonicalOf("CHECK(a>=0 AND t . b IN(1,2));"), "check (a >= 0 and t.b in (1, 2));");
  assert.equal(canonicalOf("DEFAULT ( - 1 )"), "default (- 1)");
  assert.equal(canonicalOf("- 1"), "-1");
  assert.equal(canonicalOf("- - 1"), "- - 1");
  assert.equal(canonicalOf("a - - 1"), "a - - 1");
});

Deno.test("canonicalTokens() returns one item per token, without comments", () => {
  assert.deepEqual(canonicalTokens(tokenize("A -- b\n= 'C'")), ["a", "=", "'C'"]);
});

Deno.test.each([
  ["around it all", "((a > 0))", "a > 0"],
  ["doubled inside", "f((a)) OR ((((b + c))))", "f(a) or b + c"],
  ["around one name or literal", "(a) > (0) AND f((b), 'x')", "a > 0 and f(b, 'x')"],
  ["that are a list or a call", "a IN (1) OR RAISE(IGNORE)", "a in (1) or raise (ignore)"],
  ["that only touch at the ends", "(a + 1) * (b + 1)", "(a + 1) * (b + 1)"],
  ["around a list", "(a, b) = ((1, 2))", "(a, b) = (1, 2)"],
  ["in strings", "('(a)')", "'(a)'"],
  ["in names", '("(")', '"("'],
  ["that never close", "((a + b)", "(a + b"],
])("canonicalExpression() treats parentheses %s", (_, sql, expected) => {
  assert.equal(toldExpression(sql), expected);
});

Deno.test("writtenExpression() keeps the case of names and words, and leaves out what canonicalExpression() does", () => {
  const written = (sql: string) => writtenExpression(significant(tokenize(sql)));
  assert.equal(written('((length("createdAt")) > 3)'), "length(createdAt) > 3");
  assert.equal(written('"order" IN (1, 2) /* two */'), '"order" IN (1, 2)');
  assert.equal(written("Status = 'A' AND (a + (b)) < 3"), "Status = 'A' AND a + b < 3");
});
