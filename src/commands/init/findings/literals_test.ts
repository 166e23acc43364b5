import assert from "node:assert/strict";
import { literalsOf, pathsOf } from "./literals.ts";

Deno.test("literalsOf() reads a key in any language of configurations", () => {
  const texts = [
    'export default { schema: "a.ts" };',
    "export default { schema: ['a.ts'] };",
    "const schema = `a.ts`;",
    '{ "schema": "a.ts" }',
    'schema = "a.ts" # TOML',
    'env "local" {\n  schema = "a.ts"\n}',
  ];
  for (const text of texts) assert.deepEqual(literalsOf(text, "schema"), ["a.ts"], text);
  assert.deepEqual(literalsOf('schema: ["a.ts", // one\n "b.ts"]', "schema"), ["a.ts", "b.ts"]);
});

Deno.test("literalsOf() finds nothing that is computed, in a comment, or under another key", () => {
  const texts = [
    "{ schema: `${folder}/a.ts` }",
    '{ schema: "src/" + name }',
    "{ schema: env.SCHEMA }",
    '// schema: "a.ts"',
    '/* schema: "a.ts" */',
    '# schema = "a.ts"',
    '{ dbschema: "a.ts", "schema-file": "b.ts", tables.schema: "c.ts" }',
  ];
  for (const text of texts) assert.deepEqual(literalsOf(text, "schema"), [], text);
});

Deno.test("pathsOf() removes redundant parts, and ignores parts of URLs", () => {
  const text = `{ dir: ["./db/", "file://db/migrations?format=atlas", "db//"] } // "x`;
  assert.deepEqual(pathsOf(text, "dir"), ["db", "db/migrations", "db"]);
  assert.deepEqual(literalsOf('{ url: "libsql://a.turso.io" }', "url"), ["libsql://a.turso.io"]);
});
