import { type Result, succeed } from "../../base/result.ts";
import { askGit, openRepository, pathInRepository, zeroTerminated } from "./git.ts";

/** The files below a folder at a tag or commit, relative to it, with `/`. */
export async function taggedFiles(
  folder: string,
  tag: string,
): Promise<Result<ReadonlySet<string>>> {
  const repository = await openRepository();
  if (!repository.ok) return repository;
  const inside = await pathInRepository(folder, repository.value) ?? ".";
  const listed = await askGit(
    ["--literal-pathspecs", "ls-tree", "-r", "-z", "--name-only", "--full-tree", tag, "--", inside],
    repository.value,
  );
  if (!listed.ok) return listed;
  const prefix = inside === "." ? "" : `${inside}/`;
  return succeed(new Set(zeroTerminated(listed.value).map((path) => path.slice(prefix.length))));
}

/** The names of all tags, the oldest first; none outside a repository. */
export async function tagNames(): Promise<readonly string[]> {
  const repository = await openRepository();
  if (!repository.ok) return [];
  const tags = await askGit(["tag", "--sort=creatordate"], repository.value);
  return tags.ok ? new TextDecoder().decode(tags.value).split("\n").filter(Boolean) : [];
}
