import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { mayRead, openFileReader } from "../files/file_system.ts";

/** The name under which schemas import us. */
export const OWN_NAME = "penumbra";

/**
 * Whether a bare name in the module at a `file:` URL leads to this very program, whatever the user
 * has installed: it is our name, and either what maps names maps it to us, or nothing maps it at all.
 * False as well where that cannot be looked up.
 */
export async function leadsToUs(name: string, url: string): Promise<boolean> {
  if (name !== OWN_NAME) return false;
  const mapped = mappedName(name);
  if (mapped !== undefined) return mapped === new URL("../../../mod.ts", import.meta.url).href;
  const reader = await openFileReader();
  const mayMap = (path: string) => {
    try {
      return new TextDecoder().decode(reader.readFile(path)).includes(OWN_NAME);
    } catch {
      return false;
    }
  };
  for (let folder = dirname(fileURLToPath(url));; folder = dirname(folder)) {
    if (!mayRead(folder) || DENO_MAPS.some((file) => mayMap(join(folder, file)))) return false;
    if (folder === dirname(folder)) break;
  }
  const { resolveName } = await import("./resolve_name.ts");
  return resolveName(name, url) === undefined;
}

/** Files in which Deno alone finds out what a bare name means. */
const DENO_MAPS = ["deno.json", "deno.jsonc", "import_map.json"];

/** What the name means to this process, undefined where it means nothing. */
export function mappedName(name: string): string | undefined {
  try {
    return import.meta.resolve(name);
  } catch {
    return undefined;
  }
}
