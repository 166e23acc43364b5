import { fail, type Result, succeed } from "../base/result.ts";
import type { FolderTexts } from "../host/files/read_files.ts";
import { withoutOtherDialects } from "./dialects.ts";
import type { FolderSettings, Migration } from "./directory.ts";
import type { Layout } from "./layouts/layout.ts";
import { unfilled, withPlaceholders } from "./placeholders.ts";
import { sortPrograms, withOthers } from "./programs.ts";

/**
 * The migrations that a layout reads from these files, in the order they run, as the project wants
 * them read: those for other databases left out, placeholders filled in, opaque programs in their
 * places. Fails with all that the layout finds wrong, and with `migrations/code` for each program and
 * `migrations/template` for each template that nothing is said about.
 */
export async function migrationsOf(
  layout: Layout,
  all: FolderTexts,
  { opaque, placeholders = {} }: FolderSettings = {},
): Promise<Result<readonly Migration[]>> {
  const sorted = layout.readsPrograms
    ? { files: all, opaque: [], diagnostics: [] }
    : sortPrograms(all, opaque);
  const read = await layout.read(withoutOtherDialects(sorted.files));
  if (!read.ok || sorted.diagnostics.length > 0) {
    return fail("unfinished", ...read.diagnostics, ...sorted.diagnostics);
  }
  const migrations = withOthers(read.value, sorted.opaque).map((migration) => ({
    ...migration,
    source: withPlaceholders(migration.source, placeholders),
  }));
  const templates = migrations.map(({ source }) => unfilled(source))
    .filter((diagnostic) => diagnostic !== undefined);
  return templates.length === 0
    ? succeed(migrations, read.diagnostics)
    : fail("unfinished", ...read.diagnostics, ...templates);
}
