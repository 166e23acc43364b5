import { HISTORY_TOOLS } from "../database/tools/list.ts";
import { markApplied, type WrittenMigration } from "../migrations/mark_applied.ts";

/**
 * The statements or commands, one per line, that record migrations as applied in a database whose
 * history the tool of a layout may not have begun: its table is created first. Empty if no way is
 * known.
 */
export async function startHistory(
  layout: string,
  written: readonly WrittenMigration[],
): Promise<string[]> {
  const marks = await markApplied(layout, written);
  const isSql = marks.some((it) => it.startsWith("INSERT "));
  const tool = HISTORY_TOOLS.find(({ layouts }) => layouts.includes(layout));
  const create = isSql ? tool?.create ?? [] : [];
  return [...create.map((sql) => `${sql.replace(/\s+/g, " ")};`), ...marks];
}
