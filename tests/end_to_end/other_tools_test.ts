/** Databases that another tool migrates. `deno task tools` tests with the tools themselves. */
import assert from "node:assert/strict";
import { HISTORY_TOOLS } from "../../src/database/tools/list.ts";
import { flywayChecksum, refineryChecksum } from "../../src/database/tools/checksums.ts";
import { sqlMigrateConfigured } from "../../src/database/tools/sql_migrate.ts";
import { type Files, inProject } from "./project.ts";
import { HISTORY_TABLES } from "../../src/migrations/runners/history_tables.ts";
import { execute, rowsIn } from "../support/sqlite_file.ts";

const USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY);\n";
const POSTS = "CREATE TABLE posts (id INTEGER PRIMARY KEY);\n";

/** Two migrations in the layout of each tool. */
const FOLDERS: Readonly<Record<string, Files>> = {
  dbmate: {
    "migrations/20240101000000_users.sql": `-- migrate:up\n${USERS}\n-- migrate:down\n`,
    "migrations/20240102000000_posts.sql": `-- migrate:up\n${POSTS}\n-- migrate:down\n`,
  },
  diesel: {
    "migrations/2024-01-01-000000_users/up.sql": USERS,
    "migrations/2024-01-01-000000_users/down.sql": "DROP TABLE users;\n",
    "migrations/2024-01-02-000000_posts/up.sql": POSTS,
  },
  drizzle: {
    "migrations/0000_users.sql": USERS,
    "migrations/0001_posts.sql": POSTS,
    "migrations/meta/_journal.json": JSON.stringify({
      version: "7",
      dialect: "sqlite",
      entries: [
        { idx: 0, version: "6", when: 1700000000000, tag: "0000_users", breakpoints: true },
        { idx: 1, version: "6", when: 1700000000001, tag: "0001_posts", breakpoints: true },
      ],
    }),
  },
  "drizzle 1.0.0-rc": {
    "migrations/20240101000000_users/migration.sql": USERS,
    "migrations/20240102000000_posts/migration.sql": POSTS,
  },
  flyway: { "migrations/V1__users.sql": USERS, "migrations/V1_1__posts.sql": POSTS },
  "golang-migrate": {
    "migrations/000001_users.up.sql": USERS,
    "migrations/000001_users.down.sql": "DROP TABLE users;\n",
    "migrations/000002_posts.up.sql": POSTS,
    "migrations/000002_posts.down.sql": "DROP TABLE posts;\n",
  },
  goose: {
    "migrations/00001_users.sql": `-- +goose Up\n${USERS}`,
    "migrations/00002_posts.sql": `-- +goose Up\n${POSTS}`,
  },
  "node-sqlite": {
    "migrations/001-users.sql": `-- Up\n${USERS}-- Down\nDROP TABLE users;\n`,
    "migrations/002-posts.sql": `-- Up\n${POSTS}-- Down\nDROP TABLE posts;\n`,
  },
  prisma: {
    "migrations/migration_lock.toml": 'provider = "sqlite"\n',
    "migrations/20240101000000_users/migration.sql": USERS,
    "migrations/20240102000000_posts/migration.sql": POSTS,
  },
  refinery: {
    "Cargo.toml": '[dependencies]\nrefinery = "0.9"\n',
    "migrations/V1__users.sql": USERS,
    "migrations/V2__posts.sql": POSTS,
  },
  "sql-migrate": {
    "migrations/1-users.sql": `-- +migrate Up\n${USERS}`,
    "migrations/2-posts.sql": `-- +migrate Up\n${POSTS}`,
  },
  sqlx: {
    "Cargo.toml": '[dependencies]\nsqlx = "0.8"\n',
    "migrations/20240101000000_users.sql": USERS,
    "migrations/20240102000000_posts.sql": POSTS,
  },
  wrangler: {
    "wrangler.toml": '[[d1_databases]]\nbinding = "DB"\n',
    "migrations/0001_users.sql": USERS,
    "migrations/0002_posts.sql": POSTS,
  },
};

/** The rows of a table without what differs between runs. */
function rowsOf(path: string, table: string): readonly Record<string, unknown>[] {
  const rows = rowsIn(path, `SELECT * FROM ${table}`);
  const varies = /^(?:run_on|installed_on|tstamp|applied_at|started_at|finished_at|id)$/;
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).filter(([name]) => table === "migrations" || !varies.test(name)),
    )
  );
}

/** The tools whose table has one name; another test is about the other. */
const UNCONFIGURED = HISTORY_TOOLS.filter((it) => it !== sqlMigrateConfigured);

for (const { name, versions, table, record, command } of UNCONFIGURED) {
  const files = FOLDERS[`${name} ${versions}`] ?? FOLDERS[name];
  if (record === undefined) continue;

  Deno.test(`apply --as ${name} records as version ${versions} does, and status reads it`, async () => {
    assert(files !== undefined);
    await inProject(files, async ({ run, folder }) => {
      const first = JSON.parse((await run("bundle --format json")).stdout).migrations[0];
      const applied = await run(["apply", "--db", "app.db", "--as", name, "--to", first]);
      assert.equal(applied.code, 0, applied.stderr);
      assert.equal(rowsOf(`${folder}/app.db`, table).length, name === "goose" ? 2 : 1);
      const status = JSON.parse((await run("status --db app.db --format json")).stdout);
      assert.equal(status.tool, name);
      assert.deepEqual(status.applied, [first]);
      assert.equal(status.pending.length, 1);
      assert.deepEqual(status.drift, []);
      assert.deepEqual(status.unknown, []);
      assert.deepEqual(status.edited, []);

      const refused = await run("apply --db app.db");
      assert.equal(refused.code, 1);
      assert.match(refused.stderr, /^error\[apply\/other-tool\]: /);
      assert(refused.stderr.includes(`Run ${command}, or use --as ${name}`), refused.stderr);

      assert.equal((await run(`apply --db app.db --as ${name}`)).code, 0);
      const done = await run("status --db app.db");
      assert.equal(done.code, 0, done.stdout + done.stderr);
      const again = await run(`apply --db app.db --as ${name}`);
      assert.equal(again.stderr, "app.db is up to date\n");
    });
  });
}

/** Versions with more digits than a double is exact to, as those in nanoseconds have. */
const LONG = ["1700000000000000001", "1700000000000000002"] as const;

Deno.test.each([
  ["goose", (version: string) => `${version}_t.sql`, "-- +goose Up\n"],
  ["golang-migrate", (version: string) => `${version}_t.up.sql`, ""],
  ["sqlx", (version: string) => `${version}_t.sql`, ""],
])("versions of any length are recorded as %s does", async (tool, nameOf, start) => {
  const files = Object.fromEntries(
    LONG.map((version, index) => [
      `migrations/${nameOf(version)}`,
      `${start}CREATE TABLE t${index} (x);\n`,
    ]),
  );
  await inProject(files, async ({ run }) => {
    const command = (words: string) => run(`${words} --db app.db --layout ${tool}`);
    const first = await command(`apply --as ${tool} --no-backup --to ${LONG[0]}`);
    assert.equal(first.stderr, `Applied ${LONG[0]}_t\n`);
    const status = await command("status");
    assert.match(
      status.stdout,
      /^app\.db: 1 applied, 1 pending, by the history of .*\n {2}pending/,
    );
    assert.match((await command(`apply --as ${tool}`)).stderr, /^Applied \d+2_t\n/);
    assert.equal((await command("status")).code, 0);
  });
});

Deno.test("apply --adopt takes over what another tool has applied", async () => {
  await inProject(FOLDERS["dbmate"]!, async ({ run, folder }) => {
    await run("apply --db app.db --as dbmate --to 20240101000000");
    const adopted = await run("apply --db app.db --adopt --no-backup");
    assert.equal(
      adopted.stderr,
      "Applied 20240102000000_posts\n" +
        "Recorded as applied, without running it: 20240101000000_users\n",
    );
    assert.equal(rowsOf(`${folder}/app.db`, "schema_migrations").length, 1);
    const status = await run("status --db app.db");
    assert.equal(status.code, 0, status.stdout + status.stderr);
    assert.match(
      (await run("apply --db app.db --as dbmate")).stderr,
      /^error\[apply\/own-history\]/,
    );
  });
});

Deno.test("a migration in which another tool stopped is not run again", async () => {
  await inProject(FOLDERS["golang-migrate"]!, async ({ run, folder }) => {
    await run("apply --db app.db --as golang-migrate --to 000001");
    execute(`${folder}/app.db`, "UPDATE schema_migrations SET dirty = 1");
    const status = await run("status --db app.db");
    assert.match(status.stderr, /^error\[status\/stopped\]: golang-migrate was stopped in "/m);
    const applied = await run("apply --db app.db --as golang-migrate");
    assert.match(applied.stderr, /^error\[apply\/stopped\]/);
    assert.equal(applied.code, 1);
  });
});

Deno.test("an edit is found if the tool stores checksums, and a row without a file is unknown", async () => {
  await inProject(FOLDERS["sqlx"]!, async ({ run, write }) => {
    await run("apply --db app.db --as sqlx");
    await write({ "migrations/20240101000000_users.sql": USERS.replace(")", ", name TEXT)") });
    assert.match((await run("status --db app.db")).stdout, /^ {2}edited {2}20240101000000_users$/m);
  });
  await inProject(FOLDERS["wrangler"]!, async ({ run, write }) => {
    await run("apply --db app.db --as wrangler");
    await write({ "migrations/0002_posts.sql": undefined });
    assert.match((await run("status --db app.db")).stdout, /^ {2}unknown {2}0002_posts\.sql$/m);
  });
});

Deno.test.each(["dbmate", "drizzle", "golang-migrate", "goose", "prisma", "sqlx", "wrangler"])(
  "what a squash or a baseline replaces is known in the history of %s",
  async (tool) => {
    await inProject(FOLDERS[tool]!, async ({ run, write }) => {
      assert.equal((await run(["apply", "--db", "app.db", "--as", tool])).code, 0);
      const [first, last] = JSON.parse((await run("bundle --format json")).stdout).migrations;
      await write({
        "penumbra.json": JSON.stringify({ baseline: { upTo: first, schema: "baseline.sql" } }),
        "baseline.sql": USERS,
      });
      const covered = await run("status --db app.db");
      assert.equal(covered.code, 0, covered.stdout + covered.stderr);
      assert.equal((await run(["apply", "--db", "new.db", "--as", tool])).code, 0);
      const made = await run("status --db new.db");
      assert.equal(made.code, 0, made.stdout + made.stderr);
      await write({ "penumbra.json": undefined });
      assert.equal((await run("squash")).code, 0);
      const squashed = JSON.parse((await run("status --db app.db --format json")).stdout);
      assert.deepEqual(squashed.unknown, []);
      assert.deepEqual(squashed.pending, []);
      assert(squashed.applied.includes(last));
    });
  },
);

Deno.test("a tool with an empty history has not made the tables of the database", async () => {
  const files = {
    "migrations/1_users.sql": `-- +goose Up\n${USERS}`,
    "migrations/2_posts.sql": `-- +goose Up\n${POSTS}`,
  };
  await inProject(files, async ({ run, write, folder }) => {
    execute(`${folder}/app.db`, `${HISTORY_TABLES.goose}; ${USERS}`);
    const { code, stderr } = await run("status --db app.db");
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^hint: Name the last .*: penumbra apply --as goose --baseline ID --db app\.db$/m,
    );
    assert.equal((await run("apply --as goose --db app.db")).code, 1);
    assert.equal((await run("apply --as goose --baseline 1_users --db app.db")).code, 0);
    assert.equal(rowsOf(`${folder}/app.db`, "goose_db_version").length, 2);
    assert.match((await run("status --db app.db")).stderr, /^hint: Run goose up$/m);

    await write({
      "penumbra.json": JSON.stringify({ baseline: { upTo: "1", schema: "baseline.sql" } }),
      "baseline.sql": USERS,
    });
    execute(`${folder}/new.db`, HISTORY_TABLES.goose);
    assert.match(
      (await run("status --db new.db")).stderr,
      /^hint: Run penumbra apply --as goose --db new\.db: goose up runs what the baseline covers$/m,
    );
  });
});

/** The second migration of the folder with its number, which another one has now. */
const RENUMBERED: readonly (readonly [folder: string, before: string, now: string, sql: RegExp])[] =
  [
    [
      "drizzle 1.0.0-rc",
      "20240102000000_posts/migration.sql",
      "20240103000000_posts/migration.sql",
      /^UPDATE __drizzle_migrations SET name = '20240103000000_posts', created_at = 1704240000000 WHERE/,
    ],
    [
      "flyway",
      "V1_1__posts.sql",
      "V2__posts.sql",
      /^UPDATE flyway_schema_history SET version = '2', description = 'posts', script = 'V2__posts.sql' /,
    ],
    [
      "prisma",
      "20240102000000_posts/migration.sql",
      "20240103000000_posts/migration.sql",
      /^UPDATE _prisma_migrations SET migration_name = '20240103000000_posts' /,
    ],
    [
      "sqlx",
      "20240102000000_posts.sql",
      "20240103000000_posts.sql",
      /^UPDATE _sqlx_migrations SET version = 20240103000000, description = 'posts' /,
    ],
  ];

for (const [folder, before, now, sql] of RENUMBERED) {
  const [name = ""] = folder.split(" ");

  Deno.test(`a migration that ${name} has run under another number is recognized by its checksum`, async () => {
    await inProject(FOLDERS[folder]!, async ({ run, write, folder }) => {
      const apply = `apply --db app.db --as ${name}`;
      assert.equal((await run(apply)).code, 0);
      await write({
        [`migrations/${before}`]: undefined,
        [`migrations/${before.replace("posts", "teams")}`]: "CREATE TABLE teams (id INTEGER);\n",
        [`migrations/${now}`]: POSTS,
      });
      const { code, stderr } = await run("status --db app.db");
      assert.equal(code, 1);
      const [said, hint = ""] = stderr.split("\nhint: Run on the database: ");
      assert.match(
        said!,
        /^error\[status\/renumbered\]: Applied migrations have other ids now: "\S+" is "\S+"$/,
      );
      assert.match(hint, sql);
      assert(
        (await run(apply)).stderr.includes(`, with the same SQL. Run on the database: ${hint}`),
      );
      execute(`${folder}/app.db`, hint);
      assert.match((await run(apply)).stderr, /^Applied \S+teams$/m);
      const done = await run("status --db app.db");
      assert.equal(done.code, 0, done.stdout + done.stderr);
    });
  });
}

Deno.test("a migration that wrangler may have run under another number is recognized by its name", async () => {
  await inProject(FOLDERS["wrangler"]!, async ({ run, write, folder }) => {
    const apply = "apply --db app.db --as wrangler";
    assert.equal((await run(apply)).code, 0);
    await write({
      "migrations/0002_posts.sql": undefined,
      "migrations/0002_teams.sql": "CREATE TABLE teams (id INTEGER);\n",
      "migrations/0003_posts.sql": POSTS,
    });
    const { code, stderr } = await run("status --db app.db");
    assert.equal(code, 1);
    const sql = "UPDATE d1_migrations SET name = '0003_posts.sql' WHERE name = '0002_posts.sql';";
    assert.equal(
      stderr,
      'error[status/unknown]: The database has migrations that the folder lacks: "0002_posts.sql"\n' +
        "hint: Merge the branch that has them, or update this one. Run on the database if " +
        `"0002_posts.sql" is "0003_posts", with the same SQL: ${sql}\n`,
    );
    execute(`${folder}/app.db`, sql);
    assert.match((await run(apply)).stderr, /^Applied 0002_teams$/m);
    assert.equal((await run("status --db app.db")).code, 0);
  });
});

Deno.test("sql-migrate's history is found under the name that its documentation configures", async () => {
  await inProject(FOLDERS["sql-migrate"]!, async ({ run, folder }) => {
    const [create] = sqlMigrateConfigured.create;
    const row = "INSERT INTO migrations VALUES ('1-users.sql', '2026-12-01')";
    execute(`${folder}/app.db`, `${USERS}; ${create}; ${row}`);
    const status = await run("status --db app.db");
    assert.match(status.stdout, /^app\.db: 1 applied, 1 pending, by the history of sql-migrate$/m);
    assert.doesNotMatch(status.stdout, /Drift/);
    assert.equal((await run("apply --db app.db --as sql-migrate")).code, 0);
    assert.equal(rowsOf(`${folder}/app.db`, "migrations").length, 2);
    assert.equal((await run("status --db app.db")).code, 0);
  });
});

Deno.test("limits of --as are reported", async () => {
  await inProject(FOLDERS["dbmate"]!, async ({ run }) => {
    assert.match(
      (await run("apply --db app.db --as atlas")).stderr,
      /^error\[apply\/unknown-tool\]: Cannot record as Atlas does: its table is internal, /m,
    );
    for (const [name, hint] of [["d1", "wrangler"], ["prima", "prisma"]] as const) {
      const { code, stderr } = await run(`apply --db app.db --as ${name}`);
      assert.equal(code, 2);
      assert.match(stderr, new RegExp(`^hint: Did you mean "${hint}"\\?$`, "m"));
    }
    assert.match((await run("apply --db app.db --as nothing")).stderr, /^hint: Use dbmate, /m);
  });
});

Deno.test("Flyway's checksum is CRC-32 over the lines", () => {
  // The CRC-32 of "123456789" is known to be cbf43926.
  // https://reveng.sourceforge.io/crc-catalogue/all.htm
  assert.equal(flywayChecksum("\ufeff1234\r\n56789\n"), 0xcbf43926 | 0);
});

Deno.test("refinery's checksum is the one that Rust's own hasher computes", () => {
  const checksums = [
    { name: "initial", version: 1, text: USERS },
    { name: "höhe", version: 20240101, text: "" },
    { name: "a", version: 7, text: "x" },
  ].map(refineryChecksum);
  assert.deepEqual(checksums, [
    "7180407612138126892",
    "2087596414157665555",
    "9824361667428553111",
  ]);
});
