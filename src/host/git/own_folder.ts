import { factsOf, isTrusted } from "../files/file_facts.ts";
import { absolutePath, folderOf, wayDown } from "../files/paths.ts";
import { readTextFile } from "../files/read_files.ts";
import { environmentVariable } from "../process/environment.ts";
import { findWorkTree } from "./git_folder.ts";

/**
 * The folder for what we know of a project and no pull request may bring: in git's own folder of the
 * work tree that it is in, else in the state folder of the user. Whether it is there is not asked.
 */
export async function ownFolder(project: string): Promise<string | undefined> {
  const tree = await findWorkTree(project);
  if (tree !== undefined) return `${tree.gitFolder}/penumbra`;
  const state = await stateFolder();
  // Where the project is the home folder, a pull request may bring what seems to be the user's.
  if (state === undefined || wayDown(absolutePath(".", project), state) !== undefined) {
    return undefined;
  }
  return `${state}/penumbra`;
}

/** Where programs keep what is of this machine. https://specifications.freedesktop.org/basedir/latest/ */
async function stateFolder(): Promise<string | undefined> {
  const [given, local, home] = await Promise.all(
    ["XDG_STATE_HOME", "LOCALAPPDATA", "HOME"].map(environmentVariable),
  );
  if (given !== undefined || local !== undefined) return absolutePath(".", (given ?? local)!);
  const own = home ?? await registeredHome();
  return own === undefined ? undefined : `${own}/.local/state`;
}

/** The home folder of the user that the system knows, where the environment is empty. */
async function registeredHome(): Promise<string | undefined> {
  const isDeno = "Deno" in globalThis;
  const mayAsk = !isDeno ||
    Deno.permissions.querySync({ name: "sys", kind: "homedir" }).state === "granted";
  if (!mayAsk) return undefined;
  try {
    return (await import("node:os")).homedir() || undefined;
  } catch {
    // A container may run a user that the system does not know.
    return undefined;
  }
}

/** The text of a file in such a folder; undefined where there is none, or none of our own. */
export async function readOwn(path: string): Promise<string | undefined> {
  const [facts, above] = await Promise.all([factsOf(path), factsOf(folderOf(folderOf(path)))]);
  const isOurs = facts?.kind === "file" && facts.bytes < MOST_BYTES &&
    isTrusted(facts.owner, above?.owner);
  if (!isOurs) return undefined;
  const read = await readTextFile(path);
  return read.ok ? read.value.text : undefined;
}

const MOST_BYTES = 1 << 20;
