import assert from "node:assert/strict";
import { packForNpm, SKILL } from "../../scripts/npm.ts";
import { fetchNode, findNode, NPM_SHELL } from "../../scripts/npm/node.ts";
import { SESSIONS } from "../../scripts/transcript/sessions.ts";
import { type Ran, runProcess } from "../../scripts/run_process.ts";
import { doMainJob } from "./main_job.ts";
import { testSession } from "./test_session.ts";

const NODE = await findNode();
const FIT = NODE?.isFit
  ? ""
  : ` (skipped: it needs Node 24.15, and ${NODE ? `this is ${NODE.version}` : "there is none"})`;

/** Only `deno task builds` runs what takes seconds or the network. */
const SLOW = Deno.env.has("PENUMBRA_TEST_COMPILE") ? FIT : " (skipped: run deno task builds)";

const SCHEMA = `import { entity, id, text } from "penumbra/entities";
export const users = entity("users", { id: id(), email: text().notNull(), bio: text() });
`;

/** What Node alone does not load: a module with an enum, in a package of type commonjs. */
const SCHEMA_WITH_ENUM = `${SCHEMA}export enum Role { Admin = "admin" }\n`;

const APP = `import { entity, type Insert, type Row } from "penumbra/entities";
import { describeChange, detectChanges, loadSchema } from "penumbra";
import { users } from "./schema.ts";
const ada: Insert<typeof users> = { email: "ada@example.com" };
// @ts-expect-error: an e-mail address is there in every row
const nobody: Row<typeof users> = { id: 1, bio: null };
const [before, after] = await Promise.all([loadSchema("empty"), loadSchema("schema.ts")]);
if (!before.ok || !after.ok) throw new Error(JSON.stringify([before, after]));
const detected = await detectChanges(before.value.snapshot, after.value.snapshot);
const changes = detected.ok ? detected.value.map(describeChange) : [];
console.log(users.name, typeof entity, ada.email, changes.join(), nobody.id);
`;

/** The ways in which TypeScript finds the types of a package, each with its module format. */
const RESOLUTIONS = { node16: "node16", nodenext: "nodenext", bundler: "esnext" } as const;

function tsconfig(moduleResolution: keyof typeof RESOLUTIONS): string {
  const compilerOptions = {
    noEmit: true,
    strict: true,
    module: RESOLUTIONS[moduleResolution],
    moduleResolution,
    target: "es2024",
    types: [],
    lib: ["es2024", "dom"],
    allowImportingTsExtensions: true,
  };
  return JSON.stringify({ compilerOptions });
}

const SAID = 'users function ada@example.com Create table "users" 1\n';

const SESSION = SESSIONS.find(({ name }) => name === "npm")!;
const NO_NODE = NODE?.isFit || (await fetchNode()).ok ? undefined : "Node 24.15";

/** Packed once for all tests, in a folder that is deleted after them. */
let packing: Promise<string> | undefined;
let folder = "";

Deno.test.afterAll(async () => {
  if (folder !== "") await Deno.remove(folder, { recursive: true });
});

function pack(): Promise<string> {
  return packing ??= (async () => {
    folder = await Deno.realPath(await Deno.makeTempDir());
    return await packForNpm({ folder });
  })();
}

/** A folder with the package installed, and an empty home. */
interface App extends AsyncDisposable {
  readonly folder: string;
  run(...words: readonly string[]): Promise<Ran>;
  /** The output of a program that succeeds. */
  out(...words: readonly string[]): Promise<string>;
}

async function install(...packages: readonly string[]): Promise<App> {
  const file = await pack();
  const root = await Deno.realPath(await Deno.makeTempDir());
  const [home, app] = [`${root}/home`, `${root}/an app`];
  for (const it of [home, app]) await Deno.mkdir(it);
  const env = {
    [Deno.build.os === "windows" ? "USERPROFILE" : "HOME"]: home,
    npm_config_cache: `${home}/cache`,
    npm_config_update_notifier: "false",
    npm_config_loglevel: "error",
    npm_config_fetch_retries: "0",
  };
  const run: App["run"] = (...words) => runProcess([...NPM_SHELL, ...words], { cwd: app, env });
  const out: App["out"] = async (...words) => {
    const { code, stdout, stderr } = await run(...words);
    assert.equal(code, 0, stdout + stderr);
    assert.equal(stderr, "");
    return stdout;
  };
  await Deno.writeTextFile(`${app}/package.json`, '{ "type": "commonjs" }\n');
  const install = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", file];
  // The registry is only asked for additional packages.
  await out(...install, ...(packages.length > 0 ? packages : ["--offline", "--omit=optional"]));
  return {
    folder: app,
    run,
    out,
    [Symbol.asyncDispose]: () => Deno.remove(root, { recursive: true }),
  };
}

testSession(SESSION, pack, NO_NODE);

Deno.test("the npm package has types for every import, and no script", async () => {
  const listed = await runProcess(["tar", "tzf", await pack()]);
  const files = listed.stdout.trim().split("\n").map((it) => it.replace("package/", ""));
  const manifest = JSON.parse(await Deno.readTextFile(`${folder}/npm/package.json`));
  assert.equal(manifest.scripts, undefined);
  assert(files.includes(SKILL));
  assert.equal(manifest.dependencies, undefined);
  assert.deepEqual(Object.keys(manifest.optionalDependencies), ["libsql"]);
  const { "./package.json": _, ...entryPoints } = manifest.exports;
  assert.deepEqual(Object.keys(entryPoints).slice(0, 2), [".", "./entities"]);
  for (
    const [entryPoint, { types, default: module }] of Object.entries(entryPoints) as [string, {
      readonly types: string;
      readonly default: string;
    }][]
  ) {
    for (const it of [types, module]) assert(files.includes(it.slice("./".length)), it);
    const source = entryPoint === "."
      ? "../../mod.ts"
      : `../../src/${entryPoint.slice("./".length)}/mod.ts`;
    const text = await Deno.readTextFile(`${folder}/npm/${types}`);
    for (const name of Object.keys(await import(source))) {
      assert.match(text, new RegExp(`\\b${name}\\b`));
    }
  }
  const texts = files.map((it) => Deno.readTextFileSync(`${folder}/npm/${it}`));
  for (const text of texts) assert(!text.includes(Deno.cwd()), "It names a path of this machine");
});

Deno.test({
  name: "an older Node gets a message about what the npm package needs",
  ignore: NODE === undefined || NODE.isFit,
  async fn() {
    await using app = await install();
    const { code, stderr } = await app.run("npx", "--offline", "penumbra", "--version");
    assert.equal(code, 3);
    assert.match(stderr, /^penumbra needs Node 24\.15 or later, or Bun; this is Node \d/m);
  },
});

Deno.test({
  name: `npx penumbra does the main job without libSQL, in a folder of npm's${FIT}`,
  ignore: FIT !== "",
  async fn() {
    await using app = await install();
    const npx = ["npx", "--offline", "penumbra"];
    assert.match(await app.out(...npx, "--version"), /^penumbra \d+\.\d+\.\d+ \(.*, npm\)$/m);
    await Deno.writeTextFile(`${app.folder}/penumbra.json`, '{ "target": "sqlite" }');
    await doMainJob(app.folder, (...args) => app.run(...npx, ...args));
    await Deno.writeTextFile(`${app.folder}/schema.ts`, SCHEMA_WITH_ENUM);
    assert.match(
      await app.out(...npx, "inspect", "schema.ts", "--format", "sql"),
      /CREATE TABLE users/,
    );
    const { stderr } = await app.run(...npx, "check", "--target", "libsql");
    assert.match(stderr, /^error\[engine\/not-loaded\]: .*\nhint: Run npm install libsql/m);
  },
});

Deno.test({
  name: `entities and the library serve an app under tsc, tsx, Node and Bun${SLOW}`,
  ignore: SLOW !== "",
  async fn() {
    await using app = await install("typescript@5.9.3", "tsx@4.23.15", "bun@1.4.5");
    await Deno.writeTextFile(`${app.folder}/package.json`, '{ "type": "module" }\n');
    await Deno.writeTextFile(`${app.folder}/schema.ts`, SCHEMA);
    await Deno.writeTextFile(`${app.folder}/app.ts`, APP);
    for (const resolution of Object.keys(RESOLUTIONS) as (keyof typeof RESOLUTIONS)[]) {
      await Deno.writeTextFile(`${app.folder}/tsconfig.json`, tsconfig(resolution));
      const tsc = await app.run("npx", "tsc");
      assert.equal(tsc.stdout + tsc.stderr, "", resolution);
    }
    assert.equal(await app.out("node", "app.ts"), SAID);
    assert.equal(await app.out("npx", "tsx", "app.ts"), SAID);
    const [bun] = [...Deno.readDirSync(`${app.folder}/node_modules/@oven`)];
    assert.equal(await app.out(`node_modules/@oven/${bun!.name}/bin/bun`, "app.ts"), SAID);
    await doMainJob(app.folder, (...args) => app.run("npx", "penumbra", ...args));
  },
});
