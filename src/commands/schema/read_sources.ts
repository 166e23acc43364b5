import { append } from "../../base/append.ts";
import type { SourceText } from "../../base/diagnostic.ts";
import { type Result, succeed } from "../../base/result.ts";
import { type DdlSource, type EntitiesAt, readSource, type SourceOptions } from "./read_source.ts";
import type { SchemaPart } from "./schema_part.ts";

/**
 * The parts of several sources, in order. All entities are one part, at the position of the first:
 * they may reference each other.
 */
export async function readSources(
  sources: readonly DdlSource[],
  options: SourceOptions,
): Promise<Result<readonly SchemaPart[]>> {
  const parts: (SourceText | EntitiesAt)[] = [];
  for (const source of sources) {
    const read = await readSource(source, options);
    if (!read.ok) return read;
    append(parts, read.value);
  }
  const paths = parts.flatMap((part) => isEntities(part) ? part.path : []);
  if (paths.length === 0) return succeed(parts as SourceText[]);
  const { workingDirectory: folder, casing = "as-written", reader, progress } = options;
  progress?.(`Reading ${paths.join(", ")}`);
  // Loaded only now: most projects have no entities.
  const { readEntities } = await import("../../entities/modules/entity_modules.ts");
  const entities = await readEntities(paths, { folder, casing, reader });
  if (!entities.ok) return entities;
  const first = parts.findIndex(isEntities);
  return succeed(parts.flatMap((part, index) => {
    if (!isEntities(part)) return part;
    return index === first ? entities.value : [];
  }));
}

function isEntities(part: SourceText | EntitiesAt): part is EntitiesAt {
  return "kind" in part;
}
