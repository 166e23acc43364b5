import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import type { Change } from "../../diff/change.ts";
import { whileLocked } from "../../host/files/folder_lock.ts";
import { removeFiles, writeTogether } from "../../host/files/new_files.ts";
import { readFolder } from "../../host/files/read_files.ts";
import type { KitRequest } from "../../migrations/drizzle/next_snapshot.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import type { Layout, LayoutFile } from "../../migrations/layouts/layout.ts";
import { isReadByAny, LAYOUTS } from "../../migrations/layouts/list.ts";
import { type NextFiles, nextFiles } from "../../migrations/next_files.ts";
import { nameFor } from "../../report/migration_name.ts";

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
  return await nextFiles(layoutOf(directory), { directory, name, sql, downSql, now, kit });
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
  const { path: folder } = directory;
  const placed = files.map((file) => ({ ...file, path: `${folder}/${file.path}` }));
  const written = await whileLocked(folder, async () => {
    const before = await refuseUnreadFiles(directory, []);
    if (!before.ok) return before;
    // A process that took over a lock as stale may be writing too: the later one sees the other's
    // files.
    return await writeTogether(placed, { confirm: () => refuseUnreadFiles(directory, files) });
  });
  if (written.ok) return succeed(placed.map(({ path }) => path));
  return { ...written, diagnostics: written.diagnostics.map(withHint) };
}

/**
 * Like `writeFiles`, but replaces files of the folder: new ones are written before the old ones are
 * deleted. Returns the paths of both.
 */
export async function replaceFiles(
  directory: MigrationDirectory,
  { files, removed }: {
    readonly files: readonly LayoutFile[];
    /** Paths relative to the folder. */
    readonly removed: readonly string[];
  },
): Promise<Result<{ readonly written: readonly string[]; readonly deleted: readonly string[] }>> {
  const isThere = ({ path }: LayoutFile) => directory.files.has(path);
  const written = await writeFiles(
    directory,
    files.map((file) => isThere(file) ? { ...file, replaces: true } : file),
  );
  if (!written.ok) return written;
  const deleted = removed.map((path) => `${directory.path}/${path}`);
  await removeFiles(deleted);
  return succeed({ written: written.value, deleted });
}

/** Fails if there is a migration file that was not read and is not one of ours. */
async function refuseUnreadFiles(
  { path: folder, files }: MigrationDirectory,
  own: readonly LayoutFile[],
): Promise<Result<void>> {
  const known = new Set([...files.keys(), ...own.map(({ path }) => path)]);
  const others: string[] = [];
  const listed = await readFolder(folder, (path) => {
    if (isReadByAny(path) && !known.has(path)) others.push(path);
    return false;
  });
  const [other] = others.sort();
  if (!listed.ok || other === undefined) return succeed(undefined);
  return fail("finding", {
    code: "generate/meanwhile",
    severity: "error",
    message: `Cannot write the migration: "${folder}/${other}" was written in the meantime`,
    hint: "Run the same command again",
  });
}

/**
 * The folder had no migration with that name when it was read, so somebody probably wrote it
 * meanwhile.
 */
function withHint(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.code === "files/exists"
    ? {
      ...diagnostic,
      hint: "Run penumbra generate again, or choose another name",
    }
    : diagnostic;
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
