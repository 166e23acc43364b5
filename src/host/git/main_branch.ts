import { fail, type Result, succeed } from "../../base/result.ts";
import { askGit, oneLine, pathInRepository, type Repository, zeroTerminated } from "./git.ts";

/** What the main branch has below a folder. */
export interface BaseFiles {
  /** The commit that was looked at, as people name it. */
  readonly base: string;
  /** Every file below the folder, relative to it, with `/`. */
  readonly paths: ReadonlySet<string>;
  /** Those whose text is another now, on disk or, where that is asked for, in the index. */
  readonly changed: ReadonlySet<string>;
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
  const commit = oneLine(merge.value);
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
  return succeed({ base: name, paths: below(listed.value), changed: below(changed.value) });
}

const LITERAL = "--literal-pathspecs";

/**
 * The branch that everything ends up on: the upstream where it is another branch than this one, else
 * what the remote calls its own, else what is mostly called so.
 */
async function mainBranch(repository: Repository): Promise<string | undefined> {
  const nameOf = async (ref: string) => {
    const answer = await askGit(["rev-parse", "--abbrev-ref", "--verify", "-q", ref], repository);
    return answer.ok ? oneLine(answer.value) : undefined;
  };
  const [own, upstream] = await Promise.all([nameOf("HEAD"), nameOf("@{upstream}")]);
  if (upstream !== undefined && upstream.split("/").slice(1).join("/") !== own) return upstream;
  for (const ref of ["origin/HEAD", "origin/main", "origin/master", "main", "master"]) {
    if (await nameOf(ref) !== undefined) return ref;
  }
  return upstream;
}
