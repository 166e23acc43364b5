import { readFilesAbove } from "../../host/files/files_above.ts";
import type { FolderTexts } from "../../host/files/read_files.ts";
import type { MigrationDirectory } from "../directory.ts";
import { FORM_FILES } from "../layouts/layout.ts";

/** The files above a folder without migrations that show the form of its first one. */
export async function aroundNew(
  { path, migrations }: Pick<MigrationDirectory, "path" | "migrations">,
): Promise<FolderTexts | undefined> {
  return migrations.length === 0 ? await readFilesAbove(path, FORM_FILES) : undefined;
}
