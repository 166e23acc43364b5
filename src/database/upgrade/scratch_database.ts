import type { TrialEngine } from "../../base/engine_name.ts";
import { type Result, succeed } from "../../base/result.ts";
import { queryDatabaseFile } from "../../host/database/database_file.ts";
import type { OpenDatabase } from "../../host/database/open_database.ts";
import type { ScratchFolder } from "../../host/files/write/scratch_folder.ts";
import type { PreparedBundle } from "../../migrations/bundle/bundle.ts";
import { migrate } from "../../runner/migrate.ts";
import { MigrationError } from "../../runner/migration_error.ts";
import { CATALOG_QUERIES, snapshotOfCatalog } from "../../schema/introspect.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";
import { withoutLeftovers } from "../../sources/history_tables.ts";
import { openMigrated } from "../open_migrated.ts";
import { failureOf } from "../apply/migration_diagnostic.ts";
import type { ProjectMigrations } from "../applied_history.ts";

/** Where upgrades are tried: migrations, and a folder for databases. */
export interface Lab {
  readonly project: PreparedBundle & Omit<ProjectMigrations, "directory" | "runners">;
  readonly folder: ScratchFolder;
  readonly engine: TrialEngine;
}

/** Upgrades one of these databases to a version, without one to the last; returns its schema. */
export async function upgraded(
  name: string,
  lab: Lab,
  to: string | undefined,
): Promise<Result<SchemaSnapshot>> {
  const { folder, project } = lab;
  const path = `${folder.path}/${name}`;
  const database = await openScratch(path, lab);
  if (!database.ok) return database;
  try {
    await migrate(database.value.driver, project.bundle, { to });
  } catch (error) {
    if (error instanceof MigrationError) return failureOf(error, project);
    throw error;
  } finally {
    database.value.close();
  }
  const catalog = await queryDatabaseFile(path, CATALOG_QUERIES);
  return catalog.ok ? succeed(withoutLeftovers(snapshotOfCatalog(catalog.value))) : catalog;
}

/** Opens a temporary database without syncing to disk. */
export async function openScratch(
  path: string,
  { project }: Lab,
): Promise<Result<OpenDatabase>> {
  const database = await openMigrated(path, project);
  if (!database.ok) return database;
  const asked = await database.value.ask("PRAGMA synchronous = OFF");
  return asked.ok ? database : asked;
}
