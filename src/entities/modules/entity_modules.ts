import type { SourceText } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { type ReadOptions, readTextFile } from "../../host/files/read_files.ts";
import { absolutePath, relativePath } from "../../host/files/paths.ts";
import type { Casing } from "../casing.ts";
import type { CompiledModules } from "../compile/compile.ts";
import { readModules } from "./module_files.ts";
import type { ModuleTexts } from "./places.ts";
import { type Reach, reachKey, reachOf } from "./reach.ts";

/** Modules with entities, read but not run yet. */
export interface EntityModules {
  readonly kind: "entity-modules";
  /** Identifies everything that determines their DDL. */
  readonly key: string;
  /** Returns their DDL. Fails as `loadEntities` does, and if a file has changed since. */
  run(): Promise<Result<CompiledModules>>;
}

/** Where modules are read, and the casing of their columns. */
export interface ReadEntitiesOptions extends ReadOptions {
  /** The absolute path to which the names of files are relative, so that they are portable. */
  readonly folder: string;
  readonly casing: Casing;
}

/**
 * The entities in files or folders: as modules that are only run if necessary, if their texts determine
 * their DDL; otherwise as the DDL itself. With a reader other than the disk, its texts are run.
 */
export async function readEntities(
  paths: readonly string[],
  options: ReadEntitiesOptions,
): Promise<Result<EntityModules | CompiledModules>> {
  const name = paths.join(", ");
  const before = await readReach(paths, options);
  if (!before.ok) return before;
  const { modules, reach, key } = before.value;
  const run = async () => {
    const { compileModules } = await import("./compile_modules.ts");
    const { casing, reader } = options;
    const isOnDisk = reader === undefined || await sameOnDisk(reach.texts);
    const inPlaceOfDisk = isOnDisk ? undefined : reach.texts;
    return await compileModules(modules, { name, casing, inPlaceOfDisk });
  };
  if (key === undefined) return await run();
  return succeed({
    kind: "entity-modules",
    key,
    async run() {
      const made = await run();
      // The key must identify the texts that were run.
      const after = await readReach(paths, options);
      return !after.ok || after.value.key !== key ? fail("unfinished", changed(name)) : made;
    },
  });
}

interface KeyedReach {
  readonly modules: ModuleTexts;
  readonly reach: Reach;
  readonly key: string | undefined;
}

async function readReach(
  paths: readonly string[],
  { casing, folder, reader }: ReadEntitiesOptions,
): Promise<Result<KeyedReach>> {
  const modules = await readModules(paths, { reader });
  if (!modules.ok) return modules;
  const reach = await reachOf(modules.value, { reader });
  const nameOf = ({ name }: SourceText) => relativePath(folder, absolutePath(".", name));
  const key = await reachKey(reach, nameOf);
  return succeed({
    modules: modules.value,
    reach,
    key: key && `${key} ${casing}`,
  });
}

/** Whether the disk still has the same texts. */
async function sameOnDisk(texts: ModuleTexts): Promise<boolean> {
  for (const { name, text } of texts.values()) {
    const source = await readTextFile(name);
    if (!source.ok || source.value.text !== text) return false;
  }
  return true;
}

function changed(name: string) {
  return {
    code: "entities/changed",
    severity: "error",
    message: `Cannot read a schema from "${name}": a file changed while it was being run`,
    hint: "Run it again",
  } as const;
}
