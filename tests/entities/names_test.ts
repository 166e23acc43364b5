import assert from "node:assert/strict";
import * as frontDoor from "../../mod.ts";
import { denoFolders } from "../../scripts/deno_folders.ts";
import { type Ran, runProcess, type Surroundings } from "../../scripts/run_process.ts";
import { OWN_FUNCTIONS } from "../../src/entities/builder/own_functions.ts";
import { serveFolder } from "../distribution/loopback.ts";
import { inFolder } from "../support/folders.ts";
import { IMPORT_SHAPES, writeImportShapes } from "./import_shapes.ts";

const ROOT = new URL("../../", import.meta.url);
const PROGRAM = "tests/entities/print_ddl.ts";

/**
 * A schema that imports penumbra by name, a package beside it, and another file that does the same.
 */
const FILES = {
  "schema/user.ts": `import { entity, id, text } from "penumbra";
import { prefix } from "prefixes";
export enum Kind { Person, Robot }
export const users = entity(prefix + "users", { id: id(), kind: text().default(Kind[0]!) });
`,
  "schema/post.ts": `import { entity, id, integer } from "penumbra";
import { users } from "./user.ts";
console.log("words of the schema's own");
export const posts = entity("posts", { id: id(), user: integer().references(() => users) });
`,
  "node_modules/prefixes/package.json": '{ "name": "prefixes", "main": "index.js" }',
  "node_modules/prefixes/index.js": 'exports.prefix = "app_";',
};

const DDL = `CREATE TABLE app_users (
  id INTEGER PRIMARY KEY,
  kind TEXT DEFAULT 'Person'
);

CREATE TABLE posts (
  id INTEGER PRIMARY KEY,
  user INTEGER REFERENCES app_users
);

`;

/** Runs Deno with these arguments, and returns its output. */
function deno(args: readonly string[], { env, ...options }: Surroundings = {}): Promise<Ran> {
  const words = [Deno.execPath(), "run", "--quiet", "--no-lock", "--no-prompt", ...args];
  return runProcess(words, { ...options, env: { NO_COLOR: "1", ...env } });
}

const program = new URL(PROGRAM, ROOT).pathname;

Deno.test("the name penumbra resolves to the functions that the entry point exports for schemas", () => {
  for (const [name, value] of Object.entries(OWN_FUNCTIONS)) {
    assert.equal(frontDoor[name as keyof typeof frontDoor], value, name);
  }
});

Deno.test("a schema may import penumbra and packages next to it by name, without an import map", async () => {
  const { stdout, stderr } = await inFolder(
    FILES,
    (cwd) => deno(["-A", "--no-config", program, "schema"], { cwd }),
  );
  assert.equal(stdout, DDL, stderr);
  assert.match(stderr, /words of the schema's own/);
});

Deno.test("a package next to a schema is used, not the bundled one of that name", async () => {
  const files = {
    "schema.ts": `import { entity, id } from "penumbra";
import { name } from "ts-pattern";
export const theirs = entity(name, { id: id() });
`,
    "node_modules/ts-pattern/package.json": '{ "name": "ts-pattern", "main": "index.js" }',
    "node_modules/ts-pattern/index.js": 'exports.name = "theirs";',
  };
  const { stdout, stderr } = await inFolder(
    files,
    (cwd) => deno(["-A", "--no-config", program, "schema.ts"], { cwd }),
  );
  assert.equal(stdout, "CREATE TABLE theirs (\n  id INTEGER PRIMARY KEY\n);\n\n", stderr);
});

Deno.test("what a schema imports is found as Node and bundlers find it", async () => {
  for (const permission of ["-A", `--allow-read=.,${ROOT.pathname}`]) {
    await inFolder({}, async (cwd) => {
      await writeImportShapes(cwd);
      // One at a time: each has a time limit.
      for (const path of IMPORT_SHAPES) {
        const { stdout, stderr } = await deno([permission, "--no-config", program, path], { cwd });
        assert.match(stdout, /^CREATE TABLE t_/, `${path}, ${permission}: ${stdout}${stderr}`);
      }
    });
  }
});

Deno.test("a folder is searched, whether or not Deno misses another module", async () => {
  const builder = new URL("src/entities/builder/", ROOT).href;
  const files = {
    "schema.ts": `import { entity } from "${builder}entity.ts";
import { id } from "${builder}columns.ts";
import { name } from "./parts";
export const theirs = entity(name, { id: id() });
`,
    "parts/index.ts": 'export const name: string = "theirs";\n',
  };
  const { stdout, stderr } = await inFolder(
    files,
    (cwd) => deno(["-A", "--no-config", program, "schema.ts"], { cwd }),
  );
  assert.equal(stdout, "CREATE TABLE theirs (\n  id INTEGER PRIMARY KEY\n);\n\n", stderr);
});

Deno.test("a schema may import penumbra and packages by name if penumbra runs from a URL", async () => {
  await using server = serveFolder(ROOT);
  const { stdout, stderr } = await inFolder(FILES, async (cwd) => {
    await Deno.mkdir(`${cwd}/cache`);
    await Deno.symlink((await denoFolders()).npmCache, `${cwd}/cache/npm`);
    // As in README.md.
    const permissions = ["--allow-read=.", "--allow-write=.", "--allow-ffi"];
    return await deno([...permissions, `${server.url}${PROGRAM}`, "schema"], {
      cwd,
      env: { DENO_DIR: `${cwd}/cache` },
    });
  });
  assert.equal(stdout, DDL, stderr);
});

Deno.test("a schema may import penumbra by the name in an import map, from any URL", async () => {
  const files = {
    "deno.json": JSON.stringify({
      imports: { "@db/": `${new URL("src/entities/builder/", ROOT)}` },
      vendor: false,
    }),
    "schema.ts": `import { entity } from "@db/entity.ts";
import { id } from "@db/columns.ts";
export const users = entity("users", { id: id() });
`,
  };
  const { stdout, stderr } = await inFolder(
    files,
    (cwd) => deno(["-A", "--config", "deno.json", program, "schema.ts"], { cwd }),
  );
  assert.equal(stdout, "CREATE TABLE users (\n  id INTEGER PRIMARY KEY\n);\n\n", stderr);
});

Deno.test("a schema that never finishes loading is stopped", async () => {
  const { code, stdout } = await inFolder(
    { "schema.ts": "while (true) {}" },
    (cwd) => deno(["-A", "--no-config", program, "schema.ts"], { cwd }),
  );
  assert.equal(
    stdout,
    'entities/time-limit: Cannot load "schema.ts": it was still running after 3000 ms\n',
  );
  assert.equal(code, 0);
});
