import type { Result } from "../../base/result.ts";
import { succeed } from "../../base/result.ts";
import { replaceFileAtomically, writeNewFileAtomically } from "./atomic_files.ts";

/** A file that belongs together with others. */
export interface FileToWrite {
  readonly path: string;
  readonly text: string;
  /** Whether it takes the place of one that is there; such a file comes last. */
  readonly replaces: boolean;
}

/**
 * Writes files in their order, all of them or none: where one fails, those that are new are taken
 * away again. Fails as `writeNewFileAtomically` does.
 */
export async function writeTogether(files: readonly FileToWrite[]): Promise<Result<void>> {
  const written: string[] = [];
  for (const { path, text, replaces } of files) {
    const result = replaces
      ? await replaceFileAtomically(path, text, { durable: true })
      : await writeNewFileAtomically(path, text);
    if (!result.ok) {
      await takeAway(written);
      return result;
    }
    if (!replaces) written.push(path);
  }
  return succeed(undefined);
}

async function takeAway(paths: readonly string[]): Promise<void> {
  const { rmSync } = await import("node:fs");
  for (const path of paths) rmSync(path, { force: true });
}
