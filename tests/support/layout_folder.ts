import assert from "node:assert/strict";
import type { FolderTexts } from "../../src/host/files/read_files.ts";
import type { Migration } from "../../src/migrations/directory.ts";
import type { Layout, NewMigration } from "../../src/migrations/layouts/layout.ts";

/** The texts of files, by their path in a folder of migrations. */
export type Texts = Readonly<Record<string, string>>;

/** The folder `migrations` with these files, as read from disk. */
export function folderOf(texts: Texts): FolderTexts {
  return new Map(
    Object.entries(texts).sort(([left], [right]) => left < right ? -1 : 1)
      .map(([path, text]) => [path, { name: `migrations/${path}`, text }]),
  );
}

/** The migrations of a valid folder. */
export async function migrationsIn(layout: Layout, texts: Texts): Promise<readonly Migration[]> {
  const read = await layout.read(folderOf(texts));
  assert.ok(read.ok, JSON.stringify(read.diagnostics));
  return read.value;
}

/** The ids of the migrations, in the order in which they run. */
export async function idsIn(layout: Layout, texts: Texts): Promise<string[]> {
  return (await migrationsIn(layout, texts)).map(({ id }) => id);
}

/** The SQL of the files that is run, trimmed. */
export async function sqlIn(layout: Layout, texts: Texts): Promise<string[]> {
  return (await migrationsIn(layout, texts)).map(({ source }) => source.text.trim());
}

/** The diagnostics of a folder, as `code: message`, valid or not. */
export async function saidOf(layout: Layout, texts: Texts): Promise<string[]> {
  const { diagnostics } = await layout.read(folderOf(texts));
  return diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

/** The migration that tests add. */
type Written = Pick<NewMigration, "sql" | "downSql" | "kit" | "around"> & {
  readonly name?: string;
};

/** The result of adding a migration to a valid folder. */
export async function write(
  layout: Layout,
  texts: Texts,
  parts: Written = { sql: "SELECT 1;\n" },
) {
  const directory = {
    path: "migrations",
    layout: layout.name,
    migrations: await migrationsIn(layout, texts),
    files: folderOf(texts),
  };
  const now = new Date("2026-11-22T14:00:00Z");
  return await layout.write({ directory, name: "Add bio", now, ...parts });
}

/** The files that add a migration to a folder, by path. */
export async function written(
  layout: Layout,
  texts: Texts,
  parts?: Written,
): Promise<Record<string, string>> {
  const planned = await write(layout, texts, parts);
  assert.ok(planned.ok, JSON.stringify(planned.diagnostics));
  return Object.fromEntries(planned.value.map(({ path, text }) => [path, text]));
}
