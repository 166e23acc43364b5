import { factsOf, isTrusted } from "../files/file_facts.ts";
import { readTextFile } from "../files/read_files.ts";
import { absolutePath, folderOf } from "../files/paths.ts";

/**
 * The git folder of the work tree that contains a folder, shared by all linked work trees. It is
 * found as git does, without running it: the nearest folder at or above this one with a `.git`. No
 * pull request can bring one, since git checks out nothing of that name. Undefined if there is none,
 * if it may not be read, and if it has another owner than the folder.
 */
export async function gitFolderOf(folder: string): Promise<string | undefined> {
  const top = await topOfWorkTree(folder);
  if (top === undefined) return undefined;
  const git = gitIn(top);
  const [facts, own] = [await factsOf(git), await factsOf(absolutePath(".", folder))];
  if (facts === undefined || (own !== undefined && !isTrusted(facts.owner, own.owner))) {
    return undefined;
  }
  return facts.kind === "folder" ? git : (await linkedFolders(git))?.common;
}

/** Where git keeps what belongs to a work tree. */
export interface GitFolders {
  /** For this work tree alone. */
  readonly own: string;
  /** For all work trees of the repository. */
  readonly common: string;
}

/** The git folders of the work tree that contains a folder, whoever owns it; undefined if there are none. */
export async function gitFoldersOf(folder: string): Promise<GitFolders | undefined> {
  const top = await topOfWorkTree(folder);
  if (top === undefined) return undefined;
  const git = gitIn(top);
  const isFile = (await factsOf(git))?.kind === "file";
  return isFile ? await linkedFolders(git) : { own: git, common: git };
}

/** The nearest folder, at or above this one, that contains a `.git`, whoever owns it. */
export async function topOfWorkTree(folder: string): Promise<string | undefined> {
  for (let top = absolutePath(".", folder);; top = folderOf(top)) {
    if (await factsOf(gitIn(top)) !== undefined) return top;
    if (folderOf(top) === top) return undefined;
  }
}

function gitIn(top: string): string {
  return `${top.replace(/[/\\]$/, "")}/.git`;
}

/** The git folders to which the `.git` file of a linked work tree or a submodule leads. */
async function linkedFolders(file: string): Promise<GitFolders | undefined> {
  const folder = /^gitdir: (.+)$/m.exec(await lineOf(file))?.[1];
  if (folder === undefined) return undefined;
  const own = absolutePath(folderOf(file), folder);
  const common = await lineOf(`${own}/commondir`);
  return { own, common: common === "" ? own : absolutePath(own, common) };
}

/** The single line of a small file in the git folder; `""` if it does not exist. */
async function lineOf(path: string): Promise<string> {
  const facts = await factsOf(path);
  if (facts?.kind !== "file" || facts.bytes > MOST_BYTES) return "";
  const read = await readTextFile(path);
  return read.ok ? read.value.text.trim() : "";
}

/** The maximum length of a path. */
const MOST_BYTES = 1 << 14;
