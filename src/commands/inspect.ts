import { renderMermaid } from "../report/mermaid.ts";
import { renderSnapshotSql } from "../report/snapshot_sql.ts";
import { renderSnapshotText } from "../report/snapshot_text.ts";
import { type Result, succeed } from "../base/result.ts";
import type { SchemaSnapshot } from "../schema/snapshot.ts";
import { isLive, parseSource } from "../sources/source.ts";
import { loadSchema } from "./load_schema.ts";
import type { CommandContext, InspectOptions, ProjectOptions } from "./options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { readLive } from "./project/read_source.ts";

type Options = ProjectOptions & InspectOptions;

/** Shows one source's schema. */
export async function inspect(
  options: Options,
  context: CommandContext,
): Promise<Outcome> {
  const schema = await snapshotToShow(options, context);
  if (!schema.ok) return outcomeOfFailure(schema);
  const { value: snapshot, diagnostics } = schema;
  switch (options.format) {
    case "json":
      return { exitCode: 0, diagnostics, facts: { ...snapshot } };
    case "sql":
      return { exitCode: 0, diagnostics, data: renderSnapshotSql(snapshot) };
    case "mermaid":
      return { exitCode: 0, diagnostics, data: renderMermaid(snapshot) };
    case "entities": {
      // Only loaded for those who ask for it.
      const { renderEntities } = await import("../entities/render/render_entities.ts");
      return { exitCode: 0, diagnostics, data: renderEntities(snapshot, options) };
    }
    default:
      return { exitCode: 0, diagnostics, data: renderSnapshotText(snapshot) };
  }
}

/** What a database contains is shown as it is, even what no shadow would take. */
async function snapshotToShow(
  options: Options,
  { progress }: CommandContext,
): Promise<Result<SchemaSnapshot>> {
  const source = parseSource(options.source);
  if (!source.ok) return source;
  if (isLive(source.value)) return await readLive(source.value, { ...options, progress });
  const schema = await loadSchema(options.source, { ...options, progress });
  return schema.ok ? succeed(schema.value.snapshot, schema.diagnostics) : schema;
}
