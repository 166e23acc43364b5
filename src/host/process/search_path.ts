import { posix, win32 } from "node:path";
import { mayRead } from "../files/file_system.ts";
import { environmentVariable } from "./environment.ts";

/** What determines where a program is found. */
export interface SearchPath {
  readonly isWindows: boolean;
  /** The variable PATH; undefined if it is not set or may not be read. */
  readonly path: string | undefined;
}

/** The search path of this process. */
export async function currentSearchPath(): Promise<SearchPath> {
  return { isWindows: await isWindows(), path: await environmentVariable("PATH") };
}

/**
 * The absolute folders of the PATH. Any other entry, an empty one too, is relative to the current
 * folder, where a repository could bring a program; Windows searches that folder even without one.
 */
export function programFolders({ isWindows, path = "" }: SearchPath): string[] {
  const { isAbsolute } = isWindows ? win32 : posix;
  return path.split(isWindows ? ";" : ":")
    .map((entry) => isWindows ? entry.replace(/^"(.*)"$/, "$1") : entry)
    .filter(isAbsolute);
}

/** The PATH for a program that starts others: only those folders. */
export function safePath(search: SearchPath): string {
  return programFolders(search).join(search.isWindows ? ";" : ":");
}

/** The absolute path of a program in those folders; undefined if none of them shows one. */
export async function findProgram(name: string, search: SearchPath): Promise<string | undefined> {
  const { join } = search.isWindows ? win32 : posix;
  const file = search.isWindows ? `${name}.exe` : name;
  for (const folder of programFolders(search)) {
    const path = join(folder, file);
    if (await isProgram(path)) return path;
  }
}

async function isWindows(): Promise<boolean> {
  if ("Deno" in globalThis) return Deno.build.os === "windows";
  return (await import("node:process")).default.platform === "win32";
}

/** Whether there is a file that may be run; Windows has no mode for that. */
async function isProgram(path: string): Promise<boolean> {
  if (!mayRead(path)) return false;
  try {
    if ("Deno" in globalThis) {
      const { isFile, mode } = Deno.statSync(path);
      return isFile && mayBeRun(mode);
    }
    const facts = (await import("node:fs")).statSync(path);
    return facts.isFile() && (await isWindows() || mayBeRun(facts.mode));
  } catch {
    return false;
  }
}

function mayBeRun(mode: number | null): boolean {
  return mode === null || (mode & 0o111) !== 0;
}
