import { replaceFileAtomically } from "../files/atomic_files.ts";
import { absolutePath } from "../files/paths.ts";
import { ownFolder, readOwn } from "./own_folder.ts";

/** Whether somebody has said once that a project's token is for this host. */
export async function isConfirmed(host: string, project: string): Promise<boolean> {
  const folder = await ownFolder(project);
  const text = folder === undefined ? undefined : await readOwn(`${folder}/${FILE}`);
  return text?.split("\n").includes(lineFor(host, project)) ?? false;
}

/** Remembers that; where it cannot be written, it is asked again. */
export async function confirmHost(host: string, project: string): Promise<void> {
  const folder = await ownFolder(project);
  if (folder === undefined) return;
  const path = `${folder}/${FILE}`;
  const text = `${await readOwn(path) ?? ""}${lineFor(host, project)}\n`;
  await replaceFileAtomically(path, text, { mode: 0o600 });
}

const FILE = "token-hosts";

/** One line, whatever the folder is called. */
function lineFor(host: string, project: string): string {
  return `${host} ${JSON.stringify(absolutePath(".", project))}`;
}
