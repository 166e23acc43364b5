import { type Result, succeed } from "../../base/result.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import type { MigrationDirectory } from "../directory.ts";
import { sumBeside } from "../layouts/atlas.ts";
import type { Layout, LayoutFile } from "../layouts/layout.ts";
import { mainPath, ownPaths } from "../own_files.ts";

/** A folder in which one migration replaces several. */
export interface SquashedFolder {
  readonly files: FolderTexts;
  /** The deleted paths, sorted. */
  readonly removed: readonly string[];
  /** The files whose text has changed. */
  readonly changed: readonly LayoutFile[];
}

/**
 * The folder with one text in place of its first migrations: under the name of the last of them, so
 * that a database that has run that one recognizes it. Fails as the layout's own `write` does.
 */
export async function squashMigrations(
  directory: MigrationDirectory,
  { layout, count, sql, now }: {
    readonly layout: Layout;
    /** How many of the first migrations it replaces, at least one. */
    readonly count: number;
    readonly sql: string;
    readonly now: Date;
  },
): Promise<Result<SquashedFolder>> {
  const covered = directory.migrations.slice(0, count);
  const last = covered.at(-1)!;
  const empty = { ...directory, migrations: [], files: new Map() };
  const written = await layout.write({ directory: empty, name: last.name, sql, now });
  if (!written.ok) return written;
  const main = mainPath(last, directory);
  const owned = new Set(
    covered.flatMap((it) => ownPaths(mainPath(it, directory), directory.files)),
  );
  // Drizzle Kit's snapshot of the schema after the last one is still valid.
  const kept = [...directory.files].filter(([path]) =>
    !owned.has(path) || (path.endsWith(".json") && ownPaths(main, directory.files).includes(path))
  );
  const name = last.source.name;
  const files = new Map([...kept, [main, { name, text: written.value[0]!.text }] as const]);
  const shared = await layout.share?.(files);
  if (shared !== undefined && !shared.ok) return shared;
  const renew = ({ path, text }: LayoutFile) =>
    files.set(path, { name: `${directory.path}/${path}`, text });
  shared?.value.forEach(renew);
  const sum = await sumBeside(directory.files, files);
  if (sum !== undefined) renew(sum);
  return succeed({
    files,
    removed: [...directory.files.keys()].filter((path) => !files.has(path)).sort(),
    changed: [...files].filter(([path, { text }]) => directory.files.get(path)?.text !== text)
      .map(([path, { text }]) => ({ path, text, replaces: directory.files.has(path) })),
  });
}
