import { systemErrorCode } from "./file_errors.ts";

/** Nothing that is done under a lock takes longer; who has held it so long was killed. */
const STALE_MS = 10_000;

const PAUSE_MS = 20;

/** The name of the file that says that somebody is writing; hidden, so that no layout reads it. */
export const LOCK_FILE = ".penumbra-lock";

/**
 * Does something in a folder while nobody else does who asks here too; the folder is made if need be.
 * A lock that somebody who was killed has left is taken over. Where none can be made, the work is
 * done without: what it writes will say why.
 */
export async function whileLocked<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const system = await import("node:fs");
  const lock = await takeLock(folder, system);
  try {
    return await work();
  } finally {
    if (lock !== undefined) system.rmSync(lock.path, { force: true });
    if (lock?.made !== undefined) removeEmpty(lock.made, folder, system);
  }
}

type FileSystem = typeof import("node:fs");

interface Lock {
  readonly path: string;
  /** The topmost folder that had to be made for it. */
  readonly made: string | undefined;
}

async function takeLock(folder: string, system: FileSystem): Promise<Lock | undefined> {
  const path = `${folder}/${LOCK_FILE}`;
  let made: string | undefined;
  for (;;) {
    try {
      made = system.mkdirSync(folder, { recursive: true }) ?? made;
      system.closeSync(system.openSync(path, "wx"));
      return { path, made };
    } catch (error) {
      const code = systemErrorCode(error);
      // Somebody who had made the folder for nothing may have taken it away again just now.
      if (code === "ENOENT" && !system.existsSync(folder)) continue;
      if (code !== "EEXIST" || !system.existsSync(path)) return undefined;
    }
    const since = system.statSync(path, { throwIfNoEntry: false })?.mtimeMs;
    if (since !== undefined && Date.now() - since > STALE_MS) system.rmSync(path, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
}

/** Takes back what was made for nothing: the folder, and those above it up to the first that was made. */
function removeEmpty(first: string, folder: string, system: FileSystem): void {
  try {
    for (let it = folder; it.length >= first.length; it = it.replace(/[/\\][^/\\]*$/, "")) {
      system.rmdirSync(it);
    }
  } catch {
    // Something is in it now, as it should be.
  }
}
