import { isAbsolute, join, relative } from "node:path";
import { cwd } from "node:process";

/**
 * The path of something that is named from a folder, as it is named from where the program runs: it
 * can be opened, and a person can click on it.
 */
export function pathFromHere(folder: string, path: string): string {
  if (isAbsolute(path)) return path;
  const way = relative(cwd(), folder);
  return way === "" ? path : join(way, path);
}
