import { factsOf, isTrusted } from "../files/file_facts.ts";
import { readTextFile } from "../files/read_files.ts";
import { absolutePath, folderOf } from "../files/paths.ts";

/** A work tree of git, found without asking git. */
export interface WorkTree {
  /** Its top folder. */
  readonly folder: string;
  /** What git keeps of it, shared by all work trees that are linked to it. */
  readonly gitFolder: string;
}

/**
 * The work tree that a folder is in, found as git finds it: the nearest folder above with a `.git`.
 * No pull request brings one, since git checks out nothing of that name. Undefined where there is
 * none, where we may not look, and where it belongs to another user than the folder does.
 */
export async function findWorkTree(folder: string): Promise<WorkTree | undefined> {
  const top = await topOfWorkTree(folder);
  if (top === undefined) return undefined;
  const git = gitIn(top);
  const [facts, own] = [await factsOf(git), await factsOf(absolutePath(".", folder))];
  if (facts === undefined || (own !== undefined && !isTrusted(facts.owner, own.owner))) {
    return undefined;
  }
  const gitFolder = facts.kind === "folder" ? git : await linkedFolder(git);
  return gitFolder === undefined ? undefined : { folder: top, gitFolder };
}

/** The nearest folder, this one or above, that holds a `.git`, whoever it belongs to. */
export async function topOfWorkTree(folder: string): Promise<string | undefined> {
  for (let top = absolutePath(".", folder);; top = folderOf(top)) {
    if (await factsOf(gitIn(top)) !== undefined) return top;
    if (folderOf(top) === top) return undefined;
  }
}

function gitIn(top: string): string {
  return `${top.replace(/[/\\]$/, "")}/.git`;
}

/** What the `.git` of a linked work tree or of a submodule leads to, the common folder of both. */
async function linkedFolder(file: string): Promise<string | undefined> {
  const folder = /^gitdir: (.+)$/m.exec(await lineOf(file))?.[1];
  if (folder === undefined) return undefined;
  const own = absolutePath(folderOf(file), folder);
  const common = await lineOf(`${own}/commondir`);
  return common === "" ? own : absolutePath(own, common);
}

/** The one line of a small file of git; `""` where there is none. */
async function lineOf(path: string): Promise<string> {
  const facts = await factsOf(path);
  if (facts?.kind !== "file" || facts.bytes > MOST_BYTES) return "";
  const read = await readTextFile(path);
  return read.ok ? read.value.text.trim() : "";
}

/** As long as a path gets. */
const MOST_BYTES = 1 << 14;
