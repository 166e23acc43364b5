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

/** Commits of a branch, and whether they can change what it lacks of the main branch. */
const COMMITS: Readonly<
  Record<string, readonly [branch: string, commits: readonly string[][], changes: boolean]>
> = {
  "ordinary commits on another branch": ["work", [["-m", "c"], ["-m", "d"]], false],
  "an amended commit": ["work", [["--amend", "-m", "c"]], true],
  "a commit on the main branch": ["main", [["-m", "c"]], true],
};

Deno.test.each(Object.keys(COMMITS))("headsOf() and %s", async (name) => {
  const [branch, commits, changes] = COMMITS[name]!;
  await inRepository(async (repository) => {
    const { git, folder } = repository;
    await begin(repository);
    await git("checkout", "-q", branch);
    const before = await headsOf(folder, undefined);
    for (const options of commits) await git("commit", "-q", "--allow-empty", ...options);
    assert.equal(await headsOf(folder, undefined) !== before, changes);
    await git("merge", "-q", "--no-ff", "-m", "e", branch === "main" ? "work" : "dev/next");
    const merged = await headsOf(folder, undefined);
    await git("update-ref", "refs/remotes/origin/main", "HEAD~1");
    const besideRemote = await headsOf(folder, undefined);
    assert.notEqual(besideRemote, merged);
    await git("commit", "-q", "--allow-empty", "-m", "f");
    assert.equal(await headsOf(folder, undefined), besideRemote);
  });
});

Deno.test("headsOf() changes with a merge, and with every commit if git keeps no log", async () => {
  await inRepository(async (repository) => {
    const { git, folder } = repository;
    await begin(repository);
    await git("branch", "-f", "main", "dev/next");
    await git("checkout", "-q", "main");
    await git("commit", "-q", "--allow-empty", "-m", "c");
    await git("checkout", "-q", "work");
    const before = await headsOf(folder, undefined);
    await git("merge", "-q", "--no-ff", "-m", "d", "main");
    const merged = await headsOf(folder, undefined);
    assert.notEqual(merged, before);
    await git("commit", "-q", "--allow-empty", "-m", "e");
    assert.equal(await headsOf(folder, undefined), merged);
    await Deno.remove(`${folder}/.git/logs`, { recursive: true });
    await git("config", "core.logAllRefUpdates", "false");
    const withoutLog = await headsOf(folder, undefined);
    await git("commit", "-q", "--allow-empty", "-m", "f");
    assert.notEqual(await headsOf(folder, undefined), withoutLog);
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
      await repository.at(place).git("commit", "-q", "--amend", "--allow-empty", "-m", "c");
      assert.notEqual(await headsOf(place, undefined), moved);
    }
  });
});

Deno.test("headsOf() is empty where git sees no repository", async () => {
  await inFolder({ "a/x": "", "b/.git/config": "" }, async (folder) => {
    for (const name of ["a", "b"]) assert.equal(await headsOf(`${folder}/${name}`, "x"), "");
  });
});
