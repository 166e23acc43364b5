import { significant, type Token, tokenize } from "../../sql/tokens.ts";
import { typeTokens } from "./type_tokens.ts";

/**
 * The words of a column's type around the first line break within it: what SQLite reads as one type is
 * then more likely two columns without a comma. Undefined if the type is on one line.
 */
export function typeOverLines(
  columnSql: string,
): readonly [before: Token, after: Token] | undefined {
  const words = typeTokens(significant(tokenize(columnSql)));
  for (const [index, after] of words.entries()) {
    const before = words[index - 1];
    if (before === undefined) continue;
    if (columnSql.slice(before.endOffset, after.startOffset).includes("\n")) return [before, after];
  }
}
