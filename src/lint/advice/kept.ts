import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";

/**
 * The statements of a file that create an object, or write rows of one, which is still there after the
 * file, perhaps under another name.
 */
export function keptIn(statements: readonly Statement[]): ReadonlySet<Statement> {
  const kept = new Set<Statement>();
  /** The folded names of what is dropped later. */
  const dropped = new Set<string>();
  for (const statement of statements.toReversed()) {
    const outline = outlineOf(statement);
    if (outline.kind === "drop") dropped.add(outline.name.name);
    if (outline.kind === "alter" && outline.action.kind === "rename-table") {
      const [from, to] = [outline.table.name, outline.action.to.name];
      if (dropped.delete(to)) dropped.add(from);
      else dropped.delete(from);
    }
    const name = outline.kind === "create"
      ? outline.name.name
      : outline.kind === "insert" || outline.kind === "update" || outline.kind === "delete"
      ? outline.table.name
      : undefined;
    if (name !== undefined && !dropped.has(name)) kept.add(statement);
    if (outline.kind === "create") dropped.delete(outline.name.name);
  }
  return kept;
}
