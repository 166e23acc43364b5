/**
 * Every folder beside this file is a project in the layout of one tool: `project/` contains its
 * migrations and its schema, `expected/` the files that `generate` writes or changes, with `<hash>`
 * and `<version>` for what differs between releases. `deno test -A tests/layouts -- --rewrite`
 * writes those; review that diff as code.
 */
import assert from "node:assert/strict";
import { VERSION } from "../../src/base/version.ts";
import { generate } from "../../src/commands/generate.ts";
import { check } from "../../src/commands/check.ts";
import {
  CHECK_DEFAULTS,
  GENERATE_DEFAULTS,
  projectOptions,
  QUIET,
} from "../support/project_options.ts";
import { readMigrations } from "../../src/migrations/read/read_migrations.ts";
import { fingerprint } from "../../src/schema/facts.ts";
import { ShadowDatabase } from "../../src/shadow/database/shadow_database.ts";
import { steady } from "../end_to_end/project.ts";
import { filesBelow, inFolder } from "../support/folders.ts";

interface LayoutCase {
  readonly folder: string;
  readonly layout: string;
  readonly migrations?: string;
  readonly down?: boolean;
}

const CASES: readonly LayoutCase[] = [
  { folder: "dbmate", layout: "dbmate", migrations: "db/migrations", down: true },
  { folder: "goose", layout: "goose", down: true },
  { folder: "golang-migrate", layout: "golang-migrate", down: true },
  { folder: "dialect-suffix", layout: "golang-migrate", down: true },
  { folder: "dialect-word", layout: "golang-migrate", down: true },
  { folder: "node-sqlite", layout: "node-sqlite", down: true },
  { folder: "tern", layout: "tern", down: true },
  { folder: "sections", layout: "sections", down: true },
  { folder: "sqldelight", layout: "sqldelight" },
  { folder: "sqlx", layout: "sqlx", down: true },
  { folder: "sqlx-simple", layout: "sqlx" },
  { folder: "flyway", layout: "flyway", down: true },
  { folder: "refinery", layout: "refinery" },
  { folder: "prisma", layout: "prisma", migrations: "prisma/migrations" },
  { folder: "prisma-new", layout: "prisma" },
  { folder: "drizzle", layout: "drizzle", migrations: "drizzle" },
  { folder: "drizzle-folders", layout: "drizzle", migrations: "drizzle" },
  { folder: "drizzle-folders-of-0.31", layout: "drizzle", migrations: "drizzle" },
  { folder: "d1", layout: "d1" },
  { folder: "atlas", layout: "atlas" },
  { folder: "atlas-golang-migrate", layout: "golang-migrate", down: true },
  { folder: "diesel", layout: "diesel", down: true },
  { folder: "sql-migrate", layout: "sql-migrate", down: true },
  { folder: "up-down", layout: "up-down", down: true },
  { folder: "version-folders", layout: "version-folders" },
  { folder: "dates", layout: "plain" },
];

const root = new URL(".", import.meta.url).pathname;
const rewrites = Deno.args.includes("--rewrite");

for (const { folder, layout, migrations = "migrations", down = false } of CASES) {
  Deno.test(`generate() continues with a folder of ${folder}`, async () => {
    const before = await filesBelow(`${root}${folder}/project`);
    await inFolder(before, async (project) => {
      const path = `${project}/${migrations}`;
      const options = projectOptions(project, { migrations, cache: false });
      const history = await readMigrations(path);
      assert.ok(history.ok, "the folder can be read");
      assert.equal(history.value.layout, layout);

      const notesOfCheck = async () => {
        const notes: string[] = [];
        const context = { ...QUIET, note: (text: string) => void notes.push(text) };
        await check({ ...options, ...CHECK_DEFAULTS, cache: true }, context);
        return notes;
      };
      await notesOfCheck();
      const written = await generate({ ...options, ...GENERATE_DEFAULTS, down }, QUIET);
      assert.equal(written.exitCode, 0, JSON.stringify(written.diagnostics));
      const after = await filesBelow(project);
      const changed = Object.entries(after).filter(([name, text]) =>
        before[name]?.trimEnd() !== text.trimEnd() && !name.endsWith(".schema.json")
      ).map(([name, text]) => [name, withoutVersion(text)] as const);
      if (rewrites) await rewrite(folder, changed);
      else {assert.deepEqual(
          Object.fromEntries(changed),
          await filesBelow(`${root}${folder}/expected`),
        );}

      assert.deepEqual(await notesOfCheck(), [
        "Nothing was replayed: the cache covers these files",
      ]);
      const checked = await check({ ...options, ...CHECK_DEFAULTS }, QUIET);
      assert.equal(checked.exitCode, 0, "nothing is left to do");
      if (!down) return;
      const extended = await readMigrations(path);
      assert.ok(extended.ok);
      const count = history.value.migrations.length;
      assert.equal(extended.value.migrations.length, count + 1, "what undoes it is no migration");
      await using shadow = await ShadowDatabase.open();
      for (const { source } of history.value.migrations) shadow.applyScript(source);
      const start = await fingerprint(shadow.introspect());
      shadow.applyScript(extended.value.migrations.at(-1)!.source);
      const name = "the way back";
      shadow.applyScript({ name, text: String(written.facts?.down) });
      assert.equal(await fingerprint(shadow.introspect()), start, "the way back leads back");
    });
  });
}

function withoutVersion(text: string): string {
  const told = steady(text).replaceAll(`penumbra ${VERSION}`, "penumbra <version>")
    .replaceAll(/(?<=^|\s)h1:\S+/g, "h1:<hash>");
  // Drizzle Kit writes JSON without a final line break, which a formatter would add.
  return told.endsWith("\n") ? told : `${told}\n`;
}

async function rewrite(
  folder: string,
  changed: readonly (readonly [path: string, text: string])[],
): Promise<void> {
  const expected = `${root}${folder}/expected`;
  await Deno.remove(expected, { recursive: true }).catch(() => {});
  for (const [path, text] of changed) {
    const whole = `${expected}/${path}`;
    await Deno.mkdir(whole.slice(0, whole.lastIndexOf("/")), { recursive: true });
    await Deno.writeTextFile(whole, text);
  }
}
