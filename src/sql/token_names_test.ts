import assert from "node:assert/strict";
import { calledNames, isNamed, nameAt, nameOf } from "./token_names.ts";
import { significant, tokenize } from "./tokens.ts";

function tokensOf(sql: string) {
  return significant(tokenize(sql));
}

Deno.test("nameOf() folds a name in any quotes, and returns undefined for what cannot be one", () => {
  const names = tokensOf(`Users "Users" [Users] 'Users' 1 (`).map(nameOf);
  assert.deepEqual(names, ["users", "users", "users", "users", undefined, undefined]);
  assert.equal(nameOf(undefined), undefined);
  assert.ok(isNamed(tokensOf("`Users`")[0], "users"));
  assert.ok(!isNamed(undefined, "users"));
});

Deno.test("nameAt() reads a name with its schema, and where it ends", () => {
  for (const [text, schema] of [["T", undefined], ["main.t", "main"], ['"Main" . [t]', "main"]]) {
    const tokens = tokensOf(`DROP TABLE ${text};`);
    const [name, end] = nameAt(tokens, 2)!;
    assert.deepEqual([name.schema, name.name], [schema, "t"]);
    assert.equal(end, tokens.length - 1);
  }
  assert.equal(nameAt(tokensOf("DROP TABLE"), 2), undefined);
  assert.equal(nameAt(tokensOf("main.("), 0), undefined);
});

Deno.test("calledNames() returns the names before a parenthesis", () => {
  assert.deepEqual(calledNames(tokensOf("a(b) + 'C' (d) * (e)")), ["a", "c"]);
});
