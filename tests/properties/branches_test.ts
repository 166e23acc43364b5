import assert from "node:assert/strict";
import { loadProject } from "../../src/commands/project/load_project.ts";
import { readProject } from "../../src/commands/project/read_project.ts";
import { rememberProject } from "../../src/commands/project/remember_project.ts";
import type { CommandContext } from "../../src/commands/settings/options.ts";
import { type Random, randomFrom } from "../bench/random.ts";
import { type RandomHistory, randomHistory } from "../simulation/histories.ts";
import { inFolder, writeFiles } from "../support/folders.ts";
import { projectOptions } from "../support/project_options.ts";
import { holdsForSeeds } from "./seeds.ts";

Deno.test("a cache that followed edits and branches has the states of a replay", async () => {
  const seen = { loaded: 0, failed: 0, continued: 0 };
  await holdsForSeeds(12, async (seed) => {
    const history = await randomHistory(seed, "libsql");
    // What differs in every run cannot be equal.
    if (/random|'now'|current_/i.test(history.flat().join())) return;
    const random = randomFrom(seed);
    await inFolder({ "schema.sql": "CREATE TABLE t (a);" }, async (folder) => {
      for (let step = 0; step < 10; step++) {
        await Deno.remove(`${folder}/migrations`, { recursive: true }).catch(() => {});
        await writeFiles(folder, filesOf(branchOf(history, random)));
        await Deno.copyFile(`${folder}/kept`, `${folder}/migrations/.schema.json`).catch(() => {});
        const cached = await loaded(folder, true);
        assert.deepEqual(cached.state, (await loaded(folder, false)).state, `step ${step}`);
        await Deno.copyFile(`${folder}/migrations/.schema.json`, `${folder}/kept`).catch(() => {});
        seen[cached.state.snapshot === undefined ? "failed" : "loaded"]++;
        if (cached.notes.some((it) => /^Replaying (\d+) of (?!\1 )/.test(it))) seen.continued++;
      }
    });
  });
  assert(seen.loaded > 30 && seen.failed > 3 && seen.continued > 20, JSON.stringify(seen));
});

/** The start of a history, possibly with a file without its last statement, or without a file. */
function branchOf(history: RandomHistory, random: Random): RandomHistory {
  const files = history.slice(0, 1 + random.below(history.length));
  const place = random.below(files.length);
  return random.pick([
    files,
    files,
    files.map((file, index) => index === files.length - 1 ? [...file, "SELECT 1"] : file),
    files.map((file, index) => index === place ? file.slice(0, -1) : file),
    files.toSpliced(place, 1),
  ]);
}

function filesOf(history: RandomHistory): Record<string, string> {
  const files = history.map((file, index) => {
    const text = `-- ${index}\n${file.map((sql) => `${sql};\n`).join("")}`;
    return [`migrations/${String(index + 1).padStart(4, "0")}_a.sql`, text];
  });
  return { "migrations/0000_first.sql": "SELECT 0;\n", ...Object.fromEntries(files) };
}

/** The state after the migrations in a folder; it is remembered if a cache may be used. */
async function loaded(workingDirectory: string, cache: boolean) {
  const notes: string[] = [];
  const context: CommandContext = { now: () => new Date(), note: (it) => void notes.push(it) };
  const options = projectOptions(workingDirectory, { cache, target: "libsql" });
  const files = await readProject(options, context);
  assert(files.ok, JSON.stringify(files));
  const result = await loadProject(files.value, options, context);
  if (result.ok && cache) await rememberProject(files.value, result.value, context);
  const diagnostics = result.diagnostics.map(({ code, message, span }) =>
    [code, message, span?.source.name, span?.startOffset].join()
  );
  const { current: snapshot, filled } = result.ok ? result.value : {};
  return { notes, state: { diagnostics, snapshot, filled } };
}
