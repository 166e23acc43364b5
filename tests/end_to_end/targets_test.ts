import assert from "node:assert/strict";
import { assertRan, type Files, inProject, RUNS_IN_DENO } from "./project.ts";

const NEXT = { "migrations/0001_first.sql": "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT);\n" };

const QUOTED: Files = {
  "migrations/0001_first.sql":
    'CREATE TABLE s (id INTEGER PRIMARY KEY, st TEXT CHECK (st IN ("queued","done")));\n',
  "schema.sql":
    'CREATE TABLE s (id INTEGER PRIMARY KEY, st TEXT CHECK (st IN ("queued","done")), z);\n',
};

Deno.test("a history that only SQLite accepts is refused with the target for it", async () => {
  await inProject(QUOTED, async ({ run }) => {
    assertRan(await run("generate --dry-run"), {
      code: 3,
      stderr: `
        error[replay/statement-failed]: Cannot run statement 1 of 0001_first.sql: no such column "queued"
         --> migrations/0001_first.sql:1:63
          |
        1 | CREATE TABLE s (id INTEGER PRIMARY KEY, st TEXT CHECK (st IN ("queued","done")));
          |                                                               ^^^^^^^^
        note: libSQL refuses this; SQLite accepts it
        hint: Write strings in 'single quotes': double quotes are for names; or use --target sqlite if libSQL never runs these migrations
      `,
    });
    for (const target of ["sqlite", "sqlite@3.53", "d1"]) {
      const { code, stdout } = await run(`generate --dry-run --target ${target}`);
      assert.equal(code, 0);
      assert.match(stdout, /^ALTER TABLE s ADD COLUMN z;$/m);
    }
  });
});

Deno.test("a folder that Prisma runs may have strings in double quotes, as its engine accepts", async () => {
  const files = {
    "prisma/migrations/migration_lock.toml": 'provider = "sqlite"\n',
    "prisma/migrations/20240101000000_init/migration.sql":
      "CREATE TABLE setting (name TEXT, kind TEXT);\n",
    "prisma/migrations/20240102000000_kind/migration.sql":
      'UPDATE setting SET kind = "inner" WHERE name = "ready";\n',
    "schema.sql": "CREATE TABLE setting (name TEXT, kind TEXT);\n",
  };
  await inProject(files, async ({ run }) => {
    assert.equal((await run("check --migrations prisma/migrations")).code, 0);
    const shown = await run("inspect migrations:prisma/migrations --format sql");
    assert.match(shown.stdout, /CREATE TABLE setting/);
    const refused = await run("check --migrations prisma/migrations --target libsql");
    assert.equal(refused.code, 3);
    assert.match(refused.stderr, /^hint: Write strings in 'single quotes'/m);
  });
});

Deno.test("every command runs a history with foreign keys off if the configuration says so", async () => {
  const tables = "CREATE TABLE a (id INTEGER PRIMARY KEY);\n" +
    "CREATE TABLE b (a_id INTEGER REFERENCES a (id));\n";
  const files = {
    "penumbra.json": '{ "foreignKeys": "off", "layout": "diesel" }',
    "migrations/2026-01-01-000000_a/up.sql": `${tables}INSERT INTO b VALUES (7);\n`,
    "migrations/2026-01-01-000000_a/down.sql": "DROP TABLE b;\nDROP TABLE a;\n",
    "migrations/2026-01-02-000000_c/up.sql": "CREATE TABLE c (id);\n",
    "migrations/2026-01-02-000000_c/down.sql": "DROP TABLE c;\n",
    "schema.sql": `${tables}CREATE TABLE c (id);\n`,
  };
  await inProject(files, async ({ run }) => {
    const commands = [
      "check",
      "diff",
      "inspect migrations:migrations",
      "squash --dry-run",
      "convert plain --to plain",
      "bundle",
    ];
    for (const command of commands) {
      const { code, stderr } = await run(command);
      assert.equal(code, 0, `${command}: ${stderr}`);
    }
  });
});

Deno.test("functions that SQLite has and libSQL lacks are named with the target that has them", async () => {
  const files = {
    ...NEXT,
    "math.sql": "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT);\n" +
      "CREATE INDEX i ON t (floor(n));\nCREATE VIEW d AS SELECT sqrt(pow(n, 2)) AS r FROM t;\n",
    "newer.sql": "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT, m INT AS (if(n > 0, n, 0)));\n",
  };
  await inProject(files, async ({ run }) => {
    for (const schema of ["math.sql", "newer.sql"]) {
      const refused = await run(`generate --dry-run --schema ${schema}`);
      assert.equal(refused.code, 3);
      assert.match(
        refused.stderr,
        /^hint: Use --target sqlite if libSQL never runs these migrations$/m,
      );
      assert.equal((await run(`generate --dry-run --schema ${schema} --target sqlite`)).code, 0);
    }
    // D1 has an older SQLite, with mathematical functions.
    assert.equal((await run("generate --dry-run --schema math.sql --target d1")).code, 0);
    const refused = await run("generate --dry-run --schema newer.sql --target d1");
    assert.match(refused.stderr, /^error\[plan\/target-refuses\]: .* it refuses the function if$/m);
  });
});

Deno.test("a schema that only libSQL accepts is refused with the target for it", async () => {
  const files = {
    ...NEXT,
    "vector.sql": "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT, v F32_BLOB(3));\n" +
      "CREATE INDEX i ON t (libsql_vector_idx(v));\n",
    "view.sql": "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT);\n" +
      "CREATE VIEW w AS SELECT uuid() AS id FROM t;\n",
    "default.sql": "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT);\n" +
      "CREATE TABLE w (id TEXT DEFAULT (uuid()));\n",
  };
  await inProject(files, async ({ run }) => {
    for (const [schema, what] of [["vector", "index"], ["view", "view"], ["default", "table"]]) {
      const refused = await run(`generate --dry-run --schema ${schema}.sql`);
      assert.equal(refused.code, 1, refused.stderr);
      const message = new RegExp(
        `^error\\[plan/one-engine\\]: Cannot write a migration for both engines: ` +
          `SQLite refuses ${what} "[iw]": (?:no such|unknown) function`,
        "m",
      );
      assert.match(refused.stderr, message);
      assert.match(
        refused.stderr,
        /^hint: Use --target libsql if nothing but libSQL runs the migrations$/m,
      );
      const taken = await run(`generate --dry-run --schema ${schema}.sql --target libsql`);
      assert.equal(taken.code, 0, taken.stderr);
    }
    const other = await run("generate --dry-run --schema vector.sql --target sqlite");
    assert.match(other.stderr, /^hint: Use --target libsql if libSQL runs it/m);
  });
});

Deno.test("a plain folder gets SQL that SQLite and libSQL run, and libSQL's own only for libsql", async () => {
  const files = {
    ...NEXT,
    "schema.sql": "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT NOT NULL);\n",
  };
  await inProject(files, async ({ run, write }) => {
    const portable = await run("generate --dry-run");
    assert.match(portable.stdout, /^ALTER TABLE t RENAME TO __penumbra_old_t;$/m);
    assert.doesNotMatch(portable.stdout, /ALTER COLUMN|^-- Needs/m);
    const own = await run("generate --dry-run --target libsql");
    assert.match(own.stdout, /^-- Needs libSQL: .*$/m);
    assert.match(own.stdout, /^ALTER TABLE t ALTER COLUMN n TO n INT NOT NULL;$/m);
    await write({ "penumbra.json": '{ "target": "sqlite@3.53" }\n' });
    const newer = await run("generate --dry-run");
    assert.match(newer.stdout, /^-- Needs SQLite 3\.53 or later: .*$/m);
    assert.match(newer.stdout, /^ALTER TABLE t ALTER COLUMN n SET NOT NULL;$/m);
  });
});

Deno.test({
  name: "the targets on SQLite work without libSQL",
  ignore: !RUNS_IN_DENO,
  fn: () =>
    inProject(
      { ...NEXT, "schema.sql": "CREATE TABLE t (id INTEGER PRIMARY KEY);\n" },
      async (project) => {
        const folder = new URL("../../mod.ts", import.meta.url).pathname;
        const run = async (...args: readonly string[]) => {
          const command = new Deno.Command(Deno.execPath(), {
            args: [
              "run",
              "--quiet",
              "--no-prompt",
              "--allow-read",
              "--allow-write=.",
              folder,
              ...args,
            ],
            cwd: project.folder,
          });
          const { code, stderr } = await command.output();
          return { code, stderr: new TextDecoder().decode(stderr) };
        };
        for (const target of ["sqlite", "sqlite@3.53", "d1"]) {
          const generated = await run("generate", "--dry-run", "--target", target);
          assert.equal(generated.code, 0, generated.stderr);
        }
        assert.match((await run("generate")).stderr, /engine\/not-loaded/);
      },
    ),
});

Deno.test("the cache names the engine it was made with", async () => {
  const files = { ...NEXT, "schema.sql": NEXT["migrations/0001_first.sql"] };
  await inProject(files, async ({ run, read }) => {
    const cached = async () => /"engine": "(\w+)/.exec(await read("migrations/.schema.json"))?.[1];
    assert.equal((await run("check")).code, 0);
    assert.equal(await cached(), "libsql");
    const other = await run("check --verbose --target d1");
    assert.equal(other.code, 0);
    assert.match(other.stderr, /Cannot use the cache .*: it was made with libsql [\d.]+/);
    assert.equal(await cached(), "d1");
    assert.doesNotMatch((await run("check --verbose --target d1")).stderr, /Replaying/);
  });
});

Deno.test("check warns of a statement that the oldest SQLite of the target cannot run", async () => {
  const files = {
    "migrations/0001_t.sql": "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT);\n",
    "migrations/0002_a.sql": "ALTER TABLE t ALTER COLUMN a SET NOT NULL;\n",
  };
  await inProject(files, async ({ run }) => {
    const warns = async (target: string) => {
      const options = `--no-cache --schema migrations:migrations --target ${target}`;
      const { code, stderr } = await run(`check ${options}`);
      assert.equal(code, 0, stderr);
      return /^warning\[lint\/newer-sqlite\]: .* the target "[a-z0-9]+" may be older$/m.test(
        stderr,
      );
    };
    assert.equal(await warns("sqlite"), true);
    assert.equal(await warns("d1"), true);
    assert.equal(await warns("sqlite@3.53"), false);
  });
});

Deno.test("what D1 refuses for its size is refused where it is written, and only for D1", async () => {
  const many = "SELECT 1 AS n" + " UNION ALL SELECT 2".repeat(5);
  const files = {
    ...NEXT,
    "migrations/0002_wide.sql": "ALTER TABLE t ADD COLUMN z;\n",
    "schema.sql":
      `CREATE TABLE t (id INTEGER PRIMARY KEY, n INT, z);\nCREATE VIEW many AS ${many};\n`,
  };
  await inProject(files, async ({ run, write }) => {
    assertRan(await run("generate --dry-run --target d1"), {
      code: 3,
      stderr: `
        error[replay/statement-failed]: Cannot run statement 2 of schema.sql: too many terms in compound SELECT; Cloudflare D1 allows 5
         --> schema.sql:2:1
          |
        2 | CREATE VIEW many AS SELECT 1 AS n UNION ALL SELECT 2 UNION ALL SELECT 2 UNION ALL SELECT 2 UNION ALL…
          | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        hint: Split it into smaller parts, or use --target sqlite if D1 never runs these migrations
      `,
    });
    assert.equal((await run("generate --dry-run --target sqlite")).code, 0);
    await write({ "migrations/0003_many.sql": `CREATE VIEW many AS ${many};\n` });
    assert.equal((await run("check --target sqlite")).code, 0);
    const checked = await run("check --target d1");
    assert.equal(checked.code, 3);
    assert.match(checked.stderr, /^error.* statement 1 of 0003_many\.sql: too many terms/m);
  });
});

Deno.test("check warns of a trigger that D1 may split, and generate writes none", async () => {
  const table = "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT);\n";
  const trigger = "create trigger t_ai after insert on t begin update t set n = 1; end;\n";
  const files = {
    "wrangler.toml": '[[d1_databases]]\nbinding = "DB"\n',
    "migrations/0001_t.sql": table,
    "schema.sql": table + trigger,
  };
  await inProject(files, async ({ run, read, write }) => {
    await run("generate t_ai");
    const written = await read("migrations/0002_t_ai.sql");
    assert.match(
      written,
      /^CREATE TRIGGER t_ai after insert on t BEGIN update t set n = 1; END;$/m,
    );
    assertRan(await run("check"), {
      code: 0,
      stderr: "Nothing to do: the migrations produce the desired schema\n",
    });
    await write({ "migrations/0002_t_ai.sql": trigger });
    assertRan(await run("check"), {
      code: 0,
      stderr: `
        warning[lint/lowercase-begin]: D1 may split this trigger at its first semicolon: begin is not in capitals
         --> migrations/0002_t_ai.sql:1:39
          |
        1 | create trigger t_ai after insert on t begin update t set n = 1; end;
          |                                       ^^^^^
        hint: Write BEGIN and END in capitals
        Nothing to do: the migrations produce the desired schema
      `,
    });
    assert.equal((await run("check --target sqlite --quiet")).stderr, "");
  });
});

Deno.test("what D1 refuses is found in a migration, and not generated", async () => {
  const table = "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT);\n";
  const files = {
    "wrangler.toml": '[[d1_databases]]\nbinding = "DB"\n',
    "migrations/0001_t.sql": table,
    "migrations/0002_all.sql": `CREATE TEMP TABLE copy AS SELECT * FROM t;
DROP TABLE copy;
SAVEPOINT s;
RELEASE s;
PRAGMA user_version = 3;
VACUUM;
CREATE TABLE _cf_t (a);
DROP TABLE _cf_t;
CREATE VIEW v AS SELECT soundex(n) FROM t;
DROP VIEW v;
CREATE TABLE offsets (a);
INSERT INTO offsets (a) VALUES (1);
DROP TABLE offsets;
PRAGMA defer_foreign_keys = ON;
BEGIN;
COMMIT;
CREATE VIRTUAL TABLE words USING fts5(a);
DROP TABLE words;
`,
    "schema.sql": table,
  };
  await inProject(files, async ({ run, write }) => {
    const { code, stderr } = await run("check");
    assert.equal(code, 1);
    assert.deepEqual(stderr.match(/(?<=D1 refuses ).*(?=, and the migration with it)/g), [
      "temporary objects",
      "SAVEPOINT",
      "RELEASE",
      "PRAGMA user_version",
      "VACUUM",
      "names with _cf_",
      "the function soundex",
    ]);
    assert.equal((await run("check --target sqlite")).code, 0);
    await write({
      "migrations/0002_all.sql": "SELECT 1;\n",
      "schema.sql": `${table}CREATE VIRTUAL TABLE place USING rtree(id, a, b);\n`,
    });
    assertRan(await run("generate"), {
      code: 1,
      stderr: `
        error[plan/target-refuses]: Cannot write a migration for D1: it refuses the module rtree
        note: In: CREATE VIRTUAL TABLE place USING rtree(id, a, b)
        hint: Use one of its modules: fts5 or fts5vocab, or set --target sqlite if D1 never runs these migrations
      `,
    });
  });
});

Deno.test("check warns of a statement that fails in the transaction of its runner", async () => {
  const table = "CREATE TABLE t (id INTEGER PRIMARY KEY, n INT);\n";
  const up = (sql: string, option = "") => `-- migrate:up${option}\n${sql}-- migrate:down\n`;
  const files = {
    "migrations/20240101000000_t.sql": up(table),
    "migrations/20240102000000_wal.sql": up("PRAGMA journal_mode = WAL;\n"),
    "migrations/20240103000000_vacuum.sql": up("VACUUM;\n"),
    "migrations/20240104000000_begin.sql": up("BEGIN;\nDELETE FROM t;\nCOMMIT;\n"),
    "migrations/20240105000000_out.sql": up("VACUUM;\n", " transaction:false"),
    "migrations/20240106000000_other.sql": up("PRAGMA foreign_keys = OFF;\nANALYZE;\n"),
    "schema.sql": table,
  };
  await inProject(files, async ({ run }) => {
    const { code, stderr } = await run("check --all");
    assert.equal(code, 0, stderr);
    const warnings = stderr.match(/(?<=fails-in-transaction\]: ).*\n.*/g)?.map((it) =>
      it.replace(/\n --> migrations\//, " ")
    );
    const words = "fails in the transaction that dbmate opens for the file";
    assert.deepEqual(warnings, [
      `PRAGMA journal_mode ${words} 20240102000000_wal.sql:2:1`,
      `VACUUM ${words} 20240103000000_vacuum.sql:2:1`,
      `BEGIN ${words} 20240104000000_begin.sql:2:1`,
    ]);
  });
});
