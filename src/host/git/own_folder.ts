import { factsOf, isTrusted } from "../files/file_facts.ts";
import { absolutePath, folderOf, pathBelow } from "../files/paths.ts";
import { readTextFile } from "../files/read_files.ts";
import { environmentVariable } from "../process/environment.ts";
import { gitFolderOf } from "./work_tree.ts";

/**
 * The folder for data about a project that no pull request can bring: in the git folder of its work
 * tree, else in the user's state folder. It may not exist.
 */
export async function ownFolder(project: string): Promise<string | undefined> {
  const gitFolder = await gitFolderOf(project);
  if (gitFolder !== undefined) return `${gitFolder}/penumbra`;
  const state = await stateFolder();
  // If the project is the home folder, a pull request could bring what seems to be the user's
  // state.
  if (state === undefined || pathBelow(absolutePath(".", project), state) !== undefined) {
    return undefined;
  }
  return `${state}/penumbra`;
}

/**
 * Where programs keep data specific to this machine.
 * https://specifications.freedesktop.org/basedir/latest/
 */
async function stateFolder(): Promise<string | undefined> {
  const [given, local, home] = await Promise.all(
    ["XDG_STATE_HOME", "LOCALAPPDATA", "HOME"].map(environmentVariable),
  );
  if (given !== undefined || local !== undefined) return absolutePath(".", (given ?? local)!);
  const own = home ?? await registeredHome();
  return own === undefined ? undefined : `${own}/.local/state`;
}

/** The user's home folder according to the system, if the environment is empty. */
async function registeredHome(): Promise<string | undefined> {
  const isDeno = "Deno" in globalThis;
  const mayAsk = !isDeno ||
    Deno.permissions.querySync({ name: "sys", kind: "homedir" }).state === "granted";
  if (!mayAsk) return undefined;
  try {
    return (await import("node:os")).homedir() || undefined;
  } catch {
    // A container may run as a user that the system does not know.
    return undefined;
  }
}

/** The text of a file in this folder; undefined if it does not exist or has another owner. */
export async function readOwn(path: string): Promise<string | undefined> {
  const [facts, above] = await Promise.all([factsOf(path), factsOf(folderOf(folderOf(path)))]);
  const isOurs = facts?.kind === "file" && facts.bytes < MOST_BYTES &&
    isTrusted(facts.owner, above?.owner);
  if (!isOurs) return undefined;
  const read = await readTextFile(path);
  return read.ok ? read.value.text : undefined;
}

const MOST_BYTES = 1 << 20;
