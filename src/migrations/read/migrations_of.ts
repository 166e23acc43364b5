import { fail, type Result, succeed } from "../../base/result.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import { fromBaseline } from "./baseline.ts";
import { withoutOtherDialects } from "../names/dialects.ts";
import type { FolderSettings, Migration } from "../directory.ts";
import { indexOfMigration } from "../find_migration.ts";
import type { Layout } from "../layouts/layout.ts";
import { unfilled, withPlaceholders } from "../text/placeholders.ts";
import { readWithoutStrays, withoutSkipped } from "./skipped.ts";
import { sortPrograms, unknownPrograms, withOthers } from "./programs.ts";

/**
 * The migrations that a layout reads from these files, in the order in which they run, with the
 * project's settings applied: without files for other databases, with placeholders replaced,
 * without skipped statements, with opaque programs in their places, and with a baseline in front.
 * Fails with everything that the layout finds wrong and, after the baseline, with `migrations/code`
 * for each program and `migrations/template` for each template without settings.
 */
export async function migrationsOf(
  layout: Layout,
  all: FolderTexts,
  { opaque, placeholders = {}, skip, baseline }: FolderSettings = {},
): Promise<Result<readonly Migration[]>> {
  const files = baseline === undefined
    ? all
    : new Map([...all].filter(([, { name }]) => name !== baseline.schema.name));
  const sorted = layout.readsPrograms ? { files, programs: [] } : sortPrograms(files, opaque);
  const { read, strays } = await readWithoutStrays(
    layout,
    withoutOtherDialects(sorted.files),
    Object.keys(skip ?? {}),
  );
  const known = read.ok ? withOthers(read.value, sorted.programs) : sorted.programs;
  const start = baseline === undefined ? 0 : indexOfMigration(known, baseline.upTo) + 1;
  const replayed = known.slice(start).map((migration) => {
    const source = withPlaceholders(migration.source, placeholders);
    return source === migration.source ? migration : { ...migration, source };
  });
  const programs = unknownPrograms(replayed, { files, opaque });
  if (!read.ok || programs.length > 0) {
    return fail("unfinished", read.diagnostics, programs);
  }
  const templates = replayed.map(({ source }) => unfilled(source))
    .filter((diagnostic) => diagnostic !== undefined);
  if (templates.length > 0) return fail("unfinished", read.diagnostics, templates);
  const places = Object.entries(skip ?? {}).filter(([place]) => !strays.includes(place));
  const run = places.length === 0
    ? succeed(replayed)
    : withoutSkipped(replayed, Object.fromEntries(places), files);
  if (!run.ok) return run;
  const migrations = [...known.slice(0, start), ...run.value];
  const begun = baseline === undefined
    ? succeed(migrations)
    : await fromBaseline(migrations, baseline);
  return begun.ok ? succeed(begun.value, read.diagnostics) : begun;
}
