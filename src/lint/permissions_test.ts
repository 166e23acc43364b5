import assert from "node:assert/strict";
import { tokenize } from "../sql/tokens.ts";
import { Permissions, permissionsIn } from "./permissions.ts";

const file = (text: string) => ({ name: "1.sql", text });

Deno.test.each([
  ["-- penumbra: allow data-loss", ["data-loss"]],
  ["--penumbra:allow data-loss:Users.Bio nobody reads it", ["data-loss:users.bio"]],
  ["-- penumbra: allow data-loss\n-- penumbra: allow bulk-change:t", [
    "data-loss",
    "bulk-change:t",
  ]],
  ["-- we allow data-loss", []],
  ["-- penumbra: deny data-loss", []],
])("permissionsIn() reads %s", (text, expected) => {
  const found = permissionsIn(tokenize(text));
  assert.deepEqual(
    found.map(({ rule, object }) => object === undefined ? rule : `${rule}:${object}`),
    expected,
  );
});

Deno.test("a permission for a table applies to its columns, but not the reverse", () => {
  const permissions = new Permissions();
  const forTable = file("-- penumbra: allow data-loss:users");
  assert.equal(permissions.permits(forTable, "data-loss", "Users"), true);
  assert.equal(permissions.permits(forTable, "data-loss", "users.bio"), true);
  assert.equal(permissions.permits(forTable, "data-loss", "posts"), false);
  assert.equal(permissions.permits(forTable, "bulk-change", "users"), false);
  const forColumn = file("-- penumbra: allow data-loss:users.bio");
  assert.equal(permissions.permits(forColumn, "data-loss", "users"), false);
});

Deno.test("a permission that nothing has needed is a warning at its place", () => {
  const permissions = new Permissions();
  const source = file(
    "-- penumbra: allow data-loss:a\n-- penumbra: allow data-loss:b\nDROP TABLE a;",
  );
  permissions.permits(source, "data-loss", "a");
  const [found, ...others] = permissions.unneeded([source]);
  assert.equal(
    found?.message,
    'Nothing to allow: no statement of the file needs "allow data-loss:b"',
  );
  assert.equal(found.span?.startOffset, source.text.lastIndexOf("--"));
  assert.deepEqual(others, []);
});
