import { relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The `file:` URL of a path, which may start from where the program runs. */
export function fileUrl(path: string): string {
  return pathToFileURL(resolve(path)).href;
}

/** The path of a `file:` URL, from where the program runs if it lies below. */
export function filePath(url: string): string {
  const path = fileURLToPath(url);
  const below = relative("", path);
  return below.startsWith("..") ? path : below;
}
