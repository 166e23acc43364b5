import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";

/**
 * The path of something that is named from a folder, as it is named from where the program runs: it
 * can be opened, and a person can click on it.
 */
export function pathFromHere(folder: string, path: string): string {
  if (isAbsolute(path)) return path;
  const way = relative(currentFolder(), resolve(currentFolder(), folder));
  return way === "" ? path : join(way, path);
}

/** The absolute path of something that is named from a folder. */
export function absolutePath(folder: string, path: string): string {
  return resolve(currentFolder(), folder, path);
}

/**
 * Where the program runs. Deno's own call where it is: `node:path` has Deno 2.9 load half of Node's own
 * modules to learn it, which takes a tenth of a warm check.
 */
function currentFolder(): string {
  return "Deno" in globalThis ? Deno.cwd() : resolve(".");
}

/** The folder that a path stands in. */
export function folderOf(path: string): string {
  return dirname(path);
}

/** The way from a folder to a path, both absolute, with `/` on every system; `.` where they are one. */
export function wayTo(folder: string, path: string): string {
  return relative(folder, path).replaceAll(sep, "/") || ".";
}

/**
 * The way from a folder down to a path, as `wayTo` gives it; undefined where it does not lie below, as
 * no address does.
 */
export function wayDown(folder: string, path: string): string | undefined {
  if (!isAbsolute(path)) return undefined;
  const way = wayTo(folder, path);
  return isAbsolute(way) || /^\.\.(?:\/|$)/.test(way) ? undefined : way;
}
