import { presentFields } from "../../base/present_fields.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { pathFromHere } from "../../host/files/paths.ts";
import { type ReadOptions, readTextFile } from "../../host/files/read_files.ts";
import type { FolderSettings } from "../../migrations/directory.ts";
import type { ProjectOptions } from "../settings/options.ts";

/** The options for reading the files in the migrations folder. */
export type FolderOptions =
  & Pick<ProjectOptions, keyof FolderSettings>
  & Partial<Pick<ProjectOptions, "workingDirectory">>;

/** The settings for the migrations folder from the options. Fails if the baseline does not exist. */
export async function folderSettings(
  { opaque, placeholders, skip, baseline, workingDirectory = "." }: FolderOptions,
  options: ReadOptions = {},
): Promise<Result<FolderSettings>> {
  const settings = presentFields({ opaque, placeholders, skip });
  if (baseline === undefined) return succeed(settings);
  const schema = await readTextFile(pathFromHere(workingDirectory, baseline.schema), options);
  if (!schema.ok) return fail("unfinished", schema.diagnostics);
  return succeed({ ...settings, baseline: { upTo: baseline.upTo, schema: schema.value } });
}
