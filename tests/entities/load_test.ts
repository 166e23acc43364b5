import assert from "node:assert/strict";
import { type Diagnostic, lineAt, positionAt } from "../../src/base/diagnostic.ts";
import {
  loadEntities,
  type LoadEntitiesOptions,
} from "../../src/entities/modules/load_entities.ts";
import { inFolder } from "../support/folders.ts";

const FRONT_DOOR = new URL("../../mod.ts", import.meta.url).href;
const IMPORTS = `import { entity, id, index, integer, sql, text, view } from "${FRONT_DOOR}";\n`;

const USER = `${IMPORTS}
export const users = entity("users", {
  id: id(),
  name: text().notNull(),
});
`;

const POST = `${IMPORTS}
import { users } from "./user.ts";

export const zebras = entity("zebras", { id: id() });
export const posts = entity("posts", {
  id: id(),
  authorId: integer().references(() => users.columns.id),
});
`;

/** The DDL of files, or the diagnostics, each with its line. */
async function parse(
  files: Record<string, string>,
  { at = ".", ...options }: LoadEntitiesOptions & { readonly at?: string | readonly string[] } = {},
) {
  return await inFolder(files, async (folder) => {
    const paths = (typeof at === "string" ? [at] : at).map((path) =>
      path === "." ? folder : `${folder}/${path}`
    );
    const parsed = await loadEntities(paths, options);
    const short = (text: string) => text.replaceAll(`${folder}/`, "").replaceAll(folder, ".");
    return parsed.ok ? parsed.value.text : parsed.diagnostics.map((it) => short(told(it)));
  });
}

function told({ code, message, span }: Diagnostic): string {
  if (span === undefined) return `${code}: ${message}`;
  const { source: { name, text }, startOffset, endOffset } = span;
  const { line, column } = positionAt(text, startOffset);
  const marked = text.slice(startOffset, endOffset);
  return `${name}:${line}:${column} [${marked}] ${code}: ${message} | ${lineAt(text, startOffset)}`;
}

Deno.test("loadEntities() reads one file", async () => {
  assert.equal(
    await parse({ "user.ts": USER }, { at: "user.ts" }),
    "CREATE TABLE users (\n  id INTEGER PRIMARY KEY,\n  name TEXT NOT NULL\n);\n",
  );
});

Deno.test("loadEntities() reads a folder by paths, and what a file exports in its order", async () => {
  const files = {
    "user.ts": USER,
    "post.ts": POST,
    "deep/tag.mts": `${IMPORTS}export const tags = entity("tags", { id: id() });`,
    "deep/plain.js":
      `${IMPORTS}const log = entity("log", { id: id() });\nexport { log as journal };`,
    "helpers.ts": "export const MAX = 10;",
    "types.d.ts": "this is never read",
    "user_test.ts": "throw new Error('this is never run')",
    "user.test.ts": "throw new Error('this is never run')",
    "node_modules/library/index.js": "throw new Error('this is never run')",
    // Comes first by its name, but only re-exports what others define.
    "all.ts": 'export * from "./user.ts";\nexport { posts } from "./post.ts";',
  };
  const text = await parse(files);
  assert(typeof text === "string", String(text));
  const tables = Array.from(text.matchAll(/CREATE TABLE (\w+)/g), ([, name]) => name);
  assert.deepEqual(tables, ["log", "tags", "zebras", "users", "posts"]);
  assert.equal(await parse(files, { at: ["."] }), text);
  assert.equal(await parse(files, { at: [".", "user.ts"] }), text);
  assert.deepEqual(
    Array.from(
      String(await parse(files, { at: ["user.ts", "post.ts"] })).matchAll(/CREATE TABLE (\w+)/g),
      ([, name]) => name,
    ),
    ["users", "zebras", "posts"],
  );
});

Deno.test("loadEntities() sees changes since its last call", async () => {
  await inFolder({ "user.ts": USER }, async (folder) => {
    const before = await loadEntities(`${folder}/user.ts`);
    await Deno.writeTextFile(`${folder}/user.ts`, USER.replace("name: text()", "email: text()"));
    const after = await loadEntities(`${folder}/user.ts`);
    assert(before.ok && after.ok);
    assert.match(before.value.text, /name TEXT/);
    assert.match(after.value.text, /email TEXT/);
  });
});

Deno.test("loadEntities() returns the origin of each part", async () => {
  await inFolder({ "user.ts": USER, "post.ts": POST }, async (folder) => {
    const parsed = await loadEntities(folder);
    assert(parsed.ok);
    const { text, parts } = parsed.value;
    assert.deepEqual(
      parts.map(({ startOffset, endOffset, span }) => [
        text.slice(startOffset, endOffset).split("\n")[0],
        span?.source.text.slice(span.startOffset, span.endOffset),
      ]),
      [
        ["CREATE TABLE zebras (", "zebras"],
        ["CREATE TABLE users (", "users"],
        ["CREATE TABLE posts (", "posts"],
      ],
    );
  });
});

Deno.test("loadEntities() names columns in snake_case if requested", async () => {
  const text = await parse({ "user.ts": USER, "post.ts": POST }, { casing: "snake_case" });
  assert.match(String(text), /author_id INTEGER REFERENCES users \(id\)/);
});

Deno.test("loadEntities() points at the line where a module throws, even in a helper", async () => {
  const helper = "\nexport function pick(): string {\n  throw new RangeError('too far');\n}\n";
  const files = {
    "schema/user.ts": 'import { pick } from "../helper.ts";\nexport const it = pick();\n',
    "schema/post.ts": 'import "./user.ts";\n',
    "helper.ts": helper,
  };
  assert.deepEqual(await parse(files, { at: "schema" }), [
    'helper.ts:3:9 [new] entities/threw: Cannot load "helper.ts": RangeError: too far | ' +
    "  throw new RangeError('too far');",
  ]);
  assert.deepEqual(await parse({ "a.ts": 'throw "words";' }), [
    'a.ts:1:1 [t] entities/threw: Cannot load "a.ts": words | throw "words";',
  ]);
});

Deno.test("loadEntities() points at what cannot be parsed or resolved", async () => {
  assert.deepEqual(
    await parse({
      "a.ts": "export const a = 1;\nexport const b = = 2;\n",
      "b.ts": 'import { c } from "./c.ts";\nexport const d = c;\n',
      "e.ts": 'import { f } from "./f.ts";\nexport const g = f;\n',
      "f.ts": "export const h = 1;\n",
      "i.ts": '\nimport { j } from "no-such-package";\nexport const k = j;\n',
    }),
    [
      'a.ts:2:18 [=] entities/syntax: Cannot load "a.ts": Expression expected | export const b = = 2;',
      'b.ts:1:19 ["./c.ts"] entities/import-not-found: Cannot load "b.ts": it imports "./c.ts", which cannot be found | ' +
      'import { c } from "./c.ts";',
      "e.ts:1:10 [f] entities/import-not-found: Cannot load \"e.ts\": The requested module './f.ts' " +
      "does not provide an export named 'f' | import { f } from \"./f.ts\";",
      'i.ts:2:19 ["no-such-package"] entities/import-not-found: Cannot load "i.ts": it imports "no-such-package", ' +
      'which cannot be found | import { j } from "no-such-package";',
    ],
  );
});

Deno.test("loadEntities() points at merge conflict markers", async () => {
  const text = "// drizzle-orm\n<<<<<<< HEAD\nconst a = 1;\n=======\n>>>>>>> main\n";
  assert.deepEqual(await parse({ "a.ts": text }), [
    'a.ts:2:1 [<<<<<<< HEAD] entities/merge-markers: Cannot load "a.ts": it still has ' +
    "merge conflict markers | <<<<<<< HEAD",
  ]);
});

Deno.test("loadEntities() reports files that export no part of a schema", async () => {
  const nothing =
    'entities/nothing-exported: Cannot read a schema from "a.ts": it exports neither ' +
    "entities nor Drizzle tables";
  assert.deepEqual(await parse({ "a.ts": "export const a = 1;" }, { at: "a.ts" }), [nothing]);
  const forgotten = `${IMPORTS}const users = entity("users", { id: id() });`;
  assert.deepEqual(await parse({ "a.ts": forgotten }, { at: "a.ts" }), [nothing]);
  assert.deepEqual(await parse({ "a.sql": "" }, { at: "." }), [
    'entities/no-files: Cannot read a schema from ".": the folder contains no .ts or .js file',
  ]);
  const missing = await parse({ "user.ts": USER }, { at: "users.ts" });
  assert.match(String(missing), /^files\/not-found: Cannot read "users\.ts"/);
});

Deno.test("loadEntities() points at the second of two entities of one name", async () => {
  assert.deepEqual(
    await parse({
      "a.ts": `${IMPORTS}export const users = entity("users", { id: id() });\n`,
      "b.ts": `${IMPORTS}\n// people\nexport const people = entity("Users", { id: id() });\n`,
    }),
    [
      'b.ts:4:14 [people] entities/duplicate-name: Cannot define table "Users": there is another ' +
      'one of that name, exported as "users" from a.ts | ' +
      'export const people = entity("Users", { id: id() });',
    ],
  );
});

Deno.test("loadEntities() points at a column whose reference cannot be resolved", async () => {
  const hidden = `${IMPORTS}
const hidden = entity("hidden", { id: id() });
export const posts = entity("posts", {
  id: id(),
  hiddenId: integer().references(() => hidden.columns.id),
});
`;
  assert.deepEqual(await parse({ "post.ts": hidden }), [
    'post.ts:6:3 [hiddenId] entities/no-such-table: Cannot reference "hidden" from "hiddenId" of ' +
    '"posts": no such entity is exported |   hiddenId: integer().references(() => hidden.columns.id),',
  ]);
  const misspelt = POST.replace("users.columns.id", "users.columns.uid");
  assert.deepEqual(await parse({ "user.ts": USER, "post.ts": misspelt }), [
    'post.ts:8:3 [authorId] entities/bad-reference: Cannot make the foreign key "authorId" of ' +
    '"posts": what it references is not a column |   authorId: integer().references(() => users.columns.uid),',
  ]);
  const throwing = POST.replace("users.columns.id", "users.column.id");
  assert.deepEqual(await parse({ "user.ts": USER, "post.ts": throwing }), [
    'post.ts:8:53 [id] entities/threw: Cannot load "post.ts": Cannot read properties of undefined ' +
    "(reading 'id') |   authorId: integer().references(() => users.column.id),",
  ]);
});

Deno.test("loadEntities() stops a module that exits the program or never finishes", async () => {
  assert.deepEqual(await parse({ "a.ts": "Deno.exit(0);" }), [
    'a.ts:1:1 [D] entities/exited: Cannot load "a.ts": it exits the program | Deno.exit(0);',
  ]);
  const exit = 'import process from "node:process";\nprocess.exit(1);';
  assert.match(String(await parse({ "a.ts": exit })), /entities\/exited/);
  // Nothing before it takes time to load.
  const waits = { "a.ts": "export const a = 1;", "b.ts": "await new Promise(() => {});" };
  assert.deepEqual(await parse(waits, { limitMs: 2_000 }), [
    'b.ts:1:1 [a] entities/time-limit: Cannot load "b.ts": it was still running after 2000 ms | ' +
    "await new Promise(() => {});",
  ]);
  const late =
    "Promise.reject(new Error('late'));\nawait new Promise((done) => setTimeout(done, 50));";
  assert.deepEqual(await parse({ "a.ts": late }), [
    "a.ts:1:16 [new] entities/threw: Cannot load \"a.ts\": late | Promise.reject(new Error('late'));",
  ]);
});
