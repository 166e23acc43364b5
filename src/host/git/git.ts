import { dirname, resolve } from "node:path";
import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { environmentVariable } from "../process/environment.ts";
import { currentSearchPath, findProgram, safePath } from "../process/search_path.ts";
import { systemErrorCode } from "../files/file_errors.ts";
import { exists, withoutLinks } from "../files/links.ts";
import { pathBelow } from "../files/paths.ts";

/** A git work tree. */
export interface Repository {
  /** Its top folder, absolute, with `/` on every system and links resolved. */
  readonly folder: string;
}

/**
 * The work tree of the current folder. A hook must be queried from where git started it: with
 * GIT_DIR set, as in a hook of a linked work tree, git takes any folder for the top. Fails with
 * `git/no-repository` if there is none, and as `askGit` does.
 */
export async function openRepository(): Promise<Result<Repository>> {
  const folder = resolve(".");
  const answer = await runGit(["rev-parse", "--show-toplevel"], folder);
  if (!answer.ok) return answer;
  const { code, stdout, stderr } = answer.value;
  if (code === 0) return succeed({ folder: oneLine(stdout) });
  const isOutside = /not a git repository|must be run in a work tree|cannot use bare repository/
    .test(stderr);
  return fail("unfinished", isOutside ? noRepository(folder) : refused(stderr));
}

/** The output of git for the arguments. Fails with `git/refused` if the exit code is not 0. */
export async function askGit(
  args: readonly string[],
  { folder }: Repository,
): Promise<Result<Uint8Array>> {
  const answer = await runGit(args, folder);
  if (!answer.ok) return answer;
  const { code, stdout, stderr } = answer.value;
  return code === 0 ? succeed(stdout) : fail("unfinished", refused(stderr));
}

/**
 * Whether git exits with 0 rather than 1, as commands with a yes-or-no answer do. Fails with
 * `git/refused` for any other exit code.
 */
export async function askGitYesNo(
  args: readonly string[],
  { folder }: Repository,
): Promise<Result<boolean>> {
  const answer = await runGit(args, folder);
  if (!answer.ok) return answer;
  const { code, stderr } = answer.value;
  return code < 2 ? succeed(code === 0) : fail("unfinished", refused(stderr));
}

/** Where a hook of this work tree belongs, and whether other repositories use it too. */
export interface HooksFolder {
  readonly path: string;
  /** Whether a user or system setting names it, so that it applies to every repository. */
  readonly isShared: boolean;
}

/** The folder of hooks; linked work trees share one. Fails as `askGit` does. */
export async function hooksFolder(repository: Repository): Promise<Result<HooksFolder>> {
  const { folder } = repository;
  const [path, setting] = await Promise.all([
    askGit(["rev-parse", "--git-path", "hooks"], repository),
    runGit(["config", "-z", "--show-scope", "--get", "core.hooksPath"], folder),
  ]);
  if (!path.ok) return path;
  if (!setting.ok) return setting;
  const [scope = ""] = zeroTerminated(setting.value.stdout);
  const isShared = ["system", "global"].includes(scope);
  return succeed({ path: resolve(folder, oneLine(path.value)), isShared });
}

/**
 * The folder from which git, or penumbra, was called. A hook runs at the top of the work tree; git
 * passes on where it was called.
 */
export async function folderOfCaller(): Promise<string> {
  return resolve(await environmentVariable("GIT_PREFIX") ?? ".");
}

/** Whether the current commit was given paths: it then has a separate index for those alone. */
export async function isPartialCommit(): Promise<boolean> {
  return /next-index-\d+\.lock$/.test(await environmentVariable("GIT_INDEX_FILE") ?? "");
}

/** Git's output as a single line; a path in it may contain line breaks. */
export function oneLine(stdout: Uint8Array): string {
  return new TextDecoder().decode(stdout).replace(/\r?\n$/, "");
}

/** The parts of git's output with `-z`. */
export function zeroTerminated(stdout: Uint8Array): string[] {
  return new TextDecoder().decode(stdout).split("\0").slice(0, -1);
}

/**
 * A path as git names it: relative to the top of the work tree, with `/`, and `.` for the top
 * itself. Undefined if it is outside, or in a nested repository.
 */
export async function pathInRepository(
  path: string,
  { folder }: Repository,
): Promise<string | undefined> {
  const inside = pathBelow(folder, await withoutLinks(resolve(path)));
  if (inside === undefined) return undefined;
  for (let above = dirname(inside); above !== "."; above = dirname(above)) {
    if (await exists(`${folder}/${above}/.git`)) return undefined;
  }
  return inside;
}

/**
 * A path as git names it, but as written: another commit may have a folder where there is a link or
 * a nested repository now. Undefined if it is outside.
 */
export async function writtenInRepository(
  path: string,
  { folder }: Repository,
): Promise<string | undefined> {
  const absolute = resolve(path);
  const above = [absolute];
  for (let it = dirname(absolute); it !== above[0]; it = dirname(it)) above.unshift(it);
  // From the outside in: a link below the top may lead to the top.
  for (const it of above) {
    if (pathBelow(folder, await withoutLinks(it)) === ".") return pathBelow(it, absolute);
  }
}

interface GitAnswer {
  readonly code: number;
  readonly stdout: Uint8Array;
  readonly stderr: string;
}

/** Runs git without a terminal. Uses Deno's own calls if available, since these load nothing. */
async function runGit(args: readonly string[], folder: string): Promise<Result<GitAnswer>> {
  try {
    const run = "Deno" in globalThis ? runInDeno : runInNode;
    return succeed(await run([...OWN_OPTIONS, ...args], folder));
  } catch (error) {
    return fail("unfinished", notRun(systemErrorCode(error), folder));
  }
}

/**
 * A folder of the project may look like a bare repository, whose settings can name programs; git 2.38
 * and later then take it for none. Names of files may contain characters of git's patterns.
 * https://git-scm.com/docs/git-config#Documentation/git-config.txt-safebareRepository
 */
const OWN_OPTIONS = ["-c", "safe.bareRepository=explicit", "--literal-pathspecs"];

/** Git must not take, or wait for, a lock that the surrounding commit holds. */
const ENVIRONMENT = { GIT_OPTIONAL_LOCKS: "0" };

async function runInDeno(args: readonly string[], folder: string): Promise<GitAnswer> {
  const search = await currentSearchPath();
  // Without a permission for either, Deno itself looks for git, and not in the current folder.
  const program = await findProgram("git", search) ?? "git";
  const { code, stdout, stderr } = await new Deno.Command(program, {
    args: [...args],
    cwd: folder,
    env: { ...ENVIRONMENT, ...(search.path !== undefined && { PATH: safePath(search) }) },
    stdin: "null",
  }).output();
  return { code, stdout, stderr: new TextDecoder().decode(stderr) };
}

/** Runs git in Node and Bun, on which the compiled program runs. */
export async function runInNode(args: readonly string[], folder: string): Promise<GitAnswer> {
  const [{ Buffer }, { spawn }, { default: process }] = await Promise.all([
    import("node:buffer"),
    import("node:child_process"),
    import("node:process"),
  ]);
  const search = await currentSearchPath();
  const program = await findProgram("git", search);
  if (program === undefined) throw Object.assign(new Error("There is no git"), { code: "ENOENT" });
  const child = spawn(program, args, {
    cwd: folder,
    env: { ...process.env, ...ENVIRONMENT, PATH: safePath(search) },
    stdio: ["ignore", "pipe", "pipe"],
    windowsHide: true,
  });
  return await new Promise((resolve, reject) => {
    const stdout: Uint8Array[] = [];
    const stderr: Uint8Array[] = [];
    child.stdout.on("data", (part: Uint8Array) => stdout.push(part));
    child.stderr.on("data", (part: Uint8Array) => stderr.push(part));
    child.on("error", reject);
    child.on("close", (code) =>
      resolve({
        code: code ?? 128,
        stdout: Buffer.concat(stdout),
        stderr: Buffer.concat(stderr).toString(),
      }));
  });
}

function noRepository(folder: string): Diagnostic {
  return {
    code: "git/no-repository",
    severity: "error",
    message: `Cannot find a git work tree: "${folder}" is not in one`,
    hint: "Run git init, or go to the folder of the project",
  };
}

function refused(stderr: string): Diagnostic {
  const [first = "", ...others] = stderr.trim().split("\n");
  const words = first.replace(/^(?:fatal|error): /, "");
  return {
    code: "git/refused",
    severity: "error",
    message: `Cannot query git: ${words || "it ended without a message"}`,
    ...(others.length > 0 && { notes: [others.join("\n").trim()] }),
    hint: "Run git status to see what is wrong",
  };
}

function notRun(code: string, folder: string): Diagnostic {
  const ungranted = code === "ungranted";
  return {
    code: ungranted ? "git/not-granted" : "git/not-found",
    severity: "error",
    message: ungranted
      ? "Cannot run git: Deno was not allowed to"
      : `Cannot run git in "${folder}": the system reported ${code}`,
    hint: ungranted
      ? "Run deno with --allow-run=git"
      : "Install git, and make sure that it is on the PATH",
  };
}
