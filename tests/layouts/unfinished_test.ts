import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { check } from "../../src/commands/check.ts";
import { generate } from "../../src/commands/generate.ts";
import type { CommandContext, ProjectOptions } from "../../src/commands/options.ts";
import { filesBelow, inFolder, writeFiles } from "../support/folders.ts";

const CONTEXT: CommandContext = {
  now: () => new Date("2026-11-22T14:00:00Z"),
  note: () => {},
};

/** The layouts that write more than one file for a migration, and how that is asked for. */
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
  return {
    migrations: "migrations",
    layout: layout === "drizzle-folders" ? "drizzle" : layout,
    schema: ["schema.sql"],
    cache: false,
    columnOrder: "any",
    format: "text",
    verbose: false,
    workingDirectory,
  };
}

const ANSWERS = { renames: [], noRenames: true, fills: [], allow: [] };

async function generated(folder: string, layout: string): Promise<void> {
  const outcome = await generate({
    ...optionsFor(folder, layout),
    ...ANSWERS,
    dryRun: false,
    empty: false,
    down: LAYOUTS[layout]!.down ?? false,
  }, CONTEXT);
  assert.equal(outcome.exitCode, 0, JSON.stringify(outcome.diagnostics));
}

/** What was written in the folder of migrations since it held these files, in that order. */
async function writtenSince(
  folder: string,
  before: Readonly<Record<string, string>>,
): Promise<string[]> {
  const after = await filesBelow(folder);
  const changed = Object.keys(after).filter((path) =>
    before[path] !== after[path] && !path.endsWith("/.schema.json")
  );
  const writtenAt = (path: string) => statSync(`${folder}/${path}`, { bigint: true }).mtimeNs;
  return changed.sort((left, right) => writtenAt(left) < writtenAt(right) ? -1 : 1);
}

for (const layout of Object.keys(LAYOUTS)) {
  Deno.test(`whoever is killed in writing a migration of ${layout} leaves what check reports`, async () => {
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
        const before = await filesBelow(folder);
        await generated(folder, layout);
        const writes = await writtenSince(folder, before);
        const after = await filesBelow(folder);
        assert.ok(writes.length > 0);
        // All but the last: that one makes it whole.
        for (let count = 1; count < writes.length; count++) {
          const written = new Set(writes.slice(0, count));
          const prefix = Object.fromEntries(
            Object.entries({ ...before, ...after }).filter(([path]) =>
              written.has(path) || path in before
            ).map(([path, text]) => [path, written.has(path) ? text : before[path]!]),
          );
          await inFolder(prefix, async (killed) => {
            const { exitCode, diagnostics } = await check({
              ...optionsFor(killed, layout),
              ...ANSWERS,
              verifyCache: false,
              staged: false,
              merge: false,
              all: false,
            }, CONTEXT);
            const said = JSON.stringify([writes.slice(0, count), diagnostics]);
            assert.notEqual(exitCode, 0, said);
          });
        }
      }
    });
  });
}

Deno.test("of twenty generate at once, one takes a version", async () => {
  await inFolder(
    { "schema.sql": SCHEMAS[1]!, "migrations/0001_a.sql": SCHEMAS[0]! },
    async (folder) => {
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          generate({
            ...optionsFor(folder, "plain"),
            ...ANSWERS,
            name: `name ${index}`,
            dryRun: false,
            empty: false,
            down: false,
          }, CONTEXT)),
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
