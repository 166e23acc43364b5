import assert from "node:assert/strict";
import { inFolder } from "../../../tests/support/folders.ts";
import { desiredKey, readDesired } from "./read_desired.ts";
import { loadDesired } from "./load_desired.ts";

const USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY);\n";
const POSTS = "CREATE TABLE posts (id INTEGER PRIMARY KEY);\n";

/** The desired tables, or the diagnostics. */
async function desired(folder: string, ...schema: readonly string[]): Promise<string> {
  const text = await readDesired({ schema, workingDirectory: folder, migrations: "migrations" });
  if (!text.ok) return text.diagnostics[0]!.code;
  const made = await loadDesired(text.value);
  return made.ok
    ? made.value.snapshot.tables.map(({ name }) => name).join()
    : made.diagnostics[0]!.code;
}

Deno.test("the desired schema is at the first default that exists", async () => {
  await inFolder({ "schema.sql": USERS, "schema/posts.sql": POSTS }, async (folder) => {
    assert.equal(await desired(folder), "users");
    await Deno.remove(`${folder}/schema.sql`);
    assert.equal(await desired(folder), "posts");
    await Deno.remove(`${folder}/schema/posts.sql`);
    assert.equal(await desired(folder), "sources/no-sql");
    await Deno.remove(`${folder}/schema`);
    assert.equal(await desired(folder), "sources/no-schema");
  });
});

Deno.test("where there is no schema, the projects below are named", async () => {
  const hintIn = async (files: Record<string, string>) =>
    await inFolder(files, async (workingDirectory) => {
      const text = await readDesired({ schema: [], workingDirectory, migrations: "migrations" });
      return text.diagnostics[0]?.hint;
    });
  const below = { "apps/api/penumbra.json": "{}", "node_modules/a/penumbra.json": "{}" };
  assert.equal(await hintIn(below), "Name the project: --config apps/api/penumbra.json");
  assert.equal(
    await hintIn({ ...below, "db/penumbra.json": "{}" }),
    "Name the project: --config db/penumbra.json, or --config apps/api/penumbra.json",
  );
  assert.match((await hintIn({ ...below, "penumbra.json": "{}" }))!, /^Run penumbra init/);
});

Deno.test("the desired schema consists of all given sources, or of migrations alone", async () => {
  const files = { "a.sql": USERS, "b/b.sql": POSTS, "m/1_x.sql": USERS, "m/2_y.sql": POSTS };
  await inFolder(files, async (folder) => {
    assert.equal(await desired(folder, "a.sql", "b"), "posts,users");
    assert.equal(await desired(folder, "empty"), "");
    assert.equal(await desired(folder, "migrations:m"), "posts,users");
    assert.equal(await desired(folder, "migrations:m@1"), "users");
    assert.equal(await desired(folder, "migrations:m@3"), "migrations/no-such-migration");
    assert.equal(await desired(folder, "a.sql", "migrations:m"), "sources/mixed");
    assert.equal(await desired(folder, "a.sql", "c.sql"), "files/not-found");
    assert.equal(await desired(folder, "a.sql", "a.sql"), "replay/statement-failed");
  });
});

Deno.test("desiredKey() differs for other texts, and for other divisions into files", async () => {
  const key = (...texts: readonly string[]) =>
    desiredKey({ kind: "ddl", parts: texts.map((text) => ({ name: "x.sql", text })) });
  const keys = await Promise.all([key("ab"), key("a", "b"), key("b", "a"), key("ab", ""), key()]);
  assert.equal(new Set(keys).size, keys.length);
  assert.equal(await key("a", "b"), await key("a", "b"));
});
