import { fail, type Result, succeed } from "../../base/result.ts";
import {
  askGit,
  askGitYesNo,
  oneLine,
  pathInRepository,
  type Repository,
  zeroTerminated,
} from "./git.ts";

/** The files of the main branch below a folder. */
export interface BaseFiles {
  /** The commit they were read from, as people name it. */
  readonly base: string;
  /** Whether that is the current branch, so that possibly nobody else has seen these files. */
  readonly isOwn: boolean;
  /** Every file below the folder, relative to it, with `/`. */
  readonly paths: ReadonlySet<string>;
  /** Those whose text has changed since, on disk or, if requested, in the index. */
  readonly changed: ReadonlySet<string>;
  /** The text of a file there, or undefined if git does not return it. */
  textOf(path: string): Promise<string | undefined>;
}

/** Whether git can be run without a permission prompt. */
export function mayRunGit(): boolean {
  if (!("Deno" in globalThis)) return true;
  return Deno.permissions.querySync({ name: "run", command: "git" }).state === "granted";
}

/**
 * The files of the main branch below a folder, as of where this branch left it; undefined if there
 * is no main branch or no repository. Fails with `git/refused` if a given base does not exist.
 */
export async function filesOnMain(
  repository: Repository,
  { folder, base, staged }: {
    readonly folder: string;
    readonly base: string | undefined;
    readonly staged: boolean;
  },
): Promise<Result<BaseFiles | undefined>> {
  const inside = await pathInRepository(folder, repository);
  if (inside === undefined) return succeed(undefined);
  const name = base ?? await mainBranch(repository);
  if (name === undefined) return succeed(undefined);
  const merge = await askGit(["merge-base", name, "HEAD"], repository);
  if (!merge.ok) {
    return base === undefined ? succeed(undefined) : fail("misuse", ...merge.diagnostics);
  }
  const commit = await laterBase(oneLine(merge.value), name, repository);
  const index = staged ? ["--cached"] : [];
  const prefix = inside === "." ? "" : `${inside}/`;
  const [listed, changed] = await Promise.all([
    askGit(
      [LITERAL, "ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, "--", inside],
      repository,
    ),
    askGit([
      LITERAL,
      "diff",
      ...index,
      "--name-only",
      "-z",
      "--no-renames",
      "--no-ext-diff",
      commit,
      "--",
      inside,
    ], repository),
  ]);
  if (!listed.ok) return listed;
  if (!changed.ok) return changed;
  const below = (stdout: Uint8Array) =>
    new Set(
      zeroTerminated(stdout).filter((path) => path.startsWith(prefix))
        .map((path) => path.slice(prefix.length)),
    );
  return succeed({
    base: name,
    isOwn: base === undefined && name === await nameOf("HEAD", repository),
    paths: below(listed.value),
    changed: below(changed.value),
    async textOf(path) {
      // With filters, so that it has the line endings of a checkout.
      const answer = await askGit(
        ["cat-file", "--filters", `${commit}:${prefix}${path}`],
        repository,
      );
      return answer.ok ? new TextDecoder().decode(answer.value) : undefined;
    },
  });
}

const LITERAL = "--literal-pathspecs";

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
  for (const ref of ["origin/HEAD", "origin/main", "origin/master", "main", "master"]) {
    if (await nameOf(ref, repository) !== undefined) return ref;
  }
  return upstream;
}

async function nameOf(ref: string, repository: Repository): Promise<string | undefined> {
  const answer = await askGit(["rev-parse", "--abbrev-ref", "--verify", "-q", ref], repository);
  return answer.ok ? oneLine(answer.value) : undefined;
}
