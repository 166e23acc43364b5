import { type Result, succeed } from "../../base/result.ts";
import type { SchemaObject } from "../../schema/snapshot.ts";
import type { TargetOptions } from "../../shadow/database/target_options.ts";
import type { DdlSchema } from "../../shadow/load/load_ddl.ts";
import { replay } from "../../shadow/replay/replay.ts";
import { withoutHistory } from "../../sources/history_tables.ts";
import type { DesiredText } from "./read_desired.ts";
import { loadParts } from "./load_parts.ts";

/**
 * The schema that the texts create. Objects that are word for word among the `known` ones are not
 * run again.
 */
export async function loadDesired(
  desired: DesiredText,
  known: readonly SchemaObject[] = [],
  options: TargetOptions = {},
): Promise<Result<DdlSchema>> {
  if (desired.kind === "ddl") return await loadParts(desired.parts, known, options);
  const replayed = await replay(desired.directory.migrations, undefined, {
    ...options,
    runners: desired.runners,
  });
  if (!replayed.ok) return replayed;
  return succeed(
    { snapshot: withoutHistory(replayed.value.snapshot), hints: [] },
    replayed.diagnostics,
  );
}
