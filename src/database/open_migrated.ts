import type { Result } from "../base/result.ts";
import { fileEngineOf } from "../base/target.ts";
import { type OpenDatabase, openDatabaseFile } from "../host/database/open_database.ts";
import type { ProjectMigrations } from "./applied_history.ts";

/** Opens a database file as the application opens it, to run migrations; fails as `openDatabaseFile` does. */
export function openMigrated(
  path: string,
  { target, declared, foreignKeys }: Omit<ProjectMigrations, "directory" | "runners">,
  { waitMs }: { readonly waitMs?: number } = {},
): Promise<Result<OpenDatabase>> {
  const { extensions } = declared ?? {};
  return openDatabaseFile(path, fileEngineOf(target), { extensions, foreignKeys, waitMs });
}
