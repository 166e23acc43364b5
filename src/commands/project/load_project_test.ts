import assert from "node:assert/strict";
import { inFolder, writeFiles } from "../../../tests/support/folders.ts";
import {
  GENERATE_DEFAULTS,
  projectOptions,
  QUIET,
} from "../../../tests/support/project_options.ts";
import { generate } from "../generate.ts";
import type { CommandContext, ProjectOptions } from "../settings/options.ts";

const SCHEMA = "CREATE TABLE users (\n  id INTEGER PRIMARY KEY,\n  name TEXT -- as shown\n);\n\n" +
  "CREATE VIEW names AS SELECT name FROM users;\n";

/** The parts of the schema that `generate` reports to have run, and its changes. */
async function generated(folder: string, changed: Partial<ProjectOptions> = {}) {
  const run: string[] = [];
  const context: CommandContext = {
    ...QUIET,
    progress: (words) => void (words.startsWith("Creating the schema") && run.push(words)),
  };
  const project = projectOptions(folder, { target: "sqlite", ...changed });
  const options = { ...project, ...GENERATE_DEFAULTS };
  const { exitCode, words, diagnostics } = await generate(options, context);
  assert.equal(exitCode, 0, JSON.stringify(diagnostics));
  return { run: run.length, changes: words?.filter((it) => it.startsWith("  ")) };
}

Deno.test("generate() runs only what is new in the schema, however the history spells the rest", async () => {
  const history = "CREATE TABLE users (id INTEGER PRIMARY KEY);\n" +
    "ALTER TABLE users ADD COLUMN name TEXT;\nCREATE VIEW names AS SELECT name FROM users;\n";
  await inFolder({ "schema.sql": SCHEMA, "migrations/0001.sql": history }, async (folder) => {
    assert.deepEqual(await generated(folder), { run: 2, changes: [] });
    const tags = "CREATE TABLE tags (name TEXT);\n";
    await writeFiles(folder, { "schema.sql": SCHEMA + tags });
    const changes = ['  Create table "tags"'];
    assert.deepEqual(await generated(folder, { cache: false }), { run: 3, changes });
  });
  await inFolder({ "schema.sql": SCHEMA, "migrations/0001.sql": history }, async (folder) => {
    await generated(folder);
    await writeFiles(folder, { "schema.sql": `${SCHEMA}CREATE TABLE tags (name TEXT);\n` });
    assert.deepEqual(await generated(folder), { run: 1, changes: ['  Create table "tags"'] });
  });
});
