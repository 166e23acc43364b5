import { factsOf, isTrusted } from "../files/file_facts.ts";
import { folderOf } from "../files/paths.ts";
import { ownUser } from "../process/own_user.ts";
import { askGit } from "./git.ts";
import { topOfWorkTree } from "./work_tree.ts";

/** The owner of files that are not trusted. */
export interface UntrustedOwner {
  readonly user: number;
  /** The work tree that this user owns as a whole, and that git could be told to trust. */
  readonly workTree?: string;
}

/**
 * The owner of a file, if that is neither us, nor the superuser, nor the owner of a work tree that
 * git was told to trust.
 * https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory
 */
export async function untrustedOwner(path: string): Promise<UntrustedOwner | undefined> {
  const user = (await factsOf(path))?.owner;
  // If our user id is unknown, we count as the owner of the current folder.
  const own = await ownUser() ?? (await factsOf("."))?.owner;
  if (user === undefined || own === undefined || isTrusted(user, own)) return undefined;
  const workTree = await topOfWorkTree(folderOf(path));
  if (workTree === undefined || (await factsOf(workTree))?.owner !== user) return { user };
  const gitTrusts = (await askGit(["rev-parse", "--git-dir"], { folder: workTree })).ok;
  return gitTrusts ? undefined : { user, workTree };
}
