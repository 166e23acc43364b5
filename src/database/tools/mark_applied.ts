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
  const values = parameters.map((it) => typeof it === "string" ? onOneLine(it) : String(it));
  return `${sql.replace(/\s+/g, " ").replace(/\?/g, () => values.shift()!)};`;
}

/**
 * The text as an SQL expression that a terminal shows as it is, so that it can be copied from there.
 * A character that is not shown is written by its number, with a placeholder that the text lacks.
 */
function onOneLine(text: string): string {
  const unshown = new Set(Array.from(text.matchAll(UNSHOWN), ([it]) => it));
  return [...unshown].reduce((sql, character) => {
    const code = character.charCodeAt(0);
    let placeholder = `{${code}}`;
    while (text.includes(placeholder)) placeholder = `{${placeholder}}`;
    return `replace(${sql.replaceAll(character, placeholder)}, '${placeholder}', char(${code}))`;
  }, quoteString(text));
}

/** Control characters and directional marks. */
const UNSHOWN = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;
