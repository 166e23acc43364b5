import { pathFromHere } from "./paths.ts";
import type { FileReader, FolderEntry } from "./file_reader.ts";
import { openFileReader } from "./file_system.ts";

/** How far to look. */
export interface TreeOptions {
  /** How many folders below each other are looked into. */
  readonly deepest: number;
  /** After so many files the rest is left out. */
  readonly mostFiles: number;
  /** Whether a folder of that name is passed over. */
  passesOver(name: string): boolean;
}

/**
 * The files below a folder, nearest first and then by path, relative to it, with `/` on every system.
 * What cannot be looked into holds nothing: this is for a look around, not for an answer.
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
    files.push(...isOf("file").map(({ path }) => path).sort());
    level = isOf("folder").filter(({ name }) => !options.passesOver(name)).map(({ path }) => path);
  }
  return files.slice(0, options.mostFiles);
}

function listed(path: string, reader: FileReader): FolderEntry[] {
  try {
    return reader.listFolder(path);
  } catch {
    // Not there, or not for us to see.
    return [];
  }
}
