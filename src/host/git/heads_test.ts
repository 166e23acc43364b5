import assert from "node:assert/strict";
import { inRepository, type Repository } from "../../../tests/hook/repository.ts";
import { inFolder } from "../../../tests/support/folders.ts";
import { headsOf } from "./heads.ts";

/** What changes git's answers about the main branch, each for a branch that follows another. */
const MOVES: Readonly<Record<string, (repository: Repository) => Promise<unknown>>> = {
  "a commit": ({ git }) => git("commit", "-q", "--allow-empty", "-m", "b"),
  "another branch": ({ git }) => git("checkout", "-q", "main"),
  "the main branch": ({ git }) => git("branch", "-f", "main", "HEAD~1"),
  "the branch that it follows": ({ git }) => git("branch", "-f", "dev/next", "HEAD~1"),
  "another one to follow": ({ git }) => git("branch", "-u", "main"),
  "a remote's main branch": ({ git }) => git("update-ref", "refs/remotes/origin/main", "HEAD"),
  "what a remote calls its main branch": async ({ git }) => {
    await git("update-ref", "refs/remotes/origin/trunk", "HEAD~1");
    await git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk");
  },
  "a given base": ({ git }) => git("branch", "base", "HEAD~1"),
  "a merge": async ({ tryGit, git }) => {
    await git("checkout", "-q", "main");
    await git("commit", "-q", "--allow-empty", "-m", "c");
    await git("checkout", "-q", "work");
    const before = await headsOf((await git("rev-parse", "--show-toplevel")).trim(), "base");
    await tryGit(["merge", "--no-commit", "--no-ff", "-q", "main"]);
    assert.notEqual(
      await headsOf((await git("rev-parse", "--show-toplevel")).trim(), "base"),
      before,
    );
  },
};

async function begin({ git }: Repository): Promise<void> {
  for (const name of ["a", "b"]) await git("commit", "-q", "--allow-empty", "-m", name);
  await git("branch", "dev/next");
  await git("checkout", "-qb", "work");
  await git("branch", "-q", "-u", "dev/next");
}

Deno.test.each(Object.keys(MOVES))("headsOf() changes with %s", async (name) => {
  await inRepository(async (repository) => {
    const { git, write, folder } = repository;
    await begin(repository);
    await write({ "sub/x.sql": "" });
    const before = await headsOf(`${folder}/sub`, "base");
    await git("add", "--all");
    assert.equal(await headsOf(folder, "base"), before);
    await MOVES[name]!(repository);
    assert.notEqual(await headsOf(folder, "base"), before);
  });
});

Deno.test("headsOf() changes with packed branches, and in a linked work tree", async () => {
  await inRepository(async (repository) => {
    const { git, folder } = repository;
    await begin(repository);
    await git("pack-refs", "--all");
    await git("worktree", "add", "-q", "../linked", "-b", "other");
    for (const place of [folder, `${folder}/../linked`]) {
      const before = await headsOf(place, undefined);
      assert.equal(await headsOf(place, undefined), before);
      await git("branch", "-f", "main", place === folder ? "HEAD~1" : "HEAD");
      const moved = await headsOf(place, undefined);
      assert.notEqual(moved, before);
      await repository.at(place).git("commit", "-q", "--allow-empty", "-m", "c");
      assert.notEqual(await headsOf(place, undefined), moved);
    }
  });
});

Deno.test("headsOf() is empty where git sees no repository", async () => {
  await inFolder({ "a/x": "", "b/.git/config": "" }, async (folder) => {
    for (const name of ["a", "b"]) assert.equal(await headsOf(`${folder}/${name}`, "x"), "");
  });
});
