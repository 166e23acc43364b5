import { createBounds } from "./bounds.ts";
import { absolutePath, folderOf, pathBelow } from "./paths.ts";

/** An entry of a folder. A link counts as its target, unless that is a folder. */
export interface FolderEntry {
  readonly name: string;
  readonly kind: "file" | "folder" | "other";
}

/** Read access to files, as both runtimes offer it. Every call throws the runtime's own error. */
export interface FileReader {
  /**
   * Reads a regular file up to the size limit; otherwise throws `ENOTREG`, `ETOOBIG` or
   * `ELEADSOUT`.
   */
  readFile(path: string): Uint8Array;
  /**
   * The text of a file that was listed as a regular one, faster than `readFile`; undefined if only
   * its bytes tell whether it is UTF-8, or short enough.
   */
  readListed?(path: string): string | undefined;
  /**
   * The entries, unsorted. Anything other than a file, folder or link is returned as a file, to be
   * refused.
   */
  listFolder(path: string): FolderEntry[];
}

/**
 * The system calls needed for reading; each throws the runtime's own error. `File` is what the runtime
 * returns for an open file.
 */
export interface SystemCalls<File = unknown> {
  open(path: string): File;
  /** Reads what comes next into the buffer and returns how many bytes that was; 0 at the end. */
  read(file: File, buffer: Uint8Array): number;
  size(file: File): number;
  close(file: File): void;
  /**
   * The text of a whole file, with U+FFFD for what is not UTF-8. Throws if it does not fit into memory;
   * absent where that is not refused at once.
   */
  readText?(path: string): string;
  facts(path: string): SystemFacts;
  /** Like `facts`, without following links. */
  linkFacts(path: string): SystemFacts;
  realPath(path: string): string;
  mayRead(path: string): boolean;
  listFolder(path: string): SystemEntry[];
}

/** What a path leads to; pipes, sockets and devices are `other`. */
export type SystemKind = "file" | "folder" | "link" | "other";

interface SystemFacts {
  readonly kind: SystemKind;
  readonly size: number;
}

interface SystemEntry {
  readonly name: string;
  readonly kind: SystemKind;
}

/**
 * The size limit for a file, more than any migration or schema needs; a megabyte of SQL is already
 * a lot.
 */
export const MOST_MEBIBYTES = 16;

/** A text of this length is within the size limit, whatever its characters: a unit is at most three bytes. */
const CERTAINLY_SHORT = (MOST_MEBIBYTES << 20) / 3;

/**
 * A reader that opens only regular files of up to 16 MiB: reading a pipe would block, and a device
 * has no end. A link must not lead out of its work tree, or out of the current folder if it is
 * below that and in no work tree: otherwise the author of a branch could choose what is read.
 */
export function createFileReader<File>(system: SystemCalls<File>): FileReader {
  const boundOf = createBounds(system);
  const within = (path: string, folder: string) => {
    const bound = boundOf(folder);
    return bound === undefined || pathBelow(bound, system.realPath(path)) !== undefined;
  };
  // Most files share their folder with many others.
  const known = new Map<string, boolean>();
  const isFolderWithin = (folder: string) => {
    const isWithin = known.get(folder) ?? within(folder, folder);
    known.set(folder, isWithin);
    return isWithin;
  };
  // Examining a file again takes longer than reading it.
  const listed = new Set<string>();
  return {
    readFile(path) {
      if (listed.has(path)) return readBounded(path, system);
      const own = system.linkFacts(path);
      const isLink = own.kind === "link";
      const facts = isLink ? system.facts(path) : own;
      // For a folder, the system's own error is used.
      if (facts.kind !== "file" && facts.kind !== "folder") throw fileError("ENOTREG", path);
      if (facts.size > MOST_MEBIBYTES << 20) throw fileError("ETOOBIG", path);
      const folder = folderOf(absolutePath(".", path));
      const leadsOut = !isFolderWithin(folder) || (isLink && !within(path, folder));
      if (leadsOut) throw fileError("ELEADSOUT", path);
      return readBounded(path, system);
    },
    readListed(path) {
      if (!listed.has(path)) return undefined;
      try {
        const text = system.readText?.(path);
        return text === undefined || text.length > CERTAINLY_SHORT || text.includes("\ufffd")
          ? undefined
          : text;
      } catch {
        // Reading its bytes fails with the reason.
        return undefined;
      }
    },
    listFolder(path) {
      const entries = system.listFolder(path);
      if (!isFolderWithin(absolutePath(".", path))) throw fileError("ELEADSOUT", path);
      return entries.map((entry): FolderEntry => {
        const file = `${path}/${entry.name}`;
        if (entry.kind === "file") listed.add(file);
        else listed.delete(file);
        return entry.kind === "file" || entry.kind === "folder"
          ? entry as FolderEntry
          : resolved(entry, path, system);
      });
    },
  };
}

/** The contents of a file that is known to be regular. Throws `ETOOBIG` before it reads too much. */
function readBounded<File>(path: string, system: SystemCalls<File>): Uint8Array {
  const file = system.open(path);
  try {
    // Most files end within the first piece, for which nothing has to be asked.
    const first = system.read(file, FIRST_PIECE);
    if (first < FIRST_PIECE.length) return FIRST_PIECE.slice(0, first);
    const size = system.size(file);
    if (size > MOST_MEBIBYTES << 20) throw fileError("ETOOBIG", path);
    const bytes = new Uint8Array(Math.max(size, first));
    bytes.set(FIRST_PIECE);
    let length = first;
    for (let read = first; read > 0 && length < bytes.length; length += read) {
      read = system.read(file, bytes.subarray(length));
    }
    return bytes.subarray(0, length);
  } finally {
    system.close(file);
  }
}

/** Reading is synchronous, so one buffer does for all files. */
const FIRST_PIECE = new Uint8Array(64 << 10);

function resolved({ name, kind }: SystemEntry, folder: string, system: SystemCalls): FolderEntry {
  if (kind !== "link") return { name, kind: "file" };
  try {
    // Links to folders are not followed, so that a folder that contains itself cannot cause a loop.
    const isFolder = system.facts(`${folder}/${name}`).kind === "folder";
    return { name, kind: isFolder ? "other" : "file" };
  } catch {
    // Reading a broken link fails with the reason.
    return { name, kind: "file" };
  }
}

/** The system's codes for files, and those for cases that it has none for. */
export type FileErrorCode =
  | "ENOENT"
  | "EISDIR"
  | "ENOTDIR"
  | "ENOTREG"
  | "ETOOBIG"
  | "ELEADSOUT";

/** An error in the system's format. */
export function fileError(code: FileErrorCode, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
