import { basename, dirname, join, resolve } from "node:path";

/**
 * The path with links resolved as far as it exists; the rest is kept as written. The path must be
 * absolute.
 */
export async function withoutLinks(path: string): Promise<string> {
  const real = await realPath(path);
  if (real !== undefined || dirname(path) === path) return real ?? path;
  return join(await withoutLinks(dirname(path)), basename(path));
}

/** The target of the path if it is a link; otherwise the path as written. */
export async function withoutLink(path: string): Promise<string> {
  // If the path is not a link, comparing the two is faster than examining it.
  if (await realPath(path) === resolve(path)) return path;
  const { lstatSync, readlinkSync } = await import("node:fs");
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return path;
  return await withoutLinks(resolve(dirname(path), readlinkSync(path)));
}

/** A value that is equal for all paths to the same file, through links or hard links. */
export async function fileIdentity(path: string): Promise<string> {
  const { statSync } = await import("node:fs");
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat?.ino ? `${stat.dev}:${stat.ino}` : await withoutLinks(resolve(path));
}

/** Whether there is anything at the path. */
export async function exists(path: string): Promise<boolean> {
  return await realPath(path) !== undefined;
}

/**
 * The resolved path. Uses Deno's own call if available: loading `node:fs` takes Deno 2.9 longer
 * than all calls to it.
 */
async function realPath(path: string): Promise<string | undefined> {
  try {
    if ("Deno" in globalThis) return Deno.realPathSync(path);
    return (await import("node:fs")).realpathSync.native(path);
  } catch {
    // It does not exist, or we may not see it: opening it will report that.
    return undefined;
  }
}
