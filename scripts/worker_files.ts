import { WORKER_PLACE } from "./bundle_patches.ts";
import { sourceFilesUnder } from "./source_files.ts";

/** The repository, with a slash at its end. */
const ROOT = new URL("../", import.meta.url);

/** The entry point of a worker, relative to the repository, and its name. */
export interface WorkerFile {
  readonly name: string;
  readonly file: string;
}

/** All entry points of workers in the sources, sorted, without tests. */
export async function workerFiles(): Promise<WorkerFile[]> {
  const found = new Map<string, WorkerFile>();
  for (const source of await sourceFilesUnder(new URL("src/", ROOT))) {
    if (source.pathname.endsWith("_test.ts")) continue;
    const name = WORKER_PLACE.exec(await Deno.readTextFile(source))?.[1];
    if (name === undefined) continue;
    const file = new URL(`${name}.ts`, source).href.slice(ROOT.href.length);
    found.set(file, { name, file });
  }
  return [...found.values()].sort((left, right) => left.file < right.file ? -1 : 1);
}
