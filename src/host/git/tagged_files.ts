import type { Result } from "../../base/result.ts";
import { filesAt } from "./folder_at.ts";
import { askGit, openRepository, pathInRepository } from "./git.ts";

/** The files below a folder at a tag or commit, relative to it, with `/`. */
export async function taggedFiles(
  folder: string,
  tag: string,
): Promise<Result<ReadonlySet<string>>> {
  const repository = await openRepository();
  if (!repository.ok) return repository;
  const inside = await pathInRepository(folder, repository.value) ?? ".";
  return await filesAt(inside, { commit: tag, repository: repository.value });
}

/** The names of all tags, the oldest first; none outside a repository. */
export async function tagNames(): Promise<readonly string[]> {
  const repository = await openRepository();
  if (!repository.ok) return [];
  const tags = await askGit(["tag", "--sort=creatordate"], repository.value);
  return tags.ok ? new TextDecoder().decode(tags.value).split("\n").filter(Boolean) : [];
}
