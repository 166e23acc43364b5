import { dirname, isAbsolute, relative, resolve, sep } from "node:path";

/**
 * A path relative to a folder, rewritten relative to the current folder: it can be opened, and a
 * person can click on it.
 */
export function pathFromHere(folder: string, path: string): string {
  if (isAbsolute(path)) return path;
  const base = resolve(currentFolder(), folder);
  return base === currentFolder() ? path : relative(currentFolder(), resolve(base, path)) || ".";
}

/** The absolute path of a path relative to a folder. */
export function absolutePath(folder: string, path: string): string {
  return resolve(currentFolder(), folder, path);
}

/**
 * The current folder. Uses Deno's own call if available: for `node:path`, Deno 2.9 loads half of
 * Node's own modules to find it, which takes a tenth of a warm check.
 */
function currentFolder(): string {
  return "Deno" in globalThis ? Deno.cwd() : resolve(".");
}

/** The folder that contains the path. */
export function folderOf(path: string): string {
  return dirname(path);
}

/**
 * The relative path from a folder to a path, both absolute, with `/` on every system; `.` if they
 * are equal.
 */
export function relativePath(folder: string, path: string): string {
  return relative(folder, path).replaceAll(sep, "/") || ".";
}

/** The relative path from a folder to a path below it; undefined if it is not below, or is a URL. */
export function pathBelow(folder: string, path: string): string | undefined {
  if (!isAbsolute(path)) return undefined;
  const way = relativePath(folder, path);
  return isAbsolute(way) || /^\.\.(?:\/|$)/.test(way) ? undefined : way;
}
