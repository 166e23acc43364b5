import assert from "node:assert/strict";
import { Buffer } from "node:buffer";
import { createHash, createHmac } from "node:crypto";
import {
  assertRan,
  block,
  type Files,
  inProject,
  type Project,
  RUNS_IN_DENO,
  steady,
} from "./project.ts";

const CACHE = "migrations/.schema.json";

const BEFORE = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);\n";
const AFTER = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL, bio TEXT);\n";

/** The key with which the caches of the project are signed. */
const SECRET = "5e".repeat(32);

/** A history of one migration, and a schema with one more column. */
const ONE_COLUMN_AHEAD: Files = {
  ".git/penumbra/key": `${SECRET}\n`,
  "schema.sql": AFTER,
  "migrations/0001_create_users.sql": BEFORE,
};

const SECOND = "migrations/0002_add_users_bio.sql";

const NOTHING_TO_DO = "Nothing to do: the migrations produce the desired schema\n";

const NAME_COLUMN = ',{"name":"name","type":"TEXT","notNull":{"conflict":"abort"}}';

const WROTE = `Wrote ${SECOND}\n  Add column "bio" to "users"\n`;

const MISSING = block(`
  error[check/missing-migration]: A migration is missing: the schema has a change that no migration makes
  note: Add column "bio" to "users"
  hint: Run penumbra generate
`);

const LYING = block(`
  warning[cache/differs]: Cannot trust the cache "migrations/.schema.json": it disagrees with the files it was made from
  hint: Delete it: it will be recreated. If nobody edited it, please report this
`);

/** The states in which a cache of the whole history may be found. */
const TROUBLES: Readonly<Record<string, (cache: string) => string | Uint8Array>> = {
  "is truncated": (cache) => cache.slice(0, cache.length / 2),
  "contains merge markers": (cache) => `<<<<<<< HEAD\n${cache}=======\n${cache}>>>>>>> feature\n`,
  "is of another version": (cache) => signed(cache.replace('"penumbra": "', '"penumbra": "0.')),
  "is of another engine": (cache) => signed(cache.replace("libsql 0", "libsql 9")),
  "was edited by hand": (cache) => cache.replaceAll('"name","type"', '"nick","type"'),
  "is no UTF-8": () => new Uint8Array([0xff, 0xfe, 0x00]),
};

/** The cache with valid digests, which need the key. */
function signed(cache: string): string {
  return withDigest(cache, (body) => createHmac("sha256", Buffer.from(SECRET, "hex")).update(body));
}

/** The cache with digests made without the key. */
function forgedDigest(cache: string): string {
  return withDigest(cache, (body) => createHash("sha256").update(body));
}

function withDigest(cache: string, digest: (body: string) => { digest(kind: "hex"): string }) {
  const hex = (text: string) => digest(text).digest("hex");
  const [signed = ""] = cache.split(',\n"digest": ');
  const body = signed.replace(
    /^(.*?)(,\n"headDigest": )"\w*"/s,
    (_, head: string, mark: string) => `${head}${mark}"${hex(mark + head)}"`,
  );
  return `${body},\n"digest": "${hex(body)}"\n}\n`;
}

/** The cache without the results of earlier checks, which a new one does not have. */
function withoutVerdicts(cache: string): string {
  return cache.replace(/"settled": \[[^\]]*\],\n"judged": \[[^\]]*\],\n"headDigest": "\w+",\n/, "")
    .replace(/"judgements": \[.*\],\n"digest": "[0-9a-f]+"\n\}\n$/s, "");
}

/** The next migration and its cache, which every test expects to be the same. */
async function generated({ run, read }: Project, options = ""): Promise<[string, string]> {
  assertRan(await run(`generate${options}`), { stderr: WROTE });
  return [await read(SECOND), withoutVerdicts(await read(CACHE))];
}

/** Runs the work with a cache of the whole history, and a schema with one more column. */
async function withCache(
  work: (project: Project, known: { good: [string, string]; cache: string }) => Promise<void>,
): Promise<void> {
  await inProject(ONE_COLUMN_AHEAD, async (project) => {
    const good = await generated(project);
    await project.write({ [SECOND]: undefined, [CACHE]: undefined });
    assert.equal((await project.run("check")).code, 1);
    await work(project, { good, cache: await project.read(CACHE) });
  });
}

Deno.test("the next migration is the same, whatever happens to the cache", async (test) => {
  await withCache(async (project, { good, cache }) => {
    assert.match(cache, /"settled": \[[^\]]*\],\n"judged": \[[^\]]*\],\n/);
    assert.equal(
      steady(good[0]),
      block(`
        -- Made by penumbra <version>: parent=<hash> pre=<hash> post=<hash>

        -- Add column "bio" to "users"
        ALTER TABLE users ADD COLUMN bio TEXT;
      `),
    );
    const same = (name: string, file: string | Uint8Array | undefined, options?: string) =>
      test.step(name, async () => {
        await project.write({ [CACHE]: file });
        assert.deepEqual(await generated(project, options), good);
        await project.write({ [SECOND]: undefined });
      });
    await same("it is right", cache);
    await same("it is right, and not to be used", cache, " --no-cache");
    await same("it is not there", undefined);
    await same("its lines end as on Windows", cache.replaceAll("\n", "\r\n"));
    for (const [name, spoil] of Object.entries(TROUBLES)) {
      const spoiled = spoil(cache);
      assert.notEqual(spoiled, cache, name);
      await same(`it ${name}`, spoiled);
    }
  });
});

Deno.test("a cache of another history, or one that is a folder, changes no answer", async () => {
  await withCache(async (project, { good, cache }) => {
    await inProject(
      { ...ONE_COLUMN_AHEAD, "migrations/0001_create_users.sql": AFTER },
      async (it) => {
        assertRan(await it.run("check"), { stderr: NOTHING_TO_DO });
        await project.write({ [CACHE]: await it.read(CACHE) });
      },
    );
    const [text, after] = await generated(project);
    assert.equal(text, good[0]);
    assert(after.includes(good[1].split('"others"')[0]!), "the cache is right again");
    await project.write({ [SECOND]: undefined, [CACHE]: undefined, [`${CACHE}/x`]: cache });
    const { code, stderr } = await project.run("generate --verbose");
    assert.equal(await project.read(SECOND), good[0]);
    assert.deepEqual([code, stderr.split("\n")], [0, [
      'Cannot use the cache: Cannot read "migrations/.schema.json": it is a folder',
      "Replaying 1 of 1 migrations",
      "Windowed replay: each migration was run with only the objects it can reach",
      'Cannot write the cache: Cannot write "migrations/.schema.json": it is a folder',
      `Wrote ${SECOND}`,
      '  Add column "bio" to "users"',
      "",
    ]]);
  });
});

Deno.test("a wrong cache with a valid digest is found by a check of the cache", async (test) => {
  const lies: Readonly<Record<string, (cache: string) => string>> = {
    "about the history": (cache) =>
      cache.replace(NAME_COLUMN, "").replace("name TEXT NOT NULL", "x"),
    "about the schema": (cache) => {
      const [head = "", desired = ""] = cache.split('"desiredSnapshot"');
      return `${head}"desiredSnapshot"${desired.replace(NAME_COLUMN, "")}`;
    },
    "about the text that is restored": (cache) => cache.replaceAll("name TEXT", "name BLOB"),
    "about the fingerprint of the history": (cache) =>
      cache.replace(/(?<="fingerprints": \[\n").{12}/, "0123456789ab"),
    "about the key of the history": (cache) => cache.replace(/(?<="key":")./, "x"),
  };
  await withCache(async (project, { good, cache }) => {
    for (const [name, lie] of Object.entries(lies)) {
      await test.step(name, async () => {
        const lying = signed(lie(cache));
        assert.notEqual(lying, cache);
        await project.write({ [CACHE]: lying });
        assertRan(await project.run("check --verify"), {
          code: 1,
          stderr: `${LYING.replace("warning", "error")}\n${MISSING}`,
        });
        assert.equal(withoutVerdicts(await project.read(CACHE)), withoutVerdicts(cache));
        await project.write({ [CACHE]: lying });
        assertRan(await project.run("generate --no-cache"), { stderr: LYING + WROTE });
        assert.deepEqual([
          await project.read(SECOND),
          withoutVerdicts(await project.read(CACHE)),
        ], good);
        await project.write({ [SECOND]: undefined });
      });
    }
  });
});

Deno.test("a cache that is wrong about the start of a history is found", async () => {
  await inProject({ ...ONE_COLUMN_AHEAD, "schema.sql": BEFORE }, async (project) => {
    await project.run("check");
    const lying = signed((await project.read(CACHE)).replace("name TEXT", "name BLOB"));
    await project.write({ [CACHE]: lying, [SECOND]: "ALTER TABLE users ADD COLUMN bio TEXT;\n" });
    await project.write({ "schema.sql": AFTER });
    assertRan(await project.run("check --verify"), {
      code: 1,
      stderr: LYING.replace("warning", "error"),
    });
    assertRan(await project.run("check"), { stderr: NOTHING_TO_DO });
  });
});

Deno.test("a check of the cache drops what it has about other histories", async () => {
  await inProject(ONE_COLUMN_AHEAD, async (project) => {
    await project.run("check");
    await project.run("generate");
    const [head = "", others = ""] = (await project.read(CACHE)).split('"otherSnapshots"');
    const lie = others.replace("name TEXT", "name BLOB");
    assert.notEqual(lie, others);
    await project.write({ [CACHE]: signed(`${head}"otherSnapshots"${lie}`) });
    assertRan(await project.run("check --verify"), { stderr: NOTHING_TO_DO });
    await project.write({ [SECOND]: "ALTER TABLE users ADD COLUMN bio TEXT; -- edited\n" });
    assertRan(await project.run("check"), { stderr: NOTHING_TO_DO });
  });
});

Deno.test("a cache that is wrong about a settled state is replaced by the next full check", async () => {
  await inProject({ ...ONE_COLUMN_AHEAD, "schema.sql": BEFORE }, async (project) => {
    assertRan(await project.run("check"), { stderr: NOTHING_TO_DO });
    const [settled] = /(?<="settled": \[\n")[^"]+/.exec(await project.read(CACHE)) ?? [];
    await project.write({ "schema.sql": AFTER });
    assertRan(await project.run("check"), { code: 1, stderr: MISSING });
    const cache = await project.read(CACHE);
    const key = /(?<="desiredKey": ")[^"]+/.exec(cache)![0];
    const [history, , ...options] = settled!.split(" ");
    await project.write({
      [CACHE]: signed(cache.replace(settled!, [history, key, ...options].join(" "))),
    });
    assert.equal((await project.run("check")).code, 0, "the lie is believed");
    assertRan(await project.run("check --verify"), { code: 1, stderr: MISSING });
    assertRan(await project.run("check"), { code: 1, stderr: MISSING });
  });
});

Deno.test("a forged cache cannot reach outside the in-memory database", async () => {
  const call = "writefile('evil', 'x')";
  const generated = `,"generated":{"expression":"${call}","stored":true}}`;
  const forged = {
    text: (cache: string) => cache.replaceAll('NOT NULL)"', `NOT NULL); SELECT ${call}"`),
    facts: (cache: string) => cache.replace(NAME_COLUMN, NAME_COLUMN.slice(0, -1) + generated),
  };
  await withCache(async (project, { cache }) => {
    for (const [name, forge] of Object.entries(forged)) {
      const text = signed(forge(cache));
      assert.notEqual(text, cache, name);
      await project.write({ [CACHE]: text });
      const { stderr } = await project.run("generate");
      assert.equal(Object.keys(await project.files()).includes("evil"), false, stderr);
    }
  });
});

Deno.test("forged rows cannot reach outside the in-memory database", async () => {
  const users = "CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\n";
  const files = {
    ".git/penumbra/key": `${SECRET}\n`,
    "migrations/0001.sql": `${users}INSERT INTO users VALUES (1, 'somebody');\n`,
    "schema.sql": users,
  };
  await inProject(files, async (project) => {
    assertRan(await project.run("check"), { stderr: NOTHING_TO_DO });
    const cache = await project.read(CACHE);
    const [head = "", contents = ""] = cache.split('"contents"');
    const forged = contents.replace("'somebody'", "writefile('evil', 'x')");
    assert.notEqual(forged, contents);
    const checked = async (migration: string, schema: string) => {
      await project.write({
        [CACHE]: signed(`${head}"contents"${forged}`),
        "migrations/0002.sql": migration,
        "schema.sql": schema,
      });
      const { stderr } = await project.run("check --verbose");
      assert.equal(Object.keys(await project.files()).includes("evil"), false, stderr);
      return stderr;
    };
    const index = "CREATE UNIQUE INDEX i ON users (name);\n";
    const told = await checked(index, users + index);
    assert.match(told, /Replaying all migrations: the rows cannot be restored\n/);
    assert.match(told, /Nothing to do: /);
    // Only the judgement needs the rows.
    const dropped = await checked(
      "ALTER TABLE users DROP COLUMN name;\n",
      "CREATE TABLE users (id INTEGER PRIMARY KEY);\n",
    );
    assert.doesNotMatch(dropped, /cannot be restored|cli\/bug/);
    assert.match(dropped, /lint\/data-loss/);
  });
});

Deno.test("a cache forged without the key is ignored", async (test) => {
  const forged: Readonly<Record<string, (cache: string) => string>> = {
    "with objects of another shape": (cache) =>
      cache.replace(
        /(?<="historySnapshot": )[^]*(?=,\n"desiredSnapshot")/,
        (text) => text.replace(/(?<="tables": )\[[^]*?\n\]/, "[{}]"),
      ),
    "with SQL that does not run": (cache) => cache.replaceAll("CREATE TABLE", "CREATE TBALE"),
    "with SQL that makes something else": (cache) => cache.replaceAll("name TEXT", "name BLOB"),
    "that says what the schema says": (cache) => {
      const [, desired = ""] = cache.split('"desiredSnapshot": ');
      const schema = desired.split(',\n"digest"')[0]!;
      return cache.replace(/(?<="historySnapshot": )[^]*(?=,\n"desired)/, () => schema);
    },
  };
  await withCache(async (project, { good, cache }) => {
    for (const [name, forge] of Object.entries(forged)) {
      await test.step(name, async () => {
        const text = forgedDigest(forge(cache));
        await project.write({ [CACHE]: text });
        assertRan(await project.run("check"), { code: 1, stderr: MISSING });
        assert.equal(await project.read(CACHE), cache, "it is right again");
        await project.write({ [CACHE]: text });
        assertRan(await project.run("generate"), { stderr: WROTE });
        assert.deepEqual([
          await project.read(SECOND),
          withoutVerdicts(await project.read(CACHE)),
        ], good);
        await project.write({ [SECOND]: undefined });
      });
    }
  });
});

Deno.test("a missing, foreign or invalid key costs one replay and nothing else", async (test) => {
  const KEY = ".git/penumbra/key";
  const keys: Readonly<Record<string, string | undefined>> = {
    "is missing": undefined,
    "is another": `${"00".repeat(32)}\n`,
    "is no key": "hello\n",
    "is a folder": "",
  };
  await inProject({ ...ONE_COLUMN_AHEAD, "schema.sql": BEFORE }, async (project) => {
    for (const [name, key] of Object.entries(keys)) {
      await test.step(`it ${name}`, async () => {
        await project.write({ [KEY]: undefined });
        if (key !== undefined) await project.write({ [key === "" ? `${KEY}/` : KEY]: key });
        const first = await project.run("check --verbose");
        assert.match(first.stderr, /^Replaying 1 of 1 migrations$/m);
        assertRan(first, { stderr: steady(first.stderr) });
        const { code, stderr } = await project.run("check --verbose");
        const isKept = key !== "";
        assert.equal(code, 0);
        assert.equal(stderr.includes("Nothing was replayed"), isKept, stderr);
      });
    }
  });
});

Deno.test("a key is created in the git directory, also for a linked work tree", async () => {
  const project = { "schema.sql": BEFORE, "migrations/0001_create_users.sql": BEFORE };
  await inProject({
    ".git/": "",
    ".git/worktrees/b/commondir": "../..\n",
    ...Object.fromEntries(Object.entries(project).map(([path, text]) => [`b/${path}`, text])),
  }, async ({ folder, run, write, read, files }) => {
    await write({ "b/.git": `gitdir: ${folder}/.git/worktrees/b\n` });
    assertRan(await run("check", { folder: "b" }), { stderr: NOTHING_TO_DO });
    assert.match(await read(".git/penumbra/key"), /^[0-9a-f]{64}\n$/);
    if (Deno.build.os !== "windows") {
      assert.equal((await Deno.stat(`${folder}/.git/penumbra/key`)).mode! & 0o777, 0o600);
    }
    const known = await run("check --verbose", { folder: "b" });
    assert.match(known.stderr, /Nothing was replayed/);
    assert.deepEqual(
      Object.keys(await files()).filter((path) => path.includes("key")),
      [".git/penumbra/key"],
    );
  });
});

Deno.test({
  name: "check replays everything if CI is set",
  ignore: !RUNS_IN_DENO,
  fn: async () => {
    await inProject({ ...ONE_COLUMN_AHEAD, "schema.sql": BEFORE }, async ({ run, read, write }) => {
      assertRan(await run("check"), { stderr: NOTHING_TO_DO });
      assert.match((await run("check --verbose")).stderr, /Nothing was replayed/);
      const { stderr } = await run("check --verbose", { env: { CI: "true" } });
      assert.match(stderr, /^Replaying 1 of 1 migrations$/m);
      await write({ [CACHE]: signed((await read(CACHE)).replaceAll("name TEXT", "name BLOB")) });
      assert.equal((await run("check", { env: { CI: "1" } })).code, 1);
    });
  },
});

Deno.test("after an edit of a migration the result follows the SQL, not the cache", async () => {
  await withCache(async ({ run, write, files }) => {
    await write({ "migrations/0001_create_users.sql": AFTER });
    assertRan(await run("generate"), {
      stderr: NOTHING_TO_DO,
    });
    assertRan(await run("check"), { stderr: NOTHING_TO_DO });
    await write({ "migrations/0001_create_users.sql": AFTER.replace("bio TEXT", "bio INTEGER") });
    assertRan(await run("check"), {
      code: 1,
      stderr: `
        error[check/missing-migration]: A migration is missing: the schema has a change that no migration makes
        note: Change the type (INTEGER → TEXT) of column "bio" of "users"
        hint: Run penumbra generate
      `,
    });
    await write({ "migrations/0001_create_users.sql": "CREATE TABLE users (id INTEGER);\n" });
    assert.match((await run("check")).stderr, /^note: Add column "name" to "users"$/m);
    assert.deepEqual(Object.keys(await files()), [
      ".git/penumbra/key",
      CACHE,
      "migrations/0001_create_users.sql",
      "schema.sql",
    ]);
  });
});

Deno.test("a dry run writes nothing, not even the cache", async () => {
  await inProject(ONE_COLUMN_AHEAD, async ({ run, write, files }) => {
    const before = await files();
    assertRan(await run("generate --dry-run"), {
      stdout: `
        -- Made by penumbra <version>: parent=<hash> pre=<hash> post=<hash>

        -- Add column "bio" to "users"
        ALTER TABLE users ADD COLUMN bio TEXT;
      `,
    });
    assert.deepEqual(await files(), before);
    await write({ "schema.sql": BEFORE });
    assert.equal((await run("generate --dry-run")).code, 0);
    assert.deepEqual(await files(), { ...before, "schema.sql": BEFORE });
  });
});

Deno.test({
  name: "a check that knows all files loads no native code",
  ignore: !RUNS_IN_DENO,
  fn: async () => {
    await inProject({ ...ONE_COLUMN_AHEAD, "schema.sql": BEFORE }, async ({ run, write }) => {
      assertRan(await run("check"), { stderr: NOTHING_TO_DO });
      const denoOptions = ["--deny-ffi"];
      assertRan(await run("check", { denoOptions }), { stderr: NOTHING_TO_DO });
      await write({ "schema.sql": AFTER });
      assert.notEqual((await run("check", { denoOptions })).code, 1, "it would need the engine");
    });
  },
});
