import assert from "node:assert/strict";
import { inRepository, type Repository } from "../../../tests/hook/repository.ts";
import type { FileReader } from "../files/file_reader.ts";
import { openStaged } from "./staged_files.ts";

// If a hook runs the tests, its variables would make git use its own repository.
for (const name of Object.keys(Deno.env.toObject())) {
  if (/^GIT_(?:DIR|INDEX_FILE|WORK_TREE|PREFIX)$/.test(name)) Deno.env.delete(name);
}

async function readerOf(repository: Repository, ...paths: readonly string[]): Promise<FileReader> {
  const whole = paths.map((path) => `${repository.folder}/${path}`);
  const staged = await openStaged(repository, whole);
  assert(staged.ok, JSON.stringify(staged));
  return staged.value.reader;
}

function textOf(reader: FileReader, path: string): string {
  return new TextDecoder().decode(reader.readFile(path));
}

Deno.test("openStaged() reads staged files below its paths, and the disk elsewhere", () =>
  inRepository(async (repository) => {
    const { folder } = repository;
    await repository.write({ "in/a.sql": "staged", "in/sub/b.sql": "b", "out/c.sql": "staged" });
    await repository.git("add", "--all");
    await repository.write({ "in/a.sql": "disk", "in/new.sql": "new", "out/c.sql": "disk" });
    const reader = await readerOf(repository, "in", "none.sql");
    assert.equal(textOf(reader, `${folder}/in/a.sql`), "staged");
    assert.equal(textOf(reader, `${folder}/in/sub/b.sql`), "b");
    assert.equal(textOf(reader, `${folder}/out/c.sql`), "disk");
    assert.deepEqual(reader.listFolder(`${folder}/in`), [
      { name: "a.sql", kind: "file" },
      { name: "sub", kind: "folder" },
    ]);
    await repository.write({ "none.sql": "not staged" });
    for (
      const [work, code] of [
        [() => reader.readFile(`${folder}/none.sql`), "ENOENT"],
        [() => reader.readFile(`${folder}/in/new.sql`), "ENOENT"],
        [() => reader.readFile(`${folder}/in`), "EISDIR"],
        [() => reader.listFolder(`${folder}/in/a.sql`), "ENOTDIR"],
        [() => reader.listFolder(`${folder}/in/none`), "ENOENT"],
      ] as const
    ) assert.throws(work, { code });
  }));

Deno.test("openStaged() accepts the top of the work tree, and one without files", () =>
  inRepository(async (repository) => {
    const empty = await readerOf(repository, ".");
    assert.throws(() => empty.listFolder(repository.folder), { code: "ENOENT" });
    await repository.write({ "a/b.sql": "b" });
    await repository.git("add", "--all");
    const reader = await readerOf(repository, ".");
    assert.deepEqual(reader.listFolder(repository.folder), [{ name: "a", kind: "folder" }]);
    assert.equal(textOf(reader, `${repository.folder}/a/b.sql`), "b");
  }));

Deno.test("openStaged() returns the line endings of a checkout", () =>
  inRepository(async (repository) => {
    await repository.write({ ".gitattributes": "*.sql eol=crlf\n", "a.sql": "1\n2\n" });
    await repository.git("add", "--all");
    await repository.write({ "a.sql": "changed" });
    const reader = await readerOf(repository, "a.sql");
    assert.equal(textOf(reader, `${repository.folder}/a.sql`), "1\r\n2\r\n");
  }));

Deno.test("openStaged() does not trust the disk for files that git does not check", () =>
  inRepository(async (repository) => {
    await repository.write({ "a.sql": "a", "b.sql": "b" });
    await repository.git("add", "--all");
    await repository.git("update-index", "--skip-worktree", "a.sql");
    await repository.git("update-index", "--assume-unchanged", "b.sql");
    await repository.write({ "a.sql": undefined, "b.sql": "changed" });
    const reader = await readerOf(repository, ".");
    assert.equal(textOf(reader, `${repository.folder}/a.sql`), "a");
    assert.equal(textOf(reader, `${repository.folder}/b.sql`), "b");
  }));

Deno.test("openStaged() follows links, including those to a folder of staged files", () =>
  inRepository(async (repository) => {
    const { folder } = repository;
    await repository.write({ "real/a.sql": "staged" });
    await Deno.symlink("real", `${folder}/linked`);
    await Deno.symlink("a.sql", `${folder}/real/b.sql`);
    await repository.git("add", "--all");
    const through = await readerOf(repository, "linked");
    await repository.write({ "real/a.sql": "disk" });
    assert.equal(textOf(through, `${folder}/linked/b.sql`), "disk");
    const reader = await readerOf(repository, "linked");
    assert.equal(textOf(reader, `${folder}/linked/a.sql`), "staged");
    assert.deepEqual(reader.listFolder(`${folder}/linked`).map((it) => it.name), [
      "a.sql",
      "b.sql",
    ]);
  }));

Deno.test("openStaged() reads a submodule from the disk, since it is a separate repository", () =>
  inRepository(async (repository) => {
    await repository.write({ "a.sql": "committed" });
    await repository.git("add", "--all");
    await repository.git("commit", "-q", "-m", "a");
    const outer = repository.at(`${repository.folder}/../outer`);
    await Deno.mkdir(outer.folder);
    await outer.git("init", "-q");
    await outer.git("submodule", "--quiet", "add", "../repository", "inner");
    await outer.write({ "inner/a.sql": "disk" });
    const { folder } = repository.at(await Deno.realPath(outer.folder));
    const reader = await readerOf({ ...outer, folder }, "inner/a.sql");
    assert.equal(textOf(reader, `${folder}/inner/a.sql`), "disk");
  }));

Deno.test("openStaged() names changed, new and deleted files, but no ignored ones", () =>
  inRepository(async (repository) => {
    await repository.write({ "in/a.sql": "a", "in/b.sql": "b", "in/c.sql": "c", "out.sql": "o" });
    await repository.write({ ".gitignore": "ignored.sql\n" });
    await repository.git("add", "--all");
    await repository.write({ "in/a.sql": "changed", "in/b.sql": undefined, "in/c.sql": "c" });
    await repository.write({ "in/new\n.sql": "n", "in/ignored.sql": "i", "out.sql": "changed" });
    const staged = await openStaged(repository, [`${repository.folder}/in`]);
    assert.deepEqual(staged.ok && staged.value.unstaged, ["in/a.sql", "in/b.sql", "in/new\n.sql"]);
  }));
