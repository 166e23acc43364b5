import type { ReadOptions } from "../../host/files/read_files.ts";
import { pathFromHere } from "../../host/files/paths.ts";
import { readModules } from "../../entities/modules/module_files.ts";
import { type Reach, reachOf } from "../../entities/modules/reach.ts";
import { DEFAULT_SCHEMAS, readDdl } from "../../sources/read_ddl.ts";
import { parseSource } from "../../sources/source.ts";
import type { ProjectOptions } from "../settings/options.ts";

/**
 * The modules of the entities in a project's schema, as a list for each source with entities.
 * Unreadable files are reported by whoever needs them.
 */
export async function entityImports(
  { schema, workingDirectory }: Pick<ProjectOptions, "schema" | "workingDirectory">,
  options: ReadOptions = {},
): Promise<Reach[]> {
  const reaches: Reach[] = [];
  for (const name of schema.length === 0 ? DEFAULT_SCHEMAS : schema) {
    const source = parseSource(name);
    if (!source.ok || (source.value.kind !== "sql" && source.value.kind !== "entities")) continue;
    const path = pathFromHere(workingDirectory, source.value.path);
    const ddl = source.value.kind === "sql" ? await readDdl(path, options) : undefined;
    const holdsSql = ddl !== undefined &&
      (ddl.ok || ddl.diagnostics[0]?.code !== "sources/no-sql");
    const modules = holdsSql ? undefined : await readModules([path], options);
    if (modules?.ok) reaches.push(await reachOf(modules.value, options));
    // Without a name, the first default that exists is used.
    if (schema.length === 0 && (ddl?.ok || modules !== undefined)) break;
  }
  return reaches;
}
