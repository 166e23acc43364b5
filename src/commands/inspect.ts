import { renderHtml } from "../report/schema/html.ts";
import { renderMermaid } from "../report/schema/mermaid.ts";
import { renderSnapshotSql } from "../report/schema/snapshot_sql.ts";
import { renderSnapshotText } from "../report/schema/snapshot_text.ts";
import { type Result, succeed } from "../base/result.ts";
import { objectsOf, type SchemaSnapshot } from "../schema/snapshot.ts";
import { isLive, parseSource } from "../sources/source.ts";
import { loadNamed } from "./library/load_named.ts";
import type { CommandContext, InspectOptions, ProjectOptions } from "./settings/options.ts";
import { type Outcome, outcomeOfFailure } from "./outcome.ts";
import { readLive } from "./schema/read_source.ts";

type Options = ProjectOptions & InspectOptions;

/** Shows the schema of one source. */
export async function inspect(
  options: Options,
  context: CommandContext,
): Promise<Outcome> {
  const schema = await snapshotToShow(options, context);
  if (!schema.ok) return outcomeOfFailure(schema);
  const { value: snapshot, diagnostics } = schema;
  const words = objectsOf(snapshot).length === 0 ? ["The schema is empty"] : [];
  const outcome = { exitCode: 0, diagnostics, words } as const;
  switch (options.format) {
    case "json":
      return { ...outcome, facts: { ...snapshot } };
    case "sql":
      return { ...outcome, data: renderSnapshotSql(snapshot) };
    case "mermaid":
      return { ...outcome, data: renderMermaid(snapshot) };
    case "html":
      return { ...outcome, data: renderHtml(snapshot) };
    case "entities": {
      // Loaded only if needed.
      const { renderEntities } = await import("../entities/render/render_entities.ts");
      return { ...outcome, data: renderEntities(snapshot, options) };
    }
    default:
      return { ...outcome, data: renderSnapshotText(snapshot) };
  }
}

/** The schema of a database is shown as it is, even if no shadow would accept it. */
async function snapshotToShow(
  options: Options,
  { progress }: CommandContext,
): Promise<Result<SchemaSnapshot>> {
  const source = parseSource(options.source);
  if (!source.ok) return source;
  if (isLive(source.value)) return await readLive(source.value, { ...options, progress });
  const schema = await loadNamed(options.source, { ...options, progress });
  return schema.ok ? succeed(schema.value.snapshot, schema.diagnostics) : schema;
}
