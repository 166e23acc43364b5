import { fold } from "./names.ts";
import { outlineOf } from "./outline_of.ts";
import type { Statement } from "./statements.ts";
import { unquote } from "./tokens.ts";

/**
 * Whether a statement turns a pragma on or off, given by its folded name; undefined for any other
 * statement, and if it only reads it. Of the values that SQLite takes for off, only those that it
 * documents are known. https://www.sqlite.org/pragma.html#pragma_foreign_keys
 */
export function switched(
  statement: Pick<Statement, "tokens">,
  pragma: string,
): "on" | "off" | undefined {
  const outline = outlineOf(statement);
  if (outline.kind !== "pragma" || outline.name !== pragma) return undefined;
  const [value, ...others] = outline.value;
  if (value === undefined) return undefined;
  const isOff = others.length === 0 && ["0", "off", "false", "no"].includes(fold(unquote(value)));
  return isOff ? "off" : "on";
}
