import assert from "node:assert/strict";
import { type Files, inProject } from "./project.ts";

const TARGETS = ["any", "sqlite", "libsql"];

/** The declarations, the SQL before and after, and the SQL of the migration. */
interface Case {
  readonly declared: object;
  readonly before: string;
  readonly after: string;
  readonly expected: RegExp;
}

const USERS = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n";

const CASES: Readonly<Record<string, Case>> = {
  "a function in a view": {
    declared: { functions: { my_slug: {} } },
    before: `${USERS}CREATE VIEW slugs AS SELECT id, my_slug(name) AS s FROM users;\n`,
    after: USERS.replace(")", ", bio TEXT)") +
      "CREATE VIEW slugs AS SELECT id, my_slug(name) AS s FROM users;\n",
    expected: /ALTER TABLE users ADD COLUMN bio TEXT;/,
  },
  "a function in a new default": {
    declared: { functions: { now_iso: { arguments: 0 } } },
    before: `${USERS}INSERT INTO users VALUES (1, 'a'), (2, 'b');\n`,
    after: USERS.replace(")", ", stamp TEXT DEFAULT (now_iso()))"),
    expected: /stamp TEXT DEFAULT \(now_iso\(\)\)\);\nINSERT INTO users/,
  },
  "a function in an index, a generated column, a CHECK and a trigger": {
    declared: { functions: { fold_name: { arguments: 1, deterministic: true }, uuid7: {} } },
    before: USERS,
    after: `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT CHECK (fold_name(name)),
      folded AS (fold_name(name)));
    CREATE INDEX by_name ON users (fold_name(name));
    CREATE TRIGGER t AFTER INSERT ON users BEGIN UPDATE users SET name = uuid7(id, 2); END;\n`,
    expected: /CREATE INDEX by_name ON users \(fold_name\(name\)\);/,
  },
  "a collation through a rebuild": {
    declared: { collations: ["icu_de"] },
    before: "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT COLLATE icu_de);\n" +
      "CREATE INDEX by_name ON users (name COLLATE icu_de);\nINSERT INTO users VALUES (1, 'a');\n",
    after: "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT COLLATE icu_de NOT NULL);\n" +
      "CREATE INDEX by_name ON users (name COLLATE icu_de);\n",
    expected: /name TEXT COLLATE icu_de NOT NULL\)?;/,
  },
  "a virtual table of a module": {
    declared: { modules: ["vec0"] },
    before: `${USERS}CREATE VIRTUAL TABLE v USING vec0(embedding float[3]);
      CREATE VIEW near AS SELECT rowid, distance FROM v WHERE k = 3;\n`,
    after: USERS.replace(")", ", bio TEXT)") +
      `CREATE VIRTUAL TABLE v USING vec0(embedding float[3]);
      CREATE VIRTUAL TABLE w USING vec0(e float[4], distance_metric=cosine);
      CREATE VIEW near AS SELECT rowid, distance FROM v WHERE k = 3;\n`,
    expected: /CREATE VIRTUAL TABLE w USING vec0\(e float\[4\], distance_metric=cosine\);/,
  },
};

Deno.test.each(
  TARGETS.flatMap((target) => Object.keys(CASES).map((name) => [target, name] as const)),
)("for %s, %s is kept word for word", async (target, name) => {
  const { declared, before, after, expected } = CASES[name]!;
  const files: Files = {
    "migrations/0001_a.sql": before,
    "schema.sql": after,
    "penumbra.json": JSON.stringify({ ...declared, target }),
  };
  await inProject(files, async ({ run, files: read }) => {
    const generated = await run("generate");
    assert.equal(generated.code, 0, generated.stderr);
    const texts = Object.entries(await read());
    const [, written] = texts.find(([path]) => /^migrations\/0002/.test(path))!;
    assert.match(written, expected);
    assert(!/coalesce|RTRIM|\/\*=/.test(texts.map(([, text]) => text).join("\n")));
    const checked = await run("check --no-cache");
    assert.equal(checked.code, 0, checked.stderr);
    const cached = await run("check --verbose");
    assert.equal(cached.code, 0, cached.stderr);
  });
});

/** SQL that is refused until it is declared, and the hint. */
const UNDECLARED: Readonly<Record<string, readonly [sql: string, hint: string]>> = {
  "a function": [
    "CREATE TABLE t (a, b DEFAULT (now_iso()));\n",
    '"functions": { "now_iso": {} }',
  ],
  "a function in a view": ["CREATE VIEW v AS SELECT slug('a');\n", '"functions": { "slug": {} }'],
  "a collation": ["CREATE TABLE t (a COLLATE icu_de);\n", '"collations": ["icu_de"]'],
  "a module": ["CREATE VIRTUAL TABLE t USING vec0(a);\n", '"modules": ["vec0"]'],
};

Deno.test.each(
  TARGETS.flatMap((target) => Object.keys(UNDECLARED).map((name) => [target, name] as const)),
)("for %s, %s that nobody has declared is refused with the key to write", async (target, name) => {
  const [sql, hint] = UNDECLARED[name]!;
  await inProject({ "schema.sql": sql }, async ({ run, write }) => {
    const refused = await run(`generate --target ${target}`);
    assert.equal(refused.code, 3, refused.stderr);
    assert(refused.stderr.includes(`declare it in penumbra.json: ${hint}`), refused.stderr);
    await write({ "penumbra.json": `{ ${hint} }` });
    const taken = await run(`generate --target ${target}`);
    assert.equal(taken.code, 0, taken.stderr);
  });
});

Deno.test("statements that only move rows and call a function of the application are skipped", async () => {
  const files = {
    "migrations/1_a.sql": "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT);\n",
    "migrations/2_b.sql": "INSERT INTO p VALUES (1, 'a');\nUPDATE p SET name = fold_name(name);\n" +
      "ALTER TABLE p ADD COLUMN z INT;\n",
    "schema.sql": "CREATE TABLE p (id INTEGER PRIMARY KEY, name TEXT, z INT);\n",
  };
  await inProject(files, async ({ run, write }) => {
    for (let count = 0; count < 2; count++) {
      const { code, stderr } = await run("check");
      assert.equal(code, 0, stderr);
      assert.match(stderr, /^warning\[replay\/passed-over\]: Cannot run statement 2 of 2_b\.sql: /);
      assert.match(stderr, /note: It was skipped: it moves rows and does not change the schema\n/);
    }
    await write({ "penumbra.json": '{ "functions": { "fold_name": { "arguments": 1 } } }' });
    const { code, stderr } = await run("check");
    assert.deepEqual([code, stderr], [
      0,
      "Nothing to do: the migrations produce the desired schema\n",
    ]);
    await write({ "penumbra.json": '{ "functions": { "fold_name": { "arguments": 2 } } }' });
    const wrong = await run("check");
    assert.equal(wrong.code, 3);
    assert.match(wrong.stderr, /wrong number of arguments to function fold_name\(\)/);
  });
});

Deno.test("a nondeterministic function is refused in an index", async () => {
  const files = {
    "schema.sql": "CREATE TABLE t (a);\nCREATE INDEX i ON t (slug(a));\n",
    "penumbra.json": '{ "functions": { "slug": {} } }',
  };
  await inProject(files, async ({ run, write }) => {
    const refused = await run("generate --target sqlite");
    assert.equal(refused.code, 3);
    assert.match(refused.stderr, /non-deterministic .*\n[^]*hint: Declare "deterministic": true/);
    await write({ "penumbra.json": '{ "functions": { "slug": { "deterministic": true } } }' });
    assert.equal((await run("generate --target sqlite")).code, 0);
  });
});

/** A migration with comments that imitate those of stand-ins, and the schema they imitate. */
const FORGED: Readonly<Record<string, readonly [migration: string, schema: string]>> = {
  "a function": ["CHECK (coalesce(1,/*=is_valid*/ a))", "CHECK (is_valid( a))"],
  "a function without arguments": ["DEFAULT (coalesce(1,1/*=is_valid*/))", "DEFAULT (is_valid())"],
  "a collation": ["COLLATE RTRIM/*=icu_de*/", "COLLATE icu_de"],
  "a string": ["DEFAULT 'RTRIM/*=b*/'", "DEFAULT 'b'"],
};

Deno.test.each(
  TARGETS.flatMap((target) => Object.keys(FORGED).map((name) => [target, name] as const)),
)("for %s, a comment does not make %s of something else", async (target, name) => {
  const [migration, schema] = FORGED[name]!;
  const files = {
    "migrations/1_a.sql": `CREATE TABLE t (id INTEGER PRIMARY KEY, a ${migration});\n`,
    "schema.sql": `CREATE TABLE t (id INTEGER PRIMARY KEY, a ${schema});\n`,
    "penumbra.json": JSON.stringify({
      functions: { is_valid: { deterministic: true } },
      collations: ["icu_de"],
      target,
    }),
  };
  await inProject(files, async ({ run }) => {
    const { code, stderr } = await run("check");
    assert.equal(code, 1, stderr);
    assert.match(stderr, /^error\[check\/missing-migration\]/);
  });
});

Deno.test("a comment does not turn a table into a virtual one", async () => {
  const files = {
    "migrations/1_a.sql": 'CREATE TABLE t ("a"/*=USING vec0(a float[3])*/);\n',
    "schema.sql": "CREATE VIRTUAL TABLE t USING vec0(a float[3]);\n",
    "penumbra.json": '{ "modules": ["vec0"] }',
  };
  await inProject(files, async ({ run }) => assert.equal((await run("check")).code, 1));
});
