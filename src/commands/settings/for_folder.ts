import { absolutePath } from "../../host/files/paths.ts";
import type { FolderSettings } from "../../migrations/directory.ts";
import type { SettingValues } from "./project_settings.ts";

/** What a configuration says about the files of its migrations folder. */
type AboutFiles = "layout" | Exclude<keyof FolderSettings, "placeholders">;

interface FolderOptions extends Partial<Pick<SettingValues, AboutFiles>> {
  readonly migrations: string;
  readonly workingDirectory: string;
}

/** The options for a folder of migrations: what is set for the files of one is not for another. */
export function forFolder<Options extends FolderOptions>(path: string, options: Options): Options {
  const { migrations, workingDirectory } = options;
  const isOwn = absolutePath(workingDirectory, path) === absolutePath(workingDirectory, migrations);
  if (isOwn) return options;
  const { layout: _layout, opaque: _opaque, skip: _skip, baseline: _baseline, ...others } = options;
  return others as Options;
}
