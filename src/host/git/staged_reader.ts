import { resolve } from "node:path";
import { fileError, type FileReader, type FolderEntry } from "../files/file_reader.ts";
import { pathBelow } from "../files/paths.ts";

/** A requested path, absolute as written, and as git names it. */
export interface Root {
  readonly path: string;
  readonly inRepository: string;
}

/** The staged bytes of files by their paths in the repository; undefined if they are on disk. */
export type Contents = ReadonlyMap<string, Uint8Array | undefined>;

/** The parts of a reader of staged files. */
export interface StagedContents {
  readonly roots: readonly Root[];
  readonly contents: Contents;
  readonly disk: FileReader;
}

/**
 * Reads everything at or below the roots from the contents, and everything else from the disk. As
 * in git, a folder exists only while it contains a file.
 */
export function createStagedReader({ roots, contents, disk }: StagedContents): FileReader {
  const folders = foldersOf(contents.keys());
  const insideOf = createInsideOf(roots);
  return {
    readFile(path) {
      const inside = insideOf(path);
      if (inside === undefined) return disk.readFile(path);
      if (contents.has(inside)) return contents.get(inside) ?? disk.readFile(path);
      throw fileError(folders.has(inside) ? "EISDIR" : "ENOENT", path);
    },
    listFolder(path) {
      const inside = insideOf(path);
      if (inside === undefined) return disk.listFolder(path);
      const entries = folders.get(inside);
      if (entries === undefined) throw fileError(contents.has(inside) ? "ENOTDIR" : "ENOENT", path);
      return [...entries].map(([name, kind]) => ({ name, kind }));
    },
  };
}

/** The entries of each folder above the files. */
function foldersOf(
  paths: Iterable<string>,
): ReadonlyMap<string, ReadonlyMap<string, FolderEntry["kind"]>> {
  const folders = new Map<string, Map<string, FolderEntry["kind"]>>();
  for (const path of paths) {
    let below = path;
    for (let kind: FolderEntry["kind"] = "file"; below !== "."; kind = "folder") {
      const slash = below.lastIndexOf("/");
      const folder = slash < 0 ? "." : below.slice(0, slash);
      const entries = folders.get(folder) ?? new Map();
      folders.set(folder, entries.set(below.slice(slash + 1), kind));
      below = folder;
    }
  }
  return folders;
}

/** Returns a function that gives git's name for a path at or below one of the roots. */
function createInsideOf(roots: readonly Root[]): (path: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  const insideOf = (path: string) => {
    const absolute = resolve(path);
    for (const root of roots) {
      const way = pathBelow(root.path, absolute);
      if (way !== undefined) return joined(root.inRepository, way);
    }
    return undefined;
  };
  return (path) => {
    // Resolving takes longer than reading, and most files share their folder with many others.
    const slash = path.lastIndexOf("/");
    const name = path.slice(slash + 1);
    if (slash < 0 || /^\.{0,2}$/.test(name)) return insideOf(path);
    const folder = path.slice(0, slash);
    if (!known.has(folder)) known.set(folder, insideOf(folder));
    const inside = known.get(folder);
    return inside === undefined ? insideOf(path) : joined(inside, name);
  };
}

function joined(folder: string, way: string): string {
  if (folder === ".") return way;
  return way === "." ? folder : `${folder}/${way}`;
}
