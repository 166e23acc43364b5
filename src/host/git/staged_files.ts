import { resolve } from "node:path";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import type { FileReader } from "../files/file_reader.ts";
import { openFileReader } from "../files/file_system.ts";
import { askGit, askGitYesNo, pathInRepository, type Repository, zeroTerminated } from "./git.ts";
import { type Contents, createStagedReader, type Root } from "./staged_reader.ts";

/**
 * Whether the next commit changes anything at or below the paths. Fails with `git/outside` if all
 * of them are outside, and as `askGitYesNo` does.
 */
export async function isAnyStaged(
  repository: Repository,
  paths: readonly string[],
): Promise<Result<boolean>> {
  const asked = (await rootsOf(repository, paths)).map((it) => it.inRepository);
  if (asked.length === 0) return fail("misuse", outside(paths[0] ?? "", repository));
  const command = ["diff", "--cached", "--quiet", "--no-ext-diff", "--", ...asked];
  const same = await askGitYesNo(command, repository);
  return same.ok ? succeed(!same.value) : same;
}

/** The files of the next commit, compared with the disk. */
export interface StagedFiles {
  /**
   * Reads files at or below the paths as the next commit would check them out; everything else,
   * including links, comes from the disk.
   */
  readonly reader: FileReader;
  /**
   * Files at or below the paths whose version on disk is not staged, including new but not ignored
   * ones: relative to the top of the work tree, sorted.
   */
  readonly unstaged: readonly string[];
}

/**
 * Opens the staged files at or below the paths. Files that are staged unchanged are read from the
 * disk too: it is faster, and they have the line endings that every other command sees. Fails with
 * `git/unmerged` for files in conflict, and as `askGit` does.
 */
export async function openStaged(
  repository: Repository,
  paths: readonly string[],
): Promise<Result<StagedFiles>> {
  const [roots, disk] = await Promise.all([rootsOf(repository, paths), openFileReader()]);
  if (roots.length === 0) return succeed({ reader: disk, unstaged: [] });
  const listed = await listStaged(repository, roots.map((it) => it.inRepository));
  if (!listed.ok) return listed;
  const { entries, unstaged } = listed.value;
  const unmerged = entries.filter((it) => it.stage !== "0").map((it) => it.path);
  if (unmerged.length > 0) return fail("finding", [...new Set(unmerged)].map(conflict));
  const contents = await contentsOf(repository, entries);
  if (!contents.ok) return contents;
  return succeed({
    reader: createStagedReader({ roots, contents: contents.value, disk }),
    unstaged,
  });
}

async function rootsOf(repository: Repository, paths: readonly string[]): Promise<Root[]> {
  const roots: Root[] = [];
  for (const path of paths) {
    const inRepository = await pathInRepository(path, repository);
    if (inRepository !== undefined) roots.push({ path: resolve(path), inRepository });
  }
  return roots;
}

/** One line of the index. */
interface StagedEntry {
  /** Relative to the top of the work tree. */
  readonly path: string;
  readonly mode: string;
  /** `0` unless there is a conflict. */
  readonly stage: string;
  readonly isOnDisk: boolean;
}

/** The index at or below the paths, and how the disk differs from it. */
async function listStaged(
  repository: Repository,
  asked: readonly string[],
): Promise<Result<{ entries: readonly StagedEntry[]; unstaged: readonly string[] }>> {
  const [listed, changed, added] = await Promise.all([
    askGit(["ls-files", "-s", "-v", "-z", "--", ...asked], repository),
    // The porcelain command, since it checks the contents of files with a new timestamp.
    askGit(["diff", ...RAW, "--", ...asked], repository),
    askGit(["ls-files", "-o", "--exclude-standard", "-z", "--", ...asked], repository),
  ]);
  if (!listed.ok) return listed;
  if (!changed.ok) return changed;
  if (!added.ok) return added;
  const statuses = statusesOf(zeroTerminated(changed.value));
  const entries = zeroTerminated(listed.value).map((line): StagedEntry => {
    const [, tag, mode = "", stage = "", path = ""] = ENTRY.exec(line) ?? [];
    // Any tag but H means that git does not track changes of the file: it may be missing or
    // changed.
    return { path, mode, stage, isOnDisk: tag === "H" && !statuses.has(path) };
  });
  return succeed({
    // Files "added" relative to the index were only announced, with git add -N.
    entries: entries.filter(({ path }) => statuses.get(path) !== "A"),
    unstaged: [...statuses.keys(), ...zeroTerminated(added.value)].sort(),
  });
}

const RAW = ["--raw", "-z", "--no-ext-diff", "--no-renames", "--ignore-submodules"];

/** A line of `git ls-files -s -v`. https://git-scm.com/docs/git-ls-files#_output */
const ENTRY = /^(.) (\d+) [0-9a-f]+ (\d)\t(.*)$/s;

/** The status letter of each path. https://git-scm.com/docs/diff-format#_raw_output_format */
function statusesOf(parts: readonly string[]): ReadonlyMap<string, string> {
  const statuses = new Map<string, string>();
  for (let index = 0; index + 1 < parts.length; index += 2) {
    statuses.set(parts[index + 1]!, parts[index]!.slice(-1));
  }
  return statuses;
}

/** How many files are requested at a time; usually there are one or two. */
const AT_A_TIME = 8;

async function contentsOf(
  repository: Repository,
  entries: readonly StagedEntry[],
): Promise<Result<Contents>> {
  const files = entries.filter(({ mode }) => mode !== SUBMODULE);
  const staged = new Map<string, Uint8Array | undefined>(
    files.map(({ path }) => [path, undefined]),
  );
  const wanted = files.filter(({ mode, isOnDisk }) => mode !== LINK && !isOnDisk);
  for (let start = 0; start < wanted.length; start += AT_A_TIME) {
    const group = wanted.slice(start, start + AT_A_TIME);
    // With filters, so that it has the line endings of a checkout.
    const answers = await Promise.all(
      group.map(({ path }) => askGit(["cat-file", "--filters", `:0:${path}`], repository)),
    );
    for (const [index, answer] of answers.entries()) {
      if (!answer.ok) return answer;
      staged.set(group[index]!.path, answer.value);
    }
  }
  return succeed(staged);
}

const LINK = "120000";
const SUBMODULE = "160000";

function outside(path: string, { folder }: Repository): Diagnostic {
  return {
    code: "git/outside",
    severity: "error",
    message: `Cannot judge what is staged: "${path}" is not in the work tree "${folder}"`,
    hint: "Run this in the repository that contains the project",
  };
}

function conflict(path: string): Diagnostic {
  return {
    code: "git/unmerged",
    severity: "error",
    message: `Cannot judge what is staged: "${path}" is in conflict`,
    hint: `Resolve it, then run git add for it`,
  };
}
