import assert from "node:assert/strict";
import { assertRan, type Files, inProject } from "./project.ts";
import { git } from "../support/git.ts";

const FILES: Files = {
  "migrations/0001_users.sql": `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE);
`,
  "migrations/0002_bio.sql": "ALTER TABLE users ADD COLUMN bio TEXT;\n",
  "migrations/0003_rebuild.sql": `PRAGMA foreign_keys=OFF;
CREATE TABLE __new_users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, bio TEXT DEFAULT '');
INSERT INTO __new_users SELECT id, name, bio FROM users;
DROP TABLE users;
ALTER TABLE __new_users RENAME TO users;
PRAGMA foreign_keys=ON;
`,
};

Deno.test.each(["any", "libsql"])(
  "for %s, upgrade-test upgrades a database of every version, with rows and interruptions",
  async (target) => {
    await inProject(FILES, async ({ run }) => {
      assertRan(await run(`upgrade-test --target ${target}`), {
        stdout: `
          ok     0001_users    6 rows, interrupted 1 time
          ok     0002_bio      6 rows, interrupted 4 times
          ok     0003_rebuild  6 rows, interrupted 0 times
        `,
        stderr: "Every version upgrades to the schema of a fresh install\n",
      });
    });
  },
);

Deno.test("upgrade-test starts from the tags of git", async () => {
  await inProject(FILES, async ({ run, folder, write }) => {
    const rebuild = "migrations/0003_rebuild.sql";
    await write({ [rebuild]: undefined });
    await git(folder, "init", "--quiet");
    await git(folder, "add", ".");
    await git(folder, "commit", "--quiet", "-m", "one");
    await git(folder, "tag", "v1");
    await write({ [rebuild]: FILES[rebuild] });
    const { stdout } = await run("upgrade-test");
    assert.equal(stdout, "ok     0002_bio  6 rows, interrupted 4 times\n");
    assertRan(await run("upgrade-test --from v9"), {
      code: 2,
      stderr: `
        error[upgrade/no-such-version]: Cannot upgrade from "v9": git knows no such tag or commit
        hint: Did you mean "v1"?
      `,
    });
  });
});

Deno.test("upgrade-test reports rows that stop a migration", async () => {
  await inProject({
    ...FILES,
    "migrations/0003_rebuild.sql":
      "INSERT INTO users (id, name) VALUES (1, 'first');\nCREATE UNIQUE INDEX one ON users (bio);\n",
  }, async ({ run }) => {
    const { code, stdout, stderr } = await run("upgrade-test");
    assert.equal(code, 0, stdout + stderr);
    assert.match(stderr, /^warning\[upgrade\/stopped-by-rows\]: Cannot apply "0003_rebuild"/m);
  });
});
