import { type Result, succeed } from "../../base/result.ts";
import type { ReadOptions } from "../../host/files/read_files.ts";
import { pathFromHere } from "../../host/files/paths.ts";
import type { MigrationDirectory } from "../../migrations/directory.ts";
import { endOfMigrations } from "../../migrations/find_migration.ts";
import { readMigrationsWith } from "../../migrations/read/read_migrations.ts";
import { type FolderOptions, folderSettings } from "./folder_settings.ts";

/** A folder of migrations, of which only those up to one may be wanted. */
interface MigrationsAt {
  readonly path: string;
  readonly upTo?: string;
}

/**
 * The migrations of a folder, read with the settings in the options. Fails as `readMigrations` does,
 * and if there is no such migration.
 */
export async function readMigrationsAt(
  { path, upTo }: MigrationsAt,
  { reader, layout, ...options }: FolderOptions & ReadOptions & {
    readonly layout?: string | undefined;
  },
): Promise<Result<MigrationDirectory>> {
  const settings = await folderSettings(options, { reader });
  if (!settings.ok) return settings;
  const folder = pathFromHere(options.workingDirectory ?? ".", path);
  const read = await readMigrationsWith(folder, { reader, layout, settings: settings.value });
  if (!read.ok || upTo === undefined) return read;
  const last = endOfMigrations(upTo, read.value);
  if (!last.ok) return last;
  // Diagnostics of the folder may be about migrations that were not requested.
  return succeed({ ...read.value, migrations: read.value.migrations.slice(0, last.value + 1) });
}
