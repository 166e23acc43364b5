import assert from "node:assert/strict";
import { check } from "../../src/commands/check.ts";
import { generate } from "../../src/commands/generate.ts";
import { randomFrom } from "../bench/random.ts";
import { correspondence } from "../simulation/correspondence.ts";
import { emptyModel } from "../simulation/model.ts";
import { filesBelow, inFolder, writeFiles } from "../support/folders.ts";
import {
  CHECK_DEFAULTS,
  GENERATE_DEFAULTS,
  projectOptions,
  QUIET,
} from "../support/project_options.ts";
import { dealtOut, editedFrom, schemaFrom, type WrittenSchema } from "./schemas.ts";
import { holdsForSeeds } from "./seeds.ts";

function optionsIn(folder: string, cache: boolean) {
  return projectOptions(folder, { cache, schema: ["schema"], target: "libsql" });
}

/** Generates the next migration, and returns all migrations by name. */
async function migrationsAfter(
  folder: string,
  { before, after, cache }: { before: WrittenSchema; after: WrittenSchema; cache: boolean },
): Promise<Record<string, string>> {
  const { renames, fillAnswers } = correspondence(before.model, after.model)!;
  const options = {
    ...optionsIn(folder, cache),
    ...GENERATE_DEFAULTS,
    noRenames: true,
    allow: ["data-loss"],
    renames,
    fills: fillAnswers,
  };
  const outcome = await generate(options, QUIET);
  assert.equal(outcome.exitCode, 0, JSON.stringify(outcome.diagnostics));
  const files = Object.entries(await filesBelow(`${folder}/migrations`));
  return Object.fromEntries(files.filter(([path]) => path.endsWith(".sql")));
}

Deno.test("generate() writes the same bytes with and without a cache, however files are split", () =>
  holdsForSeeds(5, async (seed) => {
    const random = randomFrom(seed);
    let before: WrittenSchema = {
      model: emptyModel(),
      statements: [],
      snapshot: (await schemaFrom(seed)).snapshot,
    };
    let after = await schemaFrom(seed);
    await inFolder(
      {},
      (cached) =>
        inFolder({}, async (uncached) => {
          for (let step = 0; step < 4; step++) {
            if (correspondence(before.model, after.model) === undefined) break;
            for (const folder of [cached, uncached]) {
              await Deno.mkdir(`${folder}/migrations`, { recursive: true });
              await Deno.remove(`${folder}/schema`, { recursive: true }).catch(() => {});
              const files = dealtOut(after.statements, random);
              const named = files.map(({ name, text }) => [`schema/${name}`, text]);
              await writeFiles(folder, Object.fromEntries(named));
            }
            assert.deepEqual(
              await migrationsAfter(cached, { before, after, cache: true }),
              await migrationsAfter(uncached, { before, after, cache: false }),
            );
            await assertSettled(cached);
            before = after;
            after = await editedFrom(before, { seed: seed * 13 + step, edits: 2 });
          }
        }),
    );
  }));

/** Nothing is left to do, with the cache and in a full replay. */
async function assertSettled(folder: string): Promise<void> {
  for (const cache of [true, false]) {
    const options = {
      ...optionsIn(folder, cache),
      ...CHECK_DEFAULTS,
      noRenames: true,
      verify: true,
    };
    const outcome = await check(options, QUIET);
    assert.equal(outcome.exitCode, 0, JSON.stringify(outcome.diagnostics));
  }
}
