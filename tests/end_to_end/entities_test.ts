import assert from "node:assert/strict";
import { assertRan, block, type Files, inProject, type Project, steady } from "./project.ts";

const CACHE = "migrations/.schema.json";

/** Entities in two files, the second of which imports the first. */
const BEFORE: Files = {
  "entities/user.ts": `import { entity, id, text } from "penumbra";

export const users = entity("users", {
  id: id(),
  name: text().notNull(),
  email: text().notNull().unique(),
});
`,
  "entities/post.ts": `import { entity, id, index, integer, text } from "penumbra";
import { users } from "./user.ts";

export const posts = entity("posts", {
  id: id(),
  authorId: integer().notNull().references(() => users.columns.id, { onDelete: "cascade" }),
  title: text().notNull(),
}, (t) => ({ indexes: [index().on(t.authorId)], strict: true }));
`,
};

const USER = String(BEFORE["entities/user.ts"]);
const USER_WITH_BIO = USER.replace("unique(),\n", "unique(),\n  bio: text(),\n");

const NOTHING_TO_DO = "Nothing to do: the migrations produce the desired schema\n";

const MISSING = block(`
  error[check/missing-migration]: A migration is missing: the schema has a change that no migration makes
  note: Add column "bio" to "users"
  hint: Run penumbra generate
`);

/** The migrations of a project, without what differs between runs. */
async function migrations({ files }: Project): Promise<string[]> {
  const all = Object.entries(await files());
  return all.filter(([path]) => path.endsWith(".sql")).map(([, text]) => steady(text));
}

Deno.test("entities evolve migration by migration, without a database", async (test) => {
  await inProject(BEFORE, async (project) => {
    const { run, write, read, files } = project;
    const first = await run("generate");
    assert.equal(first.code, 0, first.stderr);
    assert.deepEqual(await migrations(project), [
      block(`
        -- Made by penumbra <version>: parent=none pre=<hash> post=<hash>

        SAVEPOINT penumbra;

        -- Create table "users"
        CREATE TABLE users (
          id INTEGER PRIMARY KEY,
          name TEXT NOT NULL,
          email TEXT NOT NULL UNIQUE
        );

        -- Create table "posts"
        CREATE TABLE posts (
          id INTEGER PRIMARY KEY,
          authorId INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
          title TEXT NOT NULL
        ) STRICT;

        -- Create index "posts_authorId_index"
        CREATE INDEX posts_authorId_index ON posts (authorId);

        RELEASE penumbra;
      `),
    ]);
    assertRan(await run("check"), { stderr: NOTHING_TO_DO });
    const [before, cache] = [await files(), await read(CACHE)];

    await write({ "entities/user.ts": USER_WITH_BIO });
    assertRan(await run("check"), { code: 1, stderr: MISSING });
    const caches: Readonly<Record<string, string | undefined>> = {
      "with the cache": cache,
      "without a cache": undefined,
      "with a cache that is truncated": cache.slice(0, cache.length / 2),
      "with a cache of other text": cache.replaceAll("email", "phone"),
    };
    for (const [name, text] of Object.entries(caches)) {
      await test.step(name, async () => {
        if (Object.keys(await files()).includes(CACHE)) await write({ [CACHE]: undefined });
        if (text !== undefined) await write({ [CACHE]: text });
        const next = await run("generate");
        assert.match(next.stderr, /add_users_bio\.sql\n {2}Add column "bio" to "users"\n$/);
        const [, second] = await migrations(project);
        assert.match(
          second!,
          /^-- Made by .*\n\n-- Add column "bio" to "users"\nALTER TABLE users ADD COLUMN bio TEXT;\n$/,
        );
        assertRan(await run("check"), { stderr: NOTHING_TO_DO });
        const added = Object.keys(await files()).filter((path) => !(path in before));
        await write(Object.fromEntries(added.map((path) => [path, undefined])));
      });
    }
  });
});

Deno.test("a check runs no entities if it knows everything that determines their DDL", async () => {
  await inProject(BEFORE, async ({ run, write }) => {
    await run("generate");
    const known = /Nothing was replayed: the cache covers these files/;
    assert.match((await run("check --verbose")).stderr, known);
    await write({ "entities/post.ts": `// A word more.\n${BEFORE["entities/post.ts"]}` });
    assert.doesNotMatch((await run("check --verbose")).stderr, known);
    assert.match((await run("check --verbose")).stderr, known);
    assert.doesNotMatch((await run("check --verbose --casing snake_case")).stderr, known);
  });
});

Deno.test("changed entities are noticed, wherever they come from", async () => {
  const ways: Readonly<Record<string, string>> = {
    "an import": 'import { more } from "../shared/more.ts";\n',
    "an import far away": 'import { more } from "../shared/all.ts";\n',
    "a file that is read": `import { readFileSync } from "node:fs";
const more = /bio/.test(readFileSync("shared/more.ts", "utf8")) ? { bio: text() } : {};\n`,
    "a file that is loaded late":
      'const { more } = await import(new URL("../shared/more.ts", import.meta.url).href);\n',
  };
  for (const [name, way] of Object.entries(ways)) {
    const files: Files = {
      "entities/user.ts": way + USER.replace("id: id(),", "id: id(),\n  ...more,"),
      "shared/all.ts": 'export * from "./more.ts";\n',
      "shared/more.ts": "export const more = {};\n",
    };
    await inProject(files, async ({ run, write }) => {
      assert.equal((await run("generate")).code, 0, name);
      assertRan(await run("check"), { stderr: NOTHING_TO_DO });
      const more = 'import { text } from "penumbra";\nexport const more = { bio: text() };\n';
      await write({ "shared/more.ts": more });
      assertRan(await run("check"), { code: 1, stderr: MISSING });
    });
  }
});

Deno.test("problems with entities are reported where they are written", async () => {
  await inProject({}, async ({ run, write }) => {
    await write({ "schema.ts": USER.replace("text().notNull()", "text().notNull().colate()") });
    const thrown = await run("check --schema schema.ts --quiet");
    assert.equal(thrown.code, 3);
    // Each runtime words it differently.
    assert.match(
      thrown.stderr,
      /^error\[entities\/threw\]: Cannot load "schema\.ts": .*colate.*$/m,
    );
    assert.match(thrown.stderr, /^ --> schema\.ts:5:26$/m);
    await write({ "schema.ts": USER.replace("id()", "id({ autoincrementing: true })") });
    const misspelled = await run("check --schema schema.ts --quiet");
    assert.match(
      misspelled.stderr,
      /^error\[entities\/threw\]: Cannot load "schema\.ts": there is no option "autoincrementing": /m,
    );
    assert.match(misspelled.stderr, /^ --> schema\.ts:4:/m);
    const checked = USER.replaceAll("text }", "sql, text }").replace(
      "text().notNull()",
      "text().check(sql`nam > ''`)",
    );
    await write({ "schema.ts": checked });
    const { code, stderr } = await run("check --schema schema.ts");
    assert.equal(code, 3);
    assert.match(stderr, /^error\[.*no such column "nam"$/m);
    assert.match(stderr, /^ --> schema\.ts:3:14$/m);
    assert.match(stderr, /^note: In the generated SQL: /m);
  });
});

Deno.test("entities are named as files, as folders, or several of them, in snake_case if wanted", async () => {
  const files: Files = { ...BEFORE, "entities/notes.txt": "no schema" };
  await inProject(files, async ({ run, write }) => {
    const tables = async (...sources: readonly string[]) => {
      const args = sources.flatMap((it) => ["--schema", it]);
      const { stdout } = await run(["diff", "empty", ...args, "--format", "sql"]);
      return Array.from(stdout.matchAll(/^CREATE TABLE (\w+)/gm), ([, name]) => name);
    };
    assert.deepEqual(await tables("entities"), ["users", "posts"]);
    assert.deepEqual(await tables("entities/user.ts"), ["users"]);
    assert.deepEqual(await tables("entities/post.ts", "entities/user.ts"), ["users", "posts"]);
    assert.deepEqual(await tables("entities/user.ts", "entities/"), ["users", "posts"]);
    await write({ "more.sql": "CREATE TABLE plain (id INTEGER PRIMARY KEY);\n" });
    assert.deepEqual(await tables("entities/user.ts", "more.sql"), ["plain", "users"]);

    assert.match((await run("inspect entities --format sql")).stdout, /\bauthorId\b/);
    const flagged = await run("inspect entities --format sql --casing snake_case");
    assert.match(flagged.stdout, /\bauthor_id\b/);
    await write({ "penumbra.json": '{ "casing": "snake_case" }' });
    assert.deepEqual(await run("inspect entities --format sql"), flagged);
  });
});

Deno.test("entities may import each other as in bundlers", async () => {
  const post = String(BEFORE["entities/post.ts"]);
  for (const path of ["./user", "./user.js", "./people"]) {
    const files: Files = {
      ...BEFORE,
      "entities/post.ts": post.replace("./user.ts", path),
      "entities/people/index.ts": 'export { users } from "../user";\n',
    };
    await inProject(files, async ({ run, write }) => {
      const { code, stderr } = await run("generate");
      assert.equal(code, 0, `${path}: ${stderr}`);
      await write({ "entities/user.ts": USER_WITH_BIO });
      assertRan(await run("check"), { code: 1, stderr: MISSING });
    });
  }
});

Deno.test("a folder called entities may contain SQL, but no folder both", async () => {
  const files: Files = { "entities/users.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY);\n" };
  await inProject(files, async ({ run, write }) => {
    assert.match((await run("generate --dry-run")).stdout, /^CREATE TABLE users/m);
    await write({ "entities/seed.ts": "throw new Error('never run');\n" });
    assert.equal((await run("generate --dry-run")).code, 0);
    const post = String(BEFORE["entities/post.ts"]);
    for (const name of ["penumbra", "penumbra/entities", "npm:penumbra@0.1/entities"]) {
      await write({ "entities/post.ts": post.replace('"penumbra"', `"${name}"`) });
      assertRan(await run("generate"), {
        code: 3,
        stderr: `
          error[sources/mixed-folder]: Cannot read a schema from "entities": it contains .sql files, and entities in "entities/post.ts"
          hint: Put them into two folders, and name one of them, or both with --schema
        `,
      });
    }
  });
});

Deno.test("init writes the entities of an existing schema", async () => {
  const migration = `CREATE TABLE users (
  id INTEGER PRIMARY KEY,
  created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE VIEW newest AS SELECT id FROM users ORDER BY created_at DESC;
`;
  await inProject({ "migrations/0001_users.sql": migration }, async ({ run, write }) => {
    const asked = "inspect migrations:migrations --format entities";
    for (const casing of ["as-written", "snake_case"]) {
      const { code, stdout } = await run(`${asked} --casing ${casing}`);
      assert.equal(code, 0);
      await write({ "schema.ts": stdout });
      assertRan(await run(`check --schema schema.ts --casing ${casing}`), {
        stderr: NOTHING_TO_DO,
      });
    }
    assertRan(await run(`${asked} --casing snake_case`), {
      stdout: `
        import { entity, id, sql, timestamp, view } from "penumbra";

        export const users = entity("users", {
          id: id(),
          createdAt: timestamp().notNull().defaultNow(),
        });

        export const newest = view("newest", sql\`SELECT id FROM users ORDER BY created_at DESC\`);
      `,
    });
  });
});
