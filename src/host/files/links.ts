import { basename, dirname, join, resolve } from "node:path";

/**
 * The path without links, as far as it exists; what does not exist is kept as it is written. The
 * path must be absolute.
 */
export async function withoutLinks(path: string): Promise<string> {
  const real = await realPath(path);
  if (real !== undefined || dirname(path) === path) return real ?? path;
  return join(await withoutLinks(dirname(path)), basename(path));
}

/** What the path leads to where it is a link itself; as it is written else. */
export async function withoutLink(path: string): Promise<string> {
  // What is where it says is no link: quicker than a look at it.
  if (await realPath(path) === resolve(path)) return path;
  const { lstatSync, readlinkSync } = await import("node:fs");
  if (!lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink()) return path;
  return await withoutLinks(resolve(dirname(path), readlinkSync(path)));
}

/** What two paths have in common that lead to one file: through links, or as two names of it. */
export async function fileIdentity(path: string): Promise<string> {
  const { statSync } = await import("node:fs");
  const stat = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stat?.ino ? `${stat.dev}:${stat.ino}` : await withoutLinks(resolve(path));
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
