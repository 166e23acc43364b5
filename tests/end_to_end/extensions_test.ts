import assert from "node:assert/strict";
import { sqliteVec } from "../support/sqlite_vec.ts";
import { runProcess } from "../../scripts/run_process.ts";
import { type Files, inProject, RUNS_IN_DENO } from "./project.ts";

const { bytes, hash } = await sqliteVec();

function configured(target: string, sha256: unknown, path = "lib/vec0.so"): string {
  return JSON.stringify({ target, extensions: [{ path, sha256 }] });
}

const VECTORS = `CREATE TABLE notes (id INTEGER PRIMARY KEY, e BLOB CHECK (vec_length(e) = 3));
CREATE VIRTUAL TABLE near USING vec0(e float[3]);
INSERT INTO near (rowid, e) VALUES (1, '[1, 2, 3]');
INSERT INTO notes VALUES (1, vec_f32('[1, 2, 3]'));
`;

const SCHEMA =
  `CREATE TABLE notes (id INTEGER PRIMARY KEY, e BLOB CHECK (vec_length(e) = 3) NOT NULL);
CREATE VIRTUAL TABLE near USING vec0(e float[3]);
CREATE VIEW nearest AS SELECT rowid, distance FROM near WHERE e MATCH '[1, 2, 3]' AND k = 3;
CREATE INDEX lengths ON notes (vec_length(e));
`;

function projectFor(target: string): Files {
  return {
    "lib/vec0.so": bytes,
    "penumbra.json": configured(target, hash),
    "migrations/0001_a.sql": VECTORS,
    "schema.sql": SCHEMA,
  };
}

Deno.test.each(["any", "sqlite", "libsql"])(
  "for %s, an extension with its hash is loaded, and its functions work",
  (target) =>
    inProject(projectFor(target), async ({ run, files }) => {
      const generated = await run("generate");
      assert.equal(generated.code, 0, generated.stderr);
      const texts = Object.entries(await files());
      const [, written] = texts.find(([path]) => /^migrations\/0002/.test(path))!;
      assert.match(written, /CREATE VIEW nearest/);
      assert.doesNotMatch(written, /near_chunks|near_rowids|near_info/);
      const checked = await run("check --no-cache");
      assert.equal(checked.code, 0, checked.stderr);
      assert.equal((await run("check")).code, 0);
    }),
);

const LENGTHS: Files = {
  "migrations/0002_b.sql": "CREATE INDEX lengths ON notes (vec_length(e));\n",
};

Deno.test.each(["any", "sqlite", "libsql"])(
  "for %s, commands for databases load declared extensions",
  (target) =>
    inProject(projectFor(target), async ({ run, write }) => {
      const runs = async (args: string) => {
        const { code, stdout, stderr } = await run(args);
        assert.equal(code, 0, `${args}: ${stdout}${stderr}`);
        return stdout;
      };
      await runs("apply --db app.db");
      await runs("status --db app.db");
      await write({ ...LENGTHS, "all.txt": "app.db\nother.db\n" });
      assert.match(await runs("rehearse --db app.db"), /^ +notes +1 → 1$/m);
      assert.match(await runs("apply --dbs all.txt"), /^2 databases: 2 applied/);
      await runs("status --db app.db");
      await runs("doctor --db app.db");
      await runs("upgrade-test");
    }),
);

Deno.test("nothing is applied if an extension differs from its hash", () =>
  inProject(projectFor("sqlite"), async ({ run, write, files }) => {
    await write({
      "penumbra.json": configured("sqlite", "0".repeat(64)),
      "all.txt": "a.db\nb.db\n",
    });
    for (const which of ["--db app.db", "--dbs all.txt"]) {
      const { code, stderr } = await run(`apply ${which}`);
      assert.equal(code, 3, stderr);
      assert.match(stderr, /^error\[engine\/extension-changed\]/);
    }
    assert.deepEqual(Object.keys(await files()).filter((it) => it.endsWith(".db")), []);
  }));

Deno.test("a missing function is explained if an undeclared extension would have it", () =>
  inProject(projectFor("sqlite"), async ({ run, write }) => {
    await write({ "penumbra.json": '{ "target": "sqlite" }' });
    const { code, stderr } = await run("apply --db app.db");
    assert.equal(code, 3);
    assert.match(stderr, /^error\[apply\/statement-failed\]: .*: no such (?:function|module): /);
    assert.match(
      stderr,
      /^hint: 0001_a was rolled back: declare the extension under "extensions" in penumbra\.json, or let the application apply it/m,
    );
  }));

Deno.test("an extension is named without its ending, and with a hash for each platform", () =>
  inProject(projectFor("sqlite"), async ({ run, write }) => {
    await write({ "penumbra.json": configured("sqlite", ["0".repeat(64), hash], "lib/vec0") });
    const { code, stderr } = await run("generate");
    assert.equal(code, 0, stderr);
  }));

Deno.test.each(["sqlite", "libsql"])(
  "for %s, an extension whose bytes do not have the hash is not loaded",
  (target) =>
    inProject(projectFor(target), async ({ run, write }) => {
      await write({ "penumbra.json": configured(target, "0".repeat(64)) });
      const { code, stderr } = await run("check");
      assert.equal(code, 3, stderr);
      assert.match(
        stderr,
        /^error\[engine\/extension-changed\]: Cannot load the extension ".*vec0\.so": /,
      );
      assert(stderr.includes(`note: The file's SHA-256 is ${hash}\n`), stderr);
      assert.match(stderr, /hint: .*"sha256" under "extensions" in penumbra\.json\n/);
    }),
);

Deno.test("a file that is not an extension is reported with the engine's message", () =>
  inProject(projectFor("sqlite"), async ({ run, write }) => {
    const text = "no library";
    const digest = new Uint8Array(
      await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)),
    );
    await write({ "lib/vec0.so": text, "penumbra.json": configured("sqlite", digest.toHex()) });
    const { code, stderr } = await run("check");
    assert.equal(code, 3, stderr);
    assert.match(stderr, /^error\[engine\/extension-not-loaded\]: Cannot load the extension /);
    await write({ "lib/vec0.so": undefined });
    assert.match((await run("check")).stderr, /^error\[files\/not-found\]: .*vec0\.so/);
  }));

Deno.test("an extension must be a file of the project, not a library name", () =>
  inProject(projectFor("sqlite"), async ({ run, write }) => {
    for (const path of ["../vec0.so", "/usr/lib/vec0.so"]) {
      await write({ "penumbra.json": configured("sqlite", hash, path) });
      const { code, stderr } = await run("check");
      assert.equal(code, 2, stderr);
      assert.match(stderr, /^error\[cli\/outside-project\]: /);
    }
  }));

Deno.test.each([
  ["no hash", undefined],
  ["no hex digits", "x".repeat(64)],
  ["no hash in the list", []],
])(
  "an extension with %s is refused",
  (_, sha256) =>
    inProject(projectFor("sqlite"), async ({ run, write }) => {
      await write({ "penumbra.json": configured("sqlite", sha256) });
      const { code, stderr } = await run("check");
      assert.equal(code, 2, stderr);
      assert.match(
        stderr,
        /^error\[cli\/bad-value\]: [^]*^hint: Write a list such as \[\{ "path"/m,
      );
    }),
);

Deno.test("what only an extension has is refused with the keys to write", () =>
  inProject(projectFor("sqlite"), async ({ run, write }) => {
    await write({ "penumbra.json": '{ "target": "sqlite" }' });
    const { stderr } = await run("check");
    assert.match(
      stderr,
      /hint: .*"modules": \["vec0"\], or the file that has it under "extensions"\n/,
    );
  }));

Deno.test(
  "without the permission for native code, an extension is not loaded",
  { ignore: !RUNS_IN_DENO },
  () =>
    inProject(projectFor("sqlite"), async ({ folder }) => {
      const source = new URL("../../", import.meta.url).pathname;
      const permissions = ["--no-prompt", `--allow-read=.,${source}`, "--allow-write=."];
      const command = [
        Deno.execPath(),
        "run",
        "--quiet",
        ...permissions,
        `${source}mod.ts`,
        "check",
      ];
      const { code, stderr } = await runProcess(command, { cwd: folder });
      assert.equal(code, 3, stderr);
      assert.match(
        stderr,
        /^error\[engine\/extension-not-loaded\]: .*\nhint: Run deno with --allow-ffi\n/,
      );
    }),
);

Deno.test("an extension allows no other module of the engine, and no access to files", () =>
  inProject(projectFor("libsql"), async ({ run, write }) => {
    for (
      const sql of [
        "CREATE VIRTUAL TABLE z USING fsdir;\n",
        "CREATE VIRTUAL TABLE z USING sqlite_stmt;\n",
        "CREATE TABLE z AS SELECT load_extension('lib/vec0.so');\n",
        "CREATE TABLE z AS SELECT writefile('payload', 'x');\n",
      ]
    ) {
      await write({ "schema.sql": sql });
      const { code, stderr } = await run("check");
      assert.equal(code, 3, stderr);
      assert.match(stderr, /^error\[shadow\/refused\]/);
    }
  }));

Deno.test.each(["sqlite", "libsql"])(
  "for %s, no other file is loaded in place of one with its hash",
  (target) =>
    inProject(projectFor(target), async ({ run, write }) => {
      // SQLite appends an extension to the name of a file that it cannot load, such as one for
      // another system.
      const text = "no library\n";
      const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
      await write({
        "lib/other.dll": text,
        "lib/other.dll.so": bytes,
        "penumbra.json": configured(target, new Uint8Array(digest).toHex(), "lib/other.dll"),
      });
      const { code, stderr } = await run("check --no-cache");
      assert.equal(code, 3, stderr);
      assert.match(stderr, /^error\[engine\/extension-not-loaded\]: Cannot load the extension /);
      assert.match(stderr, /other\.dll\.so" is beside it/);
    }),
);
