import { type Result, succeed } from "../../base/result.ts";
import {
  askGit,
  pathInRepository,
  type Repository,
  writtenInRepository,
  zeroTerminated,
} from "./git.ts";

/** A commit to compare with what is on disk or, if requested, in the index. */
export interface Compared {
  readonly commit: string;
  readonly repository: Repository;
  readonly staged: boolean;
}

/** A folder of a commit, relative to the top, and every file below it, relative to the folder. */
export interface FolderAt {
  readonly folder: string;
  readonly paths: ReadonlySet<string>;
}

/**
 * Where a folder was at a commit, recognized by the names of its files: where that commit's
 * configuration says, otherwise where it is now, otherwise where most files of these names have
 * been deleted since.
 */
export async function folderAt(
  at: Compared,
  { inside, names, named }: {
    /** Where the folder is now. */
    readonly inside: string;
    readonly names: readonly string[];
    /** The absolute path that the configuration says. */
    readonly named: string | undefined;
  },
): Promise<Result<FolderAt>> {
  const { repository } = at;
  const configured = named === undefined
    ? []
    : [await writtenInRepository(named, repository), await pathInRepository(named, repository)];
  for (const folder of new Set([...configured, inside])) {
    if (folder === undefined) continue;
    const paths = await filesAt(folder, at);
    if (!paths.ok) return paths;
    if (names.some((name) => paths.value.has(name))) return succeed({ folder, paths: paths.value });
  }
  const deleted = ["--no-renames", "--diff-filter=D", "--name-only"];
  const gone = await askGit(diffOf(at, deleted), at.repository);
  if (!gone.ok) return gone;
  const folder = commonFolder(zeroTerminated(gone.value), names) ?? inside;
  const paths = await filesAt(folder, at);
  return paths.ok ? succeed({ folder, paths: paths.value }) : paths;
}

/** The folder that has the most files of these names below it. */
function commonFolder(paths: readonly string[], names: readonly string[]): string | undefined {
  const wanted = new Set(names);
  const counts = new Map<string, number>();
  for (const path of paths) {
    const parts = path.split("/");
    for (const index of parts.keys()) {
      if (!wanted.has(parts.slice(index).join("/"))) continue;
      const folder = parts.slice(0, index).join("/") || ".";
      counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
  }
  const most = counts.values().reduce((left, right) => Math.max(left, right), 0);
  return [...counts].find(([, count]) => count === most)?.[0];
}

/** The files below a folder at a commit, relative to it, with `/`. */
export async function filesAt(
  folder: string,
  { commit, repository }: Pick<Compared, "commit" | "repository">,
): Promise<Result<ReadonlySet<string>>> {
  const listed = await askGit(
    ["ls-tree", "-r", "-z", "--name-only", "--full-tree", commit, "--", folder],
    repository,
  );
  return listed.ok ? succeed(below(folder, zeroTerminated(listed.value))) : listed;
}

/** The files below a folder whose text may differ from those of a folder at a commit. */
export async function changedSince(
  before: string,
  inside: string,
  at: Compared,
): Promise<Result<(path: string) => boolean>> {
  if (before === inside) {
    const names = await askGit(diffOf(at, ["--no-renames", "--name-only"], inside), at.repository);
    if (!names.ok) return names;
    const changed = below(inside, zeroTerminated(names.value));
    return succeed((path) => changed.has(path));
  }
  const copies = ["-C100%", "--find-copies-harder", "--name-status"];
  const answer = await askGit(diffOf(at, copies, before, inside), at.repository);
  if (!answer.ok) return answer;
  const fields = zeroTerminated(answer.value);
  const same = new Set<string>();
  for (let index = 0; index < fields.length;) {
    const isCopy = /^[RC]/.test(fields[index]!);
    const [from, to] = fields.slice(index + 1);
    if (isCopy) same.add(`${from}\0${to}`);
    index += isCopy ? 3 : 2;
  }
  return succeed((path) => !same.has(`${join(before, path)}\0${join(inside, path)}`));
}

/** The text of a file at a commit, by its path from the top; undefined if git does not return it. */
export async function textAt(
  path: string,
  { commit, repository }: Compared,
): Promise<string | undefined> {
  // With filters, so that it has the line endings of a checkout.
  const answer = await askGit(["cat-file", "--filters", `${commit}:${path}`], repository);
  return answer.ok ? new TextDecoder().decode(answer.value) : undefined;
}

function diffOf(
  { commit, staged }: Compared,
  options: readonly string[],
  ...folders: readonly string[]
): string[] {
  const index = staged ? ["--cached"] : [];
  return ["diff", ...index, "-z", "--no-ext-diff", ...options, commit, "--", ...folders];
}

function below(folder: string, paths: readonly string[]): ReadonlySet<string> {
  const prefix = join(folder, "");
  return new Set(
    paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length)),
  );
}

/** The path of a file below a folder, both relative to the top. */
export function join(folder: string, path: string): string {
  return folder === "." ? path : `${folder}/${path}`;
}
