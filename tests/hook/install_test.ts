import assert from "node:assert/strict";
import { inRepository, type Repository, usersWith, withProject } from "./repository.ts";

/** A test in a repository that contains a project; its hook only prints that it was run. */
function test(name: string, work: (repository: Repository) => Promise<void>): void {
  Deno.test(`hook ${name}`, () =>
    inRepository(async (repository) => {
      await withProject(repository);
      await work(repository);
    }));
}

const CHECKED = "checked check --staged --quiet";

function install(repository: Repository) {
  return repository.penumbra(["hook", "install", "--command", "echo checked"]);
}

function uninstall(repository: Repository) {
  return repository.penumbra(["hook", "uninstall"]);
}

/** Commits a change of the schema; the output of hooks is in stderr. */
async function commit(repository: Repository) {
  await repository.write({ "schema.sql": usersWith(`c${Math.trunc(performance.now() * 1000)}`) });
  return await repository.tryGit(["commit", "-q", "--all", "-m", "a commit"]);
}

/** Writes a hook. */
async function putHook(
  repository: Repository,
  text: string | Uint8Array,
  { name = "pre-commit", mode = 0o755 } = {},
): Promise<string> {
  const path = `${repository.folder}/.git/hooks/${name}`;
  const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
  await Deno.writeFile(path, bytes);
  await Deno.chmod(path, mode);
  return path;
}

/** The contents of a folder: bytes, modes, times and link targets. */
async function stateOf(folder: string): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const { name } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    const { isSymlink, mode, mtime } = await Deno.lstat(path);
    const content = isSymlink ? await Deno.readLink(path) : (await Deno.readFile(path)).join();
    found.push([name, isSymlink, mode, mtime?.getTime(), content]);
  }
  return found.sort();
}

test("install writes the hooks, and changes nothing when run again", async (repository) => {
  const folder = `${repository.folder}/.git/hooks`;
  const before = await stateOf(folder);
  const first = await install(repository);
  assert.equal(first.code, 0);
  assert.match(
    first.stderr,
    /^Wrote \.git\/hooks\/pre-commit\nWrote \.git\/hooks\/pre-merge-commit\n/,
  );
  assert.equal((await commit(repository)).stderr, `${CHECKED}\n`);
  const installed = await stateOf(folder);
  const second = await install(repository);
  assert.deepEqual([second.code, second.stderr.slice(0, 14)], [0, "Nothing to do:"]);
  assert.deepEqual(await stateOf(folder), installed);
  assert.equal((await uninstall(repository)).code, 0);
  assert.deepEqual(await stateOf(folder), before);
  assert.match((await uninstall(repository)).stderr, /^Nothing to do: /);
});

test("install makes a hook executable again", async (repository) => {
  await install(repository);
  await Deno.chmod(`${repository.folder}/.git/hooks/pre-commit`, 0o644);
  assert.match((await install(repository)).stderr, /^Wrote \.git\/hooks\/pre-commit\nBefore /);
  assert.equal((await commit(repository)).stderr, `${CHECKED}\n`);
});

test("install prints what it wrote and what git runs, as JSON", async (repository) => {
  const { stdout } = await repository.penumbra(
    ["hook", "install", "--command", "echo checked", "--format", "json"],
  );
  const { ok, written, command } = JSON.parse(stdout);
  assert.deepEqual([ok, written.length, command], [true, 2, `echo ${CHECKED}`]);
});

const EXISTING: Readonly<Record<string, string>> = {
  "a script that exits early": "#!/bin/sh\necho first\nexit 0\n",
  "a script that execs another program": "#!/bin/sh\nexec echo first\n",
  "a script that uses its own folder": '#!/bin/sh\n[ -e "${0%/*}/pre-commit" ] && echo first\n',
  "a program that is not a shell script": "#!/usr/bin/env -S awk 'BEGIN { print \"first\" }'\n",
  "a script with Windows line endings and no final one": "#!/bin/sh\necho first #\r\n#",
};

for (const [name, text] of Object.entries(EXISTING)) {
  test(`install keeps ${name}, and uninstall restores it`, async (repository) => {
    await putHook(repository, text);
    const folder = `${repository.folder}/.git/hooks`;
    const before = await stateOf(folder);
    assert.match((await install(repository)).stderr, /\.before-penumbra; it runs first\n/);
    const { code, stderr } = await commit(repository);
    assert.deepEqual([code, stderr.replaceAll("\r", "")], [0, `first\n${CHECKED}\n`]);
    assert.match((await install(repository)).stderr, /^Nothing to do: /);
    assert.match((await uninstall(repository)).stderr, /^Restored \.git\/hooks\/pre-commit /);
    assert.deepEqual(await stateOf(folder), before);
  });
}

test("install keeps a failing hook in effect: it stops the commit, and nothing is checked", async (repository) => {
  await putHook(repository, "#!/bin/sh\necho no; exit 7\n");
  await install(repository);
  const { code, stderr } = await commit(repository);
  assert.deepEqual([code, stderr], [1, "no\n"]);
});

test("install passes a hook its arguments, and keeps each hook separately", async (repository) => {
  await putHook(repository, '#!/bin/sh\necho "merge $#"\n', { name: "pre-merge-commit" });
  await install(repository);
  const { stderr } = await repository.shell(".git/hooks/pre-merge-commit a 'b c' >&2");
  assert.equal(stderr, "merge 2\n");
  assert.equal((await commit(repository)).stderr, `${CHECKED}\n`);
});

test("install ignores a hook that is not executable, as git does", async (repository) => {
  await putHook(repository, "#!/bin/sh\nexit 1\n", { mode: 0o644 });
  const before = await stateOf(`${repository.folder}/.git/hooks`);
  await install(repository);
  assert.equal((await commit(repository)).stderr, `${CHECKED}\n`);
  await uninstall(repository);
  assert.deepEqual(await stateOf(`${repository.folder}/.git/hooks`), before);
});

test("install keeps a link, whatever its target", async (repository) => {
  await repository.write({ "scripts/checks": "#!/bin/sh\necho linked\n" });
  await Deno.chmod(`${repository.folder}/scripts/checks`, 0o755);
  await Deno.symlink("../../scripts/checks", `${repository.folder}/.git/hooks/pre-commit`);
  await Deno.symlink("nowhere", `${repository.folder}/.git/hooks/pre-merge-commit`);
  const before = await stateOf(`${repository.folder}/.git/hooks`);
  assert.equal((await install(repository)).code, 0);
  assert.equal((await commit(repository)).stderr, `linked\n${CHECKED}\n`);
  assert.equal((await uninstall(repository)).code, 0);
  assert.deepEqual(await stateOf(`${repository.folder}/.git/hooks`), before);
});

test("install does not overwrite another file", async (repository) => {
  await putHook(repository, "#!/bin/sh\necho first\n");
  await putHook(repository, "mine\n", { name: "pre-commit.before-penumbra" });
  const before = await stateOf(`${repository.folder}/.git/hooks`);
  const { code, stderr } = await install(repository);
  assert.equal(code, 1);
  assert.match(stderr, /^error\[hook\/name-taken\]/);
  assert.deepEqual(await stateOf(`${repository.folder}/.git/hooks`), before);
});

test("uninstall and install keep what others have added to the hook", async (repository) => {
  await install(repository);
  const path = ".git/hooks/pre-commit";
  await repository.write({ [path]: `${await repository.read(path)}echo theirs\n` });
  assert.match((await install(repository)).stderr, /^Nothing to do: /);
  assert.equal((await commit(repository)).stderr, `${CHECKED}\ntheirs\n`);
  assert.match((await uninstall(repository)).stderr, /^Removed this project from /);
  assert.equal((await commit(repository)).stderr, "theirs\n");
});

test("uninstall restores the previous hook if ours was deleted", async (repository) => {
  await putHook(repository, "#!/bin/sh\necho first\n");
  await install(repository);
  await Deno.remove(`${repository.folder}/.git/hooks/pre-commit`);
  await uninstall(repository);
  assert.equal((await commit(repository)).stderr, "first\n");
});

test("uninstall leaves another hook alone", async (repository) => {
  await putHook(repository, "#!/bin/sh\necho first\n");
  const before = await stateOf(`${repository.folder}/.git/hooks`);
  assert.match((await uninstall(repository)).stderr, /^Nothing to do: /);
  assert.deepEqual(await stateOf(`${repository.folder}/.git/hooks`), before);
});

test("install uses core.hooksPath, from any folder", async (repository) => {
  await repository.git("config", "core.hooksPath", "my hooks");
  await repository.write({ "docs/a.txt": "\n" });
  const args = ["hook", "install", "--command", "echo checked"];
  assert.equal((await repository.penumbra(args, { folder: "docs" })).code, 0);
  assert.match(await repository.read("my hooks/pre-commit"), /echo checked/);
  assert.equal((await commit(repository)).stderr, `${CHECKED}\n`);
  await uninstall(repository);
  await assert.rejects(repository.read("my hooks/pre-commit"));
});

test("install prints the lines for hooks that all repositories share", async (repository) => {
  const global = `${repository.folder}/../gitconfig`;
  await Deno.writeTextFile(
    global,
    `${await Deno.readTextFile(global)}[core]\n hooksPath = ../all\n`,
  );
  const { code, stdout, stderr } = await install(repository);
  assert.equal(code, 1);
  assert.match(stderr, /^error\[hook\/shared-folder\]/);
  await Deno.mkdir(`${repository.folder}/../all`);
  await repository.write({ "../all/pre-commit": `#!/bin/sh\n${stdout}` });
  await Deno.chmod(`${repository.folder}/../all/pre-commit`, 0o755);
  assert.equal((await commit(repository)).stderr, `${CHECKED}\n`);
  await repository.git("rm", "-q", "penumbra.json");
  assert.equal((await commit(repository)).stderr, "");
});

const MANAGED: readonly (readonly [file: string, into: string, line: RegExp])[] = [
  ["lefthook.yml", "lefthook.yml", /^pre-commit:\n.*\n {4}penumbra:\n {6}run: echo checked check/],
  [
    ".config/lefthook.toml",
    ".config/lefthook.toml",
    /^\[pre-commit\.commands\.penumbra\]\nrun = "/,
  ],
  [".husky/other", ".husky/pre-commit", /^echo checked check --staged --quiet\n$/],
  [".pre-commit-config.yaml", ".pre-commit-config.yaml", /\n {8}entry: echo checked check/],
];

for (const [file, into, line] of MANAGED) {
  test(`install gives the lines for ${file} and writes nothing`, async (repository) => {
    await repository.write({ [file]: "" });
    const before = await stateOf(`${repository.folder}/.git/hooks`);
    const { code, stdout, stderr } = await install(repository);
    assert.deepEqual([code, line.test(stdout)], [1, true]);
    assert.match(stderr, /^error\[hook\/managed\]: .*\nhint: Add the lines above to /);
    assert(stderr.includes(into));
    assert.deepEqual(await stateOf(`${repository.folder}/.git/hooks`), before);
    await repository.write({ [into]: stdout });
    const told = await install(repository);
    assert.deepEqual([told.code, told.stderr.startsWith("Nothing to do: ")], [0, true]);
    assert.match((await uninstall(repository)).stderr, /^Remove the penumbra lines from /);
  });
}

test("install writes the project options that were used", async (repository) => {
  await repository.git("rm", "-q", "penumbra.json");
  await repository.git("mv", "schema.sql", "my schema.sql");
  await repository.write({ "docs/a.txt": "\n" });
  const args = ["hook", "install", "--command", "echo", "--schema", "my schema.sql", "--no-cache"];
  assert.equal((await repository.penumbra(args)).code, 0);
  const script = await repository.read(".git/hooks/pre-commit");
  assert.match(script, /echo check --staged --quiet --schema 'my schema\.sql' --no-cache \|\|/);
  const { code, stderr } = await repository.penumbra(args, { folder: "docs" });
  assert.deepEqual([code, stderr.slice(0, 29)], [2, "error[hook/no-configuration]:"]);
});

Deno.test("hook needs a work tree of git", () =>
  inRepository(async (repository) => {
    await Deno.remove(`${repository.folder}/.git`, { recursive: true });
    const environment = { GIT_CEILING_DIRECTORIES: repository.folder };
    const { code, stderr } = await repository.penumbra("hook install", { environment });
    assert.equal(code, 3);
    assert.match(stderr, /^error\[git\/no-repository\]/);
    const without = await repository.penumbra("hook install", { environment: { PATH: "/" } });
    assert.deepEqual([without.code, /^error\[git\/not-found\]/.test(without.stderr)], [3, true]);
  }));
