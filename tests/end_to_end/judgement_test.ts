import assert from "node:assert/strict";
import { assertRan, block, type Files, inProject, type Project } from "./project.ts";
import { git } from "../support/git.ts";

const INIT = `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);
CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id) ON DELETE CASCADE);
`;

/** What drizzle-kit writes to change a default: the pragmas do nothing in a transaction. */
const REBUILD = `PRAGMA foreign_keys=OFF;
CREATE TABLE \`__new_users\` (\`id\` integer PRIMARY KEY, \`name\` text DEFAULT 'x');
INSERT INTO \`__new_users\`("id", "name") SELECT "id", "name" FROM \`users\`;
DROP TABLE \`users\`;
ALTER TABLE \`__new_users\` RENAME TO \`users\`;
PRAGMA foreign_keys=ON;
`;

const D1: Files = {
  "wrangler.toml": '[[d1_databases]]\nbinding = "DB"\n',
  "schema.sql": INIT.replace("name TEXT", "name TEXT DEFAULT 'x'"),
  "migrations/0001_init.sql": INIT,
  "migrations/0002_default.sql": REBUILD,
};

Deno.test("a rebuild that empties a child under its runner is found", async () => {
  await inProject(D1, async ({ run }) => {
    assertRan(await run("check"), {
      code: 1,
      stderr: `
        error[lint/cascade-on-rebuild]: Table "posts": 3 rows became 0, at DROP TABLE users (foreign keys on, in a transaction: wrangler runs it that way)
         --> migrations/0002_default.sql:4:1
          |
        4 | DROP TABLE \`users\`;
          | ^^^^^^^^^^^^^^^^^^
        note: posts.user_id references users ON DELETE CASCADE, and dropping a table deletes its rows first
        note: PRAGMA foreign_keys has no effect inside a transaction
        hint: Let penumbra generate the rebuild, or recreate the children of "users" in the same file
      `,
    });
  });
});

Deno.test("the same rebuild is fine if its runner turns foreign keys off", async () => {
  const { "wrangler.toml": _, ...plain } = D1;
  await inProject({ ...plain, "penumbra.json": '{"runner": "prisma"}' }, async ({ run }) => {
    assert.equal((await run("check")).code, 0);
  });
  await inProject(plain, async ({ run }) => {
    const { code, stderr } = await run("check");
    assert.equal(code, 1);
    assert.match(stderr, /foreign keys on, in a transaction/);
    assert.match(stderr, /"runner"/);
  });
});

Deno.test("a failure that depends on the values of rows is a warning, and says so", async () => {
  const users = "CREATE TABLE users (id INTEGER PRIMARY KEY, hash TEXT);\n";
  const hashes = "CREATE TABLE hashes (hash TEXT CHECK (hash GLOB '0x*'));\n";
  const files = {
    "penumbra.json": '{"runner": "sqlx"}',
    "migrations/0001_users.sql": users,
    "migrations/0002_hashes.sql": `${hashes}INSERT INTO hashes SELECT hash FROM users;\n` +
      "ALTER TABLE users DROP COLUMN hash;\n",
    "schema.sql": users.replace(", hash TEXT", "") + hashes,
  };
  await inProject(files, async ({ run }) => {
    const { stderr } = await run("check");
    assert.match(
      stderr,
      /^warning.lint\/fails-on-rows.: With some rows in the tables the statement fails \(CHECK/m,
    );
  });
});

Deno.test("a unique index that rows may violate is a warning, until the file says that none do", async () => {
  const users = "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);\n";
  const index = "CREATE UNIQUE INDEX users_email ON users (email);\n";
  const files = {
    "penumbra.json": '{"runner": "sqlx"}',
    "migrations/0001_users.sql": users,
    "migrations/0002_email.sql": index,
    "schema.sql": users + index,
  };
  await inProject(files, async ({ run, write }) => {
    assertRan(await run("check"), {
      code: 0,
      stderr: `
        warning[lint/fails-on-rows]: With some rows in the tables the statement fails (UNIQUE constraint failed: users.email), at CREATE UNIQUE INDEX users_email ON users (email) (foreign keys on, in a transaction: sqlx runs it that way)
         --> migrations/0002_email.sql:1:1
          |
        1 | CREATE UNIQUE INDEX users_email ON users (email);
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: Check whether such rows can exist, and change or delete them first
        Nothing to do: the migrations produce the desired schema
      `,
    });
    const reason = "-- penumbra: allow fails-on-rows nobody could register twice\n";
    await write({ "migrations/0002_email.sql": reason + index });
    assert.doesNotMatch((await run("check")).stderr, /fails-on-rows/);
  });
});

Deno.test("what stops a generated migration is a warning, its gate is not", async () => {
  const table = (age: string) => `CREATE TABLE users (id INTEGER PRIMARY KEY, age INT${age});\n`;
  const files = {
    "penumbra.json": '{"runner": "sqlx"}',
    "migrations/0001_users.sql": table(""),
    "schema.sql": table(" CHECK (age > 0)"),
  };
  await inProject(files, async ({ run }) => {
    assert.equal((await run("generate")).code, 0);
    assertRan(await run("check"), {
      code: 0,
      stderr: `
        warning[lint/fails-on-rows]: With some rows in the tables the statement fails (CHECK constraint failed: age > 0), at INSERT INTO users (id, age) SELECT id, age FROM __penumbra_o… (foreign keys on, in a transaction: sqlx runs it that way)
         --> migrations/0002_add_users_check.sql:8:1
          |
        8 | INSERT INTO users (id, age) SELECT id, age FROM __penumbra_old_users;
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: Check whether such rows can exist, and change or delete them first
        Nothing to do: the migrations produce the desired schema
      `,
    });
  });
});

Deno.test("what was found is told again without judging, until a file changes", async () => {
  const users = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n";
  const files = {
    "migrations/0001_users.sql": users,
    "migrations/0002_index.sql": "CREATE UNIQUE INDEX users_name ON users (name);\n",
    "migrations/0003_rebuild.sql": `CREATE TABLE n (id INTEGER PRIMARY KEY);
INSERT INTO n SELECT id FROM users;
DROP TABLE users;
ALTER TABLE n RENAME TO users;
`,
    "schema.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY);\n",
  };
  const note = "No migration was judged: the cache has what was found before";
  await inProject(files, async ({ run, write }) => {
    for (const check of ["check", "check --all"]) {
      const first = await run(`${check} --verbose`);
      assert.equal(first.code, 1);
      const second = await run(`${check} --verbose`);
      assert.ok(!first.stderr.includes(note) && second.stderr.includes(note));
      const findings = ({ stderr }: { readonly stderr: string }) =>
        stderr.slice(stderr.indexOf("error["));
      assert.equal(findings(second), findings(first));
      const json = `${check} --format json`;
      assert.deepEqual(await run(json), await run(`${json} --no-cache`));
    }
    const third = files["migrations/0003_rebuild.sql"];
    await write({ "migrations/0003_rebuild.sql": `-- penumbra: allow data-loss\n${third}` });
    const { code, stderr } = await run("check --verbose");
    assert.ok(code === 0 && !stderr.includes(note), stderr);
  });
});

Deno.test("a rebuild that numbers its rows again is a warning", async () => {
  const users = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n";
  const rebuild = `CREATE TABLE n (id INTEGER PRIMARY KEY, name TEXT DEFAULT 'x');
INSERT INTO n (name) SELECT name FROM users;
DROP TABLE users;
ALTER TABLE n RENAME TO users;
`;
  const files = {
    "penumbra.json": '{"runner": "sqlx"}',
    "migrations/0001_users.sql": users,
    "migrations/0002_default.sql": rebuild,
    "schema.sql": users.replace("name TEXT", "name TEXT DEFAULT 'x'"),
  };
  await inProject(files, async ({ run }) => {
    assertRan(await run("check"), {
      code: 0,
      stderr: `
        warning[lint/copy-drops-columns]: Column "id" of "users": 3 values changed, at INSERT INTO n (name) SELECT name FROM users (foreign keys on, in a transaction: sqlx runs it that way)
         --> migrations/0002_default.sql:2:1
          |
        2 | INSERT INTO n (name) SELECT name FROM users;
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        note: "id" is in the table before and after, but not in the copy
        hint: Add id to both sides of the INSERT, or write "-- penumbra: allow copy-drops-columns:users.id" if they may be lost
        Nothing to do: the migrations produce the desired schema
      `,
    });
  });
});

const OLD: Files = {
  "migrations/0001_users.sql":
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, bio TEXT);\n",
  "migrations/0002_less.sql": "ALTER TABLE users DROP COLUMN name;\n",
  "schema.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY, bio TEXT);\n",
};

const NEW: Files = {
  "migrations/0003_by_hand.sql": "ALTER TABLE users DROP COLUMN bio;\n",
  "schema.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY);\n",
};

/** The places of the errors that check reports. */
async function errors({ run }: Project, options = ""): Promise<string[]> {
  const { code, stderr } = await run(`check${options}`);
  const places = [...stderr.matchAll(/^error.*\n --> (.*)$/gm)].map(([, place]) => place!);
  assert.equal(code, places.length === 0 ? 0 : 1, stderr);
  return places;
}

Deno.test("migrations of the main branch count as applied, all others are judged", async () => {
  await inProject(OLD, async (project) => {
    const { folder, write } = project;
    await git(folder, "init", "-q");
    await git(folder, "add", ".");
    await git(folder, "commit", "-qm", "old");
    assert.deepEqual(await errors(project), []);
    assert.deepEqual(await errors(project, " --all"), ["migrations/0002_less.sql:1:31"]);
    await git(folder, "checkout", "-qb", "less");
    await write(NEW);
    assert.deepEqual(await errors(project), ["migrations/0003_by_hand.sql:1:31"]);
    await git(folder, "add", ".");
    await git(folder, "commit", "-qm", "new");
    assert.deepEqual(await errors(project), ["migrations/0003_by_hand.sql:1:31"]);
    assert.deepEqual(await errors(project, " --base less"), []);
    const { code, stderr } = await project.run("check --base nothing");
    assert.equal(code, 2, stderr);
    assert.match(stderr, /^error\[git\/no-base\]: Cannot compare with "nothing"/m);
  });
});

Deno.test("a shallow clone that lacks the main branch is reported", async () => {
  await inProject(OLD, async ({ folder, write, run }) => {
    await git(folder, "init", "-q");
    await git(folder, "add", ".");
    await git(folder, "commit", "-qm", "old");
    await git(folder, "checkout", "-qb", "less");
    await write({ ...NEW, "migrations/0004_index.sql": "CREATE TABLE t (x);\n" });
    await write({ "schema.sql": `${NEW["schema.sql"]}CREATE TABLE t (x);\n` });
    await git(folder, "add", ".");
    await git(folder, "commit", "-qm", "new");
    // As CI services check out.
    await git(folder, "init", "-q", "-b", "work", "clone");
    const clone = `${folder}/clone`;
    await git(clone, "fetch", "-q", "--depth", "1", `file://${folder}`, "less");
    await git(clone, "checkout", "-q", "--detach", "FETCH_HEAD");
    const { code, stderr } = await run("check", { folder: "clone" });
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^warning\[git\/shallow\]: Cannot tell which migrations are new/m);
  });
});

Deno.test("migrations of the main branch behind a baseline count as applied, too", async () => {
  const files = {
    ...TWO,
    "penumbra.json": '{"baseline": {"upTo": "0001", "schema": "baseline.sql"}}',
    "baseline.sql": TWO["migrations/0001_users.sql"],
    "migrations/0002_add.sql": "CREATE UNIQUE INDEX users_name ON users (name);\n",
    "schema.sql": `${
      TWO["migrations/0001_users.sql"]
    }CREATE UNIQUE INDEX users_name ON users (name);\n`,
  };
  await inProject(files, async ({ folder, write, run }) => {
    await git(folder, "init", "-q");
    await git(folder, "add", ".");
    await git(folder, "commit", "-qm", "main");
    await git(folder, "checkout", "-qb", "work");
    const bio = "ALTER TABLE users ADD COLUMN bio TEXT;\n";
    await write({
      "migrations/0003_bio.sql": bio,
      "schema.sql": files["schema.sql"].replace("name TEXT", "name TEXT, bio TEXT"),
    });
    const { code, stderr } = await run("check --verbose");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^Judging what "main" lacks: 1 migration$/m);
    assert.doesNotMatch(stderr, /fails-on-rows/);
  });
});

Deno.test("without git, migrations are judged that were not judged before", async () => {
  await inProject(OLD, async (project) => {
    assert.deepEqual(await errors(project), ["migrations/0002_less.sql:1:31"]);
    await project.write({
      "migrations/0002_less.sql":
        "-- penumbra: allow data-loss\nALTER TABLE users DROP COLUMN name;\n",
    });
    assert.deepEqual(await errors(project), []);
    await project.write(NEW);
    assert.deepEqual(await errors(project), ["migrations/0003_by_hand.sql:1:31"]);
    await project.write({ "migrations/.schema.json": undefined });
    assert.deepEqual(await errors(project), ["migrations/0003_by_hand.sql:1:31"]);
  });
});

Deno.test("without git, an edit since the last run is reported once", async () => {
  const files = {
    "migrations/0001_users.sql": OLD["schema.sql"],
    "migrations/0002_posts.sql": "CREATE TABLE posts (id INTEGER PRIMARY KEY);\n",
    "schema.sql": `${OLD["schema.sql"]}CREATE TABLE posts (id INTEGER PRIMARY KEY);\n`,
  };
  await inProject(files, async ({ run, write }) => {
    assert.equal((await run("check")).code, 0);
    const mine = `-- Mine\n${OLD["schema.sql"]}`;
    await write({ "migrations/0001_users.sql": mine });
    const cosmetic = await run("check --verbose");
    assert.equal(cosmetic.code, 0);
    assert.match(cosmetic.stderr, /^note.*0001_users.sql" changed since it was last checked/m);
    await write({
      "migrations/0001_users.sql": mine.replace("bio TEXT", "bio  TEXT DEFAULT ''"),
      "schema.sql": files["schema.sql"].replace("bio TEXT", "bio TEXT DEFAULT ''"),
    });
    const edited = await run("check");
    assert.equal(edited.code, 0);
    assert.match(edited.stderr, /^warning\[migrations\/edited\]: .*0001_users\.sql"/m);
    assert.doesNotMatch((await run("check")).stderr, /edited/);
    // The last one may be unfinished.
    const last = "CREATE TABLE posts (id INTEGER PRIMARY KEY, title TEXT);\n";
    await write({ "migrations/0002_posts.sql": last });
    assert.doesNotMatch((await run("check")).stderr, /edited/);
  });
});

Deno.test("a warm check runs nothing, and what was judged is not judged again", async () => {
  const { "migrations/0002_less.sql": _, ...files } = OLD;
  const two =
    "CREATE TABLE n (id INTEGER PRIMARY KEY, bio TEXT);\nINSERT INTO n SELECT id, bio FROM users;\n" +
    "DROP TABLE users;\nALTER TABLE n RENAME TO users;\n";
  const project = {
    ...files,
    "migrations/0001_users.sql": OLD["schema.sql"],
    "migrations/0002.sql": two,
  };
  await inProject(project, async ({ run, write }) => {
    assert.equal((await run("check")).code, 0);
    assert.match(
      (await run("check --verbose")).stderr,
      /Nothing was replayed: the cache covers these files/,
    );
    await write({ "schema.sql": `${OLD["schema.sql"]}CREATE TABLE t (x);\n` });
    const { stderr } = await run("check --verbose");
    assert.match(stderr, /check\/missing-migration/);
    assert.match(stderr, /No migration was judged/);
  });
});

Deno.test("a migration generated for another history is reported with what it would undo", async () => {
  const first = "CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT DEFAULT 'x');\n";
  const second = first.replace("'x'", "'y'");
  const files = { "migrations/0001_init.sql": first, "schema.sql": second };
  await inProject(files, async ({ run, write, read, files }) => {
    assert.equal((await run("generate two")).code, 0);
    const two = await read("migrations/0002_two.sql");
    await write({
      "migrations/0002_two.sql": undefined,
      "migrations/0002_one.sql": "CREATE INDEX a_n ON a (n);\n",
      "migrations/0003_two.sql": two,
      "schema.sql": `${second}CREATE INDEX a_n ON a (n);\n`,
    });
    const { code, stderr } = await run("check");
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^error\[migrations\/made-elsewhere\]: "migrations\/0003_two.sql" was generated for a history without 0002_one/m,
    );
    assert.match(stderr, /^note: It would undo: Create index "a_n"$/m);
    assert.doesNotMatch(stderr, /Run penumbra generate$/m);
    // A column that it does not know stops it.
    await write({
      "migrations/0002_one.sql": "ALTER TABLE a ADD COLUMN extra INT;\n",
      "schema.sql": second.replace(")", ", extra INT)"),
    });
    const stopped = await run("check");
    assert.equal(stopped.code, 3);
    assert.match(
      stopped.stderr,
      /^hint: An earlier migration changes the schema .* penumbra rebase, which moves yours/m,
    );
    // So does one that it does not find any more.
    await write({ "migrations/0002_one.sql": "ALTER TABLE a RENAME COLUMN n TO m;\n" });
    assert.match(
      (await run("check")).stderr,
      /no such column "n"$[^]*^hint: An earlier migration changes .* penumbra rebase, /m,
    );
    await write({
      "migrations/0002_one.sql": "CREATE INDEX a_n ON a (n);\n",
      "schema.sql": `${second}CREATE INDEX a_n ON a (n);\n`,
    });
    // An edit of the first makes the parent unknown, but the schema before still identifies it.
    await write({ "migrations/0001_init.sql": `-- The first\n${first}` });
    assert.match((await run("check")).stderr, /generated for a history without 0002_one$/m);
    // Migrations of unrelated tables may run in either order.
    await write({
      "migrations/0002_one.sql": "CREATE TABLE b (x);\n",
      "schema.sql": `${second}CREATE TABLE b (x);\n`,
    });
    assert.equal((await run("check")).code, 0, JSON.stringify(await files()));
  });
});

Deno.test("a migration that comes before those of the main branch is found if the order matters", async () => {
  const first = "CREATE TABLE a (id INTEGER PRIMARY KEY, n TEXT DEFAULT 'x');\n";
  const other = first.replace("'x'", "'y'");
  const start = { "migrations/0001_a.sql": first, "schema.sql": other };
  await inProject(start, async ({ folder, write, run }) => {
    await git(folder, "init", "-q");
    await git(folder, "checkout", "-q", "-b", "work");
    assert.equal((await run("generate other")).code, 0);
    // What a merge brings: main added a column with a later version.
    await write({ "migrations/0003_extra.sql": "ALTER TABLE a ADD COLUMN extra INT;\n" });
    await git(folder, "add", "migrations/0001_a.sql", "migrations/0003_extra.sql");
    await git(folder, "commit", "-q", "-m", "main");
    await git(folder, "branch", "main");
    await write({
      "migrations/0002_rows.sql": "UPDATE a SET n = 'z' WHERE n = 'x';\n",
      "schema.sql": other.replace(")", ", extra INT)"),
    });
    for (const check of ["check", "check --all"]) {
      const { code, stderr } = await run(check);
      assert.equal(code, 1);
      assert.equal(stderr.match(/out-of-order/g)?.length, 1, stderr);
      assert.match(
        stderr,
        /^error\[migrations\/out-of-order\]: "migrations\/0002_other.sql" comes before 0003_extra of "main": run after that, it fails$/m,
      );
      assert.match(stderr, /^note: Cannot run .* unknown columns are missing/m);
    }
    assert.equal((await run("rebase")).code, 0);
    assert.equal((await run("check")).code, 0);

    await write({
      "migrations/0004_other.sql": undefined,
      "migrations/0005_rows.sql": undefined,
      "migrations/0002_other.sql":
        "CREATE TABLE b (id INTEGER PRIMARY KEY, n TEXT DEFAULT 'x');\n" +
        "INSERT INTO b (id, n) SELECT id, n FROM a;\nDROP TABLE a;\nALTER TABLE b RENAME TO a;\n",
      "schema.sql": first.replace(")", ", extra INT)"),
    });
    assert.match(
      (await run("check")).stderr,
      /^note: Databases that have run 0003_extra would differ: Drop column "extra" of "a"$/m,
    );

    await write({
      "migrations/0002_other.sql": "UPDATE a SET n = 'y';\n",
      "schema.sql": first.replace(")", ", extra INT)"),
    });
    const independent = await run("check");
    assert.equal(independent.code, 0);
    assert.doesNotMatch(independent.stderr, /out-of-order/);

    await write({ "migrations/0003_extra.sql": "UPDATE a SET n = 'z';\n", "schema.sql": first });
    await git(folder, "commit", "-q", "-am", "main");
    await git(folder, "branch", "-f", "main");
    const rows = await run("check");
    assert.equal(rows.code, 0, rows.stderr);
    assert.match(
      rows.stderr,
      /^warning\[migrations\/out-of-order\]: .* may leave different rows$/m,
    );
  });
});

Deno.test.each([
  ["golang-migrate", (name: string) => `${name}.up.sql`, "", "golang-migrate skips it"],
  ["goose", (name: string) => `${name}.sql`, "-- +goose Up\n", "goose refuses it"],
])(
  "a migration that %s would never run after those of the main branch is found",
  async (_, nameOf, start, words) => {
    const [a, b] = ["CREATE TABLE a (x);\n", "CREATE TABLE b (x);\n"];
    const theirs = {
      "penumbra.json": '{"target": "sqlite"}',
      [`migrations/${nameOf("20260101000000_a")}`]: `${start}${a}`,
      [`migrations/${nameOf("20260103000000_b")}`]: `${start}${b}`,
    };
    await inProject(theirs, async ({ folder, write, run }) => {
      await git(folder, "init", "-q", "-b", "main");
      await git(folder, "add", ".");
      await git(folder, "commit", "-q", "-m", "main");
      await git(folder, "checkout", "-qb", "work");
      await write({
        [`migrations/${nameOf("20260102000000_c")}`]: `${start}CREATE TABLE c (x);\n`,
        "schema.sql": `${a}${b}CREATE TABLE c (x);\n`,
      });
      const { code, stderr } = await run("check");
      assert.equal(code, 1, stderr);
      assert.match(stderr, new RegExp(`of "main": ${words} in databases that have run that$`, "m"));
      assert.equal((await run("rebase")).code, 0);
      assert.equal((await run("check")).code, 0);
    });
  },
);

Deno.test("a migration that was edited on top of the main branch is found", async () => {
  await inProject(OLD, async ({ folder, write, run }) => {
    await git(folder, "init", "-q");
    await git(folder, "add", ".");
    await git(folder, "commit", "-qm", "old");
    await git(folder, "checkout", "-qb", "edit");
    const first = OLD["migrations/0001_users.sql"] as string;
    await write({ "migrations/0001_users.sql": `-- The people\n${first}` });
    assert.equal((await run("check")).code, 0);
    assert.match((await run("check --verbose --no-cache")).stderr, /note\[migrations\/edited\]/);
    await write({ "migrations/0001_users.sql": first.replace("name TEXT", "name INT") });
    const { code, stderr } = await run("check");
    assert.equal(code, 1);
    assert.match(stderr, /^error\[migrations\/edited\]: "migrations\/0001_users.sql" was edited/m);
    await git(folder, "checkout", "-q", "main");
    assert.match((await run("check")).stderr, /^warning\[migrations\/edited\]/m);
  });
});

Deno.test("an edited migration comes before the one that only seems to be missing", async () => {
  const users = "-- Users\nCREATE TABLE users (id INTEGER PRIMARY KEY);\n";
  const files = { "migrations/0001_users.sql": users, "schema.sql": users };
  await inProject(files, async ({ folder, write, run }) => {
    await git(folder, "init", "-q");
    await git(folder, "add", ".");
    await git(folder, "commit", "-qm", "users");
    await write({ "migrations/0001_users.sql": users.replace(");", ", bio TEXT);") });
    const found = (severity: string) =>
      block(`
        ${severity}[migrations/edited]: "migrations/0001_users.sql" was edited since it was on "main": databases that ran it keep the earlier result
         --> migrations/0001_users.sql:2:1
          |
        2 | CREATE TABLE users (id INTEGER PRIMARY KEY, bio TEXT);
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: Undo the edit, and put the change into a new migration

        error[check/missing-migration]: A migration is missing: the schema has a change that no migration makes
        note: Drop column "bio" of "users"
        hint: Start with the edited migration, which may be the cause
      `);
    assertRan(await run("check"), { code: 1, stderr: found("warning") });
    await git(folder, "add", ".");
    assertRan(await run("check --staged"), { code: 1, stderr: found("warning") });
    await git(folder, "checkout", "-qb", "edit");
    assertRan(await run("check"), { code: 1, stderr: found("error") });
  });
});

Deno.test("a squash is not an edit of the migration whose name it has, an edit of it is", async () => {
  const { "migrations/0002_less.sql": _, ...more } = OLD;
  const files = { ...more, "migrations/0002_add.sql": "ALTER TABLE users ADD COLUMN age INT;\n" };
  const schema = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, bio TEXT, age INT);\n";
  await inProject({ ...files, "schema.sql": schema }, async ({ folder, read, write, run }) => {
    const commit = async () => {
      await git(folder, "add", ".");
      await git(folder, "commit", "-qm", "all");
    };
    assert.equal((await run("check")).code, 0);
    await git(folder, "init", "-q");
    await commit();
    await git(folder, "checkout", "-qb", "squash");
    assert.equal((await run("squash")).code, 0);
    const checked = await run("check");
    assert.equal(checked.code, 0, checked.stderr);
    assert.doesNotMatch(checked.stderr, /edited/);
    await git(folder, "checkout", "-qB", "main");
    await commit();
    await git(folder, "checkout", "-qb", "edit");
    const path = "migrations/0002_add.sql";
    await write({ [path]: (await read(path)).replace("age INT", "age TEXT") });
    await write({ "schema.sql": schema.replace("age INT", "age TEXT") });
    assert.match((await run("check")).stderr, /^error\[migrations\/edited\]/m);
  });
});

const TWO: Files = {
  "penumbra.json": "{}",
  "migrations/0001_users.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n",
  "migrations/0002_add.sql": "ALTER TABLE users ADD COLUMN age INT;\n",
  "schema.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age INT);\n",
};

const AS_TEXT = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age TEXT);\n";

/** 0002_add, which claims to replace another migration. */
const SAYING: Readonly<Record<string, Files>> = {
  "of a part of a name": {
    "migrations/0002_add.sql": "-- penumbra: replaces 0\nALTER TABLE users ADD COLUMN age TEXT;\n",
    "schema.sql": AS_TEXT,
  },
  "of one that is still there": {
    "migrations/0002_add.sql":
      "-- penumbra: replaces 0001_users\nALTER TABLE users ADD COLUMN age TEXT;\n",
    "schema.sql": AS_TEXT,
  },
  "of one that led to another schema": {
    "migrations/0001_users.sql": undefined,
    "migrations/0002_add.sql": `-- penumbra: replaces 0001_users, 0002_add\n${AS_TEXT}`,
    "schema.sql": AS_TEXT,
  },
};

Deno.test.each(Object.keys(SAYING))(
  "an edit that claims to be a squash is still an edit, %s",
  (name) =>
    inProject(TWO, async ({ folder, write, run }) => {
      await git(folder, "init", "-q");
      await git(folder, "add", ".");
      await git(folder, "commit", "-qm", "all");
      await git(folder, "checkout", "-qb", "edit");
      await write(SAYING[name]!);
      const { code, stderr } = await run("check");
      assert.equal(code, 1, stderr);
      assert.match(stderr, /^error\[migrations\/edited\]: "migrations\/0002_add\.sql"/m);
    }),
);

/** 0002_add is missing; another migration may take its place. */
const WITHOUT: Readonly<Record<string, Files>> = {
  "under no other name": {
    "schema.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n",
  },
  "under another name, with other SQL": {
    "migrations/0002_age.sql": "ALTER TABLE users ADD COLUMN age TEXT;\n",
    "schema.sql": AS_TEXT,
  },
};

Deno.test.each(Object.keys(WITHOUT))(
  "a missing migration of the main branch is found, %s",
  (name) =>
    inProject(TWO, async ({ folder, write, run }) => {
      await git(folder, "init", "-q");
      await git(folder, "add", ".");
      await git(folder, "commit", "-qm", "all");
      await git(folder, "checkout", "-qb", "less");
      assert.equal((await run("check --no-cache")).code, 0);
      await write({ "migrations/0002_add.sql": undefined, ...WITHOUT[name]! });
      const { code, stderr } = await run("check");
      assert.equal(code, 1, stderr);
      assert.match(
        stderr,
        /^error\[migrations\/removed\]: "migrations\/0002_add\.sql" is on "main"/m,
      );
      await git(folder, "checkout", "-qB", "main");
      assert.match((await run("check")).stderr, /^warning\[migrations\/removed\]/m);
    }),
);

Deno.test("a migration that is gone is found behind a baseline, and not before it", async () => {
  const files = {
    ...TWO,
    "penumbra.json": '{"baseline": {"upTo": "0002", "schema": "baseline.sql"}}',
    "baseline.sql": TWO["schema.sql"],
    "migrations/0003_bio.sql": "ALTER TABLE users ADD COLUMN bio TEXT;\n",
    "schema.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT, age INT, bio TEXT);\n",
  };
  await inProject(files, async ({ folder, write, run }) => {
    await git(folder, "init", "-q");
    await git(folder, "add", ".");
    await git(folder, "commit", "-qm", "all");
    await git(folder, "checkout", "-qb", "less");
    await write({ "migrations/0001_users.sql": undefined });
    assert.equal((await run("check")).code, 0);
    await write({ "migrations/0003_bio.sql": undefined, "schema.sql": TWO["schema.sql"] });
    const { code, stderr } = await run("check");
    assert.equal(code, 1, stderr);
    assert.deepEqual(stderr.match(/^error\[migrations\/removed\]: ".*" is/gm), [
      'error[migrations/removed]: "migrations/0003_bio.sql" is',
    ]);
  });
});

Deno.test("a dropped column may contain bytes that are not text, which crash libSQL", async () => {
  const files = {
    "migrations/0001_t.sql": "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);\n" +
      "INSERT INTO t (a) VALUES (CAST(x'80' AS TEXT)), (CAST(x'8081' AS TEXT));\n",
    "migrations/0002_length.sql": "ALTER TABLE t ADD COLUMN length INT;\n" +
      "UPDATE t SET length = length(a);\nALTER TABLE t DROP COLUMN a;\n",
    "schema.sql": "CREATE TABLE t (id INTEGER PRIMARY KEY, length INT);\n",
  };
  await inProject(files, async ({ run }) => {
    const { code, stderr } = await run("check --target libsql");
    assert.equal(code, 0, stderr);
  });
});
