import type { Diagnostic, SourceText } from "../../base/diagnostic.ts";
import type { Result } from "../../base/result.ts";
import type { CompiledEntities } from "../../entities/compile/compile.ts";
import { atOrigins } from "../../entities/compile/origins.ts";
import type { SchemaObject } from "../../schema/snapshot.ts";
import type { TargetOptions } from "../../shadow/database/target_options.ts";
import { type DdlSchema, loadDdl } from "../../shadow/load/load_ddl.ts";
import { ddlOf, type SchemaPart } from "./schema_part.ts";

/**
 * The schema that the parts create. Objects that are word for word among the `known` ones are not
 * run again. Errors in entities are reported at their definitions.
 */
export async function loadParts(
  parts: readonly SchemaPart[],
  known: readonly SchemaObject[],
  options: TargetOptions,
): Promise<Result<DdlSchema>> {
  const files = await ddlOf(parts);
  if (!files.ok) return files;
  const made = await loadDdl(files.value, known, options);
  const diagnostics = files.value.filter(isCompiled)
    .reduce<readonly Diagnostic[]>(atOrigins, made.diagnostics);
  return { ...made, diagnostics };
}

function isCompiled(file: SourceText): file is CompiledEntities {
  return "parts" in file;
}
