import type { Result } from "../../base/result.ts";
import type { Casing } from "../casing.ts";
import type { CompiledEntities } from "../compile/compile.ts";

/** Options of `loadEntities`. */
export interface LoadEntitiesOptions {
  /** How keys of columns become names in the database. Default `"as-written"`. */
  readonly casing?: Casing;
  /** How long loading all files together may take, in milliseconds. Default 10,000. */
  readonly limitMs?: number;
}

/**
 * The DDL of the entities and Drizzle tables that files export. A path is a file, or a folder with all TypeScript
 * and JavaScript files in it and below, except tests and `.d.ts` files. The files are run in a worker, with a time
 * limit. Their order is that of the paths, then that of the definitions in each file.
 *
 * Fails if a file cannot be read, throws, does not parse or does not finish in time; if the files export nothing
 * that is part of a schema; and as `compileEntities` does. Diagnostics name the file and line.
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
