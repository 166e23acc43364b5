import type { MigrationDirectory } from "../../migrations/directory.ts";
import type { BoundStatement } from "../../runner/driver.ts";
import { quoteString } from "../../sql/names.ts";
import { filesOf, toolFor } from "./tool_history.ts";

/**
 * The statements or commands that record the migrations of a folder as applied, in a database whose
 * history the tool of its layout may not have begun: its table is created first. Empty if no way is
 * known.
 */
export async function markApplied(
  directory: Pick<MigrationDirectory, "layout" | "migrations" | "files">,
): Promise<string[]> {
  const tool = toolFor(directory.layout, directory.files);
  const files = [...filesOf(directory).values()];
  if (tool === undefined || files.length === 0) return [];
  if (tool.markCommands !== undefined) return tool.markCommands(files);
  const marked = tool.keepsOnlyLast ? files.slice(-1) : files;
  const records = await Promise.all(marked.map(async (file) => await tool.record?.(file) ?? []));
  return [...tool.create.map((sql) => ({ sql })), ...records.flat()].map(written);
}

/** The statement with its parameters in it. */
function written({ sql, parameters = [] }: BoundStatement): string {
  const values = parameters.map((it) => typeof it === "string" ? quoteString(it) : String(it));
  return `${sql.replace(/\s+/g, " ").replace(/\?/g, () => values.shift()!)};`;
}
