import assert from "node:assert/strict";
import { inFolder } from "../../../tests/support/folders.ts";
import type { CompiledModules } from "../compile/compile.ts";
import { type EntityModules, readEntities } from "./entity_modules.ts";

const USER = `import { entity, id } from "penumbra";
import { NAME } from "../names.ts";
export const users = entity(NAME, { id: id() });
`;

const FILES = { "schema/user.ts": USER, "names.ts": 'export const NAME = "users";\n' };

async function read(
  files: Readonly<Record<string, string>>,
  casing: "as-written" | "snake_case" = "as-written",
): Promise<EntityModules | CompiledModules> {
  return await inFolder(files, async (folder) => {
    const entities = await readEntities([`${folder}/schema`], { folder, casing });
    assert(entities.ok, JSON.stringify(entities));
    return entities.value;
  });
}

/** The key of modules that were not run. */
async function keyOf(...given: Parameters<typeof read>): Promise<string> {
  const entities = await read(...given);
  assert("key" in entities);
  return entities.key;
}

Deno.test("readEntities() runs nothing if the texts determine everything", async () => {
  const endless = { ...FILES, "names.ts": 'export const NAME = "users";\nwhile (true) {}\n' };
  assert.match(await keyOf(endless), /^[0-9a-f]{64}/);
});

Deno.test("readEntities() returns the same key for the same texts in any folder, and for no others", async () => {
  const key = await keyOf(FILES);
  assert.equal(await keyOf(FILES), key);
  const others = [
    { ...FILES, "names.ts": 'export const NAME = "people";\n' },
    { ...FILES, "schema/user.ts": `${USER}// more\n` },
    { ...FILES, "schema/more.ts": "export {};\n" },
    { "schema/users.ts": USER, "names.ts": FILES["names.ts"] },
  ];
  const keys = await Promise.all(others.map((files) => keyOf(files)));
  assert.equal(new Set([key, await keyOf(FILES, "snake_case"), ...keys]).size, 6);
});

Deno.test("readEntities() returns the DDL immediately if something else may determine it", async () => {
  for (
    const files of [
      { ...FILES, "names.ts": 'export const NAME = "users" + (Deno.env.get("NO_SUCH") ?? "");\n' },
      { ...FILES, "names.ts": 'import "node:fs";\nexport const NAME = "users";\n' },
      { ...FILES, "names.ts": 'export const NAME = "user" + "s".replace(/z/, "");\n' },
    ]
  ) {
    const entities = await read(files);
    assert("text" in entities);
    assert.equal(entities.text, "CREATE TABLE users (\n  id INTEGER PRIMARY KEY\n);\n");
  }
});

Deno.test("readEntities() returns no result for a file that changed while it was run", async () => {
  await inFolder(FILES, async (folder) => {
    const options = { folder, casing: "as-written" } as const;
    const entities = await readEntities([`${folder}/schema`], options);
    assert(entities.ok && "run" in entities.value);
    await Deno.writeTextFile(`${folder}/names.ts`, 'export const NAME = "people";\n');
    const made = await entities.value.run();
    assert(!made.ok);
    assert.equal(made.diagnostics[0]?.code, "entities/changed");
    await Deno.writeTextFile(`${folder}/names.ts`, FILES["names.ts"]);
    assert((await entities.value.run()).ok);
  });
});
