import assert from "node:assert/strict";
import { assertRan, block, inProject, steady } from "./project.ts";

/** The first schema, and the same with one more column. */
const BEFORE = `CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  email TEXT NOT NULL UNIQUE
);
`;
const AFTER = BEFORE.replace("UNIQUE\n", "UNIQUE,\n  bio TEXT\n");

const NOTHING_TO_DO = "Nothing to do: the migrations produce the desired schema\n";

Deno.test("a schema evolves migration by migration, without a database", async () => {
  await inProject({ "schema.sql": BEFORE }, async ({ run, write, files }) => {
    assertRan(await run("generate"), {
      stderr: `
        Wrote migrations/<time>_create_users.sql
          Create table "users"
      `,
    });
    const [[first, created] = []] = Object.entries(await files()).filter(([path]) =>
      path.endsWith(".sql")
    );
    assert.equal(steady(first!), "migrations/<time>_create_users.sql");
    assert.equal(
      steady(created!),
      block(`
        -- Made by penumbra <version>: parent=none pre=<hash> post=<hash>

        -- Create table "users"
        CREATE TABLE users (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL,
          email TEXT NOT NULL UNIQUE
        );
      `),
    );
    assertRan(await run("check"), { stderr: NOTHING_TO_DO });

    await write({ "schema.sql": AFTER });
    assertRan(await run("check"), {
      code: 1,
      stderr: `
        error[check/missing-migration]: A migration is missing: the schema has a change that no migration makes
        note: Add column "bio" to "users"
        hint: Run penumbra generate
      `,
    });
    assertRan(await run("generate"), {
      stderr: `
        Wrote migrations/<time>_add_users_bio.sql
          Add column "bio" to "users"
      `,
    });
    const before = await files();
    const [, second = ""] = Object.keys(before).filter((path) => path.startsWith("migrations/2"));
    assert.match(
      before[second]!,
      /^-- Made by .*\n\n-- Add column "bio" to "users"\nALTER TABLE users ADD COLUMN bio TEXT;\n$/,
    );

    assertRan(await run("generate"), {
      stderr: NOTHING_TO_DO,
    });
    assertRan(await run("check"), { stderr: NOTHING_TO_DO });
    assert.deepEqual(Object.keys(await files()), Object.keys(before));
  });
});

Deno.test("a new file continues the versions of its folder and has the given name", async () => {
  const [digits, longer, time] = ["7_users.sql", "0099_users.sql", "20240229235959_users.sql"];
  const cases = [
    [digits, "generate", "8_add_users_bio.sql"],
    [longer, "generate biography", "0100_biography.sql"],
    [longer, ["generate", "Größe & Bio/../x"], "0100_größe_bio_x.sql"],
    [time, "generate", "<time>_add_users_bio.sql"],
    [time, "generate --empty", "<time>_manual.sql"],
    [longer, "generate --empty move_rows", "0100_move_rows.sql"],
  ] as const;
  await Promise.all(cases.map(async ([last, args, next]) => {
    const project = { "schema.sql": AFTER, [`migrations/${last}`]: BEFORE };
    await inProject(project, async ({ run, files }) => {
      const ran = await run(args);
      assert.equal(ran.code, 0);
      assert.match(steady(ran.stderr), new RegExp(`^Wrote migrations/${next}\n`));
      const names = Object.keys(await files()).map(steady);
      assert(names.includes(`migrations/${next}`), names.join());
    });
  }));
});

Deno.test("a migration to be filled in by hand is empty, with a warning until it is filled in", async () => {
  await inProject({ "schema.sql": AFTER, "migrations/0001_users.sql": BEFORE }, async (project) => {
    const { run, read, write } = project;
    await run("generate --empty fill_bio");
    const path = "migrations/0002_fill_bio.sql";
    assert.equal(
      steady(await read(path)),
      "-- Made by penumbra <version>, to be written by hand\n",
    );
    assertRan(await run("generate"), {
      stderr: `
        warning[migrations/empty]: "migrations/0002_fill_bio.sql" contains no statement
         --> migrations/0002_fill_bio.sql:1:1
          |
        1 | -- Made by penumbra <version>, to be written by hand
          | ^
        hint: Write its SQL, or delete it if no database has run it
        Wrote migrations/0003_add_users_bio.sql
          Add column "bio" to "users"
      `,
    });
    await write({ [path]: "UPDATE users SET name = trim(name);\n" });
    assertRan(await run("check"), { stderr: NOTHING_TO_DO });
  });
});

Deno.test("a project begins with init, which never writes over a file", async () => {
  await inProject({ "schema.sql": BEFORE }, async ({ run, read, files }) => {
    assertRan(await run("init"), {
      stderr: `
        Found schema.sql, which contains SQL
        Target: any, for SQLite and libSQL alike; choose another with --target
        Wrote penumbra.json
        Wrote migrations/.gitignore
        Wrote .gitignore
        Kept schema.sql
        Edit schema.sql, then run penumbra generate
        Run the migrations with penumbra apply --db app.db
      `,
    });
    assert.equal(await read("schema.sql"), BEFORE);
    assert.equal(await read("migrations/.gitignore"), ".schema.json\n");
    const before = await files();
    assert.equal((await run("init")).code, 0);
    assert.deepEqual(await files(), before);
  });
});

Deno.test("a configuration counts in every folder below it", async () => {
  const files = {
    "penumbra.json": '{ "schema": ["db/schema.sql"], "migrations": "db/history" }',
    "db/schema.sql": AFTER,
    "db/history/0001_users.sql": BEFORE,
    "app/deep/": "",
  };
  await inProject(files, async ({ run, read }) => {
    const folder = "app/deep";
    assertRan(
      await run("diff empty --format json --quiet", { folder }),
      await run("diff empty --format json"),
    );
    assertRan(await run("generate", { folder }), {
      stderr: `
        Wrote ../../db/history/0002_add_users_bio.sql
          Add column "bio" to "users"
      `,
    });
    assert.match(await read("db/history/0002_add_users_bio.sql"), /ADD COLUMN bio TEXT;\n$/);
    assertRan(await run("check", { folder }), { stderr: NOTHING_TO_DO });
    assertRan(await run("inspect --schema x ../../db/schema.sql --format sql", { folder }), {
      stdout: AFTER,
    });
  });
});
