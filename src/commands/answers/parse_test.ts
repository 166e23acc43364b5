import assert from "node:assert/strict";
import { parseAllowance, parseFill, parseRename } from "./parse.ts";
import type { Result } from "../../base/result.ts";

function valueOf<T>(result: Result<T>): T {
  assert(result.ok, "expected a success");
  return result.value;
}

/** The message of a failure, and the rest of the text from its place on. */
function refusal(result: Result<unknown>): [message: string, rest: string] {
  assert(!result.ok, "expected a refusal");
  const { message, span } = result.diagnostics[0]!;
  return [message, span!.source.text.slice(span!.startOffset)];
}

Deno.test("parseRename() reads a table", () => {
  const table = { before: "users", after: "people" };
  assert.deepEqual(valueOf(parseRename("users:people")), { kind: "table", table });
});

Deno.test("parseRename() accepts a space in a name without quotes", () => {
  const table = { before: "user accounts", after: "user_profiles" };
  assert.deepEqual(valueOf(parseRename("user accounts:user_profiles")), { kind: "table", table });
});

Deno.test("parseRename() reads a column of a table that is renamed too", () => {
  assert.deepEqual(valueOf(parseRename("users.id:users2.id3")), {
    kind: "column",
    table: { before: "users", after: "users2" },
    column: { before: "id", after: "id3" },
  });
});

Deno.test("parseRename() accepts dots, colons and quotes within quotes", () => {
  assert.deepEqual(valueOf(parseRename('"a.b".c:[a:b].`d``"`')), {
    kind: "column",
    table: { before: "a.b", after: "a:b" },
    column: { before: "c", after: 'd`"' },
  });
});

Deno.test("parseRename() points at the place of the syntax error", () => {
  assert.deepEqual(refusal(parseRename("users")), [
    'Cannot read the rename "users": it is not before:after',
    "",
  ]);
  assert.equal(refusal(parseRename("a:b:c"))[1], ":c");
  assert.equal(refusal(parseRename(":b"))[1], ":b");
  assert.equal(refusal(parseRename("a:"))[1], "");
  assert.equal(refusal(parseRename("a.b.c:d.e.f"))[1], "c:d.e.f");
  assert.equal(refusal(parseRename('"a:b'))[1], '"a:b');
});

Deno.test("parseRename() refuses a table on one side and a column on the other", () => {
  assert.match(refusal(parseRename("users.name:title"))[0], /one side names a table/);
  const hintFor = (text: string) => {
    const parsed = parseRename(text);
    assert(!parsed.ok);
    return parsed.diagnostics[0]!.hint;
  };
  assert.equal(
    hintFor("users.name:title"),
    "Write the table on both sides: users.name:users.title",
  );
  assert.match(hintFor("name:users.title")!, /^Write old:new for a table, /);
});

Deno.test("parseFill() keeps the SQL as written", () => {
  const fill = valueOf(parseFill(`users.country=coalesce("a:b.c", 'x=y;')`));
  assert.deepEqual(fill, { table: "users", column: "country", sql: `coalesce("a:b.c", 'x=y;')` });
  assert.deepEqual(valueOf(parseFill("t.c=-1")).sql, "-1");
  assert.deepEqual(valueOf(parseFill("t.c= 1 -- one")).sql, "1");
  assert.deepEqual(valueOf(parseFill("A.name=''")).sql, "''");
  assert.deepEqual(valueOf(parseFill('"a=b".c=1')).table, "a=b");
});

Deno.test("parseFill() refuses what cannot be a value", () => {
  assert.deepEqual(refusal(parseFill("age=0")), [
    'Cannot read the fill "age=0": it is not table.column=SQL',
    "=0",
  ]);
  assert.match(refusal(parseFill("users.age= "))[0], /there is no SQL after the =/);
  assert.deepEqual(refusal(parseFill("users.age='x"))[1], "'x");
  assert.deepEqual(refusal(parseFill("users.age=0; DROP TABLE users"))[1], "; DROP TABLE users");
  assert.deepEqual(refusal(parseFill("users.age=abs(0))"))[1], ")");
  assert.deepEqual(refusal(parseFill("users.age=(abs(0)"))[1], "(abs(0)");
});

Deno.test("parseAllowance() reads a rule, alone and for one object", () => {
  assert.deepEqual(valueOf(parseAllowance("data-loss")), { rule: "data-loss" });
  assert.deepEqual(valueOf(parseAllowance("data-loss:users.email")), {
    rule: "data-loss",
    object: ["users", "email"],
  });
});

Deno.test("parseAllowance() refuses malformed permissions", () => {
  for (const text of ["", " ", "data-loss:", ":users", "data-loss:a.b.c"]) {
    assert.match(refusal(parseAllowance(text))[0], /it is not RULE or RULE:object/, text);
  }
});

Deno.test("parseAllowance() refuses an unknown rule, and suggests a similar one", () => {
  for (const text of ["data_loss", "Data-Loss", "Data Loss", "dataloss:users", "data-los:a.b"]) {
    const result = parseAllowance(text);
    assert(!result.ok);
    const [{ code, hint } = {}] = result.diagnostics;
    assert.deepEqual([code, hint], ["cli/unknown-rule", 'Did you mean "data-loss"?'], text);
  }
  assert.deepEqual(refusal(parseAllowance("unused:users")), [
    'Cannot allow "unused": there is no such rule',
    "unused:users",
  ]);
});
