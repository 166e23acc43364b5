import type { SourceText } from "../../base/diagnostic.ts";
import { fail, type Result, succeed } from "../../base/result.ts";
import { type ReadOptions, readTextFile } from "../../host/files/read_files.ts";
import { absolutePath, relativePath } from "../../host/files/paths.ts";
import type { Casing } from "../casing.ts";
import type { CompiledModules } from "../compile/compile.ts";
import { readModules } from "./module_files.ts";
import type { ModuleTexts } from "./places.ts";
import { type Reach, reachKey, reachOf } from "./reach.ts";

/** Modules that entities come from, read and not yet run. */
export interface EntityModules {
  readonly kind: "entity-modules";
  /** Names all that decides what they make, equal only for equal ones. */
  readonly key: string;
  /** The DDL they make. Fails as `loadEntities` does, and where a file has changed meanwhile. */
  run(): Promise<Result<CompiledModules>>;
}

/** Where modules are read, and what their columns are called. */
export interface ReadEntitiesOptions extends ReadOptions {
  /** The absolute path from which files have the same names on every machine. */
  readonly folder: string;
  readonly casing: Casing;
}

/**
 * The entities at paths, files or folders: as modules that are only run if they must be, where
 * their texts tell all that decides what they make; else as the DDL that they make just now. What a
 * reader of other files than those on disk gives is what is run.
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
      // What was run must be what the key names.
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

/** Whether the disk holds the same texts. */
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
