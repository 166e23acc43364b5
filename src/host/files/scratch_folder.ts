/** A folder that is gone afterwards, and what copies files in it. */
export interface ScratchFolder {
  readonly path: string;
  copy(from: string, to: string): void;
}

/**
 * Lets the work have a folder of its own: where the system keeps such, or in the one that is given where
 * Deno was not allowed to go there.
 */
export async function inScratchFolder<T>(
  instead: string,
  work: (folder: ScratchFolder) => Promise<T>,
): Promise<T> {
  const [{ copyFileSync, mkdtempSync, rmSync }, { tmpdir }, { join }] = await Promise.all([
    import("node:fs"),
    import("node:os"),
    import("node:path"),
  ]);
  const make = (above: string) => mkdtempSync(join(above, "penumbra-"));
  let path: string;
  try {
    path = make(tmpdir());
  } catch {
    path = make(instead);
  }
  try {
    const copy = (from: string, to: string) => copyFileSync(join(path, from), join(path, to));
    return await work({ path, copy });
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}
