import { fail, type Result } from "../../base/result.ts";
import { fileDiagnostic } from "../files/file_errors.ts";
import { folderOf } from "../files/paths.ts";
import { inScratchFolder } from "../files/scratch_folder.ts";
import { backUp } from "./backup.ts";

/**
 * Lets the work have a copy of a database file, with what tells its size in bytes, and takes the copy
 * away again. Fails where the file is not there or no copy can be made.
 */
export async function whileCopied<T>(
  path: string,
  work: (copy: string, sizeOf: () => number) => Promise<Result<T>>,
): Promise<Result<T>> {
  const [{ statSync }, { join }] = await Promise.all([import("node:fs"), import("node:path")]);
  try {
    statSync(path);
  } catch (error) {
    return fail("unfinished", fileDiagnostic("read", path, error));
  }
  return await inScratchFolder(folderOf(path), async (folder) => {
    const copied = await backUp(path, { folder: folder.path, stamp: "rehearsal" });
    if (!copied.ok) return copied;
    // Of an empty database there is nothing to copy.
    const copy = copied.value ?? join(folder.path, "empty.db");
    return await work(copy, () => statSync(copy, { throwIfNoEntry: false })?.size ?? 0);
  });
}
