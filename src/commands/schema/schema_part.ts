import type { SourceText } from "../../base/diagnostic.ts";
import { type Result, succeed } from "../../base/result.ts";
import type { CompiledModules } from "../../entities/compile/compile.ts";
import type { EntityModules } from "../../entities/modules/entity_modules.ts";

/** A part of a schema as read: DDL, or modules that must be run. */
export type SchemaPart = SourceText | PrintedDdl | CompiledModules | EntityModules;

/** DDL printed by a program, such as an ORM's. */
export interface PrintedDdl extends SourceText {
  readonly printedBy: string;
}

/** Whether a program printed the part. */
export function isPrinted(part: SchemaPart): part is PrintedDdl {
  return "printedBy" in part;
}

/** A key for the part, equal only for equal ones. */
export function partKey(part: SchemaPart): string {
  return isModules(part) ? `modules ${part.key}` : `${part.text.length} ${part.text}`;
}

/** The DDL of the parts, in order; modules are run. */
export async function ddlOf(
  parts: readonly SchemaPart[],
): Promise<Result<readonly (SourceText | CompiledModules)[]>> {
  const files: (SourceText | CompiledModules)[] = [];
  for (const part of parts) {
    const file = isModules(part) ? await part.run() : succeed(part);
    if (!file.ok) return file;
    files.push(file.value);
  }
  return succeed(files);
}

function isModules(part: SchemaPart): part is EntityModules {
  return "kind" in part;
}
