import assert from "node:assert/strict";
import type { Ran } from "../end_to_end/project.ts";
import { sha256 } from "../../src/base/hash.ts";
import { sqliteVec } from "../support/sqlite_vec.ts";
import { inRepository, type Repository, USERS, usersWith, withProject } from "./repository.ts";

const BIO = "ALTER TABLE users ADD COLUMN bio TEXT;\n";

/** A test in a repository with a project and the hook installed. */
function test(name: string, work: (repository: Repository) => Promise<void>): void {
  Deno.test(`the hook ${name}`, () =>
    inRepository(async (repository) => {
      await withProject(repository);
      assert.equal((await repository.penumbra("hook install")).code, 0);
      await work(repository);
    }));
}

function commit(repository: Repository, ...options: readonly string[]) {
  return repository.tryGit(["commit", "-q", "-m", "a commit", ...options]);
}

/** The command in the hint of a refused commit. */
function fixOf(stderr: string): string {
  return /^hint: Run (.*)$/m.exec(stderr)?.[1] ?? "";
}

test("stops a commit that lacks a migration, and its hint resolves that", async (repository) => {
  await repository.write({ "schema.sql": usersWith("bio") });
  await repository.git("add", "schema.sql");
  const stopped = await commit(repository);
  assert.equal(stopped.code, 1);
  assert.match(stopped.stderr, /^error\[check\/missing-migration\]/);
  assert.equal((await repository.shell(fixOf(stopped.stderr))).code, 0);
  assert.deepEqual(await commit(repository), { code: 0, stdout: "", stderr: "" });
  assert.match(await repository.git("show", "--stat", "HEAD"), /migrations\/\d{4}_\w+\.sql/);
});

test("starts nothing if nothing of the project is staged", async (repository) => {
  const environment = await withoutPrograms(repository, ["git", "sh"]);
  await repository.write({ "notes.txt": "more\n", "schema.sql": usersWith("bio") });
  await repository.git("add", "notes.txt");
  const passed = await repository.tryGit(["commit", "-q", "-m", "notes"], { environment });
  assert.deepEqual([passed.code, passed.stderr], [0, ""]);
});

test("fails if penumbra is not found, and prints what to do", async (repository) => {
  await repository.penumbra(["hook", "install", "--command", "no-such-penumbra"]);
  await repository.write({ "schema.sql": usersWith("bio") });
  const { code, stderr } = await commit(repository, "--all");
  assert.equal(code, 1);
  assert.match(stderr, /git does not find penumbra: install the hook again with --command/);
});

test("sees what commit --all and commit <path> add to the index", async (repository) => {
  await repository.write({ "schema.sql": usersWith("bio"), "notes.txt": "more\n" });
  assert.equal((await commit(repository, "notes.txt")).code, 0);
  assert.equal((await commit(repository, "schema.sql")).code, 1);
  assert.equal((await commit(repository, "--all")).code, 1);
  await repository.write({ "migrations/0002_bio.sql": BIO });
  await repository.git("add", "migrations");
  const half = await commit(repository, "migrations");
  assert.deepEqual([half.code, fixOf(half.stderr)], [1, "git add schema.sql"]);
  assert.match(half.stderr, /^note: git commit with paths commits only these: /m);
  assert.equal((await commit(repository, "--all")).code, 0);
});

test("prints its command for the folder in which git was called", async (repository) => {
  await repository.write({ "schema.sql": usersWith("bio"), "docs/a.txt": "\n" });
  await repository.git("add", "schema.sql");
  const here = { folder: "docs" };
  const stopped = await repository.tryGit(["commit", "-q", "-m", "bio"], here);
  assert.equal(stopped.code, 1);
  assert.match(fixOf(stopped.stderr), / generate && git add \.\.\/migrations \.\.\/schema\.sql$/);
  assert.equal((await repository.shell(fixOf(stopped.stderr), here)).code, 0);
  assert.equal((await repository.tryGit(["commit", "-q", "-m", "bio"], here)).code, 0);
});

test("stops a merge that lacks a migration, with and without conflicts", async (repository) => {
  await repository.git("checkout", "-q", "-b", "other");
  await repository.write({ "schema.sql": usersWith("bio") });
  await commit(repository, "--all", "--no-verify");
  await repository.git("checkout", "-q", "main");
  await repository.write({ "notes.txt": "main goes on\n" });
  await commit(repository, "--all");
  const stopped = await repository.tryGit(["merge", "-q", "--no-edit", "other"]);
  assert.equal(stopped.code, 1);
  assert.match(stopped.stderr, /error\[check\/missing-migration\]/);
  assert.equal((await commit(repository)).code, 1);
  assert.equal((await repository.shell(fixOf(stopped.stderr))).code, 0);
  assert.equal((await commit(repository)).code, 0);
  assert.equal((await repository.git("log", "-1", "--format=%p")).trim().split(" ").length, 2);
});

/** Merges a branch that changes these files into a main branch that has changed too. */
async function merge(
  repository: Repository,
  files: Readonly<Record<string, string>>,
  way = "--no-edit",
): Promise<Ran> {
  await repository.git("checkout", "-q", "-b", "other");
  await repository.write(files);
  await repository.git("add", "--all");
  await commit(repository, "--no-verify");
  await repository.git("checkout", "-q", "main");
  const head = await repository.git("rev-parse", "HEAD");
  await repository.write({ "notes.txt": `main goes on from ${head}` });
  await commit(repository, "--all", "--no-verify");
  return await repository.tryGit(["merge", "-q", way, "other"]);
}

/** A module in a merge that would leave a file behind if it were run. */
const RUN = "Deno.writeTextFileSync('ran', '');\n";

test("ignores the configuration that a merge brings", async (repository) => {
  const merged = await merge(repository, {
    "penumbra.json": '{ "schema": "command:touch ran; cat schema.sql" }\n',
    "migrations/0002_bio.sql": BIO,
  });
  assert.equal(merged.code, 0, merged.stderr);
  assert.match(
    merged.stderr,
    /^warning\[check\/left-out-of-merge\]: Nothing was judged: the merge changes the configuration\nhint: Review the merge, then run .* check\n$/,
  );
  await assert.rejects(repository.read("ran"));
});

test("ignores it in the commit of a squashed merge, too", async (repository) => {
  const merged = await merge(repository, {
    "penumbra.json": '{ "schema": "command:touch ran; cat schema.sql" }\n',
  }, "--squash");
  assert.equal(merged.code, 0, merged.stderr);
  const { code, stderr } = await commit(repository);
  assert.deepEqual([code, /^warning\[check\/left-out-of-merge\]/.test(stderr)], [0, true], stderr);
  await assert.rejects(repository.read("ran"));
});

for (
  const [name, schema, module] of [
    ["program", '"command:touch ran; cat schema.sql"', "schema.sql"],
    ["entities", '"entities/user.ts"', "entities/user.ts"],
  ] as const
) {
  test(`runs no ${name} in a merge, and judges the migrations alone`, async (repository) => {
    const entity = 'import { entity, id, text } from "penumbra";\n' +
      'export const users = entity("users", { id: id(), name: text() });\n';
    await repository.write({
      "penumbra.json": `{ "schema": ${schema} }\n`,
      "entities/user.ts": entity,
    });
    await repository.git("add", "--all");
    await commit(repository, "--no-verify");
    assert.equal((await repository.penumbra("hook install")).code, 0);
    const brought = name === "entities" ? RUN + entity : usersWith("bio");
    const merged = await merge(repository, {
      [module]: brought,
      "migrations/0002_bio.sql": "ALTER TABLE user ADD COLUMN bio TEXT;\n",
    });
    assert.equal(merged.code, 1);
    assert.match(merged.stderr, /^error\[replay\/|^error\[[a-z]+\/[a-z-]+\]: Cannot run/m);
    assert.match(merged.stderr, /warning\[check\/left-out-of-merge\]: The schema was not judged/);
    await assert.rejects(repository.read("ran"));
    await repository.write({ "migrations/0002_bio.sql": BIO });
    await repository.git("add", "--all");
    // Git calls no hook for merges here, but MERGE_HEAD exists.
    const resolved = await commit(repository);
    assert.equal(resolved.code, 0, resolved.stderr);
    assert.match(resolved.stderr, /^warning\[check\/left-out-of-merge\]/);
    await assert.rejects(repository.read("ran"));
  });
}

test("loads no native code that a merge adds or changes", async (repository) => {
  const { bytes, hash } = await sqliteVec();
  const configured = (sha256: string) =>
    JSON.stringify({ target: "sqlite", extensions: [{ path: "vec0.so", sha256 }] });
  // Loading it would fail with an error.
  const forged = "no library";
  const merged = await merge(repository, {
    "penumbra.json": configured(await sha256(forged)),
    "vec0.so": forged,
    "migrations/0002_bio.sql": BIO,
  });
  assert.equal(merged.code, 0, merged.stderr);
  assert.match(merged.stderr, /^warning\[check\/left-out-of-merge\]: Nothing was judged: /);
  await repository.git("branch", "-q", "-D", "other");
  await repository.write({ "vec0.so": bytes, "penumbra.json": configured(hash) });
  await repository.git("add", "--all");
  await commit(repository, "--no-verify");
  const changed = await merge(repository, {
    "vec0.so": forged,
    "migrations/0003_age.sql": "ALTER TABLE users ADD COLUMN age INT;\n",
  });
  assert.equal(changed.code, 1);
  assert.match(changed.stderr, /^error\[engine\/extension-changed\]: /);
});

test("accepts a merge whose conflicts are resolved completely", async (repository) => {
  await repository.git("checkout", "-q", "-b", "other");
  await repository.write({ "schema.sql": usersWith("bio"), "migrations/0002_bio.sql": BIO });
  await repository.git("add", "--all");
  assert.equal((await commit(repository)).code, 0);
  await repository.git("checkout", "-q", "main");
  const age = BIO.replace("bio", "age");
  await repository.write({ "schema.sql": usersWith("age"), "migrations/0003_age.sql": age });
  await repository.git("add", "--all");
  assert.equal((await commit(repository)).code, 0);
  assert.equal((await repository.tryGit(["merge", "-q", "other"])).code, 1);
  await repository.write({ "schema.sql": usersWith("bio") });
  await repository.git("add", "schema.sql");
  assert.equal((await commit(repository)).code, 1);
  await repository.write({ "schema.sql": usersWith("bio TEXT,\n  age") });
  await repository.git("add", "schema.sql");
  assert.equal((await commit(repository)).code, 0);
});

test("works in a linked work tree, and can be installed from there", async (repository) => {
  await repository.git("worktree", "add", "-q", "-b", "beside", "../work tree");
  const beside = repository.at(`${repository.folder}/../work tree`);
  assert.match((await beside.penumbra("hook install")).stderr, /^Nothing to do: /);
  await beside.write({ "schema.sql": usersWith("bio") });
  const stopped = await commit(beside, "--all");
  assert.equal(stopped.code, 1);
  assert.equal((await beside.shell(fixOf(stopped.stderr))).code, 0);
  assert.deepEqual((await commit(beside)).stderr, "");
  assert.equal(await repository.read("schema.sql"), USERS);
});

test("does nothing on a branch without the project", async (repository) => {
  await repository.git("checkout", "-q", "--orphan", "before");
  await repository.git("rm", "-q", "-r", "-f", ".");
  await repository.write({ "schema.sql": "-- of something else\n" });
  await repository.git("add", "schema.sql");
  assert.equal((await commit(repository)).code, 0);
});

test("judges a project whose configuration is staged but deleted on disk", async (repository) => {
  await repository.write({ "penumbra.json": undefined, "schema.sql": usersWith("bio") });
  await repository.git("add", "schema.sql");
  assert.equal((await commit(repository)).code, 1);
});

test("uses a configuration that has changed since the installation", async (repository) => {
  await repository.write({ "penumbra.json": '{ "schema": "wanted.sql" }\n', "wanted.sql": USERS });
  await repository.git("add", "--all");
  assert.equal((await commit(repository)).code, 0);
  await repository.write({ "wanted.sql": usersWith("bio") });
  assert.equal((await commit(repository, "--all")).code, 1);
  await repository.git("checkout", "-q", "--", "wanted.sql");
});

Deno.test("the hook works in folders with any name", () =>
  inRepository(async (repository) => {
    await withProject(repository, 'my app\'s "api"/');
    const folder = 'my app\'s "api"';
    assert.equal((await repository.penumbra("hook install", { folder })).code, 0);
    await repository.write({ [`${folder}/schema.sql`]: usersWith("bio") });
    await repository.git("add", "--all");
    const stopped = await commit(repository);
    assert.equal(stopped.code, 1);
    assert.match(fixOf(stopped.stderr), / generate --config 'my app'/);
    assert.equal((await repository.shell(fixOf(stopped.stderr))).code, 0);
    assert.equal((await commit(repository)).code, 0);
    assert.equal((await repository.penumbra("hook uninstall", { folder })).code, 0);
    assert.deepEqual(await hooks(repository), {});
  }, { name: 'it\'s a "place"' }));

Deno.test("the hook serves several projects of one repository", () =>
  inRepository(async (repository) => {
    await withProject(repository, "api/");
    await withProject(repository, "app/");
    for (const folder of ["api", "app"]) await repository.penumbra("hook install", { folder });
    const both = await hooks(repository);
    assert.match((await repository.penumbra("hook install", { folder: "api" })).stderr, /^Nothing/);
    for (const folder of ["api", "app"]) {
      await repository.write({ [`${folder}/schema.sql`]: usersWith("bio") });
      await repository.git("add", folder);
      const stopped = await commit(repository);
      assert.equal(stopped.code, 1);
      assert.match(fixOf(stopped.stderr), new RegExp(` --config ${folder}/penumbra.json `));
      await repository.git("checkout", "-q", "HEAD", folder);
    }
    const { stderr } = await repository.penumbra("hook uninstall", { folder: "api" });
    assert.match(stderr, /^Removed this project from /);
    await repository.penumbra("hook install", { folder: "api" });
    await repository.penumbra("hook uninstall", { folder: "app" });
    const { "pre-commit": last = "" } = await hooks(repository);
    assert.deepEqual([/app\//.test(last), /api\//.test(last)], [false, true]);
    assert.notDeepEqual(await hooks(repository), both);
    await repository.penumbra("hook uninstall", { folder: "api" });
    assert.deepEqual(await hooks(repository), {});
  }));

Deno.test("the hook works in a submodule", () =>
  inRepository(async (repository) => {
    await withProject(repository);
    const outer = repository.at(`${repository.folder}/../outer`);
    await Deno.mkdir(outer.folder);
    await outer.git("init", "-q", "-b", "main");
    await outer.git("submodule", "--quiet", "add", "../repository", "database");
    const inner = repository.at(`${outer.folder}/database`);
    assert.equal((await inner.penumbra("hook install")).code, 0);
    await inner.write({ "schema.sql": usersWith("bio") });
    assert.equal((await commit(inner, "--all")).code, 1);
    await inner.git("checkout", "-q", "HEAD", ".");
    assert.equal((await commit(outer)).code, 0);
  }));

/** An environment in which git finds only these programs. */
async function withoutPrograms(
  repository: Repository,
  names: readonly string[],
): Promise<Record<string, string>> {
  const folder = `${repository.folder}/../programs`;
  await Deno.mkdir(folder);
  for (const name of names) {
    const { stdout } = await repository.shell(`command -v ${name}`);
    await Deno.symlink(stdout.trim(), `${folder}/${name}`);
  }
  return { PATH: folder };
}

/** The installed hooks, without git's samples. */
async function hooks(repository: Repository): Promise<Record<string, string>> {
  const folder = (await repository.git("rev-parse", "--git-path", "hooks")).trim();
  const found: Record<string, string> = {};
  for await (const { name } of Deno.readDir(`${repository.folder}/${folder}`)) {
    if (!name.endsWith(".sample")) found[name] = await repository.read(`${folder}/${name}`);
  }
  return found;
}
