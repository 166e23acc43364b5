import type { SourceText } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { filePath, fileUrl } from "../../host/files/file_urls.ts";
import type { ModuleFailure } from "../../host/modules/load_modules.ts";
import { readFolder, type ReadOptions, readTextFile } from "../../host/files/read_files.ts";
import type { ModuleTexts } from "./places.ts";

/**
 * The modules at the paths, each once: a file, or every TypeScript and JavaScript file of a folder, sorted by
 * path, without tests and `.d.ts` files. Fails with `entities/no-files` for a folder without any, and if
 * something cannot be read.
 */
export async function readModules(
  paths: readonly string[],
  options: ReadOptions = {},
): Promise<Result<ModuleTexts>> {
  const texts = new Map<string, SourceText>();
  for (const path of paths) {
    const file = await readTextFile(path, options);
    if (file.ok) {
      texts.set(fileUrl(path), file.value);
      continue;
    }
    if (file.diagnostics[0]?.code !== "files/is-a-folder") return file;
    const folder = await readFolder(path, isModule, options);
    if (!folder.ok) return folder;
    if (folder.value.size === 0) return fail("unfinished", noFiles(path));
    for (const source of folder.value.values()) texts.set(fileUrl(source.name), source);
  }
  return succeed(texts);
}

/** The texts, with those of modules in which failures began added, if they can be read. */
export async function withThrowers(
  texts: ModuleTexts,
  failures: readonly ModuleFailure[],
): Promise<ModuleTexts> {
  const all = new Map(texts);
  for (const { error: { places, missingImport } } of failures) {
    const url = missingImport?.url ?? places[0]?.url;
    if (url === undefined || all.has(url) || !url.startsWith("file:")) continue;
    const source = await readTextFile(filePath(url));
    if (source.ok) all.set(url, source.value);
  }
  return all;
}

/** Whether a file of that name may contain entities. */
export function isModule(path: string): boolean {
  return /\.[mc]?[jt]s$/i.test(path) && !/(?:\.d|[._](?:test|spec|bench))\.[mc]?[jt]s$/i.test(path);
}

function noFiles(path: string) {
  return {
    code: "entities/no-files",
    severity: "error",
    message: `Cannot read a schema from "${path}": the folder contains no .ts or .js file`,
    hint: "Put the entities into a .ts file there, or name another path",
  } as const;
}
