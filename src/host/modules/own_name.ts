import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { mayRead, openFileReader } from "../files/file_system.ts";

/** The name of our package. */
export const OWN_NAME = "penumbra";

/** The files that schemas import from us, relative to the repository root, by import name. */
const OWN_FILES: Readonly<Record<string, string>> = {
  [OWN_NAME]: "mod.ts",
  [`${OWN_NAME}/entities`]: "src/entities/mod.ts",
};

/** The names under which schemas import us. */
export const OWN_NAMES: readonly string[] = Object.keys(OWN_FILES);

/**
 * Whether a bare name in the module at a `file:` URL resolves to this very program, whatever the
 * user has installed: it is one of ours, and the import map leads to us or does not map it. False
 * if that cannot be determined.
 */
export async function resolvesToUs(name: string, url: string): Promise<boolean> {
  const file = OWN_FILES[name];
  if (file === undefined) return false;
  const mapped = mappedName(name);
  if (mapped !== undefined) return mapped === new URL(`../../../${file}`, import.meta.url).href;
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
  const found = resolveName(name, url);
  // The npm package has all of its modules in one folder, including this one.
  return found === undefined || new URL(".", found).href === new URL(".", import.meta.url).href;
}

/** Configuration files that only Deno uses to resolve bare names. */
const DENO_MAPS = ["deno.json", "deno.jsonc", "import_map.json"];

/**
 * What the name resolves to in this process, or undefined. Only Deno has an import map for a
 * process; elsewhere a name refers to what is installed around the importing module.
 */
export function mappedName(name: string): string | undefined {
  if (!("Deno" in globalThis)) return undefined;
  try {
    return import.meta.resolve(name);
  } catch {
    return undefined;
  }
}
