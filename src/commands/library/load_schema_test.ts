import assert from "node:assert/strict";
import { inFolder } from "../../../tests/support/folders.ts";
import { loadSchema } from "./load_schema.ts";

const USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY);";

/** The tables of sources in a folder with these files, or the diagnostics. */
async function tablesOf(
  files: Readonly<Record<string, string>>,
  ...sources: readonly string[]
): Promise<string[]> {
  return await inFolder(files, (workingDirectory) =>
    Promise.all(sources.map(async (source) => {
      const schema = await loadSchema(source, { workingDirectory });
      return schema.ok
        ? schema.value.snapshot.tables.map(({ name }) => name).join()
        : schema.diagnostics[0]!.code;
    })));
}

Deno.test("loadSchema() reads files, folders, and nothing", async () => {
  const files = {
    "schema.sql": USERS,
    "parts/b.sql": "CREATE TABLE b (x);",
    "parts/deep/a.SQL": "CREATE INDEX i ON b (x); CREATE TABLE a (x);",
    "parts/notes.txt": "not read",
  };
  assert.deepEqual(
    await tablesOf(files, "schema.sql", "./parts/", "empty", "gone.sql", "what:ever"),
    [
      "users",
      "a,b",
      "",
      "files/not-found",
      "sources/unknown",
    ],
  );
});

Deno.test("loadSchema() replays migrations, all or up to a version, a name or both", async () => {
  const files = {
    "m/0001_users.sql": USERS,
    "m/0002_posts.sql": "CREATE TABLE posts (id);",
    "m/0003_gone.sql": "DROP TABLE users;",
  };
  assert.deepEqual(
    await tablesOf(
      files,
      "migrations:m",
      "migrations:m@0001",
      "migrations:m@posts",
      "migrations:m@0003_gone",
      "migrations:m@0004",
      "migrations:n",
    ),
    [
      "posts",
      "users",
      "posts,users",
      "posts",
      "migrations/no-such-migration",
      "migrations/no-folder",
    ],
  );
});
