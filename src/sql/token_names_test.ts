import assert from "node:assert/strict";
import { afterSchema, alterAction, calledNames, isNamed, nameOf } from "./token_names.ts";
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

Deno.test("afterSchema() and alterAction() skip a schema", () => {
  for (const table of ["t", "main.t", '"main" . [t]']) {
    const tokens = tokensOf(`ALTER TABLE ${table} RENAME TO u`);
    assert.equal(nameOf(tokens[afterSchema(tokens, 2)]), "t");
    assert.equal(nameOf(tokens[alterAction(tokens)]), "rename");
  }
});

Deno.test("calledNames() returns the names before a parenthesis", () => {
  assert.deepEqual(calledNames(tokensOf("a(b) + 'C' (d) * (e)")), ["a", "c"]);
});
