import type { Diagnostic } from "../base/diagnostic.ts";
import { isModule } from "../entities/modules/module_files.ts";
import { readFolder, type ReadOptions } from "../host/files/read_files.ts";

/** The modules in a folder. */
export interface ModulesIn {
  readonly count: number;
  /** The path of the first module that may contain entities. */
  readonly entities?: string | undefined;
}

/**
 * The modules in a folder, and whether they look like entities: they may be scripts, so they are
 * not run to find out. Empty if the path is not a folder.
 */
export async function modulesIn(path: string, options: ReadOptions = {}): Promise<ModulesIn> {
  const folder = await readFolder(path, isModule, options);
  const modules = folder.ok ? [...folder.value.values()] : [];
  const entities = modules.find(({ text }) => IMPORTS_ENTITIES.test(text));
  return { count: modules.length, entities: entities?.name };
}

/** A name of a package with tables, as Node or Deno imports it. */
const IMPORTS_ENTITIES =
  /["'](?:npm:)?(?:penumbra(?:@[^/"']*)?(?:\/entities)?|drizzle-orm(?:@[^/"']*)?\/sqlite-core)["']/;

/** The diagnostic for a folder that contains SQL files, and entities in the file with this path. */
export function mixedFolder(path: string, entities: string): Diagnostic {
  return {
    code: "sources/mixed-folder",
    severity: "error",
    message:
      `Cannot read a schema from "${path}": it contains .sql files, and entities in "${entities}"`,
    hint: "Put them into two folders, and name one of them, or both with --schema",
  };
}
