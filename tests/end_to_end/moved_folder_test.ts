import assert from "node:assert/strict";
import { inRepository, type Repository } from "../hook/repository.ts";

const FIRST = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n";
const SECOND = "ALTER TABLE users ADD COLUMN bio TEXT;\n";

const EDITED = FIRST.replace("name TEXT", "name INT");

/** A project in a subfolder, committed on main, with a new branch checked out. */
async function begin({ git, write }: Repository, below: string, config: object = {}) {
  await write({
    [`${below}penumbra.json`]: JSON.stringify(config),
    [`${below}schema.sql`]: FIRST.replace(")", ", bio TEXT)"),
    [`${below}migrations/0001_users.sql`]: FIRST,
    [`${below}migrations/0002_bio.sql`]: SECOND,
  });
  await git("add", "--all");
  await git("commit", "-qm", "a project");
  await git("checkout", "-qb", "move");
}

/** The ways to move the migrations; each returns the new paths of them and of the project. */
const MOVES: Readonly<Record<string, (repository: Repository) => Promise<[string, string]>>> = {
  "a folder that the configuration names": async (repository) => {
    await begin(repository, "");
    await repository.git("mv", "migrations", "db");
    await repository.write({ "penumbra.json": '{ "migrations": "db" }' });
    return ["db", "."];
  },
  "a copy, beside the folder that there was": async (repository) => {
    await begin(repository, "");
    await repository.write({
      "db/0001_users.sql": FIRST,
      "db/0002_bio.sql": SECOND,
      "penumbra.json": '{ "migrations": "db" }',
    });
    return ["db", "."];
  },
  "the usual folder, without a configuration": async (repository) => {
    await begin(repository, "", { migrations: "db" });
    await repository.git("mv", "migrations", "db");
    await repository.git("commit", "-qam", "the folder");
    await repository.git("branch", "-f", "main");
    await repository.git("mv", "db", "migrations");
    await repository.git("rm", "-qf", "penumbra.json");
    return ["migrations", "."];
  },
  "another folder with the whole project": async (repository) => {
    await begin(repository, "api/");
    await repository.git("mv", "api", "server");
    return ["server/migrations", "server"];
  },
  "another folder with the whole project, all of it edited": async (repository) => {
    await begin(repository, "api/");
    await repository.git("mv", "api", "server");
    await repository.write({ "server/migrations/0002_bio.sql": `-- A bio\n${SECOND}` });
    return ["server/migrations", "server"];
  },
};

Deno.test.each(Object.keys(MOVES))("an edit is found in migrations moved to %s", async (name) => {
  await inRepository(async (repository) => {
    const { git, write, penumbra } = repository;
    const [folder, project] = await MOVES[name]!(repository);
    await git("add", "--all");
    const words = ["check", "--no-cache", "--verbose", "--base", "main"];
    const moved = await penumbra(words, { folder: project });
    assert.equal(moved.code, 0, moved.stderr);
    assert.match(moved.stderr, /Judging what "main" lacks: 0 migrations|No migration was judged/);
    for (const staged of [[], ["--staged"]]) {
      await write({ [`${folder}/0001_users.sql`]: EDITED });
      await git("add", "--all");
      const { code, stderr } = await penumbra([...words, ...staged], { folder: project });
      assert.equal(code, 1, stderr);
      assert.match(stderr, /^error\[migrations\/edited\]: .*0001_users\.sql" was edited/m);
      assert.doesNotMatch(stderr, /^error.*0002_bio/m);
    }
  });
});

Deno.test("an edit is found behind a link to a folder that the main branch has, too", async () => {
  await inRepository(async (repository) => {
    const { git, write, penumbra, folder } = repository;
    await begin(repository, "");
    await write({ "drafts/0001_users.sql": EDITED, "drafts/0002_bio.sql": SECOND });
    await git("add", "--all");
    await git("commit", "-qm", "drafts");
    await git("branch", "-f", "main");
    await git("rm", "-qr", "migrations");
    await Deno.symlink("drafts", `${folder}/migrations`);
    await write({ "schema.sql": EDITED.replace(")", ", bio TEXT)") });
    await git("add", "--all");
    for (const staged of [[], ["--staged"]]) {
      const { code, stderr } = await penumbra(["check", ...staged]);
      assert.equal(code, 1, stderr);
      assert.match(stderr, /^error\[migrations\/edited\]: .*0001_users\.sql" was edited/m);
    }
  });
});

Deno.test("an edit is found in a submodule that has taken the folder's place", async () => {
  await inRepository(async (repository) => {
    const { git, write, penumbra, at, folder } = repository;
    await begin(repository, "db/");
    await git("init", "-q", "../other");
    const other = at(`${folder}/../other`);
    await other.write({
      "migrations/0001_users.sql": EDITED,
      "migrations/0002_bio.sql": SECOND,
      "penumbra.json": "{}",
      "schema.sql": EDITED.replace(")", ", bio TEXT)"),
    });
    await other.git("add", "--all");
    await other.git("commit", "-qm", "other");
    await git("rm", "-qr", "db");
    await git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", "../other", "db");
    await write({
      "penumbra.json": '{ "migrations": "db/migrations", "schema": "db/schema.sql" }',
    });
    await git("add", "--all");
    const { code, stderr } = await penumbra("check");
    assert.equal(code, 1, stderr);
    assert.match(stderr, /^error\[migrations\/edited\]: .*0001_users\.sql" was edited/m);
    // One that was there before is none of this repository's business.
    await git("commit", "-qm", "a submodule");
    await git("branch", "-f", "main");
    assert.equal((await penumbra("check")).code, 0);
  });
});

Deno.test("a second project with the same file names has no edited migrations", async () => {
  await inRepository(async (repository) => {
    await begin(repository, "api/");
    await repository.write({
      "web/penumbra.json": "{}",
      "web/schema.sql": EDITED,
      "web/migrations/0001_users.sql": EDITED,
    });
    await repository.git("add", "--all");
    const { code, stderr } = await repository.penumbra("check", { folder: "web" });
    assert.equal(code, 0, stderr);
  });
});

Deno.test("the migrations of main are found before its first configuration, from any folder", async () => {
  await inRepository(async (repository) => {
    await begin(repository, "api/", { migrations: "db" });
    const { git, write, penumbra } = repository;
    await git("mv", "api/migrations", "api/db");
    await git("rm", "-qf", "api/penumbra.json");
    await git("commit", "-qm", "without penumbra");
    await git("branch", "-f", "main");
    await write({
      "api/penumbra.json": '{ "migrations": "db" }',
      "api/db/0001_users.sql": EDITED,
    });
    await git("add", "--all");
    const places = [["check --config api/penumbra.json", "."], ["check", "api"], [
      "check",
      "api/db",
    ]];
    for (const [args = "", folder = ""] of places) {
      const { stderr } = await penumbra(args, { folder });
      assert.match(stderr, /^error\[migrations\/edited\]: .*0001_users\.sql" was edited/m, folder);
    }
  });
});
