import { replaceFileAtomically } from "../files/write/atomic_files.ts";
import { absolutePath } from "../files/paths.ts";
import { ownFolder, readOwn } from "./own_folder.ts";

/** Whether the user has confirmed that a project's token may be sent to this host. */
export async function isConfirmed(host: string, project: string): Promise<boolean> {
  const folder = await ownFolder(project);
  const text = folder === undefined ? undefined : await readOwn(`${folder}/${FILE}`);
  return text?.split("\n").includes(lineFor(host, project)) ?? false;
}

/** Remembers the confirmation; if it cannot be written, the question is asked again. */
export async function confirmHost(host: string, project: string): Promise<void> {
  const folder = await ownFolder(project);
  if (folder === undefined) return;
  const path = `${folder}/${FILE}`;
  const text = `${await readOwn(path) ?? ""}${lineFor(host, project)}\n`;
  await replaceFileAtomically(path, text, { mode: 0o600, isOwn: true });
}

const FILE = "token-hosts";

/** One line, whatever characters the path of the folder contains. */
function lineFor(host: string, project: string): string {
  return `${host} ${JSON.stringify(absolutePath(".", project))}`;
}
