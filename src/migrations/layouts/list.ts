import type { FolderTexts } from "../../host/files.ts";
import type { Layout } from "./layout.ts";
import { PLAIN } from "./plain.ts";

/** Every layout, in the order they are asked whether a folder is theirs. */
export const LAYOUTS: readonly Layout[] = [
  PLAIN,
];

/** The layout of a folder with these files; an empty one is plain. */
export function recogniseLayout(files: FolderTexts): Layout {
  return LAYOUTS.find((layout) => layout.recognises(files)) ?? PLAIN;
}
