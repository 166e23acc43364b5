import assert from "node:assert/strict";
import { shellWords } from "../../base/shell_words.ts";
import type { OptionsOrigin, ProjectOptions } from "./options.ts";
import { givenWords, projectWords } from "./project_flags.ts";

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

Deno.test("givenWords() repeats the answers of the command line, too", () => {
  const options = optionsOf({
    given: { target: "d1" },
    answers: { renames: ["t.a b:t.c"], noRenames: true, fills: ["t.n=0", "t.m='x'"] },
  });
  assert.equal(
    shellWords(givenWords(options, "/work/api")),
    "--target d1 --rename 't.a b:t.c' --no-renames --fill t.n=0 --fill 't.m='\\''x'\\'''",
  );
  const none = { renames: [], noRenames: false, fills: [] };
  assert.deepEqual(givenWords(optionsOf({ given: {}, answers: none }), "/work/api"), []);
});
