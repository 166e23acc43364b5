import { type Result, succeed } from "../../base/result.ts";
import { pathFromHere } from "../../host/files/paths.ts";
import { prepareBundle, type PreparedBundle } from "../../migrations/bundle.ts";
import type { Migration, MigrationDirectory } from "../../migrations/directory.ts";
import { layoutNamed } from "../../migrations/layouts/list.ts";
import { readMigrations } from "../../migrations/read_migrations.ts";
import type { RunnerProfile } from "../../migrations/runners/profile.ts";
import { runnersOf } from "../../migrations/runners/runners_of.ts";
import { DEFAULT_TARGET, type Target } from "../../base/target.ts";
import type { ProjectOptions } from "../options.ts";
import { folderSettings } from "../schema/folder_settings.ts";

/** The migrations of a project, ready to run. */
export interface ProjectBundle extends PreparedBundle {
  readonly directory: MigrationDirectory;
  /** What will run them: as the options say, else what mostly runs their layout. */
  readonly target: Target;
  readonly runners: readonly RunnerProfile[];
}

/** Reads the migrations of a project, which has to have a folder of them; no database is opened. */
export async function readBundle(options: ProjectOptions): Promise<Result<ProjectBundle>> {
  const settings = await folderSettings(options);
  if (!settings.ok) return settings;
  const path = pathFromHere(options.workingDirectory, options.migrations);
  const directory = await readMigrations(path, {
    layout: options.layout,
    settings: settings.value,
  });
  if (!directory.ok) return directory;
  const prepared = await prepareBundle(directory.value.migrations);
  if (!prepared.ok) return prepared;
  const { layout } = directory.value;
  const target = options.target ?? layoutNamed(layout)?.target ?? DEFAULT_TARGET;
  const runners = runnersOf({ layout, target: options.target, runner: options.runner });
  const bundle = { ...prepared.value, directory: directory.value, target, runners };
  return succeed(bundle, directory.diagnostics);
}

/** What names migrations among the options of a command. */
interface NamedMigrations {
  readonly to?: string | undefined;
  readonly baselineId?: string | undefined;
  readonly allow: readonly string[];
}

/** The same with whole ids where a version or a name was given; what nobody knows stays. */
export function withWholeIds<Options extends NamedMigrations>(
  options: Options,
  migrations: readonly Migration[],
): Options {
  const whole = (text: string) =>
    migrations.find(({ id }) => id === text)?.id ??
      migrations.find(({ version, name }) => version === text || name === text)?.id ?? text;
  const { to, baselineId, allow } = options;
  return {
    ...options,
    ...(to !== undefined && { to: whole(to) }),
    ...(baselineId !== undefined && { baselineId: whole(baselineId) }),
    allow: allow.map((it) => it.replace(/(?<=:).*$/s, whole)),
  };
}
