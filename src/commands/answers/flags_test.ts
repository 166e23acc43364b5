import assert from "node:assert/strict";
import { parseFill, parseRename } from "./parse.ts";
import { fillFlag, renameFlag } from "./flags.ts";

const NAMES = [
  "users",
  "größe",
  "order items",
  "a.b",
  "a:b",
  "a=b",
  "it's",
  'say "no"',
  " x ",
  "-x",
  "`",
];

/** The arguments that a program gets when this is typed in a shell. */
async function typed(flag: string): Promise<string[]> {
  const { stdout } = await new Deno.Command("sh", {
    args: ["-c", `printf '%s\\n' ${flag}`],
    stdin: "null",
  }).output();
  return new TextDecoder().decode(stdout).split("\n").slice(0, -1);
}

const ignore = Deno.build.os === "windows";

Deno.test("renameFlag() writes what a shell and parseRename() read back", { ignore }, async () => {
  for (const before of NAMES) {
    const [option, text = ""] = await typed(renameFlag([before], ["users"]));
    const table = { before, after: "users" };
    assert.deepEqual([option, parseRename(text)], [
      "--rename",
      { ok: true, value: { kind: "table", table }, diagnostics: [] },
    ]);
    const [, other = ""] = await typed(renameFlag(["posts", before], ["articles", "title"]));
    const read = parseRename(other);
    assert.deepEqual(
      read.ok && read.value.kind === "column" && [read.value.table, read.value.column],
      [
        { before: "posts", after: "articles" },
        { before, after: "title" },
      ],
    );
  }
});

Deno.test("fillFlag() writes what a shell and parseFill() read back", { ignore }, async () => {
  for (const column of NAMES) {
    const [option, text = ""] = await typed(fillFlag(["users", column]));
    assert.deepEqual([option, parseFill(text)], [
      "--fill",
      { ok: true, value: { table: "users", column, sql: "SQL" }, diagnostics: [] },
    ]);
  }
});

Deno.test("flags are quoted only if necessary", () => {
  assert.equal(
    renameFlag(["users", "name"], ["users", "größe"]),
    "--rename users.name:users.größe",
  );
  assert.equal(renameFlag(["a b"], ["c"]), "--rename 'a b:c'");
  assert.equal(fillFlag(["users", "bio"]), "--fill 'users.bio=SQL'");
});
