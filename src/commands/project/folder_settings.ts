import type { FolderSettings } from "../../migrations/directory.ts";
import type { ProjectOptions } from "../options.ts";

/** What the options say of the files in the folder of migrations. */
export function folderSettings(
  { opaque, placeholders }: Pick<ProjectOptions, keyof FolderSettings>,
): FolderSettings {
  return {
    ...(opaque !== undefined && { opaque }),
    ...(placeholders !== undefined && { placeholders }),
  };
}
