import assert from "node:assert/strict";
import { VERSION } from "../../src/base/version.ts";
import { denoFolders } from "../../scripts/deno_folders.ts";
import { type Ran, runProcess } from "../../scripts/run_process.ts";
import { IMPORT_SHAPES, writeImportShapes } from "../entities/import_shapes.ts";
import { CAN_MOUNT } from "../support/can_mount.ts";
import { inFolder } from "../support/folders.ts";
import { serve } from "./loopback.ts";
import { doMainJob, SCHEMA } from "./main_job.ts";

/** The compiled program, as written by `deno task builds`. */
const BINARY = Deno.env.get("PENUMBRA_TEST_BINARY");

/** A test of the compiled program; if there is none, the name says so. */
function testBinary(name: string, test: () => Promise<void>, needs: "" | "mounts" = ""): void {
  const reason = BINARY === undefined
    ? " (skipped: run deno task builds)"
    : needs === "mounts" && !CAN_MOUNT
    ? " (skipped: no mounts of our own here)"
    : "";
  Deno.test({ name: `${name}${reason}`, ignore: reason !== "", fn: test });
}

testBinary("the program tells its version, its commit and its target", async () => {
  await inPlace({}, async ({ run }) => {
    const { stdout } = await run("--version");
    const [, version, target] = /^penumbra (\S+) \((?:[0-9a-f]{12}|no commit)\+?, (\S+)\)\n$/
      .exec(stdout) ?? [];
    assert.equal(version, VERSION);
    assert.match(target!, new RegExp(`^${Deno.build.os}-(?:x64|arm64)$`));
  });
});

testBinary("it does the main job from an empty folder with an empty environment", async () => {
  await inPlace({}, async ({ run, folder }) => {
    await doMainJob(folder, run);
  });
});

testBinary("what it remembers is known under deno run, and the other way round", async () => {
  const source = [Deno.execPath(), "run", "-A", new URL("../../mod.ts", import.meta.url).pathname];
  await inPlace({ "schema.sql": SCHEMA, "größe.sql": SCHEMA }, async ({ folder, run }) => {
    const environment = { DENO_DIR: (await denoFolders()).denoDir };
    const fromSource = (...args: readonly string[]) =>
      execute([...source, ...args], folder, environment);
    for (const [writes, reads] of [[run, fromSource], [fromSource, run]] as const) {
      assert.equal((await writes("generate", "--schema", "größe.sql")).code, 0);
      const { stderr } = await reads("check", "--schema", "größe.sql", "--verbose");
      assert.match(stderr, /Nothing was replayed: the cache covers these files/);
      await Deno.remove(`${folder}/migrations`, { recursive: true });
    }
  });
});

testBinary("nothing of the folder it runs in is loaded by it", async () => {
  await using server = serve(() => Promise.resolve(undefined));
  const marked = (name: string) => `require("node:fs").writeFileSync("loaded-${name}", "");\n`;
  const hostile = {
    ".env": "PENUMBRA_AUTH_TOKEN=from-dot-env\nNODE_OPTIONS=--require=./preload.cjs\n",
    ".env.local": "BUN_OPTIONS=--preload=./preload.cjs\n",
    "bunfig.toml": 'preload = ["./preload.cjs"]\n[test]\npreload = ["./preload.cjs"]\n',
    "preload.cjs": marked("preload"),
    "tsconfig.json": '{ "compilerOptions": { "baseUrl": ".", "paths": { "*": ["./evil/*"] } } }',
    "evil/libsql.js": marked("mapped-libsql"),
    "evil/commander.js": marked("mapped-commander"),
    "evil/node:fs.js": marked("mapped-fs"),
    "package.json": '{ "name": "libsql", "main": "preload.cjs", "imports": { "#*": "./evil/*" } }',
    "node_modules/libsql/index.js": marked("libsql"),
    "node_modules/commander/index.js": marked("commander"),
    "schema.sql": SCHEMA,
  };
  await inPlace(hostile, async ({ run, folder }) => {
    for (const args of [["generate"], ["check", "--no-cache"], ["inspect", server.url]]) {
      await run(...args);
    }
    const names = [...Deno.readDirSync(folder)].map(({ name }) => name);
    assert.deepEqual(names.filter((name) => name.startsWith("loaded-")), []);
    assert(names.includes("migrations"));
    assert(server.asked.length > 0);
    assert.deepEqual(server.tokens, server.asked.map(() => undefined));
  });
});

testBinary("what a schema imports is found as Node and bundlers find it", async () => {
  await inPlace({}, async ({ run, folder }) => {
    await writeImportShapes(folder);
    for (const path of IMPORT_SHAPES) {
      const { code, stderr } = await run("inspect", path);
      assert.equal(code, 0, `${path}: ${stderr}`);
    }
  });
});

testBinary("a statement without an end is given up in it, too", async () => {
  const endless = "INSERT INTO users (id, email) WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL " +
    "SELECT x + 1 FROM n) SELECT count(*), 'a' FROM n;\n";
  const files = { "schema.sql": SCHEMA, "migrations/0001_a.sql": SCHEMA };
  await inPlace({ ...files, "migrations/0002_b.sql": endless }, async ({ run }) => {
    const { code, stderr } = await run("check");
    assert.match(stderr, /error\[shadow\/time-limit\]/);
    assert.equal(code, 3);
  });
});

testBinary(
  "many short statements are given up in it, whatever it is doing at that moment",
  async () => {
    const names = Array.from({ length: 300 }, (_, at) => `t${at}`);
    const tables = names.map((name) =>
      `CREATE TABLE ${name} (id INTEGER PRIMARY KEY, x TEXT NOT NULL CHECK (x GLOB 'z*z'));\n`
    ).join("");
    const files = {
      "schema.sql": tables,
      "migrations/0001_a.sql": tables,
      // Many rows are tried in vain: errors are the delicate moment.
      "migrations/0002_b.sql": names.map((name) => `UPDATE ${name} SET x = x || x;\n`).join(""),
    };
    await inPlace(files, async ({ run }) => {
      for (let time = 0; time < 16; time++) {
        const { code, stderr } = await run("check", "--time-limit", "1");
        assert.equal(code, 3, stderr);
        assert.match(stderr, /error\[shadow\/time-limit\]/);
      }
    });
  },
);

testBinary("it unpacks libSQL once, and leaves nothing else behind", async () => {
  await inPlace({ "schema.sql": SCHEMA, "tmp/": "" }, async ({ run, folder }) => {
    const environment = { TMPDIR: `${folder}/tmp` };
    for (let time = 0; time < 3; time++) {
      assert.equal((await run("generate", "--dry-run", environment)).code, 0);
    }
    assert.equal([...Deno.readDirSync(`${folder}/tmp`)].length, 1);
    assert(!await exists(`${folder}/cache`));
  });
});

testBinary("it loads no libSQL that somebody else has put into the temporary folder", async () => {
  await inPlace({ "schema.sql": SCHEMA, "tmp/": "" }, async ({ run, folder }) => {
    const environment = { TMPDIR: `${folder}/tmp`, XDG_CACHE_HOME: `${folder}/cache` };
    const generate = async () => {
      const { code, stderr } = await run("generate", "--dry-run", environment);
      assert.equal(code, 0, stderr);
    };
    await generate();
    const ours = `${folder}/tmp/${[...Deno.readDirSync(`${folder}/tmp`)][0]!.name}`;
    const [copied] = [...Deno.readDirSync(ours)].filter(({ name }) => name.endsWith(".node"));
    const copy = `${ours}/${copied!.name}`;
    const bytes = await Deno.readFile(copy);
    assert.equal((await Deno.stat(ours)).mode! & 0o777, 0o700);
    const isAnew = async () => {
      await generate();
      assert.deepEqual(await Deno.readFile(copy), bytes);
      assert.equal((await Deno.lstat(copy)).mode! & 0o777, 0o600);
    };
    const changed = bytes.with(bytes.length - 1, 1 ^ bytes.at(-1)!);
    await Deno.writeFile(copy, changed);
    await isAnew();
    // What was verified once is verified again after any change, whatever its times say.
    await generate();
    const { atime, mtime } = await Deno.stat(copy);
    await Deno.writeFile(copy, changed);
    await Deno.utime(copy, atime!, mtime!);
    await isAnew();
    await Deno.chmod(copy, 0o666);
    await isAnew();
    await Deno.rename(copy, `${folder}/other`);
    await Deno.symlink(`${folder}/other`, copy);
    await isAnew();
    // A folder that others may write to is not used.
    assert(!await exists(`${folder}/cache`));
    await Deno.chmod(ours, 0o777);
    await generate();
    assert(await exists(`${folder}/cache/penumbra`));
  });
});

testBinary("it uses the cache folder where there is no temporary folder", async () => {
  await inPlace({ "schema.sql": SCHEMA }, async ({ run, folder }) => {
    const environment = { TMPDIR: `${folder}/nowhere`, XDG_CACHE_HOME: `${folder}/cache` };
    for (let time = 0; time < 2; time++) {
      const { code, stdout, stderr } = await run("generate", "--dry-run", environment);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /CREATE TABLE users/);
    }
    const names = Array.from(Deno.readDirSync(`${folder}/cache/penumbra`), ({ name }) => name)
      .sort();
    const [copy] = names;
    assert.deepEqual(names, [copy, `${copy}.verified`]);
    // A copy that somebody has changed is replaced, not run.
    await Deno.writeTextFile(`${folder}/cache/penumbra/${copy}`, "not an addon");
    assert.equal((await run("generate", "--dry-run", environment)).code, 0);
  });
});

for (const options of ["noexec", "ro"]) {
  testBinary(`it uses the cache folder where the temporary folder is ${options}`, async () => {
    await inPlace({ "schema.sql": SCHEMA, "tmp/": "" }, async ({ runMounted, folder }) => {
      const mounts = `mount -t tmpfs -o ${options} tmpfs tmp`;
      const environment = { TMPDIR: `${folder}/tmp`, XDG_CACHE_HOME: `${folder}/cache` };
      const { code, stdout, stderr } = await runMounted(mounts, environment);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /CREATE TABLE users/);
    });
  }, "mounts");
}

testBinary("it says what to do where libSQL can be unpacked nowhere", async () => {
  await inPlace({ "schema.sql": SCHEMA, "tmp/": "", "cache/": "" }, async (place) => {
    const { runMounted, folder } = place;
    const mounts = ["tmp", "cache"].map((it) => `mount -t tmpfs -o noexec tmpfs ${it}`).join(";");
    const environment = { TMPDIR: `${folder}/tmp`, XDG_CACHE_HOME: `${folder}/cache` };
    const { code, stderr } = await runMounted(mounts, environment);
    const folders = `neither in "${folder}/tmp" nor in "${folder}/cache/penumbra"`;
    assert.match(stderr, /^error\[engine\/not-loaded\]: Cannot load libSQL: it can be unpacked/);
    assert(stderr.includes(folders), stderr);
    assert.match(stderr, /^hint: Set TMPDIR to a folder that can be written/m);
    assert.equal(code, 3);
  });
}, "mounts");

type Environment = Readonly<Record<string, string>>;

interface Place {
  readonly folder: string;
  /** Runs the program in the folder, with an empty environment except for what is given. */
  run(...args: readonly (string | Environment)[]): Promise<Ran>;
  /**
   * Runs a dry `generate` after shell commands that mount file systems, in a separate namespace.
   */
  runMounted(mounts: string, environment: Environment): Promise<Ran>;
}

/** A folder with these files that can be disposed of. */
async function inPlace(
  files: Readonly<Record<string, string>>,
  work: (place: Place) => Promise<void>,
): Promise<void> {
  await inFolder(files, (folder) =>
    work({
      folder,
      run: (...given) => {
        const args = given.filter((it) => typeof it === "string");
        const environment = given.find((it) => typeof it === "object") ?? {};
        return execute([BINARY!, ...args], folder, environment);
      },
      runMounted: (mounts, environment) => {
        const line = `${mounts}; exec "${BINARY}" generate --dry-run`;
        return execute(["unshare", "-Urm", "sh", "-c", line], folder, environment);
      },
    }));
}

function execute(words: readonly string[], folder: string, environment: Environment): Promise<Ran> {
  const env = { PATH: Deno.env.get("PATH")!, ...environment };
  return runProcess(words, { cwd: folder, clearEnv: true, env });
}

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}
