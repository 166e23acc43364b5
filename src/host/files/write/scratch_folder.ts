/** A temporary folder, and a function that copies files in it. */
export interface ScratchFolder {
  readonly path: string;
  copy(from: string, to: string): void;
}

/**
 * Runs the work with a temporary folder, which is deleted afterwards: in the system's place for
 * them, or in the given folder if Deno lacks permission for that.
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
