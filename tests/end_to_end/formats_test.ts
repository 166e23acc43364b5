import assert from "node:assert/strict";
import { assertSarif } from "../support/sarif.ts";
import { assertRan, type Files, inProject } from "./project.ts";

/**
 * A project in a folder of a repository, with one finding in a file and one about the whole
 * project.
 */
const FILES: Files = {
  ".git/HEAD": "ref: refs/heads/main\n",
  "api/penumbra.json": "{}",
  "api/schema.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY, bio TEXT);\n",
  "api/migrations/0001_users.sql":
    "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE logs (id);\n",
  "api/migrations/0002_less.sql": "ALTER TABLE users DROP COLUMN name;\nDROP TABLE logs;\n",
};

const IN_API = { folder: "api", env: { GIT_DIR: "" } };

Deno.test("check --format github annotates lines, by their path in the repository", async () => {
  await inProject(FILES, async ({ run }) => {
    assertRan(await run("check --format github", IN_API), {
      code: 1,
      stdout: `
        ::error title=check/missing-migration::A migration is missing: the schema has a change that no migration makes%0Anote: Add column "bio" to "users"%0Ahint: Run penumbra generate
        ::error file=api/migrations/0002_less.sql,line=1,col=31,endColumn=35,title=lint/data-loss::The migration drops column "name" of "users" and its data%0Ahint: If that is intended, write "-- penumbra: allow data-loss" into the file
        ::error file=api/migrations/0002_less.sql,line=2,col=12,endColumn=16,title=lint/data-loss::The migration drops table "logs" and its data%0Ahint: If that is intended, write "-- penumbra: allow data-loss" into the file
      `,
    });
  });
});

Deno.test("check --format sarif writes a log that code scanning accepts", async () => {
  await inProject(FILES, async ({ run }) => {
    const { code, stdout, stderr } = await run("check --format sarif", IN_API);
    assert.deepEqual([code, stderr], [1, ""]);
    const { runs: [{ results }] } = assertSarif(JSON.parse(stdout));
    assert.deepEqual(
      results.map(({ ruleId, locations: [at] }) =>
        `${ruleId} ${at!.physicalLocation.artifactLocation.uri}`
      ),
      [
        "check/missing-migration api/penumbra.json",
        "lint/data-loss api/migrations/0002_less.sql",
        "lint/data-loss api/migrations/0002_less.sql",
      ],
    );
  });
});

Deno.test("check --format markdown writes a comment for a pull request", async () => {
  await inProject(FILES, async ({ run }) => {
    assertRan(await run("check --format markdown", IN_API), {
      code: 1,
      stdout: `
        ### penumbra: 3 errors

        - **error** \`check/missing-migration\`: A migration is missing: the schema has a change that no migration makes
          - note: Add column &quot;bio&quot; to &quot;users&quot;
          - hint: Run penumbra generate
        - **error** \`lint/data-loss\` at \`api/migrations/0002_less.sql:1\`: The migration drops column &quot;name&quot; of &quot;users&quot; and its data
          - hint: If that is intended, write &quot;-- penumbra: allow data-loss&quot; into the file
        - **error** \`lint/data-loss\` at \`api/migrations/0002_less.sql:2\`: The migration drops table &quot;logs&quot; and its data
          - hint: If that is intended, write &quot;-- penumbra: allow data-loss&quot; into the file
      `,
    });
  });
});

Deno.test("a project without findings says so in every format", async () => {
  const files = {
    "schema.sql": "CREATE TABLE a (x);\n",
    "migrations/0001_a.sql": "CREATE TABLE a (x);\n",
  };
  await inProject(files, async ({ run }) => {
    const words = "Nothing to do: the migrations produce the desired schema\n";
    assertRan(await run("check --format github"), { stderr: words });
    const markdown = "### penumbra: no findings\n";
    assertRan(await run("check --format markdown"), { stdout: markdown, stderr: words });
    const { code, stdout } = await run("check --format sarif");
    const { runs: [{ results }] } = assertSarif(JSON.parse(stdout));
    assert.deepEqual([code, results], [0, []]);
  });
});

Deno.test("only check has the formats of services", async () => {
  await inProject({ "schema.sql": "" }, async ({ run }) => {
    assertRan(await run("generate --format sarif"), {
      code: 2,
      stderr: `
        error[cli/unknown-value]: Cannot use "sarif" for --format of "penumbra generate": it takes text or json
      `,
    });
  });
});

Deno.test("JSON has a sentence for every change", async () => {
  const files = { "schema.sql": "CREATE TABLE a (x);\n" };
  const sentences = ({ stdout }: { readonly stdout: string }) =>
    JSON.parse(stdout).changes.map(({ kind, sentence }: Record<string, string>) =>
      `${kind}: ${sentence}`
    );
  await inProject(files, async ({ run }) => {
    for (const command of ["check", "diff", "generate --dry-run"]) {
      const ran = await run(`${command} --format json`);
      assert.deepEqual(sentences(ran), ['create: Create table "a"'], command);
    }
  });
});

Deno.test("many findings of one kind are one line with a count, all of them under --verbose and as data", async () => {
  const names = Array.from(
    { length: 156 },
    (_, index) => `${String(index + 2).padStart(4, "0")}.sql`,
  );
  const files: Files = {
    "schema.sql": "CREATE TABLE a (x);\n",
    "migrations/0001.sql": "CREATE TABLE a (x);\n",
    ...Object.fromEntries(names.map((name) => [`migrations/${name}`, "-- later\n"])),
  };
  await inProject(files, async ({ run }) => {
    assertRan(await run("check"), {
      stderr: `
        warning[migrations/empty]: "migrations/0002.sql" contains no statement (156 like this: migrations/0002.sql:1, migrations/0003.sql:1, migrations/0004.sql:1 and 153 more; --verbose lists them)
        hint: Write its SQL, or delete it if no database has run it
        Nothing to do: the migrations produce the desired schema
      `,
    });
    const counts = async (args: string, stream: "stdout" | "stderr", pattern: RegExp) =>
      (await run(args))[stream].match(pattern)?.length;
    assert.equal(await counts("check --verbose", "stderr", /^warning\[/gm), 156);
    assert.equal(await counts("check --format json", "stdout", /"code"/g), 156);
    assert.equal(await counts("check --format sarif", "stdout", /"ruleId"/g), 156);
    assert.equal(await counts("check --format github", "stdout", /^::warning/gm), 1);
    assert.equal(await counts("check --format markdown", "stdout", /^- /gm), 1);
  });
});

Deno.test("a list has one name and one form in the JSON of all commands", async () => {
  const files = {
    "migrations/0001_users.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY);\n",
    "migrations/0002_bio.sql": "ALTER TABLE users ADD COLUMN bio TEXT;\n",
    "schema.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY, bio TEXT);\n",
  };
  await inProject(files, async ({ run }) => {
    const json = async (args: string) => JSON.parse((await run(`${args} --format json`)).stdout);
    await json("apply --db app.db --to 0001");
    const dry = await json("apply --db app.db --dry-run");
    const statements = [
      { migration: "0002_bio", sql: "ALTER TABLE users ADD COLUMN bio TEXT" },
    ];
    assert.deepEqual([dry.pending, dry.statements], [["0002_bio"], statements]);
    const status = await json("status --db app.db");
    assert.deepEqual([status.applied, status.pending], [["0001_users"], ["0002_bio"]]);
    assert.deepEqual(status.history.map(({ id }: { id: string }) => id), ["0001_users"]);
    assert.deepEqual((await json("apply --db app.db")).applied, ["0002_bio"]);
    const preview = await json("squash --dry-run");
    assert.match(preview.sql, /CREATE TABLE users \(.*bio TEXT\)/);
    assert.deepEqual([preview.written, preview.deleted], [[], []]);
    const squashed = await json("squash");
    assert.deepEqual([squashed.sql, squashed.replaces], [preview.sql, ["0001_users", "0002_bio"]]);
    assert.deepEqual(squashed.deleted, ["migrations/0001_users.sql"]);
  });
});
