import assert from "node:assert/strict";
import { assertRan, block, type Files, inProject, steady } from "./project.ts";
import { HAS_TERMINAL, inTerminal } from "./terminal.ts";

const BEFORE = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n";

/** One column is dropped and one added: two changes, or one rename. */
const RENAMED: Files = {
  "migrations/0001_users.sql": BEFORE,
  "schema.sql": BEFORE.replace("name", "full_name"),
};

/** A new NOT NULL column without a default. */
const FILLED: Files = {
  "migrations/0001_users.sql": BEFORE,
  "schema.sql": BEFORE.replace("name TEXT", "name TEXT, bio TEXT NOT NULL"),
};

const RENAME_FILE = "migrations/0002_rename_users_name_to_full_name.sql";
const RENAME_SQL = "ALTER TABLE users RENAME COLUMN name TO full_name;\n";
const WROTE_RENAME = `Wrote ${RENAME_FILE}\n  Rename column "name" of "users" to "full_name"\n`;

const OPEN_RENAME = block(`
  error[diff/rename-or-drop]: Cannot tell whether column "full_name" of "users" is new or a renamed "name"
  hint: Pass --rename users.name:users.full_name to keep its data; pass --no-renames to drop one and add the other
`);

Deno.test("a rename is never guessed: without a terminal, the error names the options that decide it", async () => {
  await inProject(RENAMED, async ({ run, files, read }) => {
    const before = await files();
    assertRan(await run("generate"), { code: 1, stderr: OPEN_RENAME });
    assert.deepEqual(await files(), before);
    assertRan(await run("check"), {
      code: 1,
      stderr: `
        error[check/missing-migration]: A migration is missing: the schema has 2 changes that no migration makes
        note: Drop column "name" of "users"
        note: Add column "full_name" to "users"
        hint: Run penumbra generate; without a terminal, pass generate an answer to the open question

        ${OPEN_RENAME.replace("\n", "\n        ")}`,
    });
    const dropped = await run("generate --no-renames --dry-run --allow data-loss");
    assert.deepEqual([dropped.code, dropped.stderr], [0, ""]);
    assert.match(dropped.stdout, /ADD COLUMN full_name TEXT;[^]*DROP COLUMN name;/);
    assertRan(await run("generate --rename users.name:users.full_name"), { stderr: WROTE_RENAME });
    assert((await read(RENAME_FILE)).endsWith(RENAME_SQL));
    // An answer can be stored permanently.
    assertRan(await run("check --rename users.name:users.full_name"), {
      stderr: "Nothing to do: the migrations produce the desired schema\n",
    });
  });
});

Deno.test("the command that check names does what check has judged, with its answers and options", async () => {
  const files = { "old/0001_users.sql": BEFORE, "new.sql": RENAMED["schema.sql"]! };
  await inProject(files, async ({ run, read }) => {
    const options = "--migrations old --schema new.sql --rename users.name:users.full_name";
    const { stderr } = await run(`check ${options}`);
    assert.match(stderr, /^note: Rename column "name" of "users" to "full_name"$/m);
    const [, command] = /^hint: Run penumbra (.*)$/m.exec(stderr)!;
    assert.equal(command, `generate ${options}`);
    assert.equal((await run(command)).code, 0);
    assert((await read(RENAME_FILE.replace("migrations", "old"))).endsWith(RENAME_SQL));
  });
});

Deno.test("diff shows an open question as a drop and an add with a note, and exits like git", async () => {
  await inProject(RENAMED, async ({ run }) => {
    const shown = {
      stdout: `
        ~ table users
          - column name
          + column full_name TEXT
      `,
      stderr: `
        note[diff/rename-or-drop]: Shown as a drop and an add: column "full_name" of "users" may be a renamed "name"
        hint: Pass --rename users.name:users.full_name to keep its data; pass --no-renames to drop one and add the other
      `,
    };
    assertRan(await run("diff"), shown);
    assertRan(await run("diff --exit-code"), { ...shown, code: 1 });
    const sql = await run("diff --format sql");
    assert.equal(sql.code, 0);
    assert.match(sql.stdout, /ADD COLUMN full_name TEXT;[^]*DROP COLUMN name;/);
    assert.match(sql.stderr, /^note\[diff\/rename-or-drop\]/);
    const same = await run("diff schema.sql schema.sql --exit-code");
    assert.deepEqual([same.code, same.stderr], [0, "No difference\n"]);
  });
  await inProject(FILLED, async ({ run }) => {
    const { code, stderr } = await run("diff");
    assert.equal(code, 0);
    assert.match(
      stderr,
      /^note\[plan\/fill-needed\]: The new column "bio" of "users" needs a value in existing rows: it is NOT NULL/,
    );
    // SQL is only written if every row gets its values.
    assert.equal((await run("diff --format sql")).code, 1);
  });
  const before = BEFORE.replace("TEXT", "TEXT NOT NULL");
  const renamed = before.replace("name", "full_name");
  await inProject(
    { "migrations/0001_users.sql": before, "schema.sql": renamed },
    async ({ run }) => {
      const { code, stderr } = await run("diff --format sql");
      assert.equal(code, 1);
      assert.match(stderr, /^note\[diff\/rename-or-drop\]/m);
      assert.match(stderr, /^error\[plan\/fill-needed\]/m);
    },
  );
});

/** A history that leaves rows which violate the schema. */
const WITH_ROWS: Files = {
  "migrations/0001_users.sql": `${BEFORE}INSERT INTO users VALUES (1, NULL), (2, 'b');\n`,
  "schema.sql": BEFORE.replace("name TEXT", "name TEXT NOT NULL"),
};

const NULL_QUESTION = block(`
  error[plan/history-rows]: Cannot make column "name" of "users" NOT NULL: rows of earlier migrations have NULL there
  hint: Pass --fill 'users.name=SQL' with a value for those rows
`);

Deno.test("rows of the history that stop a migration are an open question before it is written", async () => {
  await inProject(WITH_ROWS, async ({ run, files }) => {
    const before = await files();
    assertRan(await run("generate"), { code: 1, stderr: NULL_QUESTION });
    assert.deepEqual(await files(), before);
    const filled = await run("generate --fill users.name='x'");
    assert.equal(filled.code, 0, filled.stderr);
    assertRan(await run("check"), {
      stderr: "Nothing to do: the migrations produce the desired schema\n",
    });
  });
  const schema = BEFORE.replace("name TEXT", "name TEXT CHECK (name <> 'b')");
  await inProject({ ...WITH_ROWS, "schema.sql": schema }, async ({ run, files }) => {
    const before = await files();
    const { code, stderr } = await run("generate");
    assert.equal(code, 1);
    assert.match(stderr, /history-rows\]: .* stop it \(CHECK constraint failed: name <> 'b'\)\n/);
    assert.match(stderr, /hint: .* penumbra generate --empty /);
    assert.deepEqual(await files(), before);
  });
});

Deno.test("a rename is answered by a comment in the schema, and by the configuration", async () => {
  const hinted = BEFORE.replace("name TEXT)", "full_name TEXT -- @renamed from=name\n)");
  await inProject({ ...RENAMED, "schema.sql": hinted }, async ({ run, read, write }) => {
    assertRan(await run("generate"), { stderr: WROTE_RENAME });
    assert((await read(RENAME_FILE)).endsWith(RENAME_SQL));
    await write({
      ...RENAMED,
      [RENAME_FILE]: undefined,
      "penumbra.json": '{ "renames": ["users.name:users.full_name"] }',
    });
    assertRan(await run("generate"), { stderr: WROTE_RENAME });
    await write({
      "schema.sql":
        "-- @renamed from=users\nCREATE TABLE people (id INTEGER PRIMARY KEY, full_name TEXT);",
      [RENAME_FILE]: undefined,
    });
    const table = await run("generate --dry-run --rename users.name:people.full_name");
    assert.match(table.stdout, /RENAME TO people;[^]*RENAME COLUMN name TO full_name;/);
  });
});

Deno.test("a rename that matches nothing is reported, with the probable name", async () => {
  await inProject(RENAMED, async ({ run }) => {
    assertRan(await run("generate --dry-run --no-renames --rename users.nmae:users.full_name"), {
      stdout: `
        -- Made by penumbra <version>: parent=<hash> pre=<hash> post=<hash>
        -- Drops users.name and its data: "penumbra check" fails until it is allowed

        SAVEPOINT penumbra;

        -- Add column "full_name" to "users"
        ALTER TABLE users ADD COLUMN full_name TEXT;

        -- Drop column "name" of "users"
        ALTER TABLE users DROP COLUMN name;

        RELEASE penumbra;
      `,
      stderr: `
        warning[diff/unused-rename]: Nothing to rename from "nmae" to "full_name" of "users"
        hint: Did you mean "name"?

        warning[lint/data-loss]: The migration drops column "name" of "users" and its data
        hint: If that is intended, pass --allow data-loss, or write "-- penumbra: allow data-loss" into the file; check fails until then
      `,
    });
  });
});

Deno.test("another order of columns is a difference only if configured", async () => {
  const swapped = "CREATE TABLE users (name TEXT, id INTEGER PRIMARY KEY);\n";
  const files = { "migrations/0001_users.sql": BEFORE, "schema.sql": swapped };
  await inProject(files, async ({ run, read, write }) => {
    assert.equal((await run("check")).code, 0);
    const strict = await run("check --column-order strict");
    assert.equal(strict.code, 1);
    assert.match(strict.stderr, /^error\[check\/missing-migration\]/);
    assert.equal((await run("check")).code, 0);
    await write({ "penumbra.json": '{ "columnOrder": "strict" }' });
    assert.equal((await run("check")).code, 1);
    assert.equal((await run("check --column-order any")).code, 0);
    assert.equal((await run("generate reorder")).code, 0);
    assert.match(
      await read("migrations/0002_reorder.sql"),
      /\(name TEXT, id INTEGER PRIMARY KEY\)/,
    );
    assert.equal((await run("check")).code, 0);
  });
});

Deno.test("an unused answer is reported, by check as well and every time", async () => {
  const files = { "migrations/0001_users.sql": BEFORE, "schema.sql": BEFORE };
  await inProject(files, async ({ run }) => {
    const stderr = `
      warning[diff/unused-rename]: Nothing to rename from "bio" to "about" of "users"
      hint: Remove it, or check that both names are right

      warning[plan/unused-fill]: Nothing to fill in "name" of "users": no row needs a value there
      hint: Remove that --fill, or check that it names the right column
      Nothing to do: the migrations produce the desired schema
    `;
    const answers = "--rename users.bio:users.about --fill users.name=0";
    assert.equal((await run("check")).code, 0);
    for (const _ of ["first", "second"]) assertRan(await run(`check ${answers}`), { stderr });
    const generated = await run(`generate ${answers}`);
    assert.deepEqual([generated.code, generated.stderr.match(/^warning/gm)?.length], [0, 2]);
  });
});

Deno.test("a new column without a value for existing rows needs a fill", async () => {
  await inProject(FILLED, async ({ run, files, read }) => {
    const before = await files();
    const open = await run("generate");
    assert.equal(open.code, 1);
    assert.match(open.stderr, /^error\[plan\/fill-needed\]: Cannot add column "bio" to "users": /);
    assert.match(open.stderr, /^hint: Pass --fill 'users.bio=SQL' /m);
    assertRan(await run("generate --fill users.bio=nmae"), {
      code: 2,
      stderr: `
        error[plan/bad-fill]: Cannot fill "bio" of "users" with nmae: no such column "nmae"
        hint: Did you mean "name"?
      `,
    });
    assertRan(await run("generate --fill user.bio=1 --fill users.boi=1"), {
      code: 2,
      stderr: `
        error[plan/unknown-fill]: Cannot fill "bio" of "user": the schema has no such table
        hint: Did you mean "users"?

        error[plan/unknown-fill]: Cannot fill "boi" of "users": the table has no such column
        hint: Did you mean "bio"?
      `,
    });
    assert.deepEqual(await files(), before);
    const filled = await run(["generate", "--fill", "users.bio=coalesce(name, '')"]);
    assert.deepEqual([filled.code, filled.stderr.split("\n")[0]], [
      0,
      "Wrote migrations/0002_add_users_bio.sql",
    ]);
    assert.match(
      await read("migrations/0002_add_users_bio.sql"),
      /SELECT id, name, coalesce\(name, ''\) FROM __penumbra_old_users;/,
    );
  });
});

const inTerminalOnly = { ignore: !HAS_TERMINAL };

Deno.test(
  "in a terminal, a rename is asked about, and the answer decides",
  inTerminalOnly,
  async () => {
    await inProject(RENAMED, async (project) => {
      const before = await project.files();
      const stopped = await inTerminal(project, "generate", [["renamed?", "\x03"]]);
      assert.equal(stopped.code, 130);
      assert.match(stopped.shown, /Stopped: nothing was written/);
      assert.deepEqual(await project.files(), before);
      const renamed = await inTerminal(project, "generate", [["renamed?", "\r"]]);
      assert.equal(renamed.code, 0);
      assert.match(
        renamed.shown,
        /The same without questions: penumbra generate --rename users\.name:users\.full_name/,
      );
      assert((await project.read(RENAME_FILE)).endsWith(RENAME_SQL));
      await project.write({ [RENAME_FILE]: undefined });
      const dropped = await inTerminal(project, "generate", [["renamed?", "\x1b[B\r"]]);
      assert.match(dropped.shown, /The same without questions: penumbra generate --no-renames/);
      assert.match(dropped.shown, /warning\[lint\/data-loss\]: The migration drops column "name"/);
      const [path] = Object.keys(await project.files()).filter((it) => it.includes("0002"));
      assert.match(await project.read(path!), /DROP COLUMN name;/);
    });
  },
);

Deno.test(
  "in a terminal without a size, a question is still readable",
  inTerminalOnly,
  async () => {
    await inProject(RENAMED, async (project) => {
      const question = 'Was column "full_name" of "users" renamed?';
      const asked = await inTerminal(project, "generate", [[question, "\r"]], { columns: 0 });
      assert.equal(asked.code, 0, asked.shown);
      assert.match(asked.shown, /No, it is new/);
      assert((await project.read(RENAME_FILE)).endsWith(RENAME_SQL));
    });
  },
);

Deno.test(
  "in a terminal, the value for rows of the history is asked for",
  inTerminalOnly,
  async () => {
    await inProject(WITH_ROWS, async (project) => {
      const filled = await inTerminal(project, "generate", [
        ["existing rows get", "'x'\r"],
      ]);
      assert.equal(filled.code, 0, filled.shown);
      assert.match(
        filled.shown,
        /The same without questions: penumbra generate .*--fill 'users\.name=/,
      );
    });
  },
);

Deno.test(
  "in a terminal, a fill is asked for, but JSON is never mixed with questions",
  inTerminalOnly,
  async () => {
    await inProject(FILLED, async (project) => {
      const json = await inTerminal(project, "generate --format json", []);
      const [{ code, answers }] = JSON.parse(json.shown).diagnostics;
      assert.deepEqual([json.code, code, answers], [
        1,
        "plan/fill-needed",
        ["--fill 'users.bio=SQL'"],
      ]);
      const filled = await inTerminal(project, "generate", [
        ["existing rows get", "upper(nmae)\r"],
        ["still needs a value", "upper(name)\r"],
      ]);
      assert.equal(filled.code, 0);
      assert.match(filled.shown, /with upper\(nmae\): no such column "nmae"/);
      assert.match(
        filled.shown,
        /The same without questions: penumbra generate --fill 'users\.bio=upper\(name\)'/,
      );
      assert.match(await project.read("migrations/0002_add_users_bio.sql"), /upper\(name\)/);
    });
  },
);

Deno.test("a loss is a warning, and check fails until it is allowed", async () => {
  const files = {
    "migrations/0001_users.sql": BEFORE,
    "schema.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY);\n",
  };
  const path = "migrations/0002_drop_users_name.sql";
  await inProject(files, async ({ run, read, write }) => {
    assertRan(await run("generate"), {
      stderr: `
        warning[lint/data-loss]: The migration drops column "name" of "users" and its data
        hint: If that is intended, pass --allow data-loss, or write "-- penumbra: allow data-loss" into the file; check fails until then
        Wrote migrations/0002_drop_users_name.sql
          Drop column "name" of "users"
      `,
    });
    assertRan(await run("check"), {
      code: 1,
      stderr: `
        error[lint/data-loss]: The migration drops column "name" of "users" and its data
         --> migrations/0002_drop_users_name.sql:5:31
          |
        5 | ALTER TABLE users DROP COLUMN name;
          |                               ^^^^
        hint: If that is intended, write "-- penumbra: allow data-loss" into the file
      `,
    });
    const text = await read(path);
    for (const [permission, code] of [["data-loss:users.bio", 1], ["data-loss:users.name", 0]]) {
      await write({ [path]: `-- penumbra: allow ${permission}\n${text}` });
      assert.equal((await run("check")).code, code, String(permission));
    }
    for (const permission of ["data-loss", "data-loss:users.name"]) {
      await write({ [path]: undefined });
      assertRan(await run(`generate --allow ${permission}`), {
        stderr: `Wrote ${path}\n  Drop column "name" of "users"\n`,
      });
      assert.equal((await read(path)).split("\n")[1], `-- penumbra: allow ${permission}`);
      assert.equal((await run("check")).code, 0);
    }
  });
});

Deno.test("a permission for one object does not cover another", async () => {
  const files = {
    "migrations/0001_all.sql": `${BEFORE}CREATE TABLE logs (id INTEGER);\n`,
    "schema.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY);\n",
  };
  await inProject(files, async ({ run, write }) => {
    const { stdout, stderr } = await run("generate --dry-run --allow data-loss:logs");
    assert.equal(
      steady(stdout).split("\n\n")[0],
      block(`
        -- Made by penumbra <version>: parent=<hash> pre=<hash> post=<hash>
        -- penumbra: allow data-loss:logs
        -- Drops users.name and its data: "penumbra check" fails until it is allowed
      `).trimEnd(),
    );
    assert.equal(stderr.match(/^warning/gm)?.length, 1);
    await write({ "schema.sql": "" });
    assert.equal((await run("generate --allow data-loss:logs")).code, 1);
    assert.equal((await run("generate --allow data-loss")).code, 0);
  });
});
