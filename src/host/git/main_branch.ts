import { fail, type Result, succeed } from "../../base/result.ts";
import {
  askGit,
  oneLine,
  pathInRepository,
  type Repository,
  saysYes,
  zeroTerminated,
} from "./git.ts";

/** What the main branch has below a folder. */
export interface BaseFiles {
  /** The commit that was looked at, as people name it. */
  readonly base: string;
  /** Whether that is the branch we are on, so that nobody else need have seen what it has. */
  readonly isOwn: boolean;
  /** Every file below the folder, relative to it, with `/`. */
  readonly paths: ReadonlySet<string>;
  /** Those whose text is another now, on disk or, where that is asked for, in the index. */
  readonly changed: ReadonlySet<string>;
  /** The text that a file has there, undefined where git does not give it. */
  textOf(path: string): Promise<string | undefined>;
}

/** Whether git may be asked without anybody being asked for it first. */
export function mayRunGit(): boolean {
  if (!("Deno" in globalThis)) return true;
  return Deno.permissions.querySync({ name: "run", command: "git" }).state === "granted";
}

/**
 * What the main branch has below a folder, as of where this branch left it; undefined where there is
 * no main branch, or the folder is in no repository. Fails with `git/refused` where a base that was
 * named is none.
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
      // With the filters it has the line ends that a checkout would give it.
      const answer = await askGit(
        ["cat-file", "--filters", `${commit}:${prefix}${path}`],
        repository,
      );
      return answer.ok ? new TextDecoder().decode(answer.value) : undefined;
    },
  });
}

const LITERAL = "--literal-pathspecs";

/** Where a merge that is not committed yet leaves the main branch, where that is later than the commit. */
async function laterBase(commit: string, name: string, repository: Repository): Promise<string> {
  const merged = await askGit(["merge-base", name, "MERGE_HEAD"], repository);
  if (!merged.ok) return commit;
  const later = oneLine(merged.value);
  const isLater = await saysYes(["merge-base", "--is-ancestor", commit, later], repository);
  return isLater.ok && isLater.value ? later : commit;
}

/**
 * The branch that everything ends up on: the upstream where it is another branch than this one, else
 * what the remote calls its own, else what is mostly called so.
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
