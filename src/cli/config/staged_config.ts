import { dirname, join, resolve } from "node:path";
import type { Result } from "../../base/result.ts";
import { systemErrorCode } from "../../host/files/file_errors.ts";
import type { FileReader } from "../../host/files/file_reader.ts";
import { openFileReader } from "../../host/files/file_system.ts";
import { openRepository } from "../../host/git/git.ts";
import { openStaged } from "../../host/git/staged_files.ts";
import { CONFIG_FILE } from "../../commands/settings/options.ts";
import { type Config, loadConfig } from "./config.ts";

/**
 * The configuration in the next commit, found as by `loadConfig`. One that git does not track is
 * read from the disk: it is kept out of commits, or was not added yet.
 */
export async function loadStagedConfig(
  folder: string,
  { file }: { readonly file?: string | undefined } = {},
): Promise<Result<Config>> {
  const repository = await openRepository();
  if (!repository.ok) return repository;
  const paths = file === undefined ? candidates(folder) : [resolve(folder, file)];
  const staged = await openStaged(repository.value, paths);
  if (!staged.ok) return staged;
  const reader = orElse(staged.value.reader, await openFileReader());
  return await loadConfig(folder, { file, reader });
}

/** Every possible path of the nearest configuration. */
function candidates(folder: string): string[] {
  const above = dirname(folder);
  return [join(folder, CONFIG_FILE), ...(above === folder ? [] : candidates(above))];
}

function orElse(staged: FileReader, disk: FileReader): FileReader {
  return {
    ...staged,
    readFile(path) {
      try {
        return staged.readFile(path);
      } catch (error) {
        if (systemErrorCode(error) !== "ENOENT") throw error;
        return disk.readFile(path);
      }
    },
  };
}
