import type { Result } from "../../base/result.ts";
import { succeed } from "../../base/result.ts";
import { replaceFileAtomically, writeNewFileAtomically } from "./atomic_files.ts";

/** A file that belongs together with others. */
export interface FileToWrite {
  readonly path: string;
  readonly text: string;
  /** Whether it takes the place of one that is there. */
  readonly replaces: boolean;
}

/**
 * Writes files, all of them or none: where one fails, those that are new are taken away again. The new
 * ones come from the last to the first, so that whoever is killed in between leaves what belongs to the
 * first one and not that itself; then those that are replaced. Between the two, what was written may
 * still be called off. Fails as `writeNewFileAtomically` does, and with what called it off.
 */
export async function writeTogether(
  files: readonly FileToWrite[],
  { confirm }: { readonly confirm?: () => Promise<Result<void>> } = {},
): Promise<Result<void>> {
  const written: string[] = [];
  const steps = [
    ...files.filter(({ replaces }) => !replaces).toReversed().map((file) => async () => {
      const result = await writeNewFileAtomically(file.path, file.text);
      if (result.ok) written.push(file.path);
      return result;
    }),
    ...(confirm === undefined ? [] : [confirm]),
    ...files.filter(({ replaces }) => replaces).map(({ path, text }) => () =>
      replaceFileAtomically(path, text, { durable: true })
    ),
  ];
  for (const step of steps) {
    const result = await step();
    if (result.ok) continue;
    await takeAway(written);
    return result;
  }
  return succeed(undefined);
}

/** Deletes files, and the folders that they leave empty. What is gone already is no error. */
export async function removeFiles(paths: readonly string[]): Promise<void> {
  await takeAway(paths);
  const { readdirSync, rmdirSync } = await import("node:fs");
  for (const folder of new Set(paths.map((path) => path.replace(/\/[^/]*$/, "")))) {
    if (readdirSync(folder).length === 0) rmdirSync(folder);
  }
}

async function takeAway(paths: readonly string[]): Promise<void> {
  const { rmSync } = await import("node:fs");
  for (const path of paths) rmSync(path, { force: true });
}
