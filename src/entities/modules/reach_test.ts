import assert from "node:assert/strict";
import { inFolder } from "../../../tests/support/folders.ts";
import { readModules } from "./module_files.ts";
import { reachOf } from "./reach.ts";

const PACKAGE = {
  "node_modules/ids/index.js": "",
  "node_modules/ids/more.js": "",
  "shared/ids/index.ts": 'import "../names.ts";',
  "shared/names.ts": "",
  "tsconfig.json": '{ "compilerOptions": { "paths": { "@/*": ["./shared/*"] } } }',
};

/** The files that a module reaches, whether they are all of them, and whether all are pure. */
async function reach(text: string, files: Readonly<Record<string, string>> = {}) {
  return await inFolder({ "schema.ts": text, ...PACKAGE, ...files }, async (folder) => {
    await Deno.symlink(`${folder}/shared/ids`, `${folder}/node_modules/linked`);
    const modules = await readModules([`${folder}/schema.ts`]);
    assert(modules.ok);
    const { texts, isWhole, isPure } = await reachOf(modules.value);
    const names = [...texts.values()].map(({ name }) => name.replace(/^.*\//, ""));
    return [names.join(" "), isWhole, isPure];
  });
}

Deno.test("reachOf() follows the files that modules import, including circles", async () => {
  const files = {
    "user.ts": 'import "./schema.ts";\nimport "./deep/post.ts";\n',
    "deep/post.ts": 'export * from "../user.ts";\nimport { id } from "penumbra";\n',
  };
  assert.deepEqual(await reach('import "./user.ts";', files), [
    "schema.ts user.ts post.ts",
    true,
    true,
  ]);
});

Deno.test("reachOf() regards no package and no guessed file as pure", async () => {
  const files = { "user.ts": "", "people/index.ts": "" };
  for (
    const [name, found] of [
      ["ids", ""],
      ["ids/more.js", ""],
      ["npm:ids@1.0.0", ""],
      ["node:fs", ""],
      ["./user", " user.ts"],
      ["./user.js", " user.ts"],
      ["./people", " index.ts"],
      ["@/names", " names.ts"],
      ["linked", " index.ts names.ts"],
    ] as const
  ) {
    assert.deepEqual(
      await reach(`import "${name}";`, files),
      [`schema.ts${found}`, true, false],
      name,
    );
  }
});

Deno.test("reachOf() does not call the result complete if another file of the user may be loaded", async () => {
  for (
    const name of ["./gone.ts", "gone", "@/user.ts", "#user", "/user.ts", "file:///a.ts"]
  ) {
    assert.deepEqual(await reach(`import "${name}";`), ["schema.ts", false, false], name);
  }
  assert.deepEqual(await reach('import("./user.ts");'), ["schema.ts", false, false]);
  const json = 'import kinds from "./kinds.json" with { type: "json" };';
  assert.deepEqual(await reach(json, { "kinds.json": "[]" }), [
    "schema.ts kinds.json",
    false,
    false,
  ]);
});
