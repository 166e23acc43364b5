import type { FileReader } from "./file_reader.ts";
import { mayRead, openFileReader } from "./file_system.ts";
import type { FolderTexts, ReadOptions } from "./read_files.ts";
import { absolutePath, folderOf } from "./paths.ts";

/** From `packages/api/src/db/migrations` up to where the project begins. */
const HIGHEST = 5;

/**
 * The texts of the files of these names in the folders above a path, by name. Of two the nearer
 * counts. What cannot be read is not there: nobody has asked for it.
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
