import type { Result } from "../../base/result.ts";
import { parseJson } from "../../base/parse_json.ts";
import { absolutePath } from "../../host/files/paths.ts";
import type { Repository } from "../../host/git/git.ts";
import { type BaseFiles, filesOnMain } from "../../host/git/main_branch.ts";
import type { MigrationFolder } from "../../migrations/directory.ts";
import { CONFIG_FILE, type ProjectOptions } from "../settings/options.ts";
import { SETTINGS } from "../settings/project_settings.ts";

/**
 * The migrations folder of the main branch, wherever it is there, see `filesOnMain`; undefined if
 * there is no main branch.
 */
export async function migrationsOnMain(
  { path, files }: MigrationFolder,
  options: ProjectOptions & { readonly base?: string | undefined },
  { repository, staged }: { readonly repository: Repository; readonly staged: boolean },
): Promise<Result<BaseFiles | undefined>> {
  return await filesOnMain(repository, {
    folder: absolutePath(".", path),
    names: [...files.keys()],
    base: options.base,
    staged,
    configured: (textOf) => configuredFolder(options, textOf),
  });
}

/** The folder that the main branch's own configuration names, if the command line does not. */
async function configuredFolder(
  { origin, workingDirectory }: ProjectOptions,
  textOf: (path: string) => Promise<string | undefined>,
): Promise<string | undefined> {
  if (origin?.given.migrations !== undefined) return undefined;
  const text = await textOf(absolutePath(workingDirectory, origin?.configFile ?? CONFIG_FILE));
  const values = text === undefined ? undefined : parseJson(text);
  const isNamed = typeof values === "object" && values !== null && "migrations" in values &&
    typeof values.migrations === "string";
  return absolutePath(
    workingDirectory,
    isNamed ? `${values.migrations}` : SETTINGS.migrations.default,
  );
}
