import { outlineOf } from "../../sql/outline_of.ts";
import { changedTable, renameIn } from "../../sql/statement_kinds.ts";
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
    const rename = renameIn(statement);
    if (rename !== undefined) {
      if (dropped.delete(rename.after)) dropped.add(rename.before);
      else dropped.delete(rename.before);
    }
    const name = outline.kind === "create" ? outline.name.name : changedTable(statement);
    if (name !== undefined && !dropped.has(name)) kept.add(statement);
    if (outline.kind === "create") dropped.delete(outline.name.name);
  }
  return kept;
}
