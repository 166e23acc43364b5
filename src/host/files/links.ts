import { basename, dirname, join } from "node:path";

/**
 * The path without links, as far as it exists; what does not exist is kept as it is written. The
 * path must be absolute.
 */
export async function withoutLinks(path: string): Promise<string> {
  const real = await realPath(path);
  if (real !== undefined || dirname(path) === path) return real ?? path;
  return join(await withoutLinks(dirname(path)), basename(path));
}

/** Whether there is anything at the path. */
export async function exists(path: string): Promise<boolean> {
  return await realPath(path) !== undefined;
}

/** Deno's own call where it is: loading `node:fs` takes Deno 2.9 longer than all that is asked of it. */
async function realPath(path: string): Promise<string | undefined> {
  try {
    if ("Deno" in globalThis) return Deno.realPathSync(path);
    return (await import("node:fs")).realpathSync.native(path);
  } catch {
    // Not there, or not for us to see: whoever opens it will be told.
    return undefined;
  }
}
