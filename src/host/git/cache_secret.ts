import { replaceFileAtomically, writeNewFileAtomically } from "../files/write/atomic_files.ts";
import { factsOf } from "../files/file_facts.ts";
import { mayWrite } from "../files/file_system.ts";
import { ownFolder, readOwn } from "./own_folder.ts";

/**
 * Random bytes as 64 hex digits, stored where no pull request can put anything, see `ownFolder`.
 * Nobody who has not read them can forge what is signed with them. Undefined if there are none yet.
 */
export async function cacheSecret(project: string): Promise<string | undefined> {
  const folder = await ownFolder(project);
  return folder === undefined ? undefined : await readSecret(`${folder}/key`);
}

/** Like `cacheSecret`, but creates it if it is missing and can be written. */
export async function makeCacheSecret(project: string): Promise<string | undefined> {
  const folder = await ownFolder(project);
  if (folder === undefined) return undefined;
  const path = `${folder}/key`;
  const known = await readSecret(path);
  if (known !== undefined || !mayWrite(path)) return known;
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const text = `${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}\n`;
  const isTaken = await factsOf(path) !== undefined;
  // A file that is not a valid key is replaced; if two runs create one at once, the first one wins.
  await (isTaken ? replaceFileAtomically : writeNewFileAtomically)(path, text, {
    mode: 0o600,
    isOwn: true,
  });
  return await readSecret(path);
}

async function readSecret(path: string): Promise<string | undefined> {
  const text = (await readOwn(path))?.trim() ?? "";
  return /^[0-9a-f]{64}$/.test(text) ? text : undefined;
}
