import assert from "node:assert/strict";
import { runProcess, succeeds } from "../../scripts/run_process.ts";
import { CAN_MOUNT } from "../support/can_mount.ts";
import { assertRan, commandLine, type Files, inProject } from "./project.ts";

const USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n";

/** A project in which `generate` writes one file. */
const PROJECT: Files = {
  "schema.sql": `${USERS}CREATE TABLE posts (id INTEGER PRIMARY KEY);\n`,
  "migrations/0001_users.sql": USERS,
};

const IS_LINUX = Deno.build.os === "linux";
/** Takes away root's right to ignore permissions; the files still belong to it. */
const UNPRIVILEGED = ["unshare", "-U"] as const;
const CAN_LOSE_PRIVILEGES = IS_LINUX && await succeeds(...UNPRIVILEGED, "true");

/** A test with a requirement on the system; if it is not met, the name says so. */
function testWhere(isPossible: boolean, name: string, fn: () => Promise<void>): void {
  Deno.test({ name: isPossible ? name : `${name} (skipped here)`, ignore: !isPossible, fn });
}

Deno.test("a history that no longer compiles is a warning, every time until it is fixed", async () => {
  const files: Files = {
    "schema.sql": USERS,
    "migrations/0001_users.sql": USERS,
    "migrations/0002_view.sql": "CREATE VIEW names AS SELECT name FROM people;\n",
    "migrations/0003_later.sql": "-- Nothing yet\n",
  };
  const warnings = `
    warning[migrations/empty]: "migrations/0003_later.sql" contains no statement
     --> migrations/0003_later.sql:1:1
      |
    1 | -- Nothing yet
      | ^
    hint: Write its SQL, or delete it if no database has run it

    warning[replay/broken-object]: Cannot compile view "names": no such table "people"
     --> migrations/0002_view.sql:1:39
      |
    1 | CREATE VIEW names AS SELECT name FROM people;
      |                                       ^^^^^^
    hint: Drop or fix it in the next migration: it blocks every RENAME and DROP COLUMN
  `.trimEnd();
  await inProject(files, async ({ run, write }) => {
    const missing = `${warnings}

    error[check/missing-migration]: A migration is missing: the schema has a change that no migration makes
    note: Drop view "names"
    hint: Run penumbra generate
    `;
    for (let time = 0; time < 2; time++) {
      assertRan(await run("check"), { code: 1, stderr: missing });
    }
    await write({ "schema.sql": `${USERS}CREATE VIEW names AS SELECT name FROM people;\n` });
    assertRan(await run("generate"), {
      code: 3,
      stderr: `${warnings}

    error[schema/broken-object]: Cannot compile view "names": no such table "people"
     --> schema.sql:2:39
      |
    2 | CREATE VIEW names AS SELECT name FROM people;
      |                                       ^^^^^^
    hint: Create what it reads from in the same schema, or drop it
      `,
    });
    await write({ "schema.sql": USERS });
    assertRan(await run("generate"), {
      stderr: `${warnings}
    Wrote migrations/0004_drop_view_names.sql
      Drop view "names"
      `,
    });
    const settled = await run("check");
    assert.equal(settled.code, 0);
    assert.doesNotMatch(settled.stderr, /broken/);
  });
});

/** Deno 2.9 cannot start its own node:process in such a folder if it runs a URL. */
const CAN_START_ANYWHERE = IS_LINUX && !commandLine("").some((word) => /^https?:/.test(word));

testWhere(CAN_START_ANYWHERE, "a folder whose path is not UTF-8 is told", async () => {
  await inProject(PROJECT, async ({ folder }) => {
    const line = 'mkdir "$(printf "x\\377")"; cd "$(printf "x\\377")"; exec "$@"';
    const command = ["sh", "-c", line, "sh", ...commandLine("check")];
    const { code, stderr } = await runProcess(command, { cwd: folder });
    assert.equal(code, 3);
    // Deno cannot return such a path; Bun returns a wrong one, in which nothing is found.
    assert.match(
      stderr,
      /^error\[files\/(?:no-current-folder|name-not-utf8)\]: .* not UTF-8\nhint: /,
    );
  });
});

testWhere(CAN_LOSE_PRIVILEGES, "a file that may not be read is named", async () => {
  await inProject(PROJECT, async ({ run, folder }) => {
    await Deno.chmod(`${folder}/schema.sql`, 0o000);
    await Deno.chmod(`${folder}/migrations/0001_users.sql`, 0o000);
    assertRan(await run("generate", { wrapper: UNPRIVILEGED }), {
      code: 3,
      stderr: `
        error[files/not-permitted]: Cannot read "migrations/0001_users.sql": permission denied
        hint: Give yourself permission to read "migrations/0001_users.sql" and its folder

        error[files/not-permitted]: Cannot read "schema.sql": permission denied
        hint: Give yourself permission to read "schema.sql" and its folder
      `,
    });
  });
});

testWhere(
  CAN_LOSE_PRIVILEGES,
  "a folder that may not be written is good for all but writing",
  async () => {
    await inProject(PROJECT, async ({ run, files, folder }) => {
      const before = await files();
      await Deno.chmod(`${folder}/migrations`, 0o555);
      const options = { wrapper: UNPRIVILEGED };
      try {
        assert.equal((await run("generate --dry-run", options)).code, 0);
        assertRan(await run("check --verbose", options), {
          code: 1,
          stderr: `
          There is no cache
          Replaying 1 of 1 migrations
          Windowed replay: each migration was run with only the objects it can reach
          Cannot write the cache: Cannot write "migrations/.schema.json": permission denied
          error[check/missing-migration]: A migration is missing: the schema has a change that no migration makes
          note: Create table "posts"
          hint: Run penumbra generate
        `,
        });
        assertRan(await run("generate", options), {
          code: 3,
          stderr: `
          error[files/not-permitted]: Cannot write "migrations/0002_create_posts.sql": permission denied
          hint: Give yourself permission to write "migrations/0002_create_posts.sql" and its folder
        `,
        });
      } finally {
        await Deno.chmod(`${folder}/migrations`, 0o755);
      }
      assert.deepEqual(await files(), before);
    });
  },
);

testWhere(CAN_MOUNT, "a disk that fills up leaves no part of a migration behind", async () => {
  await inProject(PROJECT, async ({ folder }) => {
    const fill = [
      "mount -t tmpfs -o size=64k tmpfs migrations",
      `printf '%s' "$2" > migrations/0001_users.sql`,
      "head -c 100000 /dev/zero > migrations/filler 2>/dev/null",
      '$0 $1 >&2; echo "$?"; ls -A migrations',
      "rm migrations/filler; $0 $1 2>/dev/null; ls -A migrations",
    ].join("\n");
    const [program, ...rest] = commandLine("generate");
    const ran = await runProcess(
      ["unshare", "-Urm", "sh", "-c", fill, program, rest.join(" "), USERS],
      { cwd: folder },
    );
    assertRan(ran, {
      stdout: `
        3
        0001_users.sql
        filler
        .schema.json
        0001_users.sql
        0002_create_posts.sql
      `,
      stderr: `
        error[files/disk-full]: Cannot write "migrations/0002_create_posts.sql": the disk is full
        hint: Free some space or raise the quota, then run the command again
      `,
    });
  });
});

testWhere(Deno.build.os !== "windows", "Ctrl-C leaves a whole migration or none", async () => {
  const whole = /^-- Made by [^]*\nCREATE TABLE posts \(id INTEGER PRIMARY KEY\);\n$/;
  const path = "migrations/0002_create_posts.sql";
  await Promise.all(
    [0, 70, 140, 210, 280, 400].map((delayMs) =>
      inProject(PROJECT, async ({ folder, run, files }) => {
        const code = await interrupted(folder, delayMs);
        assert([0, 130].includes(code), `ended with ${code}`);
        const { "migrations/.schema.json": _, [path]: text, ...others } = await files();
        assert.deepEqual(Object.keys(others), Object.keys(PROJECT).toSorted());
        if (text !== undefined) assert.match(text, whole);
        assert.equal((await run("generate")).code, 0);
        assert.match((await files())[path]!, whole);
      })
    ),
  );
});

/** The exit code of `generate` if Ctrl-C is pressed after a delay. */
async function interrupted(folder: string, delayMs: number): Promise<number> {
  const [program, ...args] = commandLine("generate");
  const streams = { stdin: "null", stdout: "null", stderr: "null" } as const;
  const child = new Deno.Command(program, { args, cwd: folder, ...streams }).spawn();
  await new Promise((resolve) => setTimeout(resolve, delayMs));
  try {
    child.kill("SIGINT");
  } catch {
    // It has already ended.
  }
  return (await child.status).code;
}

Deno.test("SQL that never ends is stopped at the limit, and the process ends", async () => {
  const endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)";
  const ends = async (files: Files, stderr: string) => {
    await inProject({ ...PROJECT, ...files }, async ({ run, files }) => {
      const before = await files();
      assertRan(await run("generate"), { code: 3, stderr });
      assert.deepEqual(await files(), before);
    });
  };
  await Promise.all([
    ends(
      {
        "migrations/0002_x.sql":
          `-- Counts\nINSERT INTO users (id, name)\n${endless}\nSELECT 1, max(x) FROM n;\n`,
      },
      `
        error[shadow/time-limit]: Cannot finish statement 1 of 0002_x.sql: it was still running after 5 s
         --> migrations/0002_x.sql:2:1
          |
        2 | INSERT INTO users (id, name)
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        ...
        4 | SELECT 1, max(x) FROM n;
          | ^^^^^^^^^^^^^^^^^^^^^^^
        hint: Check for an endless recursive query, or a join without a condition; --time-limit <seconds> gives more time
      `,
    ),
    ends(
      { "schema.sql": `${USERS}CREATE TABLE numbers AS ${endless} SELECT count(*) FROM n;\n` },
      `
        error[shadow/time-limit]: Cannot finish statement 2 of schema.sql: it was still running after 5 s
         --> schema.sql:2:1
          |
        2 | CREATE TABLE numbers AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT count…
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: Check for an endless recursive query, or a join without a condition; --time-limit <seconds> gives more time
      `,
    ),
  ]);
});

testWhere(Deno.build.os !== "windows", "a reader that goes away is no failure", async () => {
  await inProject(PROJECT, async ({ folder }) => {
    const columns = Array.from({ length: 2000 }, (_, index) => `"the column number ${index}"`);
    await Deno.writeTextFile(`${folder}/schema.sql`, `CREATE TABLE wide (${columns});`);
    const line = commandLine("inspect schema.sql --format json").join(" ");
    const ran = await runProcess(["sh", "-c", `(${line}; echo "$?" >&2) | head -n 1`], {
      cwd: folder,
    });
    assertRan(ran, { stdout: "{\n", stderr: "0\n" });
  });
});
