import { fail, type Result, succeed } from "../../base/result.ts";
import { pathFromHere } from "../../host/files/paths.ts";
import { type ReadOptions, readTextFile } from "../../host/files/read_files.ts";
import type { FolderSettings } from "../../migrations/directory.ts";
import type { ProjectOptions } from "../options.ts";

/** The options that say how the files in the folder of migrations are to be read. */
export type FolderOptions =
  & Pick<ProjectOptions, keyof FolderSettings>
  & Partial<Pick<ProjectOptions, "workingDirectory">>;

/** What the options say of the files in the folder of migrations. Fails where there is no baseline. */
export async function folderSettings(
  { opaque, placeholders, skip, baseline, workingDirectory = "." }: FolderOptions,
  options: ReadOptions = {},
): Promise<Result<FolderSettings>> {
  const settings = {
    ...(opaque !== undefined && { opaque }),
    ...(placeholders !== undefined && { placeholders }),
    ...(skip !== undefined && { skip }),
  };
  if (baseline === undefined) return succeed(settings);
  const schema = await readTextFile(pathFromHere(workingDirectory, baseline.schema), options);
  if (!schema.ok) return fail("unfinished", ...schema.diagnostics);
  return succeed({ ...settings, baseline: { upTo: baseline.upTo, schema: schema.value } });
}
