import { append } from "../../base/append.ts";
import { pathFromHere } from "./paths.ts";
import type { FileReader, FolderEntry } from "./file_reader.ts";
import { openFileReader } from "./file_system.ts";

/** The limits of a search. */
export interface TreeOptions {
  /** How many levels of folders are searched. */
  readonly deepest: number;
  /** The maximum number of files; further ones are left out. */
  readonly mostFiles: number;
  /** Whether to skip a folder with this name. */
  passesOver(name: string): boolean;
}

/**
 * The files below a folder, nearest first and then by path, relative to it, with `/` on every
 * system. Folders that cannot be read count as empty: the result is a best effort.
 */
export async function filesBelow(folder: string, options: TreeOptions): Promise<string[]> {
  const reader = await openFileReader();
  const files: string[] = [];
  let level = [""];
  for (let depth = 0; depth <= options.deepest && files.length < options.mostFiles; depth++) {
    const entries = level.flatMap((below) =>
      listed(pathFromHere(folder, below || "."), reader)
        .map(({ name, kind }) => ({ path: below === "" ? name : `${below}/${name}`, name, kind }))
    );
    const isOf = (wanted: FolderEntry["kind"]) => entries.filter(({ kind }) => kind === wanted);
    append(files, isOf("file").map(({ path }) => path).sort());
    level = isOf("folder").filter(({ name }) => !options.passesOver(name)).map(({ path }) => path);
  }
  return files.slice(0, options.mostFiles);
}

function listed(path: string, reader: FileReader): FolderEntry[] {
  try {
    return reader.listFolder(path);
  } catch {
    // It does not exist, or we may not see it.
    return [];
  }
}
