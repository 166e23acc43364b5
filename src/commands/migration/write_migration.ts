import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import type { Change } from "../../diff/change.ts";
import { whileLocked } from "../../host/files/write/folder_lock.ts";
import { removeFiles, writeTogether } from "../../host/files/write/new_files.ts";
import { readFolder } from "../../host/files/read_files.ts";
import type { KitRequest } from "../../migrations/drizzle/next_snapshot.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import type { Layout, LayoutFile } from "../../migrations/layouts/layout.ts";
import { isReadByAny, LAYOUTS } from "../../migrations/layouts/list.ts";
import { aroundNew } from "../../migrations/read/around_new.ts";
import { type NextFiles, nextFiles } from "../../migrations/write/next_files.ts";
import { nameFor } from "../../report/changes/migration_name.ts";

/** A proven migration, and its place. */
export interface ProvenMigration {
  readonly directory: MigrationDirectory;
  /** Its name; derived from its changes if absent. */
  readonly name?: string | undefined;
  readonly changes: readonly Change[];
  readonly sql: string;
  readonly downSql?: string | undefined;
  readonly now: Date;
  /** The content for Drizzle Kit's snapshot, for its layouts. */
  readonly kit?: KitRequest | undefined;
}

/** The files of a migration in its layout; nothing is written yet. */
export async function filesFor(migration: ProvenMigration): Promise<Result<NextFiles>> {
  const { directory, changes, sql, downSql, now, kit, name = nameFor(changes) } = migration;
  const around = await aroundNew(directory);
  return await nextFiles(layoutOf(directory), { directory, name, sql, downSql, now, kit, around });
}

/**
 * Writes the files and returns their paths; all of them or none. One process writes at a time, and
 * none if the folder has other files than those for which the migration was made: of several
 * concurrent runs, one gets a version. Otherwise fails with `generate/meanwhile`.
 */
export async function writeFiles(
  directory: MigrationDirectory,
  files: readonly LayoutFile[],
): Promise<Result<readonly string[]>> {
  const changed = await change(directory, { files, removed: [] });
  return changed.ok ? succeed(changed.value.written) : changed;
}

/**
 * Like `writeFiles`, but replaces files of the folder: new ones are written before the old ones are
 * deleted. Returns the paths of both.
 */
export async function replaceFiles(
  directory: MigrationDirectory,
  { files, removed }: FolderChange,
): Promise<Result<ChangedPaths>> {
  const isThere = ({ path }: LayoutFile) => directory.files.has(path);
  return await change(directory, {
    files: files.map((file) => isThere(file) ? { ...file, replaces: true } : file),
    removed,
  });
}

interface FolderChange {
  readonly files: readonly LayoutFile[];
  /** Paths relative to the folder. */
  readonly removed: readonly string[];
}

interface ChangedPaths {
  readonly written: readonly string[];
  readonly deleted: readonly string[];
}

async function change(
  directory: MigrationDirectory,
  { files, removed }: FolderChange,
): Promise<Result<ChangedPaths>> {
  const { path: folder } = directory;
  const placed = files.map((file) => ({ ...file, path: `${folder}/${file.path}` }));
  const deleted = removed.map((path) => `${folder}/${path}`);
  const changed = await whileLocked(folder, async () => {
    const before = await refuseOtherFiles(directory, []);
    if (!before.ok) return before;
    // A process that took over a lock as stale may be writing too: the later one sees the other's
    // files.
    const written = await writeTogether(placed, {
      confirm: () => refuseOtherFiles(directory, files),
    });
    return written.ok ? await removeFiles(deleted) : written;
  });
  return changed.ok ? succeed({ written: placed.map(({ path }) => path), deleted }) : changed;
}

/** Fails if there is a migration file that was not read and is not one of ours, or one is gone. */
async function refuseOtherFiles(
  { path: folder, files }: MigrationDirectory,
  own: readonly LayoutFile[],
): Promise<Result<void>> {
  const there = new Set<string>();
  const listed = await readFolder(folder, (path) => {
    if (isReadByAny(path)) there.add(path);
    return false;
  });
  if (!listed.ok && files.size === 0) return succeed(undefined);
  const ours = new Set(own.map(({ path }) => path));
  const [added] = [...there.difference(files).difference(ours)].sort();
  const [gone] = [...new Set(files.keys()).difference(there)].sort();
  if (added !== undefined) return fail("finding", meanwhile(`"${folder}/${added}" was written`));
  if (gone !== undefined) return fail("finding", meanwhile(`"${folder}/${gone}" was deleted`));
  return succeed(undefined);
}

function meanwhile(what: string): Diagnostic {
  return {
    code: "generate/meanwhile",
    severity: "error",
    message: `Cannot write the migration: ${what} in the meantime`,
    hint: "Run the same command again",
  };
}

/** The SQL in the files, each preceded by its name if there are several. */
export function sqlIn(files: readonly LayoutFile[]): string {
  const [first, ...others] = files.filter(({ path }) => /\.sq[lm]$/i.test(path));
  if (others.length === 0) return first?.text ?? "";
  return [first!, ...others].map(({ path, text }) => `-- ${path}\n${text}`).join("\n");
}

/** The layout of the folder. */
export function layoutOf(directory: MigrationDirectory): Layout {
  return LAYOUTS.find(({ name }) => name === directory.layout)!;
}
