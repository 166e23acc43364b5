import assert from "node:assert/strict";
import { tokenize } from "../sql/tokens.ts";
import { Permissions, permissionsIn, permissionWords } from "./permissions.ts";

const file = (text: string) => ({ name: "1.sql", text });

Deno.test.each([
  ["-- penumbra: allow data-loss", ["data-loss"]],
  ["--penumbra:allow data-loss:Users.Bio nobody reads it", ["data-loss:users.bio"]],
  ["-- penumbra: allow data-loss\n-- penumbra: allow bulk-change:t", [
    "data-loss",
    "bulk-change:t",
  ]],
  ['-- penumbra: allow data-loss:"My Table" it is empty', ["data-loss:my table"]],
  ["-- penumbra: allow data-loss:`my table`.[a b]", ["data-loss:my table.a b"]],
  [`-- penumbra: allow data-loss:t.'say "x" ''y'''`, [`data-loss:t.say "x" 'y'`]],
  ['-- penumbra: allow data-loss:"a""b.c".d why', ['data-loss:a"b.c.d']],
  ['-- penumbra: allow data-loss:"my table', ['data-loss:"my']],
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

Deno.test("permissionWords() quotes names that are not one word", () => {
  assert.equal(permissionWords("data-loss", []), "data-loss");
  assert.equal(permissionWords("data-loss", ["users", "größe"]), "data-loss:users.größe");
  const names = ["my table", 'a."b"'];
  const words = permissionWords("data-loss", names);
  assert.equal(words, 'data-loss:"my table"."a.""b"""');
  const [read] = permissionsIn(tokenize(`-- penumbra: allow ${words} why`));
  assert.deepEqual([read?.object, read?.words], [names.join("."), words]);
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
