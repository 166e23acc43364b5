import { resolve } from "node:path";
import type { FileReader, FolderEntry } from "../files/file_reader.ts";
import { wayDown } from "../files/paths.ts";

/** A path that was asked for, absolute as it is written, and as git names it. */
export interface Root {
  readonly path: string;
  readonly inRepository: string;
}

/** The staged bytes of files by their paths in the repository; undefined where the disk has them. */
export type Contents = ReadonlyMap<string, Uint8Array | undefined>;

/** What a reader of staged files goes by. */
export interface StagedContents {
  readonly roots: readonly Root[];
  readonly contents: Contents;
  readonly disk: FileReader;
}

/**
 * Reads what is at or below the roots from the contents, and all else from the disk. A folder is
 * there as long as there is a file in it, as in git.
 */
export function createStagedReader({ roots, contents, disk }: StagedContents): FileReader {
  const folders = foldersOf(contents.keys());
  const insideOf = createInsideOf(roots);
  return {
    readFile(path) {
      const inside = insideOf(path);
      if (inside === undefined) return disk.readFile(path);
      if (contents.has(inside)) return contents.get(inside) ?? disk.readFile(path);
      throw systemError(folders.has(inside) ? "EISDIR" : "ENOENT");
    },
    listFolder(path) {
      const inside = insideOf(path);
      if (inside === undefined) return disk.listFolder(path);
      const entries = folders.get(inside);
      if (entries === undefined) throw systemError(contents.has(inside) ? "ENOTDIR" : "ENOENT");
      return [...entries].map(([name, kind]) => ({ name, kind }));
    },
  };
}

/** What each folder above the files holds. */
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

/** Tells a path as git names it, where it is at or below one that was asked for. */
function createInsideOf(roots: readonly Root[]): (path: string) => string | undefined {
  const known = new Map<string, string | undefined>();
  const insideOf = (path: string) => {
    const absolute = resolve(path);
    for (const root of roots) {
      const way = wayDown(root.path, absolute);
      if (way !== undefined) return joined(root.inRepository, way);
    }
    return undefined;
  };
  return (path) => {
    // Resolving takes longer than reading, and most files share their folder with many.
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

/** What the runtime would have thrown, had it been the disk. */
function systemError(code: string): Error {
  return Object.assign(new Error(`${code} in the index of git`), { code });
}
