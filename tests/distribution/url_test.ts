import assert from "node:assert/strict";
import { DatabaseSync } from "node:sqlite";
import { RELEASE } from "../../scripts/address.ts";
import { bundleForUrl, TYPES_FOR_URL } from "../../scripts/bundle.ts";
import { loadsBuiltinsAtOnce } from "../../scripts/bundle_patches.ts";
import { typesForUrl } from "../../scripts/declarations.ts";
import { denoFolders } from "../../scripts/deno_folders.ts";
import { type Ran, runProcess } from "../../scripts/run_process.ts";
import { type Loopback, serve, serveFolder } from "./loopback.ts";
import { doMainJob, SCHEMA } from "./main_job.ts";
import { SLOW } from "./slow.ts";

const ROOT = new URL("../../", import.meta.url);

const README = await Deno.readTextFile(new URL("README.md", ROOT));

/** The permissions in README.md for every command on files. */
const PERMISSIONS = permissionsIn(README);

const ENTITIES = `import { entity, id, text } from "penumbra";
export const users = entity("users", { id: id(), email: text().notNull() });
`;

/** The two ways to run it from a URL, by the path on the server. */
const ENTRIES: Readonly<Record<string, () => Loopback>> = {
  "mod.ts": () => serveFolder(ROOT),
  "penumbra.js": () => {
    const bundle = bundleForUrl(" (1a2b3c4, url)");
    return serve(async (path) =>
      path === "penumbra.js"
        ? (await bundle).text
        : path === TYPES_FOR_URL
        ? await typesForUrl()
        : undefined
    );
  },
};

for (const [entryPoint, open] of Object.entries(ENTRIES)) {
  const slow = entryPoint === "mod.ts" ? "" : SLOW;
  const ignore = slow !== "";

  const every = `every command runs from the URL of ${entryPoint} with three permissions${slow}`;
  Deno.test(every, { ignore }, async (test) => {
    await using server = open();
    await using place = await makePlace(`${server.url}${entryPoint}`);
    const { run, folder } = place;
    const succeeds = async (...args: readonly string[]) => {
      const { code, stdout, stderr } = await run(...args);
      assert.equal(code, 0, stdout + stderr);
      return stdout + stderr;
    };

    await test.step("--version and --help", async () => {
      assert.match(await succeeds("--version"), /^penumbra \d+\.\d+\.\d+/m);
      assert.match(await succeeds("--help"), /Usage: penumbra/);
    });
    await test.step("init, generate, check", () => doMainJob(folder, run));
    await test.step("diff, inspect, completions", async () => {
      assert.match(
        await succeeds("diff", "empty", "schema.sql", "--format", "sql"),
        /CREATE TABLE/,
      );
      assert.match(await succeeds("inspect", "migrations:migrations", "--format", "json"), /"bio"/);
      assert.match(await succeeds("completions", "bash"), /penumbra/);
      using database = new DatabaseSync(`${folder}/app.db`);
      database.exec(SCHEMA);
      assert.match(await succeeds("inspect", "app.db"), /table users/);
    });
    await test.step("entities, whose schema a worker creates", async () => {
      await Deno.writeTextFile(`${folder}/schema.ts`, ENTITIES);
      const entities = await succeeds("inspect", "schema.ts", "--format", "sql");
      assert.match(entities, /CREATE TABLE users/);
    });
    await test.step("a statement with a time limit, which needs a worker", async () => {
      const rows = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n LIMIT 3)\n" +
        "INSERT INTO users (id, email) SELECT x, 'a' FROM n;\n";
      await Deno.writeTextFile(`${folder}/migrations/99999999999999_rows.sql`, rows);
      assert.match(await succeeds("check", "--no-cache"), /Nothing to do/);
    });
    if (entryPoint === "penumbra.js") assert.deepEqual([...new Set(server.asked)], [entryPoint]);
  });

  const missing = `what is missing is named when ${entryPoint} may not load native code${slow}`;
  Deno.test(missing, { ignore }, async () => {
    await using server = open();
    await using place = await makePlace(`${server.url}${entryPoint}`);
    await Deno.writeTextFile(`${place.folder}/schema.sql`, SCHEMA);
    const { code, stderr } = await place.runWith(PERMISSIONS.slice(0, 2), "generate");
    assert.match(stderr, /error\[engine\/not-loaded\]: .*\nhint: Run deno with --allow-ffi\n/);
    assert.equal(code, 3);
  });

  Deno.test(`${entryPoint} is a library for a user's script`, async () => {
    await using server = open();
    await using place = await makePlace(`${server.url}${entryPoint}`);
    await Deno.writeTextFile(`${place.folder}/schema.sql`, SCHEMA);
    await Deno.writeTextFile(`${place.folder}/script.ts`, script(place.url));
    const host = `--allow-import=${new URL(server.url).host}`;
    const { stdout, stderr } = await place.deno(
      ...["run", "--no-prompt", host, ...PERMISSIONS, "script.ts"],
    );
    assert.equal(stdout, 'Create table "users"\n', stderr);
  });
}

Deno.test("the permissions in README.md are only for files and libSQL", () => {
  const kinds = PERMISSIONS.map((it) => it.replace(/=.*/, ""));
  assert.deepEqual(kinds, ["--allow-read", "--allow-write", "--allow-ffi"]);
});

Deno.test("the single file loads nothing of the runtime before it is needed", async () => {
  const { text, readable } = await bundleForUrl("");
  assert(!loadsBuiltinsAtOnce(readable));
  assert(!loadsBuiltinsAtOnce(text));
});

Deno.test("a check by the single file with nothing to do loads none of Node's modules", async () => {
  await using server = ENTRIES["penumbra.js"]!();
  await using place = await makePlace(`${server.url}penumbra.js`);
  const { folder, url, deno } = place;
  await Deno.writeTextFile(`${folder}/schema.sql`, SCHEMA);
  const run = async (command: string) => {
    const { code, stderr } = await deno(
      "run",
      "--log-level=debug",
      "-A",
      url,
      ...command.split(" "),
    );
    assert.equal(code, 0, stderr);
    return stderr;
  };
  // Deno names the modules whose code it has cached, so after the first run.
  await run("generate");
  await run("check");
  assert.doesNotMatch(await run("check"), NODE_MODULE);
  assert.match(await run("check --no-cache"), NODE_MODULE);
});

/** One of Node's modules in the debug log. */
const NODE_MODULE = /\bext:deno_node\b/;

Deno.test("the single file fetches no package for a target that does without libSQL", async () => {
  await using server = ENTRIES["penumbra.js"]!();
  await using place = await makePlace(`${server.url}penumbra.js`);
  const { folder, url } = place;
  await Deno.remove(`${folder}/../cache/npm`);
  await Deno.writeTextFile(`${folder}/schema.sql`, SCHEMA);
  const { code, stderr } = await runProcess(
    [Deno.execPath(), "run", "--no-prompt", ...PERMISSIONS, url, "generate", "--target", "sqlite"],
    { cwd: folder, env: { DENO_DIR: `${folder}/../cache`, NO_COLOR: "1" } },
  );
  assert.equal(code, 0, stderr);
  assert.deepEqual(stderr.match(/^Download .*$/gm), [`Download ${url}`]);
});

for (const [entryPoint, open] of Object.entries(ENTRIES)) {
  const typed = `what imports the URL of ${entryPoint} has its types`;
  // The types of the single file are a second file, which is generated quickly.
  const slow = entryPoint === "mod.ts" ? SLOW : "";
  Deno.test(`${typed}${slow}`, { ignore: slow !== "" }, async () => {
    await using server = open();
    await using place = await makePlace(`${server.url}${entryPoint}`);
    const wrong = "// @ts-expect-error: a source is a text\nawait loadSchema(42);\n";
    await Deno.writeTextFile(`${place.folder}/script.ts`, script(place.url) + wrong);
    const host = `--allow-import=${new URL(server.url).host}`;
    const { code, stderr } = await place.deno("check", host, "script.ts");
    assert.equal(code, 0, stderr);
  });
}

for (const packages of [undefined, '{ "dependencies": {} }']) {
  const beside = packages === undefined ? "" : ", beside a package.json too";
  const name = `the entities of the README compile by its import map${beside}`;
  Deno.test(name, async () => {
    await using server = ENTRIES["penumbra.js"]!();
    await using place = await makePlace(`${server.url}penumbra.js`);
    const { folder, url } = place;
    const readme = await Deno.readTextFile(new URL("src/entities/README.md", ROOT));
    const [, example = ""] = /```ts\n([^`]*import \{ entity[\s\S]*?)```/.exec(readme) ?? [];
    await Deno.writeTextFile(`${folder}/schema.ts`, example);
    await Deno.writeTextFile(`${folder}/deno.json`, importMap(url));
    if (packages !== undefined) await Deno.writeTextFile(`${folder}/package.json`, packages);
    const host = `--allow-import=${new URL(url).host}`;
    const checked = await place.deno("check", host, "schema.ts");
    assert.equal(checked.code, 0, checked.stderr);
    const inspect = () =>
      place.deno("run", host, ...PERMISSIONS, "penumbra", "inspect", "schema.ts");
    if (packages !== undefined) {
      assert.match((await inspect()).stderr, /^hint: Set "nodeModulesDir": "none" in deno\.json/m);
      await Deno.writeTextFile(`${folder}/deno.json`, importMap(url, '"nodeModulesDir": "none"'));
    }
    const { stdout, stderr } = await inspect();
    assert.match(stdout, /table posts/, stderr);
  });
}

/** The deno.json of README.md, for a release at this URL. */
function importMap(url: string, ...more: readonly string[]): string {
  const [, map = ""] = /`("imports": \{ "penumbra": .*?\})`/.exec(README) ?? [];
  return `{ ${[map.replace(`${RELEASE}/penumbra.js`, url), ...more].join()} }`;
}

/** The permissions in README.md for running the single file from a release. */
function permissionsIn(readme: string): readonly string[] {
  const [line = "", ...others] = readme.match(/^deno run .*\/penumbra\.js\b.*$/gm) ?? [];
  assert.deepEqual(others, []);
  return line.split(" ").filter((word) => word.startsWith("-"));
}

/** A script that prints the migration from an empty schema to another. */
function script(url: string): string {
  return `import { describeChange, detectChanges, loadSchema } from "${url}";
    const [current, desired] = await Promise.all([loadSchema("empty"), loadSchema("schema.sql")]);
    if (!current.ok || !desired.ok) throw new Error("Not read");
    const changes = await detectChanges(current.value.snapshot, desired.value.snapshot);
    if (!changes.ok) throw new Error("Not compared");
    const words: readonly string[] = changes.value.map(describeChange);
    console.log(words.join());
  `;
}

/** An empty folder to run in, with a cache of its own and the npm packages in it. */
interface Place extends AsyncDisposable {
  readonly folder: string;
  readonly url: string;
  /** Runs the program from its URL with the permissions in README.md. */
  run(...args: readonly string[]): Promise<Ran>;
  runWith(permissions: readonly string[], ...args: readonly string[]): Promise<Ran>;
  /** Runs Deno with these arguments. */
  deno(...args: readonly string[]): Promise<Ran>;
}

async function makePlace(url: string): Promise<Place> {
  const root = await Deno.makeTempDir();
  const folder = `${root}/project with spaces`;
  await Deno.mkdir(folder);
  await Deno.mkdir(`${root}/cache`);
  await Deno.symlink((await denoFolders()).npmCache, `${root}/cache/npm`);
  const deno = (...args: readonly string[]): Promise<Ran> =>
    runProcess([Deno.execPath(), ...args], {
      cwd: folder,
      env: { DENO_DIR: `${root}/cache`, NO_COLOR: "1" },
    });
  const runWith: Place["runWith"] = (permissions, ...args) =>
    deno("run", "--quiet", "--no-prompt", ...permissions, url, ...args);
  return {
    folder,
    url,
    deno,
    runWith,
    run: (...args) => runWith(PERMISSIONS, ...args),
    [Symbol.asyncDispose]: () => Deno.remove(root, { recursive: true }),
  };
}
