import { presentFields } from "../../base/present_fields.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { prepareBundle, type PreparedBundle } from "../../migrations/bundle/bundle.ts";
import type { Migration, MigrationDirectory } from "../../migrations/directory.ts";
import { endOfMigrations, indexOfMigration } from "../../migrations/find_migration.ts";
import { type Running, runningOf } from "../../migrations/runners/running.ts";
import type { ProjectOptions } from "../settings/options.ts";
import { readMigrationsAt } from "../schema/read_migrations_at.ts";

/** The migrations of a project, ready to run. */
export interface ProjectBundle
  extends PreparedBundle, Running, Pick<ProjectOptions, "foreignKeys"> {
  readonly directory: MigrationDirectory;
}

/** Reads the migrations of a project, whose folder must exist; no database is opened. */
export async function readBundle(options: ProjectOptions): Promise<Result<ProjectBundle>> {
  const directory = await readMigrationsAt({ path: options.migrations }, options);
  if (!directory.ok) return directory;
  const prepared = await prepareBundle(directory.value.migrations);
  if (!prepared.ok) return prepared;
  const bundle = {
    ...prepared.value,
    ...runningOf(directory.value.layout, options),
    ...presentFields({ foreignKeys: options.foreignKeys }),
    directory: directory.value,
  };
  return succeed(bundle, directory.diagnostics);
}

/** Reads the migrations of a project, and fails unless all of them can be run. */
export async function readRunnableBundle(options: ProjectOptions): Promise<Result<ProjectBundle>> {
  const project = await readBundle(options);
  if (!project.ok || project.value.unrunnable.size === 0) return project;
  return fail("unfinished", [...project.value.unrunnable.values()]);
}

/** The options of a command that name migrations. */
interface NamedMigrations {
  readonly to?: string | undefined;
  readonly baselineId?: string | undefined;
  readonly allow: readonly string[];
}

/**
 * The options with full ids in place of versions and names. Fails with
 * `migrations/no-such-migration` if an option matches none; allowed ones may be missing in the folder.
 */
export function withWholeIds<Options extends NamedMigrations>(
  options: Options,
  directory: MigrationDirectory,
): Result<Options> {
  const { migrations } = directory;
  const { to, baselineId, allow } = options;
  const ends = [to, baselineId].map((text) =>
    text === undefined ? succeed(undefined) : endOfMigrations(text, directory)
  );
  const missing = ends.find((it) => !it.ok);
  if (missing?.ok === false) return missing;
  // The runner knows the migrations that a baseline covers as the baseline, which is the first.
  const idOf = ({ isCovered, id }: Migration) => isCovered ? migrations[0]!.id : id;
  const [toId, startId] = ends.map((it) =>
    it.ok && it.value !== undefined ? idOf(migrations[it.value]!) : undefined
  );
  const found = (text: string) => migrations[indexOfMigration(migrations, text)]?.id;
  return succeed({
    ...options,
    ...(toId !== undefined && { to: toId }),
    ...(startId !== undefined && { baselineId: startId }),
    allow: allow.map((it) => it.replace(/(?<=:).*$/s, (id) => found(id) ?? id)),
  });
}
