import { fail, type Result } from "../../base/result.ts";
import { fileDiagnostic } from "../files/file_errors.ts";
import { folderOf } from "../files/paths.ts";
import { inScratchFolder } from "../files/write/scratch_folder.ts";
import { backUp, type CopyOptions } from "./backup.ts";

/**
 * Runs the work with a copy of a database file and a function that returns its size in bytes, then
 * deletes the copy. Fails if the file does not exist or cannot be copied.
 */
export async function whileCopied<T>(
  path: string,
  options: CopyOptions,
  work: (copy: string, sizeOf: () => number) => Promise<Result<T>>,
): Promise<Result<T>> {
  const [{ statSync }, { join }] = await Promise.all([import("node:fs"), import("node:path")]);
  try {
    statSync(path);
  } catch (error) {
    return fail("unfinished", fileDiagnostic("read", path, error));
  }
  return await inScratchFolder(folderOf(path), async (folder) => {
    const copied = await backUp(path, { ...options, folder: folder.path, stamp: "rehearsal" });
    if (!copied.ok) return copied;
    // An empty database has nothing to copy.
    const copy = copied.value ?? join(folder.path, "empty.db");
    return await work(copy, () => statSync(copy, { throwIfNoEntry: false })?.size ?? 0);
  });
}
