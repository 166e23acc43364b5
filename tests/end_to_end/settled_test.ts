import assert from "node:assert/strict";
import { inRepository, type Repository, withProject } from "../hook/repository.ts";

const POSTS = "CREATE TABLE posts (id INTEGER PRIMARY KEY);\n";

/** A branch with a migration of its own that `check` has found in order, and one on main. */
async function begin(repository: Repository): Promise<void> {
  const { git, write, read, penumbra } = repository;
  await withProject(repository);
  await git("checkout", "-qb", "work");
  await write({
    "migrations/0002_posts.sql": POSTS,
    "schema.sql": await read("schema.sql") + POSTS,
  });
  await git("add", "--all");
  await git("commit", "-qm", "posts");
  for (const _ of [1, 2]) assert.equal((await penumbra("check", { folder: "." })).code, 0);
  assert.match((await penumbra("check --verbose")).stderr, /Nothing was replayed/);
}

/** How main gets something that the branch does not have, although no file of it changes. */
const WAYS: Readonly<Record<string, (repository: Repository) => Promise<void>>> = {
  "is merged, but left out": async ({ git, write }) => {
    await git("checkout", "-q", "main");
    await write({ "migrations/0002_tags.sql": "CREATE TABLE tags (id INTEGER PRIMARY KEY);\n" });
    await git("add", "--all");
    await git("commit", "-qm", "tags");
    await git("checkout", "-q", "work");
    await git("merge", "-q", "-s", "ours", "-m", "a merge", "main");
  },
  "is there since a commit of this branch that another one undoes": async ({ git, write }) => {
    await write({ "migrations/0003_gone.sql": "CREATE TABLE gone (a);\n" });
    await git("add", "--all");
    await git("commit", "-qm", "gone");
    await git("branch", "-f", "main");
    await git("revert", "--no-edit", "HEAD");
  },
};

Deno.test.each(Object.keys(WAYS))("check reports what the main branch has and %s", async (name) => {
  await inRepository(async (repository) => {
    await begin(repository);
    await WAYS[name]!(repository);
    const cached = await repository.penumbra("check");
    const replayed = await repository.penumbra("check --no-cache");
    assert.match(replayed.stderr, /^error\[migrations\/removed\]/m);
    assert.deepEqual(cached, replayed);
  });
});

Deno.test("generate does not settle what only git can tell", async () => {
  await inRepository(async (repository) => {
    const { git, write, read, penumbra } = repository;
    await withProject(repository);
    await git("checkout", "-qb", "work");
    await git("rm", "-q", "migrations/0001_users.sql");
    await write({ "schema.sql": await read("schema.sql") + POSTS });
    assert.equal((await penumbra("generate")).code, 0);
    const cached = await penumbra("check");
    assert.match(cached.stderr, /^error\[migrations\/removed\]/m);
    assert.deepEqual(cached, await penumbra("check --no-cache"));
  });
});

Deno.test("a check has nothing to do after generate and an ordinary commit on a branch", async () => {
  await inRepository(async (repository) => {
    const { git, write, read, penumbra } = repository;
    await begin(repository);
    const settled = async () =>
      assert.match((await penumbra("check --verbose")).stderr, /Nothing was replayed/);
    await write({ "schema.sql": await read("schema.sql") + "CREATE TABLE tags (id);\n" });
    assert.equal((await penumbra("generate")).code, 0);
    await settled();
    await git("add", "--all");
    await git("commit", "-qm", "tags");
    await settled();
    await git("commit", "-q", "--allow-empty", "-m", "another");
    await settled();
  });
});
