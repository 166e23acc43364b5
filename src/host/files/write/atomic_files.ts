import type { Diagnostic } from "../../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../../base/result.ts";
import { isWithinBounds } from "../bounds.ts";
import { fileDiagnostic, systemErrorCode } from "../file_errors.ts";
import { fileError } from "../file_reader.ts";
import { mayRead } from "../file_system.ts";
import { absolutePath, folderOf } from "../paths.ts";
import { uninterrupted } from "../../uninterrupted.ts";

/**
 * Creates a file, and its parent folders if needed. Either the whole text appears under the name or
 * nothing does, whatever goes wrong: a full disk, Ctrl-C, a power failure. Fails with
 * `files/exists` and changes nothing if the name is taken, and with `files/leads-out` behind a link
 * to outside the work tree, see `createBounds`.
 */
export function writeNewFileAtomically(
  path: string,
  text: string,
  { mode, isOwn }: WriteOptions = {},
): Promise<Result<void>> {
  return writeAtomically(path, { isOwn }, (system) => {
    const temporary = writeTemporary(path, system, { text, durable: true, mode });
    try {
      claimName(temporary, path, system);
    } finally {
      tryRemove(temporary, system);
    }
  });
}

/**
 * Writes a file, replacing an existing one: a reader sees the old text or the new text, never a
 * part. After a power failure it may be empty unless `durable` is set, which files that can be
 * regenerated do not need. Fails with `files/leads-out` as well.
 */
export function replaceFileAtomically(
  path: string,
  text: string,
  { durable = false, mode, isOwn }: WriteOptions & { readonly durable?: boolean } = {},
): Promise<Result<void>> {
  return writeAtomically(path, { isOwn }, (system) => {
    const temporary = writeTemporary(path, system, { text, durable, mode });
    try {
      system.renameSync(temporary, path);
    } catch (error) {
      tryRemove(temporary, system);
      throw error;
    }
  });
}

/** How a file is written. */
export interface WriteOptions {
  /** Its mode, if more restrictive than the default. */
  readonly mode?: number | undefined;
  /** Whether it is in a folder of our own, to which no project can bring links. */
  readonly isOwn?: boolean | undefined;
}

/** Whether what is written into the folder would be outside the work tree, behind a link. */
export function leadsOut(folder: string, system: FileSystem): boolean {
  return !isWithinBounds(absolutePath(".", folder), {
    linkFacts: (path) => system.lstatSync(path),
    realPath: (path) => system.realpathSync(path),
    mayRead,
  });
}

/** `node:fs`, which both runtimes have. Loaded lazily, since most runs write nothing. */
type FileSystem = typeof import("node:fs");

async function writeAtomically(
  path: string,
  { isOwn = false }: Pick<WriteOptions, "isOwn">,
  write: (system: FileSystem) => void,
): Promise<Result<void>> {
  const system = await import("node:fs");
  return await uninterrupted(() => {
    if (!isOwn && leadsOut(folderOf(path), system)) {
      return fail("unfinished", fileDiagnostic("write", path, fileError("ELEADSOUT", path)));
    }
    const newFolders = missingFolders(path, system);
    try {
      system.mkdirSync(folderOf(path), { recursive: true });
    } catch (error) {
      removeEmpty(newFolders, system);
      // An obstacle to the folder is not one to the file.
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

/** The path of a new temporary file with the text, in the folder of the target path. */
function writeTemporary(
  path: string,
  system: FileSystem,
  { text, durable, mode }: {
    readonly text: string;
    readonly durable: boolean;
    /** The file mode, if more restrictive than the default. */
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
    tryRemove(temporary, system);
    throw error;
  }
}

/**
 * Removes a file that is only in the way, and returns whether it is gone: some folders only let
 * files be added, and another program may be looking at one.
 */
export function tryRemove(path: string, system: FileSystem): boolean {
  try {
    system.rmSync(path, { force: true });
    return true;
  } catch {
    return false;
  }
}

/** An unused name in the folder of the path. */
export function temporaryBeside(path: string): string {
  // Layouts ignore names with a leading dot, should a SIGKILL leave the file behind.
  return `${folderOf(path)}/.penumbra-${crypto.randomUUID()}.tmp`;
}

/** Error codes of file systems without hard links: FAT, some network and container mounts. */
const NO_HARD_LINKS = new Set(["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EINVAL", "EMLINK"]);

/**
 * Gives a finished file its name, or throws EEXIST: a link never replaces a file, unlike a rename.
 * Without hard links it may or may not remove the temporary name.
 */
export function claimName(temporary: string, path: string, system: FileSystem): void {
  try {
    system.linkSync(temporary, path);
  } catch (error) {
    if (!NO_HARD_LINKS.has(systemErrorCode(error))) throw error;
    // An empty file claims the name, where only one process can succeed; then the text replaces it.
    system.closeSync(system.openSync(path, "wx"));
    try {
      system.renameSync(temporary, path);
    } catch (failure) {
      system.rmSync(path, { force: true });
      throw failure;
    }
  }
}

/** The missing folders above a path, the deepest first. */
function missingFolders(path: string, system: FileSystem): string[] {
  const missing: string[] = [];
  let folder = folderOf(path);
  while (!system.existsSync(folder) && !missing.includes(folder)) {
    missing.push(folder);
    folder = folderOf(folder);
  }
  return missing;
}

/**
 * Removes folders that were created for nothing, but never one in which another process has put a
 * file.
 */
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
