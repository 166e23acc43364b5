import assert from "node:assert/strict";
import { tokenize } from "../sql/tokens.ts";
import { allowancesIn, isAllowed } from "./allowances.ts";

const allowed = (text: string) => allowancesIn(tokenize(text));

Deno.test.each([
  ["-- penumbra: allow data-loss", ["data-loss"]],
  ["--penumbra:allow data-loss:Users.Bio nobody reads it", ["data-loss:users.bio"]],
  ["-- penumbra: allow data-loss\n-- penumbra: allow bulk-change:t", [
    "data-loss",
    "bulk-change:t",
  ]],
  ["-- we allow data-loss", []],
  ["-- penumbra: deny data-loss", []],
])("allowancesIn() reads %s", (text, expected) => {
  assert.deepEqual([...allowed(text)], expected);
});

Deno.test("isAllowed() applies a permission for a table to its columns, but not the reverse", () => {
  const forTable = allowed("-- penumbra: allow data-loss:users");
  assert.equal(isAllowed(forTable, "data-loss", "Users"), true);
  assert.equal(isAllowed(forTable, "data-loss", "users.bio"), true);
  assert.equal(isAllowed(forTable, "data-loss", "posts"), false);
  assert.equal(isAllowed(forTable, "bulk-change", "users"), false);
  const forColumn = allowed("-- penumbra: allow data-loss:users.bio");
  assert.equal(isAllowed(forColumn, "data-loss", "users"), false);
});
