import assert from "node:assert/strict";
import { runProcess } from "../../scripts/run_process.ts";
import { assertRan, type Files, inProject } from "./project.ts";
import { HAS_TERMINAL, inTerminal } from "./terminal.ts";
import { loadLibsql } from "../../src/host/engines/libsql.ts";
import { execute, rowsIn } from "../support/sqlite_file.ts";

const USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n";

/** A project of another tool, without a schema file. */
const HISTORY: Files = {
  "db/migrations/0001_users.sql": USERS,
  "db/migrations/0002_bio.sql": "ALTER TABLE users ADD COLUMN bio TEXT;\n",
};

Deno.test("init writes the schema of existing migrations", async () => {
  await inProject(HISTORY, async ({ run, read }) => {
    assertRan(await run("init"), {
      stderr: `
        Found db/migrations, which contains 2 SQL files
        Target: any, for SQLite and libSQL alike; choose another with --target
        Wrote penumbra.json
        Wrote db/migrations/.gitignore
        Wrote .gitignore
        Wrote schema.sql
        Edit schema.sql, then run penumbra generate
        Run the migrations with penumbra apply --db app.db
      `,
    });
    assert.deepEqual(JSON.parse(await read("penumbra.json")), {
      migrations: "db/migrations",
      schema: "schema.sql",
    });
    assert.match(
      await read("schema.sql"),
      /^-- The schema .*\nCREATE TABLE users \([^;]*, bio TEXT\);\n$/,
    );
    assertRan(await run("check"), {
      stderr: "Nothing to do: the migrations produce the desired schema\n",
    });
  });
});

Deno.test("init does not take a folder of programs alone for an empty history", async () => {
  const files = {
    "db/migrations/0001_users.go": 'tx.Exec("CREATE TABLE users (id)")\n',
    "db/migrations/0002_tags.go": 'tx.Exec("CREATE TABLE tags (n)")\n',
  };
  await inProject(files, async ({ run, files }) => {
    const { code, stderr } = await run("init");
    assert.equal(code, 3);
    assert.match(
      stderr,
      /^error\[migrations\/code\]: Cannot replay "db\/migrations\/0001_users\.go"/,
    );
    assert.match(
      stderr,
      /^hint: Run the programs on an empty database, and penumbra init --from /m,
    );
    assert.equal("penumbra.json" in await files(), false);
  });
  // A configuration may name the folder around them, which has nothing that its tool runs.
  const around = {
    "drizzle.config.ts": 'export default { dialect: "turso", out: "./src/migrations" };\n',
    "src/migrations/registry.ts": "",
    "src/migrations/list/0001-users.migration.ts": "db.run(sql`CREATE TABLE users (id)`);\n",
  };
  await inProject(around, async ({ run, files }) => {
    const { code, stderr } = await run("init");
    assert.equal(code, 3);
    assert.match(stderr, /Cannot replay "src\/migrations\/list\/0001-users\.migration\.ts"/);
    assert.equal("penumbra.json" in await files(), false);
  });
});

Deno.test("init skips an SQL file that the tool of the folder does not run", async () => {
  const files = {
    "drizzle/20260101000000_users/migration.sql": USERS,
    "drizzle/20260101000000_users/snapshot.json": "{}",
    "drizzle/0001_bio.sql": "ALTER TABLE users ADD COLUMN bio TEXT;\n",
  };
  await inProject(files, async ({ run, read }) => {
    const { code, stderr } = await run("init");
    assert.equal(code, 0);
    assert.match(
      stderr,
      /^Skipped 0001_bio\.sql, which drizzle does not run: "skip" in .* lists it$/m,
    );
    const { skip } = JSON.parse(await read("penumbra.json"));
    assert.deepEqual(skip, { "0001_bio.sql": "drizzle does not run it" });
    assertRan(await run("check"), {
      stderr: "Nothing to do: the migrations produce the desired schema\n",
    });
  });
  const plain = { ...HISTORY, "db/migrations/bio.sql": "" };
  await inProject(plain, async ({ run }) => {
    const { code, stderr } = await run("init");
    assert.equal(code, 3);
    assert.match(
      stderr,
      /^error\[migrations\/no-version\]: Cannot tell when "db\/migrations\/bio\.sql" runs/,
    );
  });
});

Deno.test("init names the file of what an ORM cannot express, even if it is there already", async () => {
  const files = {
    "drizzle.config.ts":
      'export default { dialect: "sqlite", schema: "./schema.ts", out: "./drizzle" };',
    "schema.ts": "export {};",
    "extra.sql": "-- What an ORM cannot express\n",
    "drizzle/0000_users.sql": `${USERS}CREATE TRIGGER t AFTER DELETE ON users BEGIN SELECT 1; END;`,
    "drizzle/meta/_journal.json":
      '{ "version": "7", "dialect": "sqlite", "entries": [{ "idx": 0, "when": 1, "tag": "0000_users" }] }',
  };
  await inProject(files, async ({ run, read }) => {
    assert.match((await run("init")).stderr, /^Kept extra\.sql/m);
    assert.deepEqual(JSON.parse(await read("penumbra.json")).schema, ["schema.ts", "extra.sql"]);
    assert.equal(await read("extra.sql"), files["extra.sql"]);
  });
});

Deno.test("init chooses SQLite if the migrations of an ORM run only there", async () => {
  const files = {
    "drizzle.config.ts":
      'export default { dialect: "sqlite", schema: "./schema.ts", out: "./drizzle" };',
    "schema.ts": "export {};",
    "package.json": '{ "dependencies": { "@libsql/client": "0.18.0" } }',
    "drizzle/0000_users.sql": `${USERS}INSERT INTO users (name) SELECT "none";`,
    "drizzle/meta/_journal.json":
      '{ "version": "7", "dialect": "sqlite", "entries": [{ "idx": 0, "when": 1, "tag": "0000_users" }] }',
  };
  await inProject(files, async ({ run, read }) => {
    const { code, stderr } = await run("init");
    assert.equal(code, 0);
    assert.match(stderr, /^Target: sqlite, /m);
    assert.equal(JSON.parse(await read("penumbra.json")).target, "sqlite");
  });
});

Deno.test("init says which of several folders it took, and names files as seen from here", async () => {
  const other = { "api/migrations/0001_a.sql": USERS };
  await inProject({ ...HISTORY, ...other, "api/notes.txt": "" }, async ({ run }) => {
    const first = await run("init");
    assert.match(
      first.stderr,
      /^Migrations: db\/migrations, the likeliest of 2 folders; choose another with --migrations$/m,
    );
    const { stderr } = await run("init", { folder: "db" });
    assert.match(stderr, /^Kept migrations\/\.gitignore$/m);
    assert.match(stderr, /^Edit \.\.\/schema\.sql, then run penumbra generate$/m);
  });
});

Deno.test("init names a library that could run a folder of plain files", async () => {
  const files = { ...HISTORY, "Cargo.toml": '[dependencies]\nhiqlite = "0.14"\n' };
  await inProject(files, async ({ run, read }) => {
    const { stderr } = await run("init");
    assert.match(stderr, /\nTarget: sqlite, .*\nRunner: hiqlite, from hiqlite in Cargo\.toml\n/);
    assert.match(stderr, /\nRun the migrations with your application, which uses hiqlite\n$/);
    assert.equal(JSON.parse(await read("penumbra.json")).runner, "hiqlite");
  });
});

Deno.test("init names a library that runs folders of a tool's layout", async () => {
  const expo = {
    "drizzle.config.ts":
      'export default { dialect: "sqlite", driver: "expo", schema: "./a.ts" };\n',
    "a.ts": 'export const users = sqliteTable("users", {});\n',
  };
  await inProject(expo, async ({ run }) => {
    const { stderr } = await run("init");
    assert.match(stderr, /\nRunner: drizzle-expo, from drizzle\.config\.ts\n/);
    assert.match(
      stderr,
      /\nRun the migrations with your application, which uses drizzle-orm with /,
    );
  });
  const table = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT CHECK (a <> ''));\n";
  const object = {
    "drizzle.config.ts":
      'export default { dialect: "sqlite", driver: "durable-sqlite", schema: "./schema.sql" };\n',
    "drizzle/0000_t.sql": table.replace(" CHECK (a <> '')", ""),
    "drizzle/meta/_journal.json": JSON.stringify({
      version: "7",
      dialect: "sqlite",
      entries: [{ idx: 0, version: "6", when: 1, tag: "0000_t", breakpoints: true }],
    }),
    "schema.sql": `${table}create trigger u after insert on t begin delete from t; end;\n`,
  };
  await inProject(object, async ({ run, read }) => {
    const { stderr } = await run("init");
    assert.match(
      stderr,
      /\nTarget: d1, from drizzle\.config\.ts\nRunner: drizzle-durable-object, /,
    );
    assert.match(stderr, / your application, which uses drizzle-orm in a Durable Object$/m);
    assert.equal((await run("generate next")).code, 0);
    // A Durable Object runs no SAVEPOINT.
    assert.doesNotMatch(await read("drizzle/0001_next.sql"), /SAVEPOINT|RELEASE/);
  });
  const rust = {
    "Cargo.toml": '[dependencies]\nrusqlite_migration = "2"\n',
    "migrations/01-users/up.sql": USERS,
    "migrations/01-users/down.sql": "DROP TABLE users;\n",
  };
  await inProject(rust, async ({ run }) => {
    const { stderr } = await run("init");
    assert.match(stderr, /\nRunner: rusqlite-migration, from rusqlite_migration in Cargo\.toml\n/);
    assert.match(stderr, /\nRun the migrations with your application, which uses rusqlite_migrat/);
    const next = await run("generate --dry-run --empty probe");
    assert.equal(next.code, 0, next.stderr);
  });
  const tauri = {
    "src-tauri/Cargo.toml": '[dependencies]\ntauri-plugin-sql = { features = ["sqlite"] }\n',
    "src-tauri/migrations/001_users.sql": USERS,
  };
  await inProject(tauri, async ({ run }) => {
    const { stderr } = await run("init");
    assert.match(stderr, /\nTarget: sqlite, from tauri-plugin-sql in Cargo\.toml in src-tauri\n/);
    assert.match(
      stderr,
      /\nRun the migrations with your application, which uses tauri-plugin-sql\n/,
    );
    assert.equal((await run("check --all")).code, 0);
  });
});

Deno.test("init begins an empty folder in the layout of the tool that the project depends on", async () => {
  const tools = [
    ["go.mod", "module a\n\nrequire github.com/pressly/goose/v3 v3.27.0\n", "goose", "goose up"],
    [
      "Cargo.toml",
      '[dependencies]\nsqlx = { version = "0.8", features = ["sqlite"] }\n',
      "sqlx",
      "sqlx migrate run",
    ],
    ["package.json", '{ "devDependencies": { "dbmate": "^2.36.0" } }\n', "dbmate", "dbmate up"],
  ] as const;
  for (const [manifest, text, layout, command] of tools) {
    await inProject({ [manifest]: text }, async ({ run, read, files }) => {
      const { stderr } = await run("init");
      assert.match(stderr, new RegExp(`\nLayout: ${layout}, from .*${layout}.* in ${manifest}\n`));
      assert.match(stderr, new RegExp(`\nRun the migrations with ${command}\n$`));
      assert.equal(JSON.parse(await read("penumbra.json")).layout, layout);
      assert.equal((await run("generate")).code, 0);
      const [written] = Object.keys(await files()).filter((path) => path.endsWith("_users.sql"));
      assert.match(written!, layout === "dbmate" ? /^db\/migrations\// : /^migrations\//);
    });
  }
  const begun = {
    ...HISTORY,
    "go.mod": "module a\n\nrequire github.com/pressly/goose/v3 v3.27.0\n",
  };
  await inProject(begun, async ({ run, read }) => {
    assert.doesNotMatch((await run("init")).stderr, /\nLayout: /);
    assert.equal("layout" in JSON.parse(await read("penumbra.json")), false);
  });
});

Deno.test("init says that NuxtHub applies its own migrations, to D1", async () => {
  const files = {
    "package.json": '{ "dependencies": { "@nuxthub/core": "^0.9.0" } }\n',
    "server/database/migrations/0001_users.sql": USERS,
  };
  await inProject(files, async ({ run }) => {
    const { stderr } = await run("init");
    assert.match(stderr, /\nTarget: d1, from @nuxthub\/core in package\.json\n/);
    assert.match(stderr, /\nRun the migrations with NuxtHub, which applies them in development/);
  });
});

Deno.test("init takes no library for the runner that only another package uses", async () => {
  const files = {
    "a/Cargo.toml": '[dependencies]\nlibsql = "0.9"\nrusqlite_migration = "2"\n',
    "b/Cargo.toml": '[dependencies]\nrusqlite = "0.37"\n',
    "b/migrations/0001_users.sql": USERS,
  };
  await inProject(files, async ({ run, read }) => {
    const { stderr } = await run("init");
    assert.match(
      stderr,
      /\nTarget: sqlite, from rusqlite in Cargo\.toml in b\nWrote penumbra\.json\n/,
    );
    assert.equal("runner" in JSON.parse(await read("penumbra.json")), false);
  });
});

Deno.test("init writes no schema from a history that does not run, and reports that", async () => {
  const broken = { ...HISTORY, "db/migrations/0003_x.sql": "ALTER TABLE user ADD COLUMN x;\n" };
  await inProject(broken, async ({ run, files }) => {
    const { code, stderr } = await run("init");
    assert.equal(code, 3);
    assert.match(stderr, /^error\[replay\/statement-failed\]: Cannot run statement 1 of 0003_x/);
    assert.match(stderr, /Fix that, then run penumbra init again to write the schema\n$/);
    assert.equal("schema.sql" in await files(), false);
    assert.equal("penumbra.json" in await files(), true);
  });
});

Deno.test("init says what it found, and what to do next, for people and for programs", async () => {
  const files = {
    "drizzle.config.ts": 'export default { dialect: "sqlite", schema: "./schema.ts" };\n',
    "schema.ts": 'export const users = sqliteTable("users", {});\n',
    "wrangler.toml": '[[d1_databases]]\nbinding = "DB"\nmigrations_dir = "drizzle"\n',
    "package.json": '{ "scripts": { "db:generate": "drizzle-kit generate" } }\n',
    "drizzle/.gitignore": "*.log\n",
  };
  await inProject(files, async ({ run, read, write }) => {
    assertRan(await run("init"), {
      stderr: `
        Found wrangler.toml: a D1 database, with its migrations in drizzle
        Found drizzle.config.ts, with its migrations in drizzle
        Target: d1, from wrangler.toml
        Wrote penumbra.json
        Kept drizzle/.gitignore: add .schema.json to it
        Run penumbra check to see what is missing, penumbra generate to write it
        Have "db:generate" in package.json run penumbra generate instead of drizzle-kit
        Run the migrations with npx wrangler d1 migrations apply DB --local
      `,
    });
    const configuration = await read("penumbra.json");
    assert.match(configuration, /"migrations": "drizzle",\n/);
    assert.match(configuration, /"schema": "schema\.ts",\n {2}"target": "d1"\n\}\n$/);
    await write({ "penumbra.json": undefined });
    const { stdout } = await run("init --format json --schema db.sql --target sqlite");
    const told = JSON.parse(stdout);
    assert.deepEqual(told.written, ["penumbra.json", "db.sql"]);
    assert.deepEqual([told.configuration.schema, told.configuration.target], [
      ["db.sql"],
      "sqlite",
    ]);
  });
});

Deno.test("init says what takes the place of drizzle-kit push", async () => {
  const files = {
    "drizzle.config.ts": 'export default { dialect: "sqlite", schema: "./schema.ts" };\n',
    "schema.ts": 'export const users = sqliteTable("users", {});\n',
    "package.json": '{ "scripts": { "db:push": "drizzle-kit push" } }\n',
  };
  await inProject(files, async ({ run, write }) => {
    const pushed =
      /^Have "db:push" in package\.json run penumbra generate and then the migrations, /m;
    assert.match((await run("init")).stderr, pushed);
    const scripts = { "db:push": "drizzle-kit push", "db:generate": "drizzle-kit generate" };
    await write({ "package.json": JSON.stringify({ scripts }), "penumbra.json": undefined });
    assert.match((await run("init")).stderr, /^Have "db:generate" in package\.json run penumbra /m);
  });
});

Deno.test("git ignores a database to which penumbra applies migrations, and its backups", async () => {
  await inProject({}, async ({ run, read, write, folder, files }) => {
    await runProcess(["git", "init", "-q"], { cwd: folder });
    assert.equal((await run("init")).code, 0);
    await write({ "schema.sql": USERS });
    assert.equal((await run("generate")).code, 0);
    assert.equal((await run("apply --db app.db")).code, 0);
    await write({ "schema.sql": USERS.replace(");", ", bio TEXT);") });
    assert.equal((await run("generate")).code, 0);
    await Deno.copyFile(`${folder}/app.db`, `${folder}/other.sqlite`);
    for (const name of ["app.db", "other.sqlite"]) {
      assert.equal((await run(`apply --db ${name}`)).code, 0);
    }
    const backups = Object.keys(await files()).filter((it) => it.endsWith(".penumbra-backup"));
    assert.equal(backups.length, 2);
    const { stdout } = await runProcess(["git", "status", "-s", "-uall"], { cwd: folder });
    const shown = stdout.split("\n").filter((it) => !/\.(?:sql|json|gitignore)$/.test(it));
    assert.deepEqual(shown, ["?? other.sqlite", ""]);
    for (
      const [text, said] of [
        ["*.db*\n", "Kept .gitignore\n"],
        ["*.db\n", "Kept .gitignore: add *.penumbra-* to it\n"],
      ] as const
    ) {
      await write({ ".gitignore": text });
      assert((await run("init")).stderr.includes(said));
      assert.equal(await read(".gitignore"), text);
    }
  });
});

Deno.test("init writes every setting of the command line that is not about one run", async () => {
  const given = "--casing snake_case --column-order strict --rebuild alone";
  await inProject(HISTORY, async ({ run, read }) => {
    assert.equal((await run(`init ${given} --no-cache --full-replay`)).code, 0);
    assert.deepEqual(JSON.parse(await read("penumbra.json")), {
      migrations: "db/migrations",
      schema: "schema.sql",
      casing: "snake_case",
      columnOrder: "strict",
      rebuild: "alone",
    });
    const { stderr } = await run("init --casing as-written --rebuild alone --no-cache");
    assert.match(
      stderr,
      /^Kept penumbra\.json, which says "snake_case" for "casing", not "as-written"$/m,
    );
  });
});

Deno.test("init keeps a configuration, and creates what it names", async () => {
  const files = { "penumbra.json": '{ "migrations": "m", "schema": "s.sql" }', ...HISTORY };
  await inProject(files, async ({ run, read }) => {
    assertRan(await run("init"), {
      stderr: `
        Target: any, for SQLite and libSQL alike; choose another with --target
        Kept penumbra.json, which says "m" for "migrations", not "db/migrations"
        Wrote m/.gitignore
        Wrote .gitignore
        Wrote s.sql
        Edit s.sql, then run penumbra generate
        Run the migrations with penumbra apply --db app.db
      `,
    });
    assert.equal(await read("penumbra.json"), files["penumbra.json"]);
  });
  const unnamed = { "penumbra.json": '{ "columnOrder": "strict" }', ...HISTORY };
  await inProject(unnamed, async ({ run }) => {
    assertRan(await run("init"), {
      stderr: `
        Target: any, for SQLite and libSQL alike; choose another with --target
        Kept penumbra.json: add "migrations": "db/migrations" to it
        Wrote db/migrations/.gitignore
        Wrote .gitignore
        Wrote schema.sql
        Edit schema.sql, then run penumbra generate
        Run the migrations with penumbra apply --db app.db
      `,
    });
    assertRan(await run("check --migrations db/migrations"), { stderr: NO_DIFFERENCE });
  });
});

Deno.test("init creates no file for a command: source that names one", async () => {
  await inProject({}, async ({ run, files }) => {
    assert.equal((await run(["init", "--schema", "command:cat old.sql"])).code, 0);
    assert.deepEqual(Object.keys(await files()), [
      ".gitignore",
      "migrations/.gitignore",
      "penumbra.json",
    ]);
  });
});

Deno.test("init writes nothing that every later command would refuse", async () => {
  await inProject({}, async ({ run, files }) => {
    assertRan(await run("init --layout flywai --schema wat:x --schema schema.sql"), {
      code: 2,
      stderr: `
        error[migrations/no-such-layout]: Cannot read migrations: there is no layout "flywai"
        hint: Did you mean "flyway"?

        error[sources/unknown]: Cannot recognise the source "wat:x"
        hint: Name a .sql file, a folder, a database, migrations:DIR, command:PROGRAM, or empty
      `,
    });
    assert.deepEqual(await files(), {});
  });
});

Deno.test("init reports what it wrote before it failed", async () => {
  await inProject({ "db": "a file\n" }, async ({ run, files }) => {
    const { code, stderr } = await run("init --schema db/schema.sql");
    assert.equal(code, 3);
    assert.match(stderr, /^error\[files\/not-a-folder\]: Cannot write "db\/schema\.sql"/);
    assert.match(
      stderr,
      /\nWrote penumbra\.json\nWrote migrations\/\.gitignore\nWrote \.gitignore\n$/,
    );
    assert("penumbra.json" in await files());
  });
});

Deno.test("init writes nothing if the chosen migrations cannot be read", async () => {
  const files = {
    "migrations/users.sql": USERS,
    "migrations/posts.sql": USERS,
    "migrations/schema.sql": USERS,
  };
  await inProject(files, async (project) => {
    assertRan(await project.run("init"), {
      code: 3,
      stderr: `
        error[migrations/no-version]: Cannot tell when "migrations/posts.sql" runs: its name does not begin with a version
        hint: Name it "<version>_posts.sql", or move it out of the folder; if nothing runs it, name it under "skip" in penumbra.json

        error[migrations/no-version]: Cannot tell when "migrations/users.sql" runs: its name does not begin with a version
        hint: Name it "<version>_users.sql", or move it out of the folder; if nothing runs it, name it under "skip" in penumbra.json
        Found migrations, which contains 2 SQL files
        Nothing was written: pass another folder with --migrations, its layout with --layout, or a database that has run the migrations with --from
      `,
    });
    assert.deepEqual(await project.files(), files);
  });
});

Deno.test("init writes nothing if all migrations are programs, and says what to do", async () => {
  const files = { "database/migrations/2026_01_01_000000_create_users.php": "<?php\n" };
  await inProject(files, async (project) => {
    const { code, stderr } = await project.run("init");
    assert.equal(code, 3);
    assert.match(stderr, /^error\[migrations\/code\]: .* the migrations of Laravel are programs/);
    assert.match(stderr, /^hint: Run php artisan migrate on an empty database, /m);
    assert.match(stderr, /^Found database\/migrations, which contains 1 program$/m);
    assert.deepEqual(await project.files(), files);
  });
});

const DUMPS: readonly (readonly [tool: string, migration: string, dump: string, rows: string])[] = [
  [
    "Rails",
    "db/migrate/20260101000000_create_users.rb",
    "db/structure.sql",
    'CREATE TABLE IF NOT EXISTS "schema_migrations" ("version" varchar NOT NULL PRIMARY KEY);\n' +
    "INSERT INTO \"schema_migrations\" (version) VALUES\n('20260101000000');\n",
  ],
  [
    "Laravel",
    "database/migrations/2026_01_01_000000_create_users.php",
    "database/schema/sqlite-schema.sql",
    'CREATE TABLE IF NOT EXISTS "migrations" ("id" integer primary key autoincrement not null, ' +
    '"migration" varchar not null, "batch" integer not null);\n' +
    "INSERT INTO migrations VALUES(1,'2026_01_01_000000_create_users',1);\n",
  ],
];

for (const [tool, migration, dump, rows] of DUMPS) {
  Deno.test(`init starts from a dump of ${tool} that lists the last program`, async () => {
    const users = "CREATE TABLE users (id INTEGER PRIMARY KEY);\n";
    await inProject({ [migration]: "", [dump]: users + rows }, async (project) => {
      const { code, stderr } = await project.run("init");
      assert.equal(code, 0, stderr);
      assert(stderr.includes(`baseline.sql, a copy of ${dump}, replaces those up to `), stderr);
      assert((await project.read("schema.sql")).endsWith(users));
      await project.write({ "schema.sql": users.replace(")", ", bio TEXT)") });
      assert.match((await project.run("generate")).stderr, /^ {2}Add column "bio" to "users"$/m);
      assert.equal((await project.run("apply --db app.db")).code, 0);
      // The tool, too, knows what the baseline covers.
      const [table = ""] = /\w+(?=" \()/.exec(rows)!;
      assert.equal(rowsIn(`${project.folder}/app.db`, `SELECT * FROM ${table}`).length, 1);
    });
    const later = migration.replace("01_01", "01_02").replace("0101", "0102");
    await inProject({ [migration]: "", [later]: "", [dump]: users + rows }, async (project) => {
      const { code, stderr } = await project.run("init");
      assert.equal(code, 3);
      assert.match(stderr, /^hint: Run .* on an empty database, and penumbra init --from with/m);
    });
  });
}

Deno.test("init declares what statements that only move rows call, so that no command reports it again", async () => {
  const files = {
    "migrations/0001_users.sql":
      "CREATE TABLE users (name TEXT);\nUPDATE users SET name = tidy(name);\n",
  };
  await inProject(files, async ({ run, read }) => {
    const { code, stderr } = await run("init");
    assert.equal(code, 0);
    assert.match(stderr, /^Declared tidy under "functions" in penumbra\.json: /m);
    assert.doesNotMatch(stderr, /warning/);
    assert.deepEqual(JSON.parse(await read("penumbra.json")).functions, { tidy: {} });
    assert.match((await run("check")).stderr, /^Nothing to do: [^\n]*\n$/);
  });
});

Deno.test("init concludes from BEGIN in most migrations that the runner opens no transaction", async () => {
  const up = (sql: string) => `BEGIN;\n${sql}COMMIT;\n`;
  const first = { "db/0001_users.up.sql": up(USERS), "db/0001_users.down.sql": "" };
  const begun = { ...first, "db/0002_bio.up.sql": up("ALTER TABLE users ADD COLUMN bio TEXT;\n") };
  await inProject(begun, async ({ run, read }) => {
    const { code, stderr } = await run("init --migrations db");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^Runner: autocommit, since 2 of 2 migrations contain BEGIN, /m);
    assert.equal(JSON.parse(await read("penumbra.json")).runner, "autocommit");
    assert.doesNotMatch((await run("lint")).stderr, /fails-in-transaction/);
  });
  const plain = { ...first, "db/0002_bio.up.sql": "ALTER TABLE users ADD COLUMN bio TEXT;\n" };
  await inProject(plain, async ({ run }) => {
    assert.doesNotMatch((await run("init --migrations db")).stderr, /^Runner/m);
  });
});

Deno.test("init skips programs between migrations, and says which may change the schema", async () => {
  const files = {
    ...HISTORY,
    "db/migrations/0003_hash.go": 'tx.Exec("UPDATE users SET bio = ?")\n',
    "db/migrations/0004_tags.go": 'tx.Exec("CREATE TABLE tags (n)")\n',
    "db/migrations/0005_posts.sql": "CREATE TABLE posts (id INTEGER PRIMARY KEY);\n",
  };
  await inProject(files, async ({ run, read }) => {
    assertRan(await run("init"), {
      stderr: `
        Found db/migrations, which contains 3 SQL files
        Target: any, for SQLite and libSQL alike; choose another with --target
        Wrote penumbra.json
        Wrote db/migrations/.gitignore
        Wrote schema.sql
        Skipped 2 programs: "opaque" in penumbra.json lists them
        0004_tags.go may change the schema: write what it does into 0004_tags.penumbra.sql
        Edit schema.sql, then run penumbra generate
        Run the migrations with the tool that the programs were written for
      `,
    });
    assert.deepEqual(JSON.parse(await read("penumbra.json")).opaque, [
      "0003_hash.go",
      "0004_tags.go",
    ]);
    assertRan(await run("check"), {
      stderr: "Nothing to do: the migrations produce the desired schema\n",
    });
  });
});

Deno.test("init does not skip programs without which the rest does not run", async () => {
  const files = {
    "migrations/0001_users.go": 'tx.Exec("CREATE TABLE users (id)")\n',
    "migrations/0002_bio.sql": "ALTER TABLE users ADD COLUMN bio TEXT;\n",
  };
  await inProject(files, async ({ run, files }) => {
    const { code, stderr } = await run("init");
    assert.equal(code, 3);
    assert.match(stderr, /^error\[migrations\/code\]: Cannot replay "migrations\/0001_users\.go"/);
    assert.match(stderr, /\nNothing was written: .* with --from\n$/);
    assert.equal("penumbra.json" in await files(), false);
  });
});

Deno.test("init chooses the target sqlite if only SQLite runs the history", async () => {
  const files = {
    "migrations/0001_jobs.sql":
      'CREATE TABLE jobs (state TEXT CHECK (state IN ("new", "done")));\n',
  };
  await inProject(files, async ({ run, read }) => {
    assertRan(await run("init"), {
      stderr: `
        Found migrations, which contains 1 SQL file
        Target: sqlite, since libSQL refuses what the migrations contain
        Wrote penumbra.json
        Wrote migrations/.gitignore
        Wrote .gitignore
        Wrote schema.sql
        Edit schema.sql, then run penumbra generate
        Run the migrations with penumbra apply --db app.db
      `,
    });
    assert.equal(JSON.parse(await read("penumbra.json")).target, "sqlite");
    assert.equal((await run("check")).code, 0);
  });
  const tool = { "package.json": '{ "devDependencies": { "@libsql/client": "^0.17.4" } }\n' };
  await inProject({ ...files, ...tool }, async ({ run, read }) => {
    assert.match((await run("init")).stderr, /\nTarget: sqlite, since libSQL refuses/);
    assert.equal(JSON.parse(await read("penumbra.json")).target, "sqlite");
  });
  await inProject(files, async ({ run }) => {
    const { code, stderr } = await run("init --target any");
    assert.deepEqual([code, stderr.includes("libSQL refuses this; SQLite accepts it")], [3, true]);
  });
});

Deno.test("init does not choose the target sqlite if it fails earlier than libSQL", async () => {
  await inProject({
    "migrations/0001_notes.sql": "CREATE TABLE notes (embedding F32_BLOB(3));\n" +
      "CREATE INDEX near ON notes (libsql_vector_idx(embedding));\n",
    "migrations/0002_slugs.sql": "CREATE TABLE slugs (a TEXT, b TEXT AS (my_slug(a)));\n",
  }, async ({ run, read }) => {
    const { stderr } = await run("init");
    assert.match(stderr, /Target: any/);
    assert.equal(JSON.parse(await read("penumbra.json")).target, undefined);
  });
});

Deno.test("init declares what the application registers, and skips what no SQLite database runs", async () => {
  const credit = "CREATE TABLE credit (user_id INT, FOREIGN KEY (app_id) REFERENCES apps (id));\n";
  const files = {
    ...HISTORY,
    "db/migrations/0003_credit.sql": `SELECT 1;\n${credit}`,
    "db/migrations/0004_speakers.sql":
      "CREATE TABLE speakers (n BLOB CHECK (vec_length(n) = 512), name TEXT COLLATE icu_de UNIQUE);\n",
    "db/migrations/0005_teams.sql": "CREATE TABLE ${prefix}teams (id INT); -- ${unused}\n",
    "flyway.conf": "flyway.placeholders.prefix=app_\nflyway.placeholders.other=1\n",
  };
  await inProject(files, async ({ run, read }) => {
    assertRan(await run("init"), {
      stderr: `
        Found db/migrations, which contains 5 SQL files
        Found flyway.conf, with values for the placeholders of Flyway
        Target: any, for SQLite and libSQL alike; choose another with --target
        Wrote penumbra.json
        Wrote db/migrations/.gitignore
        Wrote .gitignore
        Wrote schema.sql
        Skipped statement 2 of 0003_credit.sql, which no SQLite database runs: unknown column "app_id" in foreign key definition
        Declared icu_de under "collations" in penumbra.json: the application has to register it
        Declared vec_length under "functions" in penumbra.json: the application has to register it
        Edit schema.sql, then run penumbra generate
        Run the migrations with penumbra apply --db app.db
      `,
    });
    const { functions, collations, placeholders, skip } = JSON.parse(await read("penumbra.json"));
    assert.deepEqual({ functions, collations, placeholders, skip }, {
      functions: { vec_length: {} },
      collations: ["icu_de"],
      placeholders: { prefix: "app_" },
      skip: {
        "0003_credit.sql:2": 'SQLite refuses it: unknown column "app_id" in foreign key definition',
      },
    });
    assertRan(await run("check"), {
      stderr: "Nothing to do: the migrations produce the desired schema\n",
    });
  });
  await inProject(files, async ({ run, read }) => {
    const { configuration } = JSON.parse((await run("init --format json")).stdout);
    const written = JSON.parse(await read("penumbra.json"));
    assert.deepEqual(configuration, { ...written, schema: [written.schema] });
  });
});

Deno.test("init declares what only a default calls, so that the schema can be edited", async () => {
  const table = (name: string) =>
    `CREATE TABLE ${name} (\n  id TEXT PRIMARY KEY DEFAULT (uuid_v4())\n);\n`;
  const files = {
    "migrations/0001_a.sql": table("a") + table("b"),
    "package.json": '{ "dependencies": { "better-sqlite3": "^12.0.0" } }\n',
  };
  await inProject(files, async ({ run, read, write }) => {
    const { code, stderr } = await run("init");
    assert.equal(code, 0, stderr);
    assert.equal(stderr.match(/^Declared uuid_v4 under "functions" /gm)?.length, 1);
    assert.deepEqual(JSON.parse(await read("penumbra.json")).functions, { uuid_v4: {} });
    const schema = await read("schema.sql");
    await write({ "schema.sql": schema.replace("uuid_v4())", "uuid_v4()), n INT") });
    const added = await run("generate --dry-run");
    assert.equal(added.code, 0, added.stderr);
    await write({ "penumbra.json": '{ "target": "sqlite" }\n' });
    assert.match(
      (await run("generate --dry-run")).stderr,
      /hint: If the application registers it, /,
    );
  });
});

Deno.test("init skips nothing that another engine or an earlier program may make work", async () => {
  for (
    const sql of [
      "CREATE TABLE tags (id INT) ENGINE = InnoDB;\n",
      "CREATE INDEX tags_id ON tags (id);\n",
      "UPDATE users SET name = uper(name);\nALTER TABLE tags ADD COLUMN x;\n",
    ]
  ) {
    await inProject({ ...HISTORY, "db/migrations/0003_x.sql": sql }, async ({ run, read }) => {
      const { code, stderr } = await run("init");
      assert.equal(code, 3, stderr);
      assert.match(stderr, /^error\[replay\/statement-failed\]/m);
      assert.deepEqual(Object.keys(JSON.parse(await read("penumbra.json"))), [
        "migrations",
        "schema",
      ]);
    });
  }
});

Deno.test("init starts from a dump if the migrations do not create the first tables", async () => {
  const files = {
    "db/2026-01-02-bio.sql": "ALTER TABLE users ADD COLUMN bio TEXT;\n",
    "db/schema.sql": USERS.replace("NULL)", "NULL, bio TEXT)"),
  };
  await inProject(files, async ({ run, read }) => {
    assertRan(await run("init"), {
      stderr: `
        Found db, which contains 1 SQL file
        Found db/schema.sql, which contains SQL
        Target: any, for SQLite and libSQL alike; choose another with --target
        Wrote penumbra.json
        Wrote db/.gitignore
        Wrote .gitignore
        Wrote baseline.sql
        Kept db/schema.sql
        The migrations cannot be replayed from the first one on
        baseline.sql, a copy of db/schema.sql, replaces those up to 2026-01-02-bio: every database must have run them
        Edit db/schema.sql, then run penumbra generate
        In databases that have run them, first record that: penumbra apply --db app.db --baseline baseline
        Run the migrations with penumbra apply --db app.db
      `,
    });
    assert.equal(
      await read("baseline.sql"),
      `-- What db/schema.sql says after 2026-01-02-bio\n${await read("db/schema.sql")}`,
    );
    assertRan(await run("check"), {
      stderr: "Nothing to do: the migrations produce the desired schema\n",
    });
  });
});

Deno.test("init starts from the newest schema beside upgrades of older databases", async () => {
  const latest = "-- v0 -> v3: Latest schema\nCREATE TABLE users (id, bio, tag);\n";
  const files = {
    "migrations/00-latest-schema.sql": latest,
    "migrations/02-bio.sql": "-- v2: Add bio\nALTER TABLE users ADD COLUMN bio;\n",
    "migrations/03-tag.sql": "-- v3: Add tag\nALTER TABLE users ADD COLUMN tag;\n",
  };
  await inProject(files, async ({ run, read, write }) => {
    const refused = await run("inspect migrations:migrations");
    assert.match(
      refused.stderr,
      /\nhint: If "migrations\/00-latest-schema\.sql" contains the newest/,
    );
    const { code, stderr } = await run("init");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /\nbaseline\.sql, a copy of .*, replaces those up to 03-tag: /);
    await write({ "schema.sql": "CREATE TABLE users (id, bio, tag, nick);\n" });
    assert.equal((await run("generate")).code, 0);
    assert.match(
      await read("migrations/04-add_users_nick.sql"),
      /^-- v4: add_users_nick\n-- Made by penumbra /,
    );
    assertRan(await run("check"), { stderr: NO_DIFFERENCE });
  });
  const behind = { ...files, "migrations/00-latest-schema.sql": latest.replace("v3", "v2") };
  await inProject(behind, async ({ run }) => {
    assert.equal((await run("init")).code, 3);
  });
});

Deno.test("init chooses the migrations for SQLite, and says what it left out", async () => {
  const files = {
    "migrations/mysql/0001_init.sql": "CREATE TABLE t (id BIGINT AUTO_INCREMENT PRIMARY KEY);\n",
    "migrations/sqlite/0001_init.sql": USERS,
  };
  await inProject(files, async ({ run, read }) => {
    const { code, stderr } = await run("init");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^Found migrations\/mysql, which is for MySQL and was left out$/m);
    assert.equal(JSON.parse(await read("penumbra.json")).migrations, "migrations/sqlite");
    assertRan(await run("check --migrations migrations"), {
      code: 3,
      stderr: `
        error[migrations/unknown-layout]: Cannot detect the layout of "migrations": it contains "mysql/0001_init.sql", but no migration
        hint: Name the folder for SQLite with --migrations migrations/sqlite
      `,
    });
  });
});

const inTerminalOnly = { ignore: !HAS_TERMINAL };

const TWO_SCHEMAS = { ...HISTORY, "schema.sql": USERS, "db/schema.sql": USERS };

Deno.test("in a terminal, init asks about what it cannot detect", inTerminalOnly, async () => {
  await inProject(TWO_SCHEMAS, async (project) => {
    const before = await project.files();
    const stopped = await inTerminal(project, "init", [["defines the schema?", "\x03"]]);
    assert.equal(stopped.code, 130);
    assert.match(stopped.shown, /Stopped: nothing was written/);
    assert.deepEqual(await project.files(), before);
    const { code } = await inTerminal(project, "init", [
      ["defines the schema?", "\x1b[B\r"],
      ["run the migrations?", "\x1b[B\r"],
    ]);
    assert.equal(code, 0);
    assert.deepEqual(JSON.parse(await project.read("penumbra.json")), {
      migrations: "db/migrations",
      schema: "db/schema.sql",
      target: "sqlite",
    });
  });
});

Deno.test("in a terminal init --yes accepts the proposal", inTerminalOnly, async () => {
  await inProject(TWO_SCHEMAS, async (project) => {
    assert.equal((await inTerminal(project, "init --yes", [])).code, 0);
    assert.equal(JSON.parse(await project.read("penumbra.json")).schema, "schema.sql");
  });
});

Deno.test("init writes an SQL file for what an ORM cannot express, and generate asks for it otherwise", async () => {
  const search = "CREATE VIRTUAL TABLE found USING fts5(name);\n";
  const trigger = "CREATE TRIGGER kept AFTER INSERT ON users BEGIN " +
    "INSERT INTO found VALUES (NEW.name); END;\n";
  const files: Files = {
    "drizzle.config.ts": 'export default { dialect: "sqlite" };\n',
    "drizzle/meta/_journal.json": JSON.stringify({
      version: "7",
      dialect: "sqlite",
      entries: [{ idx: 0, version: "6", when: 1, tag: "0000_a", breakpoints: true }],
    }),
    "drizzle/0000_a.sql": [USERS, search, trigger].join("--> statement-breakpoint\n"),
    // The ORM's output contains neither of the other two.
    "printed.sql": USERS,
  };
  const command = ["--schema", "command:cat printed.sql"];
  await inProject(files, async ({ run, read, write }) => {
    const { code, stderr } = await run(
      ["generate", "--dry-run", "--migrations", "drizzle", ...command],
    );
    assert.equal(code, 0, stderr);
    assert.match(
      stderr,
      /warning\[plan\/beyond-orm\]: The schema does not contain virtual table "found", trigger "kept", so the migration drops them/,
    );
    assert.match(stderr, /--schema 'command:cat printed\.sql' --schema extra\.sql\n/);

    const begun = await run("init");
    assert.match(
      begun.stderr,
      /Wrote extra\.sql\nextra\.sql contains what the ORM cannot express\n/,
    );
    assert.equal(await read("extra.sql"), `-- What an ORM cannot express\n${search}\n${trigger}`);
    const { schema } = JSON.parse(await read("penumbra.json"));
    assert.deepEqual(schema, ["command:npx drizzle-kit export", "extra.sql"]);
    const both = [...command, "--schema", "extra.sql"];
    const nothing = { stderr: "Nothing to do: the migrations produce the desired schema\n" };
    assertRan(await run(["check", ...both]), nothing);

    // Drizzle Kit's snapshot has what Drizzle Kit printed, and nothing else.
    const [table, column] = [
      "CREATE TABLE own (id INTEGER);\n",
      USERS.replace(");", ", bio TEXT);"),
    ];
    await write({ "extra.sql": await read("extra.sql") + table, "printed.sql": column });
    assert.equal((await run(["generate", ...both])).code, 0);
    const { tables } = JSON.parse(await read("drizzle/meta/0001_snapshot.json"));
    assert.deepEqual(Object.keys(tables), ["users"]);
    assert.deepEqual(Object.keys(tables.users.columns), ["id", "name", "bio"]);
    assertRan(await run(["check", ...both]), nothing);
  });
});

/** Creates a database that goose has migrated. */
function createDatabase(folder: string): void {
  execute(
    `${folder}/app.db`,
    `${USERS} CREATE TABLE goose_db_version (id INTEGER PRIMARY KEY AUTOINCREMENT,
      version_id INTEGER NOT NULL, is_applied INTEGER NOT NULL,
      tstamp TIMESTAMP DEFAULT (datetime('now')));`,
  );
}

const NO_DIFFERENCE = "Nothing to do: the migrations produce the desired schema\n";

Deno.test("init --from writes a first migration from a database, and how to mark it applied", async () => {
  await inProject({}, async ({ run, read, folder }) => {
    createDatabase(folder);
    const { code, stdout, stderr } = await run("init --from app.db --layout goose");
    assert.equal(code, 0, stderr);
    assert.match(
      stderr,
      /app\.db already has this schema: mark the migration as applied there with /,
    );
    execute(`${folder}/app.db`, stdout);
    const status = await run("status --db app.db");
    assert.equal(status.code, 0, status.stderr);
    assert.match(status.stdout, /1 applied, 0 pending, by the history of goose/);
    assert.equal((await read("schema.sql")).split("\n").slice(1).join("\n"), USERS);
    assertRan(await run("check"), { stderr: NO_DIFFERENCE });
    assertRan(await run("diff app.db schema.sql --exit-code"), { stderr: "No difference\n" });
  });
});

Deno.test("init starts from the only database of a project that has nothing else", async () => {
  await inProject({}, async ({ folder, run, read }) => {
    execute(`${folder}/shop.sqlite`, USERS);
    const { code, stderr } = await run("init");
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^Found shop\.sqlite, .*\n(?:.*\n)*Wrote migrations\/\d+_baseline\.sql\n/);
    assert.match(stderr, /\n {2}penumbra apply --db shop\.sqlite --baseline \d+_baseline\n/);
    assert.match(stderr, /\nRun the migrations with penumbra apply --db shop\.sqlite\n$/);
    assert.equal(await read(".gitignore"), "shop.sqlite*\n*.penumbra-*\n");
    assert.match(await read("schema.sql"), /name TEXT NOT NULL/);
  });
});

Deno.test("init starts with an example if it is not clear which database to start from", async () => {
  await inProject({ "Thumbs.db": "none" }, async ({ run, read }) => {
    assert.match((await run("init")).stderr, /^Found Thumbs\.db, by its name a database\n/);
    assert.match(await read("schema.sql"), /email TEXT/);
  });
  await inProject({}, async ({ folder, run, read }) => {
    for (const name of ["a.db", "b.db"]) execute(`${folder}/${name}`, USERS);
    assert.match((await run("init")).stderr, /^Found a\.db, .*\nFound b\.db, /);
    assert.match(await read("schema.sql"), /email TEXT/);
  });
});

Deno.test("init --from writes the first migration in the layout of the configuration", async () => {
  await inProject({ "penumbra.json": '{ "layout": "goose" }' }, async ({ run, folder }) => {
    createDatabase(folder);
    const { stdout } = await run("init --from app.db");
    assert.match(stdout, /^INSERT INTO goose_db_version /m);
    assertRan(await run("check"), { stderr: NO_DIFFERENCE });
  });
});

Deno.test("init --from prints the command with which penumbra records the first migration", async () => {
  await inProject({}, async ({ run, folder }) => {
    createDatabase(folder);
    const { stderr } = await run("init --from app.db");
    const [, id] = /Wrote migrations\/(\d{14}_baseline)\.sql/.exec(stderr) ?? [];
    const command = `apply --db app.db --baseline ${id}`;
    assert.match(
      stderr,
      new RegExp(`with your runner, or with penumbra:\n  penumbra ${command}\n`),
    );
    assert.equal((await run(command)).code, 0);
    assert.equal((await run("apply --db app.db")).code, 0);
  });
});

Deno.test("init --from puts a baseline before a history that cannot be replayed, such as programs", async () => {
  const histories: readonly Files[] = [
    { "migrations/0001_a.sql": USERS, "migrations/0002_b.sql": "ALTER TABLE gone ADD COLUMN x;\n" },
    { "migrations/0001_a.js": "exports.up = (knex) => {};\n", "migrations/0002_b.js": "" },
  ];
  for (const history of histories) {
    await inProject(history, async ({ run, read, folder }) => {
      createDatabase(folder);
      const { code, stderr } = await run("init --from app.db");
      assert.equal(code, 0, stderr);
      assert.match(
        stderr,
        /baseline\.sql replaces the migrations up to 0002_b; app\.db must have/,
      );
      assert.match(stderr, /\nIn databases .*: penumbra apply --db app\.db --baseline baseline\n/);
      assert.equal((await run("apply --db app.db --baseline baseline")).code, 0);
      assert.equal((await run("status --db app.db")).code, 0);
      const { baseline } = JSON.parse(await read("penumbra.json"));
      assert.deepEqual(baseline, { upTo: "0002_b", schema: "baseline.sql" });
      assertRan(await run("check"), { stderr: NO_DIFFERENCE });
    });
  }
  const replayed = { "migrations/0001_a.sql": USERS };
  await inProject(replayed, async ({ run, files, folder }) => {
    createDatabase(folder);
    assert.match(
      (await run("init --from app.db")).stderr,
      /The migrations produce the schema of app\.db\n/,
    );
    assert.equal("baseline.sql" in await files(), false);
  });
});

const Libsql = await loadLibsql();

Deno.test("init --from declares what only the application of the database can have registered", async () => {
  const programs = { "migrations/0001_a.go": "package migrations\n" };
  for (const files of [programs, {}]) {
    await inProject(files, async ({ run, read, folder }) => {
      const database = new Libsql(`${folder}/app.db`);
      database.exec(`
        CREATE TABLE songs (id INTEGER PRIMARY KEY, title TEXT COLLATE NOCASE);
        CREATE VIEW slugs AS SELECT slug(title) AS slug FROM songs;
        PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, 'NOCASE', 'NATURALSORT');
      `);
      database.close();
      const { code, stderr } = await run("init --from app.db");
      assert.equal(code, 0, stderr);
      assert.match(stderr, /\nDeclared NATURALSORT under "collations" in penumbra\.json: /);
      const { collations, functions } = JSON.parse(await read("penumbra.json"));
      assert.deepEqual({ collations, functions }, {
        collations: ["NATURALSORT"],
        functions: { slug: {} },
      });
      assertRan(await run("check"), { stderr: NO_DIFFERENCE });
    });
  }
});

Deno.test("init --from accepts only a database, and otherwise writes nothing", async () => {
  await inProject({ "a.sql": USERS }, async ({ run, files }) => {
    assertRan(await run("init --from a.sql"), {
      code: 2,
      stderr: `
        error[init/not-a-database]: Cannot start from "a.sql": it is not a database
        hint: Name a file such as app.db, or the URL of a server
        Nothing was written
      `,
    });
    assert.deepEqual(Object.keys(await files()), ["a.sql"]);
  });
});

Deno.test("init declares the module of a virtual table that only the application has", async () => {
  const files = { "migrations/0001_t.sql": "CREATE VIRTUAL TABLE t USING vec0(a float[3]);\n" };
  await inProject(files, async ({ run, read }) => {
    assert.equal((await run("init --yes")).code, 0);
    assert.deepEqual(JSON.parse(await read("penumbra.json")).modules, ["vec0"]);
    assertRan(await run("check"), { stderr: NO_DIFFERENCE });
  });
});
