import { presentFields } from "../../base/present_fields.ts";
import type { ProgressOptions } from "../../base/progress.ts";
import type { Result } from "../../base/result.ts";
import type { DdlSchema } from "../../shadow/load/load_ddl.ts";
import { parseSource } from "../../sources/source.ts";
import { loadSchema } from "./load_schema.ts";
import { forFolder } from "../settings/for_folder.ts";
import type { ProjectOptions } from "../settings/options.ts";

/** The schema of a source that an argument names; `--layout` is that of its folder. */
export async function loadNamed(
  name: string,
  options: ProjectOptions & ProgressOptions,
): Promise<Result<DdlSchema>> {
  const source = parseSource(name);
  if (!source.ok) return source;
  if (source.value.kind !== "migrations") return await loadSchema(name, options);
  const given = presentFields({ layout: options.origin?.given.layout });
  return await loadSchema(name, { ...forFolder(source.value.path, options), ...given });
}
