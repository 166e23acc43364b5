import type { Diagnostic } from "../../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../../base/result.ts";
import { replaceFileAtomically, writeNewFileAtomically } from "./atomic_files.ts";
import { fileDiagnostic } from "../file_errors.ts";

/** One of several files that belong together. */
export interface FileToWrite {
  readonly path: string;
  readonly text: string;
  /** Whether it replaces an existing file. */
  readonly replaces: boolean;
}

/**
 * Writes several files, all or none: if one fails, the new ones are removed again. New files are
 * written from last to first, so that a killed process leaves the companions of the first file but
 * not that file itself; then existing files are replaced. Between the two, the callback may still
 * cancel everything. Fails as `writeNewFileAtomically` does, and with the diagnostics of a
 * cancellation.
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
    const left = await deleteAll(written);
    return { ...result, diagnostics: [...result.diagnostics, ...left] };
  }
  return succeed(undefined);
}

/**
 * Deletes files, and folders that become empty. Missing files are not an error. Fails with a
 * diagnostic for each file that could not be deleted, when all others are.
 */
export async function removeFiles(paths: readonly string[]): Promise<Result<void>> {
  const failures = await deleteAll(paths);
  const { readdirSync, rmdirSync } = await import("node:fs");
  for (const folder of new Set(paths.map((path) => path.replace(/\/[^/]*$/, "")))) {
    if (readdirSync(folder).length === 0) rmdirSync(folder);
  }
  return failures.length === 0 ? succeed(undefined) : fail("unfinished", failures);
}

/** Deletes what can be deleted, and returns why the rest cannot. */
async function deleteAll(paths: readonly string[]): Promise<Diagnostic[]> {
  const { rmSync } = await import("node:fs");
  return paths.flatMap((path) => {
    try {
      rmSync(path, { force: true });
      return [];
    } catch (error) {
      return fileDiagnostic("delete", path, error);
    }
  });
}
