import type { Diagnostic } from "../../base/diagnostic.ts";
import { type Result, succeed } from "../../base/result.ts";
import type { Change } from "../../diff/change.ts";
import { writeTogether } from "../../host/files/new_files.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import type { Layout, LayoutFile } from "../../migrations/layouts/layout.ts";
import { LAYOUTS } from "../../migrations/layouts/list.ts";
import { nextFiles } from "../../migrations/next_files.ts";
import { nameFor } from "../../report/migration_name.ts";

/** A migration that was proven, and where it belongs. */
export interface ProvenMigration {
  readonly directory: MigrationDirectory;
  /** What it is called; made from its changes when absent. */
  readonly name?: string | undefined;
  readonly changes: readonly Change[];
  readonly sql: string;
  readonly downSql?: string | undefined;
  readonly now: Date;
}

/** The files of a migration as its layout wants them, nothing written yet. */
export async function filesFor(migration: ProvenMigration): Promise<Result<readonly LayoutFile[]>> {
  const { directory, changes, sql, downSql, now, name = nameFor(changes) } = migration;
  return await nextFiles(layoutOf(directory), { directory, name, sql, downSql, now });
}

/** Writes the files, giving back their paths; all of them or none. */
export async function writeFiles(
  { path: folder }: MigrationDirectory,
  files: readonly LayoutFile[],
): Promise<Result<readonly string[]>> {
  const placed = files.map((file) => ({ ...file, path: `${folder}/${file.path}` }));
  const written = await writeTogether(placed);
  if (written.ok) return succeed(placed.map(({ path }) => path));
  return { ...written, diagnostics: written.diagnostics.map(withNextMove) };
}

/** The folder had no migration of that name when it was read: mostly somebody wrote it meanwhile. */
function withNextMove(diagnostic: Diagnostic): Diagnostic {
  return diagnostic.code === "files/exists"
    ? {
      ...diagnostic,
      hint: "Run penumbra generate again, which goes by what is there now; or name it otherwise",
    }
    : diagnostic;
}

/** The SQL in the files, each under its name where there are several. */
export function sqlIn(files: readonly LayoutFile[]): string {
  const [first, ...others] = files.filter(({ path }) => /\.sql$/i.test(path));
  if (others.length === 0) return first?.text ?? "";
  return [first!, ...others].map(({ path, text }) => `-- ${path}\n${text}`).join("\n");
}

/** The layout that read the folder. */
export function layoutOf(directory: MigrationDirectory): Layout {
  return LAYOUTS.find(({ name }) => name === directory.layout)!;
}
