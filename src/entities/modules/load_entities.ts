import type { Result } from "../../base/result.ts";
import type { Casing } from "../casing.ts";
import type { CompiledEntities } from "../compile/compile.ts";

/** How the files of a schema are loaded. */
export interface LoadEntitiesOptions {
  /** How columns without a name of their own are called; as they are written without it. */
  readonly casing?: Casing;
  /** How long all of the files together may take to load. Default 10,000 ms. */
  readonly limitMs?: number;
}

/**
 * The DDL of the entities and drizzle tables that files export: of one file, of every TypeScript and
 * JavaScript file of a folder, or of several. The files are run, in a worker and within a time limit.
 * Files come in the order of their paths, what they export in the order in which it is there.
 *
 * Fails with file and line where a module throws, cannot be parsed or does not finish, where nothing
 * is exported that makes a schema, and as `compileEntities` does.
 *
 * @example
 * ```ts
 * import { loadEntities } from "penumbra";
 *
 * const ddl = await loadEntities("src/schema.ts");
 * if (ddl.ok) console.log(ddl.value.text);
 * ```
 */
export async function loadEntities(
  paths: string | readonly string[],
  options: LoadEntitiesOptions = {},
): Promise<Result<CompiledEntities>> {
  // Only loaded for the first schema: the entry point is part of every start.
  const [{ readModules }, { compileModules }] = await Promise.all([
    import("./module_files.ts"),
    import("./compile_modules.ts"),
  ]);
  const list = typeof paths === "string" ? [paths] : paths;
  const texts = await readModules(list);
  return texts.ok
    ? await compileModules(texts.value, { name: list.join(", "), ...options })
    : texts;
}
