import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { changedSince, folderAt, join, textAt } from "./folder_at.ts";
import {
  askGit,
  askGitYesNo,
  oneLine,
  pathInRepository,
  type Repository,
  writtenInRepository,
} from "./git.ts";
import { USUAL_BRANCHES } from "./heads.ts";

/** The files of the main branch below a folder, which may have been moved since. */
export interface BaseFiles {
  /** The commit they were read from, as people name it. */
  readonly base: string;
  /** Whether that is the current branch, so that possibly nobody else has seen these files. */
  readonly isOwn: boolean;
  /** Every file below the folder, relative to it, with `/`. */
  readonly paths: ReadonlySet<string>;
  /** Those whose text may have changed since, on disk or, if requested, in the index. */
  readonly changed: ReadonlySet<string>;
  /** The text of a file there, or undefined if git does not return it. */
  textOf(path: string): Promise<string | undefined>;
}

/**
 * The files of the main branch below a folder, as of where this branch left it; undefined if there
 * is no main branch or no repository, with a warning if only a shallow clone lacks it. A given base
 * must be there: fails with `git/no-base` or `git/shallow`.
 */
export async function filesOnMain(
  repository: Repository,
  { folder, names, base, staged, configured }: WantedFiles,
): Promise<Result<BaseFiles | undefined>> {
  const own = await pathInRepository(folder, repository);
  const inside = own ?? await writtenInRepository(folder, repository);
  if (inside === undefined) return succeed(undefined);
  const name = base ?? await mainBranch(repository);
  const merge = name === undefined
    ? undefined
    : await askGit(["merge-base", name, "HEAD"], repository);
  if (name === undefined || !merge?.ok) {
    const shallow = await isShallow(repository);
    if (base === undefined) return succeed(undefined, shallow ? [tooShallow("warning")] : []);
    const isThere = await nameOf(base, repository) !== undefined;
    return fail("misuse", isThere && shallow ? tooShallow("error") : noBase(base));
  }
  const commit = await laterBase(oneLine(merge.value), name, repository);
  const at = { commit, repository, staged };
  const named = await configured(async (path) => {
    const written = await writtenInRepository(path, repository);
    return written && await textAt(written, at);
  });
  const before = await folderAt(at, { inside, names, named });
  if (!before.ok) return before;
  const { folder: there, paths } = before.value;
  // In a nested repository, which this one knows nothing about.
  if (own === undefined && paths.size === 0) return succeed(undefined);
  const isChanged = await changedSince(there, inside, at);
  if (!isChanged.ok) return isChanged;
  return succeed({
    base: name,
    isOwn: base === undefined && name === await nameOf("HEAD", repository),
    paths,
    changed: new Set([...paths].filter(isChanged.value)),
    textOf: (path) => textAt(join(there, path), at),
  });
}

async function isShallow(repository: Repository): Promise<boolean> {
  const answer = await askGit(["rev-parse", "--is-shallow-repository"], repository);
  return answer.ok && oneLine(answer.value) === "true";
}

function tooShallow(severity: Diagnostic["severity"]): Diagnostic {
  return {
    code: "git/shallow",
    severity,
    message: "Cannot tell which migrations are new: the shallow clone does not reach back to " +
      "the main branch",
    hint: "Fetch the whole history: fetch-depth: 0 on GitHub, GIT_DEPTH: 0 on GitLab, or " +
      "git fetch --unshallow",
  };
}

function noBase(base: string): Diagnostic {
  return {
    code: "git/no-base",
    severity: "error",
    message: `Cannot compare with "${base}": git knows no such commit with a history in common`,
    hint: "Correct the name, or fetch it first, as with git fetch origin",
  };
}

/** Which files of the main branch are wanted. */
export interface WantedFiles {
  readonly folder: string;
  /** The files in the folder, relative to it, by which it is found if it was moved. */
  readonly names: readonly string[];
  readonly base: string | undefined;
  readonly staged: boolean;
  /** The folder that the main branch's own configuration names, if it has one; all absolute paths. */
  readonly configured: (
    textOf: (path: string) => Promise<string | undefined>,
  ) => Promise<string | undefined>;
}

/** The merge base of an uncommitted merge with the main branch, if later than the commit. */
async function laterBase(commit: string, name: string, repository: Repository): Promise<string> {
  const merged = await askGit(["merge-base", name, "MERGE_HEAD"], repository);
  if (!merged.ok) return commit;
  const later = oneLine(merged.value);
  const isLater = await askGitYesNo(["merge-base", "--is-ancestor", commit, later], repository);
  return isLater.ok && isLater.value ? later : commit;
}

/**
 * The main branch: the upstream if it is another branch, else the remote's default branch, else one
 * with a usual name.
 */
async function mainBranch(repository: Repository): Promise<string | undefined> {
  const [own, upstream] = await Promise.all([
    nameOf("HEAD", repository),
    nameOf("@{upstream}", repository),
  ]);
  if (upstream !== undefined && upstream.split("/").slice(1).join("/") !== own) return upstream;
  for (const [, ref] of USUAL_BRANCHES) {
    if (await nameOf(ref, repository) !== undefined) return ref;
  }
  return upstream;
}

async function nameOf(ref: string, repository: Repository): Promise<string | undefined> {
  const answer = await askGit(["rev-parse", "--abbrev-ref", "--verify", "-q", ref], repository);
  return answer.ok ? oneLine(answer.value) : undefined;
}
