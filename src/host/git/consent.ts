import { factsOf, isTrusted } from "../files/file_facts.ts";
import { folderOf } from "../files/paths.ts";
import { ownUser } from "../process/own_user.ts";
import { askGit } from "./git.ts";
import { topOfWorkTree } from "./git_folder.ts";

/** Somebody whose files we do not obey. */
export interface Stranger {
  readonly user: number;
  /** The work tree that is his as a whole, and that git could be told to trust. */
  readonly workTree?: string;
}

/**
 * Whom a file belongs to where that is neither us nor the superuser, nor the owner of a work tree that
 * git was told to trust. https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory
 */
export async function strangerWith(path: string): Promise<Stranger | undefined> {
  const user = (await factsOf(path))?.owner;
  // Where nobody tells us who we are, we are taken for the owner of the folder that we were called in.
  const own = await ownUser() ?? (await factsOf("."))?.owner;
  if (user === undefined || own === undefined || isTrusted(user, own)) return undefined;
  const workTree = await topOfWorkTree(folderOf(path));
  if (workTree === undefined || (await factsOf(workTree))?.owner !== user) return { user };
  const gitTrusts = (await askGit(["rev-parse", "--git-dir"], { folder: workTree })).ok;
  return gitTrusts ? undefined : { user, workTree };
}
