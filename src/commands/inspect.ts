import { renderSnapshotSql } from "../report/snapshot_sql.ts";
import { renderSnapshotText } from "../report/snapshot_text.ts";
import { loadSchema } from "./load_schema.ts";
import type { CommandContext, InspectOptions, ProjectOptions } from "./options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";

/** Shows one source's schema. */
export async function inspect(
  options: ProjectOptions & InspectOptions,
  _context: CommandContext,
): Promise<Outcome> {
  const schema = await loadSchema(options.source, options);
  if (!schema.ok) return outcomeOfFailure(schema);
  const { snapshot } = schema.value;
  const { diagnostics } = schema;
  switch (options.format) {
    case "json":
      return { exitCode: 0, diagnostics, data: `${JSON.stringify(snapshot, undefined, 2)}\n` };
    case "sql":
      return { exitCode: 0, diagnostics, data: renderSnapshotSql(snapshot) };
    default:
      return { exitCode: 0, diagnostics, data: renderSnapshotText(snapshot) };
  }
}
