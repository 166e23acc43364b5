import type { FileReader } from "./file_reader.ts";
import { mayRead, openFileReader } from "./file_system.ts";
import type { FolderTexts, ReadOptions } from "./read_files.ts";
import { absolutePath, folderOf } from "./paths.ts";

/** How many levels to go up, as from `packages/api/src/db/migrations` to the project root. */
const HIGHEST = 5;

/**
 * The texts of files with these names in the folders above a path, by name. The nearest one wins.
 * Files that cannot be read count as missing, since nobody asked for them.
 */
export async function readFilesAbove(
  path: string,
  names: readonly string[],
  options: ReadOptions = {},
): Promise<FolderTexts> {
  const reader = options.reader ?? await openFileReader();
  const found = new Map<string, { readonly name: string; readonly text: string }>();
  let folder = absolutePath(".", path);
  for (let level = 0; level < HIGHEST; level++) {
    folder = folderOf(folder);
    for (const name of names.filter((it) => !found.has(it))) {
      const file = `${folder}/${name}`;
      const text = textOf(file, reader);
      if (text !== undefined) found.set(name, { name: file, text });
    }
  }
  return found;
}

function textOf(path: string, reader: FileReader): string | undefined {
  if (!mayRead(path)) return undefined;
  try {
    return new TextDecoder().decode(reader.readFile(path));
  } catch {
    return undefined;
  }
}
