import assert from "node:assert/strict";
import { inRepository, type Repository, USERS } from "./repository.ts";

const BIO = "ALTER TABLE users ADD COLUMN bio TEXT;\n";

const IN_ORDER = "Nothing to do: the migrations produce the desired schema\n";

/** Entities for the committed table, with additional columns. */
function entities(more = "", imports = "entity, id, text"): string {
  return `import { ${imports} } from "penumbra";
import { long } from "../shared/texts.ts";
export const users = entity("users", { id: id(), name: long()${more} });
`;
}

const SHARED = 'import { text } from "penumbra";\nexport function long() {\n  return text();\n}\n';

/** A test in a repository with a project whose schema is entities. */
function test(name: string, work: (repository: Repository) => Promise<void>): void {
  Deno.test(`check --staged ${name}`, () =>
    inRepository(async (repository) => {
      await repository.write({
        "entities/user.ts": entities(),
        "shared/texts.ts": SHARED,
        "migrations/.gitignore": ".schema.json\n",
        "migrations/0001_users.sql": USERS,
      });
      await repository.git("add", "--all");
      await repository.git("commit", "-q", "-m", "project");
      await work(repository);
    }));
}

test("judges the staged entities, even if those on disk are fine", async (repository) => {
  await repository.write({ "entities/user.ts": entities(", bio: text()") });
  await repository.git("add", "--all");
  await repository.write({ "entities/user.ts": entities() });
  const { code, stderr } = await repository.penumbra("check --staged");
  assert.match(
    stderr,
    /^error\[check\/missing-migration\]: .*\nnote: Add column "bio" to "users"\n/,
  );
  assert.equal(code, 1);
});

test("accepts correct staged entities, even if those on disk are not", async (repository) => {
  // An enum cannot be removed like a type.
  const kinds = "enum Kind { A }\n" + entities(", bio: text()");
  await repository.write({ "entities/user.ts": kinds, "migrations/0002_bio.sql": BIO });
  await repository.git("add", "--all");
  await repository.write({ "entities/user.ts": "export const users = ;", "shared/new.ts": "" });
  const { code, stderr } = await repository.penumbra("check --staged");
  assert.deepEqual([code, stderr], [0, IN_ORDER]);
  assert.equal((await repository.penumbra("check")).code, 3);
});

test("judges the staged version of what entities import, in any folder", async (repository) => {
  await repository.write({
    "shared/texts.ts": SHARED.replace("text()", 'text().collate("nocase")'),
  });
  await repository.git("add", "--all");
  await repository.write({ "shared/texts.ts": SHARED });
  const { code, stderr } = await repository.penumbra("check --staged");
  assert.match(stderr, /note: .*collation.* of column "name" of "users"\n/i);
  assert.equal(code, 1);
});

test("names the file of staged entities that do not run", async (repository) => {
  await repository.write({ "entities/user.ts": `${entities()}throw new Error("staged");\n` });
  await repository.git("add", "--all");
  await repository.write({ "entities/user.ts": entities() });
  const { code, stderr } = await repository.penumbra("check --staged");
  assert.match(stderr, /^error\[entities\/threw\]: Cannot load "entities\/user\.ts": staged\n/);
  assert.equal(code, 3);
});

test("refuses to guess which files entities load", async (repository) => {
  const hidden = entities().replace(
    "import {",
    'await import("../shared/" + "texts.ts");\nimport {',
  );
  await repository.write({ "entities/user.ts": hidden });
  await repository.git("add", "--all");
  assert.equal((await repository.penumbra("check --staged")).code, 0);
  await repository.write({ "entities/user.ts": hidden + "\n" });
  const { code, stderr } = await repository.penumbra("check --staged");
  assert.match(
    stderr,
    /^error\[check\/unstaged-entities\]: .*"entities\/user\.ts" has unstaged changes/,
  );
  assert.equal(code, 1);
});
