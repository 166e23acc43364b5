import { leadsOut, tryRemove } from "./atomic_files.ts";
import { systemErrorCode } from "../file_errors.ts";

/** Longer than anything done under a lock takes; an older lock belongs to a killed process. */
const STALE_MS = 10_000;

const PAUSE_MS = 20;

/** The name of the lock file; hidden, so that no layout reads it. */
export const LOCK_FILE = ".penumbra-lock";

/**
 * Runs the work in a folder, exclusively among the callers of this function; creates the folder if
 * needed. The stale lock of a killed process is taken over. If no lock can be created, the work
 * runs without one: its own writes will report why.
 */
export async function whileLocked<T>(
  folder: string,
  work: () => Promise<T>,
  { staleMs = STALE_MS }: { readonly staleMs?: number } = {},
): Promise<T> {
  const system = await import("node:fs");
  const lock = await takeLock(folder, { system, staleMs });
  try {
    return await work();
  } finally {
    if (lock !== undefined) tryRemove(lock.path, system);
    if (lock?.made !== undefined) removeEmpty(lock.made, folder, system);
  }
}

type FileSystem = typeof import("node:fs");

interface Lock {
  readonly path: string;
  /** The topmost folder that was created. */
  readonly made: string | undefined;
}

async function takeLock(
  folder: string,
  { system, staleMs }: { readonly system: FileSystem; readonly staleMs: number },
): Promise<Lock | undefined> {
  const path = `${folder}/${LOCK_FILE}`;
  let made: string | undefined;
  let seen: { readonly mtimeMs: number; readonly atMs: number } | undefined;
  if (leadsOut(folder, system)) return undefined;
  for (;;) {
    try {
      made = system.mkdirSync(folder, { recursive: true }) ?? made;
      system.closeSync(system.openSync(path, "wx"));
      return { path, made };
    } catch (error) {
      const code = systemErrorCode(error);
      // A process that had created the folder for nothing may just have removed it.
      if (code === "ENOENT" && !system.existsSync(folder)) continue;
      if (code !== "EEXIST") return undefined;
    }
    const facts = system.lstatSync(path, { throwIfNoEntry: false });
    if (facts === undefined) continue;
    // Nobody here makes anything but a file.
    if (!facts.isFile()) return undefined;
    const { mtimeMs } = facts;
    if (seen?.mtimeMs !== mtimeMs) seen = { mtimeMs, atMs: performance.now() };
    // The clock may have been set back since, or the folder is on a machine with another one.
    const ageMs = Math.max(Date.now() - mtimeMs, performance.now() - seen.atMs);
    if (ageMs <= staleMs) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    else if (!tryRemove(path, system)) return undefined;
  }
}

/**
 * Removes folders that were created for nothing: this one and those above it, up to the first
 * created.
 */
function removeEmpty(first: string, folder: string, system: FileSystem): void {
  try {
    for (let it = folder; it.length >= first.length; it = it.replace(/[/\\][^/\\]*$/, "")) {
      system.rmdirSync(it);
    }
  } catch {
    // It is no longer empty, as intended.
  }
}
