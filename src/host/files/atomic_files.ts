import type { Diagnostic } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { fileDiagnostic, systemErrorCode } from "./file_errors.ts";
import { folderOf } from "./paths.ts";
import { uninterrupted } from "../uninterrupted.ts";

/**
 * Writes a file that must not exist yet, with the folders above it. The whole text is there under
 * its name or nothing is, whatever goes wrong in between: no room, Ctrl-C, or a loss of power.
 * Fails with `files/exists` and touches nothing when the name is taken.
 */
export function writeNewFileAtomically(
  path: string,
  text: string,
  { mode }: { readonly mode?: number } = {},
): Promise<Result<void>> {
  return writeAtomically(path, (system) => {
    const temporary = writeTemporary(path, system, { text, durable: true, mode });
    try {
      claimName(temporary, path, system);
    } finally {
      system.rmSync(temporary, { force: true });
    }
  });
}

/**
 * Writes a file, over the one that may stand there: a reader finds the text before or the text
 * after, never a part. After a loss of power it may be empty unless it shall be `durable`, which what
 * can be made again need not be.
 */
export function replaceFileAtomically(
  path: string,
  text: string,
  { durable = false, mode }: { readonly durable?: boolean; readonly mode?: number } = {},
): Promise<Result<void>> {
  return writeAtomically(path, (system) => {
    const temporary = writeTemporary(path, system, { text, durable, mode });
    try {
      system.renameSync(temporary, path);
    } catch (error) {
      system.rmSync(temporary, { force: true });
      throw error;
    }
  });
}

/** `node:fs`, which both runtimes have. Loaded late, since most runs write nothing. */
type FileSystem = typeof import("node:fs");

async function writeAtomically(
  path: string,
  write: (system: FileSystem) => void,
): Promise<Result<void>> {
  const system = await import("node:fs");
  return await uninterrupted(() => {
    const newFolders = missingFolders(path, system);
    try {
      system.mkdirSync(folderOf(path), { recursive: true });
    } catch (error) {
      removeEmpty(newFolders, system);
      // What is in the way there is not in the way of the file.
      const isTaken = systemErrorCode(error) === "EEXIST";
      return fail("unfinished", isTaken ? noFolder(path) : fileDiagnostic("write", path, error));
    }
    try {
      write(system);
      return succeed(undefined);
    } catch (error) {
      removeEmpty(newFolders, system);
      return fail("unfinished", fileDiagnostic("write", path, error));
    }
  });
}

/** The path of a new file that holds the text, in the folder of the path it is meant for. */
function writeTemporary(
  path: string,
  system: FileSystem,
  { text, durable, mode }: {
    readonly text: string;
    readonly durable: boolean;
    /** Who may do what with it, where that is less than usual. */
    readonly mode: number | undefined;
  },
): string {
  const temporary = temporaryBeside(path);
  const descriptor = system.openSync(temporary, "wx", mode);
  try {
    try {
      system.writeFileSync(descriptor, text);
      if (durable) system.fsyncSync(descriptor);
    } finally {
      system.closeSync(descriptor);
    }
    return temporary;
  } catch (error) {
    system.rmSync(temporary, { force: true });
    throw error;
  }
}

/** A name that nothing has yet, in the folder of the path. */
export function temporaryBeside(path: string): string {
  // The dot keeps it out of every layout, should a kill that no one can catch leave it behind.
  return `${folderOf(path)}/.penumbra-${crypto.randomUUID()}.tmp`;
}

/** File systems without hard links say one of these: FAT, some network and container mounts. */
const NO_HARD_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EINVAL", "EMLINK"]);

/**
 * Gives a finished file its name, or throws EEXIST: a link never replaces, as a rename would.
 * Where there are no hard links it may leave the temporary name or take it away.
 */
export function claimName(temporary: string, path: string, system: FileSystem): void {
  try {
    system.linkSync(temporary, path);
  } catch (error) {
    if (!NO_HARD_LINKS.has(systemErrorCode(error))) throw error;
    // An empty file takes the name, where only one process can succeed; the text then replaces it.
    system.closeSync(system.openSync(path, "wx"));
    try {
      system.renameSync(temporary, path);
    } catch (failure) {
      system.rmSync(path, { force: true });
      throw failure;
    }
  }
}

/** The folders above a path that are not there yet, the deepest first. */
function missingFolders(path: string, system: FileSystem): string[] {
  const missing: string[] = [];
  let folder = folderOf(path);
  while (!system.existsSync(folder) && !missing.includes(folder)) {
    missing.push(folder);
    folder = folderOf(folder);
  }
  return missing;
}

/** Takes back what was made for nothing, but never a folder that someone else has put a file in. */
function removeEmpty(folders: readonly string[], system: FileSystem): void {
  for (const folder of folders) {
    try {
      system.rmdirSync(folder);
    } catch {
      return;
    }
  }
}

function noFolder(path: string): Diagnostic {
  const folder = folderOf(path);
  return {
    code: "files/not-a-folder",
    severity: "error",
    message: `Cannot write "${path}": "${folder}" is a file or a broken link`,
    hint: `Move "${folder}" away, or name another folder`,
  };
}
