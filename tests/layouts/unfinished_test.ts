import assert from "node:assert/strict";
import { check } from "../../src/commands/check.ts";
import { generate } from "../../src/commands/generate.ts";
import type { ProjectOptions } from "../../src/commands/settings/options.ts";
import { squash } from "../../src/commands/squash.ts";
import { filesBelow, inFolder, writeFiles } from "../support/folders.ts";
import {
  CHECK_DEFAULTS,
  GENERATE_DEFAULTS,
  projectOptions,
  QUIET,
} from "../support/project_options.ts";

/** The layouts that write more than one file per migration, and the options for it. */
const LAYOUTS: Readonly<Record<string, { readonly down?: true }>> = {
  "golang-migrate": { down: true },
  sqlx: { down: true },
  flyway: { down: true },
  prisma: {},
  "drizzle-folders": {},
  drizzle: {},
  atlas: {},
  diesel: { down: true },
  "up-down": { down: true },
};

const SCHEMAS = ["CREATE TABLE a (x);\n", "CREATE TABLE a (x);\nCREATE TABLE b (x);\n"];

function optionsFor(workingDirectory: string, layout: string): ProjectOptions {
  const name = layout === "drizzle-folders" ? "drizzle" : layout;
  return projectOptions(workingDirectory, { layout: name, cache: false });
}

async function generated(folder: string, layout: string): Promise<void> {
  const outcome = await generate({
    ...optionsFor(folder, layout),
    ...GENERATE_DEFAULTS,
    down: LAYOUTS[layout]!.down ?? false,
  }, QUIET);
  assert.equal(outcome.exitCode, 0, JSON.stringify(outcome.diagnostics));
}

/**
 * The texts of a folder after each file that the work writes, and before the first one. Every
 * atomic write lets the event loop turn afterwards, and this looks at every turn.
 */
async function statesDuring(folder: string, work: () => Promise<void>): Promise<Files[]> {
  const states = [textsBelow(folder)];
  const look = () => {
    const state = textsBelow(folder);
    if (changedPaths(states.at(-1)!, state).length > 0) states.push(state);
  };
  const turns = setInterval(look, 0);
  await work();
  clearInterval(turns);
  look();
  return states;
}

type Files = Readonly<Record<string, string>>;

/** The texts of the files of the project, without cache, lock and temporary files. */
function textsBelow(folder: string, below = ""): Files {
  const texts = [...Deno.readDirSync(`${folder}/${below}`)].flatMap(({ name, isDirectory }) => {
    const path = `${below}${name}`;
    if (name.startsWith(".")) return [];
    return isDirectory
      ? Object.entries(textsBelow(folder, `${path}/`))
      : [[path, Deno.readTextFileSync(`${folder}/${path}`)] as const];
  });
  return Object.fromEntries(texts);
}

function changedPaths(before: Files, after: Files): string[] {
  return Object.keys(after).filter((path) => before[path] !== after[path]);
}

for (const layout of Object.keys(LAYOUTS)) {
  Deno.test(`check reports what a killed generate leaves in the layout ${layout}`, async () => {
    const start = layout === "drizzle-folders"
      ? {
        "migrations/20260101000000_init/migration.sql": SCHEMAS[0]!,
        "migrations/20260101000000_init/snapshot.json": '{"id": "1", "prevIds": []}',
      }
      : {};
    await inFolder({ "schema.sql": SCHEMAS[0]!, "migrations/": "", ...start }, async (folder) => {
      for (const [index, schema] of SCHEMAS.entries()) {
        if (layout === "drizzle-folders" && index === 0) continue;
        await writeFiles(folder, { "schema.sql": schema });
        const states = await statesDuring(folder, () => generated(folder, layout));
        const writes = states.slice(1).map((state, at) => changedPaths(states[at]!, state));
        assert.ok(writes.length > 0 && writes.every((paths) => paths.length === 1), String(writes));
        // All but the last, with which it is complete.
        for (const [at, killed] of states.slice(0, -1).entries()) {
          await inFolder({ "migrations/": "", ...killed }, async (folder) => {
            const { exitCode, diagnostics } = await check({
              ...optionsFor(folder, layout),
              ...CHECK_DEFAULTS,
            }, QUIET);
            assert.notEqual(exitCode, 0, JSON.stringify([writes.slice(0, at), diagnostics]));
          });
        }
      }
    });
  });
}

Deno.test("if generate runs twenty times at once, only one process takes a version", async () => {
  await inFolder(
    { "schema.sql": SCHEMAS[1]!, "migrations/0001_a.sql": SCHEMAS[0]! },
    async (folder) => {
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          generate({
            ...optionsFor(folder, "plain"),
            ...GENERATE_DEFAULTS,
            name: `name ${index}`,
          }, QUIET)),
      );
      const files = Object.keys(await filesBelow(`${folder}/migrations`)).filter((path) =>
        path.startsWith("0002")
      );
      assert.equal(files.length, 1, files.join());
      const codes = outcomes.filter(({ exitCode }) => exitCode !== 0)
        .flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code));
      assert.deepEqual([...new Set(codes)], ["generate/meanwhile"]);
    },
  );
});

Deno.test("squash changes nothing if another process writes a migration meanwhile", async () => {
  const files = {
    "migrations/0001_a.sql": SCHEMAS[0]!,
    "migrations/0002_b.sql": "DROP TABLE a;\n",
  };
  await inFolder(files, async (folder) => {
    const path = "migrations/0003_c.sql";
    const now = () => {
      Deno.writeTextFileSync(`${folder}/${path}`, SCHEMAS[0]!);
      return QUIET.now();
    };
    const options = { ...optionsFor(folder, "plain"), keepData: false, dryRun: false };
    const { diagnostics } = await squash(options, { ...QUIET, now });
    assert.deepEqual(diagnostics.map(({ code }) => code), ["generate/meanwhile"]);
    assert.deepEqual(textsBelow(folder), { ...files, [path]: SCHEMAS[0] });
  });
});

Deno.test("generate writes nothing if another process removes a migration meanwhile", async () => {
  const files = {
    "schema.sql": SCHEMAS[1]!,
    "migrations/0001_a.sql": SCHEMAS[0]!,
    "migrations/0002_b.sql": "CREATE TABLE b (x);\nDROP TABLE b;\n",
  };
  await inFolder(files, async (folder) => {
    const now = () => {
      Deno.removeSync(`${folder}/migrations/0001_a.sql`);
      return QUIET.now();
    };
    const options = { ...optionsFor(folder, "plain"), ...GENERATE_DEFAULTS };
    const { diagnostics } = await generate(options, { ...QUIET, now });
    assert.match(
      diagnostics.map(({ message }) => message).join(),
      /^Cannot write the migration: "[^"]*\/0001_a.sql" was deleted in the meantime$/,
    );
    assert.deepEqual(Object.keys(textsBelow(folder)).sort(), [
      "migrations/0002_b.sql",
      "schema.sql",
    ]);
  });
});

Deno.test("generate says to move away what a killed run left, which another run cannot change", async () => {
  const left = "migrations/meta/0000_snapshot.json";
  await inFolder({ "schema.sql": SCHEMAS[0]!, [left]: "{}" }, async (folder) => {
    const options = { ...optionsFor(folder, "drizzle"), ...GENERATE_DEFAULTS };
    const { diagnostics } = await generate(options, QUIET);
    assert.deepEqual(diagnostics.map(({ code }) => code), ["files/exists"]);
    assert.match(
      diagnostics[0]!.hint!,
      /^Move ".*0000_snapshot\.json" away, or choose another name$/,
    );
  });
});
