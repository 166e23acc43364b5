import assert from "node:assert/strict";
import { inRepository } from "../../../tests/hook/repository.ts";
import { askGit, askGitYesNo, pathInRepository, runInNode, zeroTerminated } from "./git.ts";

Deno.test("askGit() returns git's output, and its error message", () =>
  inRepository(async (repository) => {
    const listed = await askGit(["config", "-z", "--get", "user.none"], repository);
    assert.deepEqual(listed.ok, false);
    const refused = await askGit(["cat-file", "-t", "nothing"], repository);
    assert(!refused.ok);
    assert.deepEqual(
      refused.diagnostics.map(({ code, message }) => [code, message]),
      [["git/refused", "Cannot query git: Not a valid object name nothing"]],
    );
    const wordy = await askGit(["rev-parse", "nothing"], repository);
    assert(!wordy.ok);
    assert.match(wordy.diagnostics[0]!.notes!.join("|"), /^Use '--' [^|]+\n'git <command>[^|]+$/);
    const printed = await askGit(["config", "-z", "--get", "core.bare"], repository);
    assert.deepEqual(printed.ok && zeroTerminated(printed.value), ["false"]);
  }));

Deno.test('askGitYesNo() tells "no" from a failure', () =>
  inRepository(async (repository) => {
    await repository.write({ "a.txt": "a" });
    await repository.git("add", "a.txt");
    const same = await askGitYesNo(["diff", "--quiet"], repository);
    assert.deepEqual(same.ok && same.value, true);
    await repository.write({ "a.txt": "b" });
    const other = await askGitYesNo(["diff", "--quiet"], repository);
    assert.deepEqual(other.ok && other.value, false);
    assert.equal(
      (await askGitYesNo(["diff", "--quiet", "no such rev", "--"], repository)).ok,
      false,
    );
  }));

Deno.test("runInNode() runs git like Deno's own call", () =>
  inRepository(async ({ folder }) => {
    const { code, stdout } = await runInNode(["rev-parse", "--show-toplevel"], folder);
    assert.deepEqual([code, new TextDecoder().decode(stdout)], [0, `${folder}\n`]);
    const wrong = await runInNode(["cat-file", "-t", "nothing"], folder);
    assert.deepEqual([wrong.code, wrong.stderr], [128, "fatal: Not a valid object name nothing\n"]);
    await assert.rejects(runInNode(["version"], `${folder}/none`), { code: "ENOENT" });
  }));

Deno.test("neither runs a git that the folder brings, whatever is on the PATH", () =>
  inRepository(async (repository) => {
    const { folder } = repository;
    await repository.write({ "git": "#!/bin/sh\necho brought\n" });
    await Deno.chmod(`${folder}/git`, 0o755);
    const path = Deno.env.get("PATH")!;
    const here = Deno.cwd();
    try {
      Deno.chdir(folder);
      Deno.env.set("PATH", `:.:${path}:`);
      const own = await askGit(["rev-parse", "--show-toplevel"], repository);
      assert.deepEqual(own.ok && new TextDecoder().decode(own.value), `${folder}\n`);
      const { stdout } = await runInNode(["rev-parse", "--show-toplevel"], folder);
      assert.deepEqual(new TextDecoder().decode(stdout), `${folder}\n`);
      Deno.env.set("PATH", ".");
      await assert.rejects(runInNode(["version"], folder), { code: "ENOENT" });
    } finally {
      Deno.env.set("PATH", path);
      Deno.chdir(here);
    }
  }));

Deno.test("pathInRepository() names paths in the work tree, whether or not they exist", () =>
  inRepository(async (repository) => {
    const { folder } = repository;
    await repository.write({ "a/b.txt": "", "other/.git/x": "", "..hidden/c": "" });
    await Deno.symlink("a", `${folder}/linked`);
    const inside = (path: string) => pathInRepository(`${folder}/${path}`, repository);
    assert.equal(await inside("a/b.txt"), "a/b.txt");
    assert.equal(await inside("linked/new/c.txt"), "a/new/c.txt");
    assert.equal(await inside("..hidden/c"), "..hidden/c");
    assert.equal(await inside(""), ".");
    assert.equal(await inside("../beside"), undefined);
    assert.equal(await inside("other/b.txt"), undefined);
  }));
