import assert from "node:assert/strict";
import type { ConfigValues } from "./config/config_keys.ts";
import { type Origins, projectOptions, withConfig } from "./project.ts";
import type { GivenProject, VerbRequest } from "./request.ts";

const SETTINGS = {
  format: "text",
  color: "auto",
  quiet: false,
  verbose: false,
  timeLimit: 60,
} as const;

/** A configuration in /project and a command line in /project/sub by default. */
function origins(
  values: ConfigValues,
  project: GivenProject = {},
  currentFolder = "/project/sub",
): Origins {
  return { settings: SETTINGS, project, config: { folder: "/project", values }, currentFolder };
}

Deno.test("projectOptions() lets the command line override the configuration", () => {
  const values: ConfigValues = { target: "d1", layout: "plain", cache: false, schema: ["a.sql"] };
  const { target, layout, cache, schema } = projectOptions(
    origins(values, { target: "turso", schema: ["b.sql"] }, "/project"),
  );
  assert.deepEqual({ target, layout, cache, schema }, {
    target: "turso",
    layout: "plain",
    cache: false,
    schema: ["b.sql"],
  });
});

Deno.test("projectOptions() resolves paths of the configuration against its folder, others against ours", () => {
  const fromConfig = projectOptions(origins({ migrations: "db", schema: ["a.sql"] }));
  assert.deepEqual([fromConfig.migrations, fromConfig.schema], ["db", ["a.sql"]]);
  assert.equal(fromConfig.workingDirectory, "/project");
  const given = projectOptions(origins({}, {
    migrations: "../db",
    schema: ["a.sql", "/b.sql", "empty", "migrations:m", "migrations:m@0002_x", "what:ever"],
  }));
  assert.equal(given.migrations, "/project/db");
  assert.deepEqual(given.schema, [
    "/project/sub/a.sql",
    "/b.sql",
    "empty",
    "migrations:/project/sub/m",
    "migrations:/project/sub/m@0002_x",
    "what:ever",
  ]);
});

Deno.test("projectOptions() leaves paths as typed if both folders are the same", () => {
  const options = projectOptions(
    origins({}, { migrations: "./db", schema: ["a.sql"] }, "/project"),
  );
  assert.deepEqual([options.migrations, options.schema], ["./db", ["a.sql"]]);
});

Deno.test("withConfig() puts the renames of the configuration before those of the command line", () => {
  const answers = { renames: ["c:d"], noRenames: false, fills: [], allow: [], exitCode: false };
  const request: VerbRequest = {
    kind: "verb",
    verb: "diff",
    options: { ...answers, from: "a.sql", to: "empty" },
  };
  assert.deepEqual(withConfig(request, origins({ renames: ["a:b"] })), {
    kind: "verb",
    verb: "diff",
    options: { ...answers, renames: ["a:b", "c:d"], from: "/project/sub/a.sql", to: "empty" },
  });
});

Deno.test("withConfig() resolves the source of inspect against our folder", () => {
  const request: VerbRequest = { kind: "verb", verb: "inspect", options: { source: "a.sql" } };
  const { options } = withConfig(request, origins({}));
  assert.deepEqual(options, { source: "/project/sub/a.sql" });
});
