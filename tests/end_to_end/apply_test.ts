import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { prepareBundle } from "../../src/migrations/bundle/bundle.ts";
import { applyTo } from "../../src/database/apply/apply.ts";
import { takeApplyLock } from "../../src/host/database/apply_lock.ts";
import { runProcess } from "../../scripts/run_process.ts";
import { assertRan, type Files, inProject } from "./project.ts";
import { execute, rowsIn } from "../support/sqlite_file.ts";

const FILES: Files = {
  "migrations/0001_users.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);\n",
  "migrations/0002_posts.sql":
    "CREATE TABLE posts (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));\n",
};

Deno.test("apply runs what is pending, status says so, and a second run has nothing to do", async () => {
  await inProject(FILES, async ({ run, folder, write, files }) => {
    const dry = await run("apply --db app.db --dry-run");
    assert.match(dry.stdout, /^-- migrations\/0001_users\.sql\nCREATE TABLE users/);
    assert.equal(Object.keys(await files()).includes("app.db"), false);
    assertRan(await run("apply --db app.db"), {
      stderr: "Applied 0001_users\nApplied 0002_posts\n",
    });
    assertRan(await run("apply --db app.db"), { stderr: "app.db is up to date\n" });
    assertRan(await run("status --db app.db"), {
      stdout: "app.db: 2 applied, 0 pending\n",
      stderr: "app.db is up to date\n",
    });
    const { stderr } = await run("status --db app.db --verbose");
    assert.match(stderr, /^Windowed replay: /m);
    await write({ "migrations/0003_bio.sql": "ALTER TABLE users ADD COLUMN bio TEXT;\n" });
    assertRan(await run("status --db app.db"), {
      code: 1,
      stdout: "app.db: 2 applied, 1 pending\n  pending  0003_bio\n",
      stderr: `
        error[status/pending]: Migrations are pending: "0003_bio"
        hint: Run penumbra apply --db app.db
      `,
    });
    const applied = await run("apply --db app.db --format json");
    const { backup, ...facts } = JSON.parse(applied.stdout);
    assert.deepEqual(facts, {
      ok: true,
      diagnostics: [],
      database: "app.db",
      applied: ["0003_bio"],
      adopted: [],
    });
    assert.deepEqual(rowsIn(`${folder}/${backup}`, "SELECT id FROM _penumbra_migrations"), [
      { id: "0001_users" },
      { id: "0002_posts" },
    ]);
  });
});

Deno.test("apply says that a folder has no migrations, and creates no database", async () => {
  await inProject({ "migrations/.gitignore": ".schema.json\n" }, async ({ run, files }) => {
    const said = { stderr: 'Nothing to apply: "migrations" contains no migrations\n' };
    assertRan(await run("apply --db app.db"), said);
    assertRan(await run("apply --db app.db --dry-run"), said);
    assert.deepEqual(Object.keys(await files()), ["migrations/.gitignore"]);
  });
});

Deno.test("a migration that fails leaves nothing behind, and the printed command restores the database", async () => {
  await inProject(FILES, async ({ run, folder, write }) => {
    await run("apply --db app.db");
    execute(`${folder}/app.db`, "PRAGMA journal_mode = WAL; INSERT INTO users VALUES (1, 'a')");
    await write({
      "migrations/0003_first.sql": "ALTER TABLE users ADD COLUMN first TEXT;\n",
      "migrations/0004_bad.sql":
        "ALTER TABLE users ADD COLUMN bad TEXT;\nINSERT INTO users (name) VALUES ('a');\n",
    });
    const failed = await run("apply --db app.db");
    const restore = /^note: To restore the backup: (.*)$/m.exec(failed.stderr)?.[1];
    const backup = /app\.db\.\d{17}\.penumbra-backup/.exec(restore ?? "")?.[0];
    assert(restore !== undefined && backup !== undefined, failed.stderr);
    assertRan({ ...failed, stderr: failed.stderr.replaceAll(backup, "<backup>") }, {
      code: 3,
      stderr: `
        error[apply/statement-failed]: Cannot apply "0004_bad": statement 2 of 2: UNIQUE constraint failed: users.name
         --> migrations/0004_bad.sql:2:1
          |
        2 | INSERT INTO users (name) VALUES ('a');
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        note: Applied before it: 0003_first
        note: To restore the backup: cp <backup> app.db && rm -f app.db-wal app.db-shm app.db-journal
        hint: 0004_bad was rolled back: correct the rows or the file, then run penumbra apply again
      `,
    });
    const columns = "SELECT name FROM pragma_table_info('users')";
    const names = () => rowsIn(`${folder}/app.db`, columns).map(({ name }) => name);
    assert.deepEqual(names(), ["id", "name", "first"]);
    await runProcess(["sh", "-c", restore], { cwd: folder });
    assert.deepEqual(names(), ["id", "name"]);
    assert.deepEqual(rowsIn(`${folder}/app.db`, "SELECT name FROM users"), [{ name: "a" }]);
    await write({ "migrations/0004_bad.sql": "ALTER TABLE users ADD COLUMN bad TEXT;\n" });
    assert.equal((await run("apply --db app.db --backup kept")).code, 0);
    assert.equal([...Deno.readDirSync(`${folder}/kept`)].length, 1);
  });
});

Deno.test("nothing is to be restored if a migration fails and none was applied before", async () => {
  await inProject(FILES, async ({ run, folder, write }) => {
    await run("apply --db app.db");
    await write({
      "migrations/0003_bad.sql": "CREATE TABLE t (a);\nINSERT INTO gone VALUES (1);\n",
    });
    const { code, stderr } = await run("apply --db app.db");
    assert.equal(code, 3);
    assert.doesNotMatch(stderr, /restore/);
    assert.deepEqual([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), [
      "app.db",
      "migrations",
    ]);
  });
});

Deno.test("only the latest backup is kept after a success", async () => {
  await inProject(FILES, async ({ run, folder, write }) => {
    await run("apply --db app.db");
    for (const number of [3, 4]) {
      await write({ [`migrations/000${number}_t.sql`]: `CREATE TABLE t${number} (a);\n` });
      await run("apply --db app.db");
    }
    const backups = [...Deno.readDirSync(folder)].filter((it) => it.name.endsWith("-backup"));
    assert.equal(backups.length, 1);
    const names = rowsIn(`${folder}/${backups[0]!.name}`, "SELECT name FROM sqlite_schema");
    assert(names.some(({ name }) => name === "t3") && !names.some(({ name }) => name === "t4"));
    await write({ "migrations/0005_t.sql": "CREATE TABLE t5 (a);\n" });
    assertRan(await run("apply --db app.db --no-backup"), { stderr: "Applied 0005_t\n" });
  });
});

Deno.test("a late migration runs if nothing depends on its position", async () => {
  await inProject(FILES, async ({ run, write }) => {
    await write({ "migrations/0004_fill.sql": "UPDATE users SET name = 'x' WHERE id = 1;\n" });
    await run("apply --db app.db");
    await write({ "migrations/0003_tags.sql": "CREATE TABLE tags (name TEXT);\n" });
    const status = await run("status --db app.db");
    assert.match(status.stdout, /^ {2}out of order {2}0003_tags$/m);
    assert.match(status.stderr, /^error\[status\/out-of-order\]/m);
    assert.match((await run("apply --db app.db")).stderr, /^Applied 0003_tags$/m);
    assert.equal((await run("status --db app.db")).code, 0);
  });
});

Deno.test("a late migration that writes what a later one wrote is refused unless allowed", async () => {
  const { "migrations/0002_posts.sql": _, ...files } = FILES;
  await inProject({
    ...files,
    "migrations/0003_fill.sql": "UPDATE users SET name = 'x' WHERE id = 1;\n",
  }, async ({ run, write }) => {
    await run("apply --db app.db");
    await write({ "migrations/0002_upper.sql": "UPDATE users SET name = upper(name);\n" });
    assertRan(await run("apply --db app.db --no-backup"), {
      code: 1,
      stderr: `
        error[apply/out-of-order]: Cannot apply "0002_upper": later migrations were applied before it
        hint: Run penumbra rebase to move it to the end, or use --allow out-of-order:0002_upper
      `,
    });
    assertRan(await run("apply --db app.db --no-backup --allow out-of-order:0002"), {
      stderr: "Applied 0002_upper\n",
    });
  });
});

Deno.test("an edit is refused unless it is in comments or white space, and an unknown migration stops", async () => {
  await inProject(FILES, async ({ run, write }) => {
    await run("apply --db app.db");
    const first = "migrations/0001_users.sql";
    await write({
      [first]:
        "-- People\r\nCREATE TABLE users(\r\n  id INTEGER PRIMARY KEY, name TEXT UNIQUE);\r\n",
    });
    const cosmetic = await run("status --db app.db");
    assert.equal(cosmetic.code, 0);
    assert.match(cosmetic.stdout, /edited in comments or white space {2}0001_users/);
    await write({ [first]: "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n" });
    const edited = await run("status --db app.db");
    assert.equal(edited.code, 1);
    assert.match(edited.stderr, /^error\[status\/edited\]: .*"0001_users"$/m);
    assert.match((await run("apply --db app.db")).stderr, /^error\[apply\/edited\]/);
    assert.equal((await run("apply --db app.db --allow edited:0001")).code, 0);
    await write({ [first]: FILES[first], "migrations/0002_posts.sql": undefined });
    const unknown = await run("status --db app.db");
    assert.match(unknown.stdout, /^ {2}unknown {2}0002_posts$/m);
    assertRan(await run("apply --db app.db"), {
      code: 1,
      stderr: `
        error[apply/unknown]: Cannot apply migrations to "app.db": it has run "0002_posts", which the folder does not have
        hint: Update the folder: the database is newer
      `,
    });
  });
});

Deno.test("a migration that got another number after it had been applied is recognized by its SQL", async () => {
  await inProject(FILES, async ({ run, write, folder }) => {
    await run("apply --db app.db");
    await write({
      "migrations/0002_posts.sql": undefined,
      "migrations/0002_teams.sql": "CREATE TABLE teams (id INTEGER PRIMARY KEY);\n",
      "migrations/0003_posts.sql": `-- Renumbered\n${FILES["migrations/0002_posts.sql"]}`,
    });
    const sql = "UPDATE _penumbra_migrations SET id = '0003_posts' WHERE id = '0002_posts';";
    const { code, stderr } = await run("status --db app.db");
    assert.equal(code, 1);
    assert.equal(
      stderr,
      'error[status/renumbered]: Applied migrations have other ids now: "0002_posts" is "0003_posts"\n' +
        `hint: Run on the database: ${sql}\n`,
    );
    assertRan(await run("apply --db app.db"), {
      code: 1,
      stderr: `
        error[apply/unknown]: Cannot apply migrations to "app.db": it has run "0002_posts", which the folder does not have
        hint: Now "0002_posts" is "0003_posts", with the same SQL. Run on the database: ${sql}
      `,
    });
    execute(`${folder}/app.db`, sql);
    assert.match((await run("apply --db app.db")).stderr, /^Applied 0002_teams$/m);
    assert.equal((await run("status --db app.db")).code, 0);
  });
});

Deno.test("a dry run refuses what a run would, and only shows what it would do", async () => {
  const { "migrations/0002_posts.sql": _, ...files } = FILES;
  await inProject({
    ...files,
    "migrations/0003_fill.sql": "UPDATE users SET name = 'x' WHERE id = 1;\n",
  }, async ({ run, write, folder }) => {
    await run("apply --db app.db");
    const bytes = () => Deno.readFileSync(`${folder}/app.db`);
    const before = bytes();
    const both = async (options: string) => {
      const dry = await run(`apply --db app.db --dry-run ${options}`);
      assert.deepEqual(bytes(), before);
      assert.deepEqual(dry, await run(`apply --db app.db --no-backup ${options}`));
      return dry.stderr.split("\n")[0];
    };
    await write({ "migrations/0002_upper.sql": "UPDATE users SET name = upper(name);\n" });
    assert.equal(
      await both(""),
      'error[apply/out-of-order]: Cannot apply "0002_upper": later migrations were applied before it',
    );
    const permitted = await run("apply --db app.db --dry-run --allow out-of-order");
    assert.match(permitted.stdout, /^-- migrations\/0002_upper\.sql\nUPDATE/);
    const edit = { "migrations/0001_users.sql": "CREATE TABLE users (id INTEGER PRIMARY KEY);\n" };
    await write({ ...edit, "migrations/0002_upper.sql": undefined });
    assert.equal(
      await both(""),
      'error[apply/edited]: Cannot apply "0001_users": it was edited after it was applied',
    );
    assertRan(await run("apply --db app.db --dry-run --allow edited:0001"), {
      stderr: "app.db is up to date\n",
    });
    assertRan(await run("apply --db other.db --dry-run --baseline 0001"), {
      stderr: "Would be recorded as applied, without running it: 0001_users\n",
    });
    assert.throws(() => Deno.statSync(`${folder}/other.db`));
  });
});

Deno.test("remains of a half-applied migration are not drift", async () => {
  await inProject({
    ...FILES,
    "migrations/0003_half.sql":
      "CREATE TABLE half (a);\nVACUUM;\nINSERT INTO missing VALUES (1);\n",
  }, async ({ run, write }) => {
    assert.equal((await run("apply --db app.db")).code, 3);
    assertRan(await run("status --db app.db"), {
      code: 1,
      stdout: "app.db: 2 applied, 1 pending\n  unfinished  0003_half\n",
      stderr: `
        error[status/pending]: Migrations are pending: "0003_half"
        hint: Run penumbra apply --db app.db
      `,
    });
    await write({
      "migrations/0003_half.sql": "CREATE TABLE half (a);\nVACUUM;\nINSERT INTO half VALUES (1);\n",
    });
    assert.equal((await run("apply --db app.db --allow edited:0003")).code, 0);
    assert.equal((await run("status --db app.db")).code, 0);
  });
});

Deno.test("apply waits for a program that has locked the database", async () => {
  await inProject(FILES, async ({ run, folder }) => {
    await run("apply --db app.db --to 0001");
    const other = new DatabaseSync(`${folder}/app.db`);
    other.exec("BEGIN EXCLUSIVE");
    const applying = run("apply --db app.db --no-backup");
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    other.exec("ROLLBACK");
    other.close();
    assertRan(await applying, { stderr: "Applied 0002_posts\n" });
  });
});

Deno.test("nothing is assumed about a database without a history, and --baseline starts one", async () => {
  await inProject(FILES, async ({ run, folder }) => {
    execute(`${folder}/app.db`, "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE)");
    assertRan(await run("apply --db app.db"), {
      code: 1,
      stderr: `
        error[apply/no-history]: Cannot apply migrations to "app.db": it has tables ("users"), and it is unknown which migrations created them
        hint: Name the last migration that it has with --baseline ID; penumbra diff compares it
      `,
    });
    assertRan(await run("status --db app.db"), {
      code: 1,
      stdout: `
        app.db: 0 applied, 2 pending
          pending  0001_users
          pending  0002_posts
      `,
      stderr: `
        error[status/no-history]: It is unknown which migrations created the tables of the database
        hint: Name the last migration that it has: penumbra apply --baseline ID --db app.db
      `,
    });
    assertRan(await run("apply --db app.db --baseline 0001"), {
      stderr: "Recorded as applied, without running it: 0001_users\n",
    });
    assert.match((await run("apply --db app.db")).stderr, /^Applied 0002_posts$/m);
    assert.equal((await run("status --db app.db")).code, 0);
  });
});

Deno.test("a database of Rails starts after the last of its programs, which the baseline covers", async () => {
  const programs = {
    "db/migrate/20260101000000_users.rb": "create_table :users",
    "db/migrate/20260102000000_posts.rb": "create_table :posts",
  };
  await inProject(programs, async ({ run, folder }) => {
    execute(
      `${folder}/app.db`,
      `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT UNIQUE);
      CREATE TABLE "schema_migrations" ("version" varchar NOT NULL PRIMARY KEY);
      INSERT INTO schema_migrations VALUES ('20260101000000'), ('20260102000000')`,
    );
    assert.equal((await run("init --from app.db")).code, 0);
    const { stderr } = await run("status --db app.db");
    assert.match(stderr, /^error\[status\/no-history\]/);
    const early = await run("apply --baseline 20260101000000_users --db app.db");
    assert.equal(early.code, 2);
    assert.match(
      early.stderr,
      /^error\[migrations\/covered\]: Cannot stop after "20260101000000_users"/,
    );
    assert.equal((await run("apply --baseline 20260102000000_posts --db app.db")).code, 0);
    assert.equal((await run("status --db app.db")).code, 0);
  });
});

Deno.test("a rebuild that unknown objects would be part of stops, and status shows them", async () => {
  await inProject(FILES, async ({ run, folder, write }) => {
    await run("apply --db app.db");
    const users = (await run("inspect migrations:migrations --format sql")).stdout;
    await write({ "schema.sql": users.replace("name TEXT", "name TEXT DEFAULT 'x'") });
    assert.equal((await run("generate")).code, 0);
    const extra =
      "CREATE TABLE extra (id INT REFERENCES users (id)); INSERT INTO extra VALUES (NULL)";
    execute(`${folder}/app.db`, extra);
    const { code, stderr } = await run("apply --db app.db");
    assert.equal(code, 3);
    assert.match(stderr, /unknown objects use users/);
    assert.match(stderr, /^hint: \S+ was rolled back: penumbra status shows what the migrations/m);
    assert.match((await run("status --db app.db")).stdout, /\+ table extra/);
  });
});

Deno.test("status shows drift object by object, and nothing of other tools", async () => {
  await inProject(FILES, async ({ run, folder }) => {
    await run("apply --db app.db");
    execute(
      `${folder}/app.db`,
      `ALTER TABLE users ADD COLUMN extra TEXT;
        CREATE TABLE __drizzle_migrations (id INTEGER);
        CREATE VIRTUAL TABLE search USING fts5 (body);
        DROP TABLE posts`,
    );
    assertRan(await run("status --db app.db"), {
      code: 1,
      stdout: `
        app.db: 2 applied, 0 pending
        Drift: not in the migrations (+), different (~), missing (-):
          - table posts
          ~ table users
            + column extra TEXT
          + virtual table search fts5(body)
      `,
      stderr: `
        error[status/drift]: The schema of the database differs from that of its migrations
        hint: Undo what was changed by hand, or write it as a migration
      `,
    });
  });
});

Deno.test("a string in double quotes is no drift, but another string is", async () => {
  const sql = `CREATE TABLE users (id INTEGER PRIMARY KEY, state TEXT CHECK (state <> "gone"));
    CREATE VIEW living AS SELECT id, "alive" AS state FROM users;
    CREATE TRIGGER kept BEFORE DELETE ON users BEGIN SELECT RAISE(ABORT, "no user goes"); END;\n`;
  await inProject({ "migrations/0001_users.sql": sql }, async ({ run, folder }) => {
    const applied = await run("apply --db app.db --target sqlite");
    assert.deepEqual([applied.code, applied.stderr], [0, "Applied 0001_users\n"]);
    assert.equal((await run("status --db app.db --target sqlite")).code, 0);
    execute(
      `${folder}/app.db`,
      `DROP VIEW living; CREATE VIEW living AS SELECT id, "well" AS state FROM users`,
    );
    const { code, stdout } = await run("status --db app.db --target sqlite");
    assert.equal(code, 1);
    assert.match(stdout, /^ {2}~ view living\n {4}- .* 'alive' .*\n {4}\+ .* 'well' .*$/m);
    assert.doesNotMatch(stdout, /kept/);
  });
});

Deno.test("several processes apply at once, and every migration runs once", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [
      `migrations/${String(index + 1).padStart(4, "0")}_t.sql`,
      index === 0
        ? "CREATE TABLE log (n);\n"
        : `INSERT INTO log VALUES (${index});\nCREATE TABLE t${index} (a);\n`,
    ]),
  );
  await inProject(files, async ({ run, folder }) => {
    const runs = await Promise.all(Array.from({ length: 4 }, () => run("apply --db app.db")));
    assert.deepEqual(runs.map(({ code, stderr }) => code === 0 ? 0 : stderr), [0, 0, 0, 0]);
    const lines = runs.flatMap(({ stderr }) => stderr.match(/^Applied .*$/gm) ?? []);
    assert.equal(lines.length, 12);
    assert.deepEqual(rowsIn(`${folder}/app.db`, "SELECT count(*) AS n FROM log"), [{ n: 11 }]);
    assert.equal([...Deno.readDirSync(folder)].some((it) => it.name.endsWith("-lock")), false);
  });
});

Deno.test("a copy that was made after another program had applied everything replaces no backup", async () => {
  await inProject({}, async ({ folder }) => {
    const [path, done, earlier] = ["app.db", "done.db", `app.db.${"2".repeat(17)}.penumbra-backup`]
      .map((name) => `${folder}/${name}`) as [string, string, string];
    const request = await applyRequest(["CREATE TABLE t (a);", "CREATE TABLE u (a);"]);
    for (const it of [path, done]) {
      assert((await applyTo({ kind: "database", path: it }, { ...request, to: "1" })).ok);
    }
    assert((await applyTo({ kind: "database", path: done }, { ...request, backup: false })).ok);
    Deno.copyFileSync(path, earlier);
    const answer = await applyTo({ kind: "database", path }, {
      ...request,
      progress: (text) => text.startsWith("Backing up") && Deno.copyFileSync(done, path),
    });
    assert(answer.ok);
    assert.deepEqual([answer.value.applied, answer.value.backup], [[], undefined]);
    const backups = [...Deno.readDirSync(folder)].filter((it) => /^app.*-backup$/.test(it.name));
    assert.deepEqual(backups.map(({ name }) => `${folder}/${name}`), [earlier]);
  });
});

/** A request to apply these migrations, which have ids from 1. */
async function applyRequest(texts: readonly string[]) {
  const prepared = await prepareBundle(texts.map((text, index) => {
    const id = String(index + 1);
    return { id, version: id, name: "", source: { name: `${id}.sql`, text } };
  }));
  assert(prepared.ok);
  return {
    project: {
      ...prepared.value,
      directory: { path: "", layout: "plain", migrations: [], files: new Map() },
      runners: [],
      target: "sqlite",
      declared: {},
    },
    adopt: false,
    allow: [],
    backup: undefined,
    startedAt: new Date(),
  } as const;
}

Deno.test("a process that does not get the lock in time names its holder", async () => {
  await inProject({}, async ({ folder }) => {
    const path = `${folder}/app.db`;
    const request = await applyRequest(["CREATE TABLE t (a);"]);
    const lock = await takeApplyLock(path);
    assert(lock.kind === "locked");
    const answer = await applyTo({ kind: "database", path }, { ...request, waitMs: 200 });
    assert(!answer.ok);
    assert.match(
      answer.diagnostics[0]!.message,
      new RegExp(`: process ${Deno.pid} is applying them \\(since 2`),
    );
    lock.release();
    assert((await applyTo({ kind: "database", path }, request)).ok);

    // The holder may have been killed: the system then releases the lock.
    const script = `const { takeApplyLock } = await import(${
      JSON.stringify(new URL("../../src/host/database/apply_lock.ts", import.meta.url).href)
    }); await takeApplyLock(${JSON.stringify(path)}); Deno.kill(Deno.pid, "SIGKILL");`;
    await runProcess([Deno.execPath(), "eval", script], {});
    assert(Deno.statSync(`${path}.penumbra-lock`).isFile);
    const next = await takeApplyLock(path);
    assert.equal(next.kind, "locked");
    if (next.kind === "locked") next.release();
  });
});

Deno.test("a libSQL database is opened by libSQL", async () => {
  await inProject({
    "migrations/0001_v.sql":
      "CREATE TABLE v (id INTEGER PRIMARY KEY, e F32_BLOB(2));\nCREATE INDEX i ON v (libsql_vector_idx(e));\n",
  }, async ({ run, write }) => {
    assertRan(await run("apply --db app.db --target libsql"), { stderr: "Applied 0001_v\n" });
    assert.equal((await run("status --db app.db --target libsql")).code, 0);
    await write({ "migrations/0002_n.sql": "ALTER TABLE v ADD COLUMN n;\n" });
    // Only libSQL can copy an index of vectors.
    const rehearsed = await run("rehearse --db app.db --target libsql");
    assert.equal(rehearsed.code, 0, rehearsed.stderr);
    const { code, stderr } = await run("apply --db app.db --target libsql");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^Applied 0002_n\nBackup: app\.db\.\d+\.penumbra-backup\n$/);
  });
});

Deno.test("problems with --db are reported", async () => {
  await inProject({ ...FILES, "text.db": "This is no database at all" }, async ({ run }) => {
    const message = async (args: string) => {
      const { code, stderr } = await run(args);
      return [code, stderr.split("\n")[0]];
    };
    assert.deepEqual(await message("apply --db text.db"), [
      3,
      'error[database/not-a-database]: Cannot read the database "text.db": it is not a SQLite database, or it is encrypted',
    ]);
    assert.deepEqual(await message("apply --db no/such/app.db"), [
      3,
      'error[files/not-found]: Cannot read "no/such": there is no such file or folder',
    ]);
    assert.deepEqual(await message("status --db app.db"), [
      3,
      'error[files/not-found]: Cannot read "app.db": there is no such file or folder',
    ]);
    assert.deepEqual(await message("apply --db postgres://x"), [
      2,
      'error[database/unknown]: Cannot recognise the database "postgres://x"',
    ]);
    assert.deepEqual(await message("apply --db app.db --to 0009"), [
      2,
      'error[migrations/no-such-migration]: Cannot find the migration "0009" in "migrations"',
    ]);
    assert.deepEqual(await message("apply"), [
      2,
      'error[cli/missing-option]: Cannot run "penumbra apply": --db <database> is missing',
    ]);
    assert.equal((await message("apply --db d1:DB"))[0], 2);
  });
});

Deno.test("databases with and without the squashed migrations both continue", async () => {
  await inProject(FILES, async ({ run, write }) => {
    await run("apply --db first.db --to 0001");
    await run("apply --db old.db");
    assert.equal((await run("squash")).code, 0);
    await write({ "migrations/0003_tags.sql": "CREATE TABLE tags (name TEXT);\n" });
    assert.match((await run("apply --db old.db")).stderr, /^Applied 0003_tags$/m);
    assert.equal((await run("status --db old.db")).code, 0);
    assert.equal(
      (await run("apply --db new.db")).stderr,
      "Applied 0002_posts\nApplied 0003_tags\n",
    );
  });
});

Deno.test("nothing is applied while a squashed migration and one that it replaces are both there", async () => {
  const squashed = "-- penumbra: replaces 1_a, 2_b\nCREATE TABLE a (x);\nCREATE TABLE b (x);\n";
  const files = { "1_a.sql": "CREATE TABLE a (x);\n", "2_b.sql": squashed };
  const paths = Object.entries(files).map(([name, text]) => [`migrations/${name}`, text]);
  await inProject(Object.fromEntries(paths), async ({ run, folder }) => {
    assertRan(await run("apply --db app.db"), {
      code: 3,
      stderr: `
        error[migrations/replaced]: Cannot use "migrations/1_a.sql": "2_b" replaces it
        hint: Delete "migrations/1_a.sql", or restore the migrations as they were before the squash
      `,
    });
    assert.equal([...Deno.readDirSync(folder)].some(({ name }) => name === "app.db"), false);
    Deno.removeSync(`${folder}/migrations/1_a.sql`);
    assertRan(await run("apply --db app.db"), { stderr: "Applied 2_b\n" });
  });
});

Deno.test("a database that has run a part of the squashed migrations is left as it is", async () => {
  const files = {
    "migrations/0001_people.sql": "CREATE TABLE people (name TEXT);\n",
    "migrations/0002_users.sql":
      "CREATE TABLE users (name TEXT); INSERT INTO users SELECT name FROM people; DROP TABLE people;\n",
  };
  await inProject(files, async ({ run }) => {
    await run("apply --db app.db --to 0001_people");
    assert.equal((await run("squash")).code, 0);
    const told = async (args: string) => {
      const { code, stdout, stderr } = await run(args);
      return [code, stdout, stderr.split("\n")[0]];
    };
    const message = '"0002_users": only some of what it replaces has run';
    const refused = [1, "", `error[apply/partly-run]: Cannot apply ${message}`];
    for (const args of ["apply", "apply --dry-run"]) {
      assert.deepEqual(await told(`${args} --db app.db`), refused);
    }
    assert.deepEqual(await told("status --db app.db"), [
      1,
      "app.db: 0 applied, 1 pending\n  partly run  0002_users\n",
      'error[status/partly-run]: The database has run a part of what these replace: "0002_users"',
    ]);
    assert.deepEqual((await told("rehearse --db app.db"))[2], refused[2]);
    assert.match((await run("inspect app.db --format sql")).stdout, /CREATE TABLE people/);
    assert.equal((await run("apply --db app.db --baseline 0002_users")).code, 0);
  });
});

Deno.test("an option that names no migration is reported, whether or not one is pending", async () => {
  await inProject(FILES, async ({ run, files }) => {
    const told = async (args: string) => {
      const { code, stderr } = await run(args);
      return [code, ...stderr.split("\n").filter((line) => /^(?:error|hint)/.test(line))];
    };
    const missing =
      'error[migrations/no-such-migration]: Cannot find the migration "0001_user" in "migrations"';
    const meant = 'hint: Did you mean "0001_users"?';
    assert.deepEqual(await told("apply --db app.db --to 0001_user"), [2, missing, meant]);
    assert.deepEqual(await told("apply --db app.db --to 0001_user --dry-run"), [2, missing, meant]);
    assert.deepEqual(await told("apply --db app.db --baseline 0001_user"), [2, missing, meant]);
    assert.equal("app.db" in await files(), false);
    assert.equal((await run("apply --db app.db")).code, 0);
    assert.deepEqual(await told("apply --db app.db --to 0001_user"), [2, missing, meant]);
    assert.deepEqual(await told("rehearse --db app.db --to 0001_user"), [2, missing, meant]);
  });
});

Deno.test("lock, backup and WAL are next to the target of a link, not next to the link", async () => {
  await inProject({ ...FILES, "data/": "" }, async ({ run, write, folder }) => {
    Deno.symlinkSync("data/real.db", `${folder}/app.db`);
    assert.equal((await run("apply --db app.db")).code, 0);
    const bad = { "migrations/0004_bad.sql": "INSERT INTO gone VALUES (1);\n" };
    await write({ "migrations/0003_t.sql": "CREATE TABLE t (a);\n", ...bad });
    const { stderr } = await run("apply --db app.db");
    const command =
      /^note: To restore the backup: cp (\S+) (\S+) && rm -f \2-wal \2-shm \2-journal$/m;
    const [, backup, file] = command.exec(stderr) ?? [];
    assert.equal(file, `${Deno.realPathSync(folder)}/data/real.db`, stderr);
    assert(backup?.startsWith(file));
    const beside = [...Deno.readDirSync(folder)].map(({ name }) => name).sort();
    assert.deepEqual(beside, ["app.db", "data", "migrations"]);
  });
});

Deno.test("what apply refuses, rehearse and --dry-run refuse as well", async () => {
  await inProject(FILES, async ({ run, write }) => {
    assert.equal((await run("apply --db app.db")).code, 0);
    const codes = async () =>
      await Promise.all(
        ["apply --db app.db", "apply --db app.db --dry-run", "rehearse --db app.db"].map(
          async (args) => {
            const { code, stderr } = await run(args);
            return `${code} ${/^error\[(.*?)\]/m.exec(stderr)?.[1]}`;
          },
        ),
      );
    await write({ "migrations/0002_posts.sql": undefined });
    assert.deepEqual(new Set(await codes()), new Set(["1 apply/unknown"]));
    await write({ ...FILES, "migrations/0001_users.sql": "CREATE TABLE users (id);\n" });
    const [applied, , rehearsed] = await codes();
    assert.deepEqual([applied, rehearsed], ["1 apply/edited", "1 apply/edited"]);
  });
});

Deno.test("a foreign table with the name of our history is reported", async () => {
  await inProject(FILES, async ({ run, folder }) => {
    execute(`${folder}/app.db`, "CREATE TABLE _penumbra_migrations (id TEXT, done TEXT)");
    for (const args of ["apply --db app.db", "status --db app.db", "rehearse --db app.db"]) {
      const { code, stderr } = await run(args);
      assert.deepEqual([code, stderr.split("\n")[0]], [
        3,
        'error[database/strange-history]: Cannot read the history in "_penumbra_migrations": ' +
        "it has other columns than that of penumbra (no such column: checksum)",
      ]);
    }
  });
});

Deno.test("a program among the migrations stops only what would have to run it", async () => {
  const files = {
    "penumbra.json": '{"opaque": ["0002_fill.js"]}',
    "migrations/0001_users.sql": FILES["migrations/0001_users.sql"],
    "migrations/0002_fill.js": "// Only the application can run this.\n",
    "migrations/0003_bio.sql": "ALTER TABLE users ADD COLUMN bio TEXT;\n",
  };
  await inProject(files, async ({ run, folder, write }) => {
    assertRan(await run("apply --db app.db"), {
      code: 3,
      stderr: `
        error[migrations/program]: Cannot run "0002_fill": it is a program, not SQL
         --> migrations/0002_fill.js:1:1
        hint: Apply what comes before it with --to 0001_users; run it, then record it with penumbra apply --baseline 0002_fill
      `,
    });
    assert.equal((await run("apply --db app.db --dry-run")).code, 3);
    assertRan(await run("apply --db app.db --to 0001"), { stderr: "Applied 0001_users\n" });
    const pending = await run("status --db app.db");
    assert.equal(
      pending.stdout,
      "app.db: 1 applied, 2 pending\n  pending  0002_fill\n  pending  0003_bio\n",
    );
    const rehearsed = await run("rehearse --db app.db");
    assert.equal(rehearsed.code, 3);
    assert.match(
      rehearsed.stderr,
      /^hint: Run it, then record it with penumbra apply --baseline 0002_fill$/m,
    );
    assertRan(await run("apply --db app.db --baseline 0002"), {
      stderr: "Recorded as applied, without running it: 0002_fill\n",
    });
    assert.match((await run("apply --db app.db --no-backup")).stderr, /^Applied 0003_bio$/m);
    // What describes it, and an edit of it, changes no database.
    await write({
      "migrations/0002_fill.penumbra.sql": "CREATE TABLE filled (x);\n",
      "migrations/0002_fill.js": "// Another one.\n",
    });
    execute(`${folder}/app.db`, "CREATE TABLE filled (x)");
    assertRan(await run("status --db app.db"), {
      stdout: "app.db: 3 applied, 0 pending\n",
      stderr: "app.db is up to date\n",
    });
    const bundled = await run("bundle");
    assert.equal(bundled.code, 3);
    assert.match(bundled.stderr, /^hint: Let the tool that it was written for apply this folder$/m);
  });
});

Deno.test("a database that another tool migrates is read in spite of a program", async () => {
  const files = {
    "penumbra.json": '{"opaque": ["00002_fill.go"]}',
    "migrations/00001_users.sql": "-- +goose Up\nCREATE TABLE users (id INTEGER PRIMARY KEY);\n",
    "migrations/00002_fill.go": "package migrations\n",
    "migrations/00003_posts.sql": "-- +goose Up\nCREATE TABLE posts (id INTEGER PRIMARY KEY);\n",
  };
  await inProject(files, async ({ run, folder }) => {
    execute(
      `${folder}/app.db`,
      `CREATE TABLE users (id INTEGER PRIMARY KEY);
      CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT,
        version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL, tstamp TIMESTAMP);
      INSERT INTO goose_db_version (version_id, is_applied) VALUES (0, 1), (1, 1), (2, 1);`,
    );
    assert.match(
      (await run("status --db app.db")).stdout,
      /^app\.db: 2 applied, 1 pending, by the history of goose\n {2}pending {2}00003_posts\n/,
    );
    const applied = await run("apply --db app.db --as goose");
    assert.match(applied.stderr, /^Applied 00003_posts$/m);
    assert.equal((await run("status --db app.db")).code, 0);
  });
});

Deno.test("foreign keys are on or off as the project says, wherever migrations are run", async () => {
  const files = {
    "migrations/0001_chats.sql": "CREATE TABLE chats (id INTEGER PRIMARY KEY);\n" +
      "CREATE TABLE messages (chat INTEGER REFERENCES chats (id));\n",
    "migrations/0002_first.sql":
      "INSERT INTO messages (chat) VALUES (9);\nINSERT INTO chats (id) VALUES (9);\n",
  };
  await inProject(files, async ({ run, write }) => {
    await run("apply --db app.db --to 0001");
    const commands = ["rehearse --db app.db", "upgrade-test", "apply --db app.db"];
    for (const foreignKeys of ["on", "off"]) {
      await write({ "penumbra.json": JSON.stringify({ foreignKeys }) });
      for (const command of commands) {
        const { code, stdout, stderr } = await run(command);
        assert.equal(code !== 0, foreignKeys === "on", `${command}: ${stdout}${stderr}`);
      }
    }
  });
});
