import { relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The `file:` URL of a path, which may be relative to the current folder. */
export function fileUrl(path: string): string {
  return pathToFileURL(resolve(path)).href;
}

/** The path of a `file:` URL, relative to the current folder if it is below that. */
export function filePath(url: string): string {
  const path = fileURLToPath(url);
  const below = relative("", path);
  return below.startsWith("..") ? path : below;
}
