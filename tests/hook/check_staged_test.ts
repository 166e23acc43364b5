import assert from "node:assert/strict";
import { RUNS_IN_DENO } from "../end_to_end/project.ts";
import { inRepository, type Repository, USERS, usersWith, withProject } from "./repository.ts";

const BIO = "ALTER TABLE users ADD COLUMN bio TEXT;\n";

const NOTHING_STAGED = "Nothing to do: no migration, schema or configuration is staged\n";
const IN_ORDER = "Nothing to do: the migrations produce the desired schema\n";

/** A test in a repository that contains a project. */
function test(name: string, work: (repository: Repository) => Promise<void>): void {
  Deno.test(`check --staged ${name}`, () =>
    inRepository(async (repository) => {
      await withProject(repository);
      await work(repository);
    }));
}

/** The last hint of a run, without the command. */
function hint(stderr: string): string {
  const line = stderr.trim().split("\n").at(-1) ?? "";
  return line.replace(/^hint: Run /, "").replace(/^\S.*? (?=generate\b)/, "penumbra ");
}

test("has nothing to do if nothing of the project is staged", async (repository) => {
  await repository.write({ "schema.sql": usersWith("bio"), "notes.txt": "more\n" });
  await repository.git("add", "notes.txt");
  const { code, stdout, stderr } = await repository.penumbra("check --staged");
  assert.deepEqual([code, stdout, stderr], [0, "", NOTHING_STAGED]);
});

if (RUNS_IN_DENO) {
  test("loads no engine to see that, and looks at no variable", async (repository) => {
    const denoOptions = ["--no-prompt", "--deny-ffi", "--deny-write", "--deny-net", "--deny-env"];
    const run = () => repository.penumbra("check --staged", { denoOptions });
    assert.deepEqual(await run(), { code: 0, stdout: "", stderr: NOTHING_STAGED });
    await repository.write({ "schema.sql": usersWith("bio") });
    await repository.git("add", "schema.sql");
    assert.notEqual((await run()).code, 0);
  });
}

test("judges the staged schema, even if the one on disk is fine", async (repository) => {
  await repository.write({ "schema.sql": usersWith("bio") });
  await repository.git("add", "schema.sql");
  await repository.write({ "schema.sql": USERS });
  const { code, stderr } = await repository.penumbra("check --staged");
  assert.equal(code, 1);
  assert.match(
    stderr,
    /^error\[check\/missing-migration\]: .*\nnote: Add column "bio" to "users"\n/,
  );
  assert.match(stderr, /error\[check\/not-staged\]/);
  assert.equal(hint(stderr), "git add schema.sql");
});

test("accepts a correct staged schema, even if the one on disk is not", async (repository) => {
  await repository.write({ "schema.sql": usersWith("bio"), "migrations/0002_bio.sql": BIO });
  await repository.git("add", "--all");
  await repository.write({ "schema.sql": "CREATE TABL users (" });
  const { code, stderr } = await repository.penumbra("check --staged");
  assert.deepEqual([code, stderr], [0, IN_ORDER]);
});

test("judges the staged part of a file", async (repository) => {
  const both = usersWith("bio TEXT,\n  age");
  await repository.write({ "schema.sql": both, "migrations/0002_bio.sql": BIO });
  await repository.git("add", "migrations");
  const { stdout: id } = await repository.shell(
    "git hash-object -w --stdin <<'END'\n" + usersWith("bio") + "END",
  );
  await repository.git("update-index", "--cacheinfo", `100644,${id.trim()},schema.sql`);
  assert.equal((await repository.penumbra("check --staged")).code, 0);
  const { code, stderr } = await repository.penumbra("check");
  assert.equal(code, 1);
  assert.match(stderr, /Add column "age"/);
});

test("asks to stage a migration that was written", async (repository) => {
  await repository.write({ "schema.sql": usersWith("bio"), "migrations/0002_bio.sql": BIO });
  await repository.git("add", "schema.sql");
  const { code, stderr } = await repository.penumbra("check --staged");
  assert.equal(code, 1);
  assert.match(stderr, /note: migrations\/0002_bio\.sql differs from what is staged/);
  assert.equal(hint(stderr), "git add migrations/0002_bio.sql");
});

test("asks to stage a schema that was changed", async (repository) => {
  await repository.write({ "schema.sql": usersWith("bio"), "migrations/0002_bio.sql": BIO });
  await repository.git("add", "migrations");
  const { code, stderr } = await repository.penumbra("check --staged");
  assert.equal(code, 1);
  assert.equal(hint(stderr), "git add schema.sql");
  const { stdout } = await repository.penumbra("check --staged --format json");
  assert.equal(JSON.parse(stdout).fix, "git add schema.sql");
});

test("prints the command that writes and stages what is missing, and it works", async (repository) => {
  await repository.write({ "schema.sql": usersWith("bio") });
  await repository.git("add", "schema.sql");
  const { code, stderr } = await repository.penumbra("check --staged");
  assert.equal(code, 1);
  assert.equal(hint(stderr), "penumbra generate && git add migrations schema.sql");
  const [, command = ""] = /hint: Run (.*)\n$/.exec(stderr) ?? [];
  assert.equal((await repository.shell(command)).code, 0);
  assert.deepEqual(await repository.penumbra("check --staged"), {
    code: 0,
    stdout: "",
    stderr: IN_ORDER,
  });
});

test("asks for a corrected migration if the staged one does not run", async (repository) => {
  await repository.write({ "schema.sql": usersWith("bio"), "migrations/0002_bio.sql": "ALTER;\n" });
  await repository.git("add", "--all");
  const broken = await repository.penumbra("check --staged");
  assert.equal(broken.code, 3);
  assert.doesNotMatch(broken.stderr, /git add/);
  await repository.write({ "migrations/0002_bio.sql": BIO });
  const { code, stderr } = await repository.penumbra("check --staged");
  assert.equal(code, 3);
  assert.equal(hint(stderr), "git add migrations/0002_bio.sql");
});

test("gives only hints for what only a person can fix", async (repository) => {
  const wanted = USERS.replace("  name TEXT\n", "  full_name TEXT\n");
  await repository.write({ "schema.sql": wanted });
  await repository.git("add", "schema.sql");
  const { stderr } = await repository.penumbra("check --staged");
  assert.match(stderr, /hint: Pass --rename users\.name:users\.full_name/);
});

test("uses the staged configuration", async (repository) => {
  await repository.git("mv", "schema.sql", "wanted.sql");
  await repository.write({ "penumbra.json": '{ "schema": "wanted.sql" }\n' });
  await repository.git("add", "penumbra.json");
  await repository.write({ "penumbra.json": '{ "schema": "nowhere.sql" }\n' });
  assert.deepEqual((await repository.penumbra("check --staged")).stderr, IN_ORDER);
});

test("uses the configuration on disk if git has none", async (repository) => {
  await repository.git("rm", "-q", "--cached", "penumbra.json");
  await repository.git("mv", "schema.sql", "wanted.sql");
  await repository.write({ "penumbra.json": '{ "schema": "wanted.sql" }\n' });
  assert.deepEqual((await repository.penumbra("check --staged")).stderr, IN_ORDER);
});

test("notices a removed migration", async (repository) => {
  await repository.git("rm", "-q", "--cached", "migrations/0001_users.sql");
  const { code, stderr } = await repository.penumbra("check --staged");
  assert.equal(code, 1);
  assert.match(stderr, /note: Create table "users"/);
});

test("finds what is staged but deleted on disk", async (repository) => {
  await repository.write({ "schema.sql": usersWith("bio"), "migrations/0002_bio.sql": BIO });
  await repository.git("add", "--all");
  await repository.write({ "schema.sql": undefined, "migrations/0001_users.sql": undefined });
  assert.deepEqual((await repository.penumbra("check --staged")).stderr, IN_ORDER);
});

test("ignores a file added with --intent-to-add", async (repository) => {
  await repository.write({ "schema.sql": usersWith("bio"), "migrations/0002_bio.sql": BIO });
  await repository.git("add", "schema.sql");
  await repository.git("add", "--intent-to-add", "migrations/0002_bio.sql");
  const { code, stderr } = await repository.penumbra("check --staged");
  assert.equal(code, 1);
  assert.equal(hint(stderr), "git add migrations/0002_bio.sql");
});

test("runs in any folder of the project", async (repository) => {
  await repository.write({ "schema.sql": usersWith("bio"), "src/deep/file.txt": "\n" });
  await repository.git("add", "schema.sql");
  const { code, stderr } = await repository.penumbra("check --staged", { folder: "src/deep" });
  assert.equal(code, 1);
  assert.equal(hint(stderr), "penumbra generate && git add ../../migrations ../../schema.sql");
});

test("reads the cache, and writes it only if the files on disk are the same", async (repository) => {
  const cache = "migrations/.schema.json";
  await repository.write({ "schema.sql": usersWith("bio"), "migrations/0002_bio.sql": BIO });
  await repository.git("add", "--all");
  await repository.write({ "notes.txt": "not ours\n", "schema.sql": usersWith("age") });
  assert.equal((await repository.penumbra("check --staged")).code, 0);
  await assert.rejects(repository.read(cache));
  await repository.write({ "schema.sql": usersWith("bio") });
  assert.equal((await repository.penumbra("check --staged")).code, 0);
  const written = await repository.read(cache);
  const { stderr } = await repository.penumbra("check --staged --verbose");
  assert.match(stderr, /Nothing was replayed: the cache covers these files/);
  await repository.write({ "schema.sql": usersWith("age") });
  assert.match(
    (await repository.penumbra("check --staged --verbose")).stderr,
    /Nothing was replayed: the cache covers these files/,
  );
  assert.equal(await repository.read(cache), written);
});

test("accepts names of every kind", async (repository) => {
  const names = ["a b.sql", "c\"d'.sql", "e\nf.sql", "grün.sql", "[x]*.sql"];
  await repository.git("rm", "-q", "schema.sql");
  await repository.write({ "penumbra.json": '{ "schema": "sche ma" }\n' });
  for (const [index, name] of names.entries()) {
    const text = `CREATE TABLE t${index} (id INTEGER);\n`;
    await repository.write({ [`sche ma/${name}`]: text });
    // The name of a migration may not contain a line break.
    const migration = `000${index + 2}_${name.replace("\n", " ")}`;
    await repository.write({ [`migrations/${migration}`]: text });
  }
  await repository.write({ "sche ma/users.sql": USERS });
  await repository.git("add", "--all");
  const rest = Object.fromEntries(names.map((name) => [`sche ma/${name}`, "-- not yet\n"]));
  await repository.write(rest);
  assert.deepEqual((await repository.penumbra("check --staged")).stderr, IN_ORDER);
  await repository.git("rm", "-q", "--cached", "migrations/0004_e f.sql");
  const { code, stderr } = await repository.penumbra("check --staged");
  assert.equal(code, 1);
  assert.match(stderr, /note: Create table "t2"/);
});

test("reports conflicts instead of judging the files", async (repository) => {
  await repository.git("checkout", "-q", "-b", "other");
  await repository.write({ "schema.sql": usersWith("bio") });
  await repository.git("commit", "-q", "-a", "-m", "bio");
  await repository.git("checkout", "-q", "main");
  await repository.write({ "schema.sql": usersWith("age") });
  await repository.git("commit", "-q", "-a", "-m", "age");
  assert.equal((await repository.tryGit(["merge", "-q", "other"])).code, 1);
  const { code, stderr } = await repository.penumbra("check --staged");
  assert.equal(code, 1);
  assert.match(stderr, /^error\[git\/unmerged\]: .*"schema\.sql" is in conflict\n/);
});

Deno.test("check --staged judges the first commit", () =>
  inRepository(async (repository) => {
    await repository.write({ "schema.sql": USERS });
    await repository.git("add", "schema.sql");
    const { code, stderr } = await repository.penumbra("check --staged");
    assert.equal(code, 1);
    assert.equal(hint(stderr), "penumbra generate && git add migrations schema.sql");
    const away = await repository.penumbra("check --staged --schema /elsewhere.sql", {
      folder: ".git",
    });
    assert.deepEqual([away.code, /git\/no-repository/.test(away.stderr)], [3, true]);
  }));

Deno.test("check --staged runs no program configured in a folder that looks like a bare repository", () =>
  inRepository(async (repository) => {
    const path = `${repository.folder}/ran`;
    await withProject(repository, "app/");
    await repository.write({
      "app/HEAD": "ref: refs/heads/main\n",
      "app/objects/a": "",
      "app/refs/a": "",
      "app/config":
        `[core]\nrepositoryformatversion = 0\nbare = false\nworktree = .\nfsmonitor = "touch '${path}'; false"\n`,
    });
    const { code, stderr } = await repository.penumbra("check --staged", { folder: "app" });
    assert.deepEqual([code, /git\/no-repository/.test(stderr)], [3, true], stderr);
    await assert.rejects(repository.read("ran"));
  }));

Deno.test.each([".:", ":", "bin:"])(
  "check never runs a git that is in the repository, with a PATH of %s",
  (entry) =>
    inRepository(async (repository) => {
      await withProject(repository);
      for (const path of ["git", "bin/git"]) {
        await repository.write({ [path]: `#!/bin/sh\ntouch '${repository.folder}/ran'\n` });
        await Deno.chmod(`${repository.folder}/${path}`, 0o755);
      }
      const environment = { PATH: `${entry}${Deno.env.get("PATH")}` };
      for (const words of ["check --staged", "check --no-cache"]) {
        const { code, stderr } = await repository.penumbra(words, { environment });
        assert.equal(code, 0, stderr);
      }
      await assert.rejects(repository.read("ran"));
    }),
);

Deno.test("check --staged refuses a project outside the work tree", () =>
  inRepository(async (repository) => {
    await Deno.writeTextFile(`${repository.folder}/../penumbra.json`, "{}");
    const { code, stderr } = await repository.penumbra("check --staged --config ../penumbra.json");
    assert.equal(code, 2);
    assert.match(stderr, /^error\[git\/outside\]/);
  }));
