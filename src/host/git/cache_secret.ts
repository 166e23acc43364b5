import { factsOf, type FileFacts, isTrusted } from "../files/file_facts.ts";
import { mayWrite } from "../files/file_system.ts";
import { replaceFileAtomically, writeNewFileAtomically } from "../files/atomic_files.ts";
import { absolutePath, folderOf, wayDown } from "../files/paths.ts";
import { readTextFile } from "../files/read_files.ts";
import { environmentVariable } from "../process/environment.ts";
import { findWorkTree } from "./git_folder.ts";

/**
 * Random bytes as 64 hex digits, kept where no pull request can put anything: in git's own folder
 * of the work tree that the project is in, else in the state folder of the user. Whoever has not read
 * them cannot forge what is signed with them. Undefined where there are none, or none of our own.
 */
export async function cacheSecret(folder: string): Promise<string | undefined> {
  const path = await secretPath(folder);
  return path === undefined ? undefined : await readSecret(path);
}

/** The same, made where there is none and it may be written. */
export async function makeCacheSecret(folder: string): Promise<string | undefined> {
  const path = await secretPath(folder);
  if (path === undefined) return undefined;
  const known = await readSecret(path);
  if (known !== undefined || !mayWrite(path)) return known;
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  const text = `${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}\n`;
  const isTaken = await factsOf(path) !== undefined;
  // What is no key of ours is replaced; of two runs at once that find none, the first one's counts.
  await (isTaken ? replaceFileAtomically : writeNewFileAtomically)(path, text, { mode: 0o600 });
  return await readSecret(path);
}

async function secretPath(folder: string): Promise<string | undefined> {
  const tree = await findWorkTree(folder);
  if (tree !== undefined) return `${tree.gitFolder}/penumbra/key`;
  const state = await stateFolder();
  // Where the project is the home folder, a pull request may bring what seems to be the user's.
  if (state === undefined || wayDown(absolutePath(".", folder), state) !== undefined) {
    return undefined;
  }
  return `${state}/penumbra/key`;
}

/** Where programs keep what is of this machine. https://specifications.freedesktop.org/basedir/latest/ */
async function stateFolder(): Promise<string | undefined> {
  const [given, local, home] = await Promise.all(
    ["XDG_STATE_HOME", "LOCALAPPDATA", "HOME"].map(environmentVariable),
  );
  const folder = given ?? local ?? (home === undefined ? undefined : `${home}/.local/state`);
  return folder === undefined ? undefined : absolutePath(".", folder);
}

async function readSecret(path: string): Promise<string | undefined> {
  const [facts, above] = await Promise.all([factsOf(path), factsOf(folderOf(folderOf(path)))]);
  if (facts === undefined || !isOurs(facts, above)) return undefined;
  const read = await readTextFile(path);
  const text = read.ok ? read.value.text.trim() : "";
  return /^[0-9a-f]{64}$/.test(text) ? text : undefined;
}

function isOurs(facts: FileFacts, above: FileFacts | undefined): boolean {
  return facts.kind === "file" && facts.bytes < 100 && isTrusted(facts.owner, above?.owner);
}
