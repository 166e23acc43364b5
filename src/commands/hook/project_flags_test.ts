import assert from "node:assert/strict";
import type { OptionsOrigin, ProjectOptions } from "../settings/options.ts";
import { projectWords } from "./project_flags.ts";
import { shellWords } from "../../base/shell_words.ts";
import { watchedPaths } from "./project_paths.ts";

function optionsOf(
  origin: OptionsOrigin,
  { schema = [], workingDirectory = "/work/api" }: Partial<ProjectOptions> = {},
): ProjectOptions {
  return {
    migrations: "migrations",
    schema,
    target: "libsql",
    cache: true,
    columnOrder: "any",
    format: "text",
    verbose: false,
    workingDirectory,
    origin,
  };
}

Deno.test("projectWords() names the configuration only if it would not be found", () => {
  const options = optionsOf({ configFile: "/work/api/penumbra.json", given: {} });
  assert.deepEqual(projectWords(options, "/work/api"), []);
  assert.deepEqual(projectWords(options, "/work/api/src"), []);
  assert.deepEqual(projectWords(options, "/work"), ["--config", "api/penumbra.json"]);
  assert.deepEqual(projectWords(options, "/work/app"), ["--config", "../api/penumbra.json"]);
  const other = optionsOf({ configFile: "/work/api/db.json", given: {} });
  assert.deepEqual(projectWords(other, "/work/api"), ["--config", "db.json"]);
  const alike = optionsOf({ configFile: "/work/api/my.penumbra.json", given: {} });
  assert.deepEqual(projectWords(alike, "/work/api"), ["--config", "my.penumbra.json"]);
});

Deno.test("projectWords() cannot name a project without a configuration from another folder", () => {
  assert.deepEqual(projectWords(optionsOf({ given: {} }), "/work/api"), []);
  assert.equal(projectWords(optionsOf({ given: {} }), "/work"), undefined);
});

Deno.test("projectWords() repeats the command line, with paths relative to the other folder", () => {
  const schema = ["schema.sql", "migrations:old@0007", "file:app.db", "command:cat x", "empty"];
  const given = {
    migrations: "../db",
    layout: "plain",
    schema,
    target: "d1",
    cache: false,
    columnOrder: "strict",
  } as const;
  const options = optionsOf({ configFile: "/work/api/penumbra.json", given });
  assert.equal(
    shellWords(projectWords(options, "/work")!),
    "--config api/penumbra.json --migrations db --layout plain --schema api/schema.sql " +
      "--schema migrations:api/old@0007 --schema file:api/app.db --schema 'command:cat x' " +
      "--schema empty --target d1 --column-order strict --no-cache",
  );
});

Deno.test("watchedPaths() returns the configuration, the migrations and every source", () => {
  const paths = (...schema: readonly string[]) =>
    watchedPaths(optionsOf({ given: {} }, { schema })).map((path) =>
      path.replaceAll("\\", "/").replace(/^.*\/work\/?/, "")
    );
  const always = ["api/penumbra.json", "api/migrations"];
  assert.deepEqual(paths().slice(0, 4), [...always, "api/schema.sql", "api/schema"]);
  assert.deepEqual(paths("a.sql", "b/"), [...always, "api/a.sql", "api/b"]);
  assert.deepEqual(paths("migrations:old@3"), [...always, "api/old"]);
  assert.deepEqual(paths("src/user.ts"), [...always, "api/src"]);
  assert.deepEqual(paths("command:make ddl"), [...always, "api"]);
  assert.deepEqual(paths("app.db", "libsql://host", "empty"), always);
});

Deno.test("shellWords() quotes words with special characters", () => {
  assert.equal(shellWords(["git", "add", "a/b.sql", ":0:x"]), "git add a/b.sql :0:x");
  assert.equal(shellWords(["a b", "it's", "$x", "", "a\nb"]), `'a b' 'it'\\''s' '$x' '' 'a\nb'`);
});
