import { canBeName, significant, type Token, tokenize } from "../../sql/tokens.ts";
import { startsColumnConstraint } from "./table_sql.ts";

/**
 * The words of a column's type around the first line break within it: what SQLite reads as one type is
 * then more likely two columns without a comma. Undefined if the type is on one line.
 */
export function typeOverLines(
  columnSql: string,
): readonly [before: Token, after: Token] | undefined {
  const tokens = significant(tokenize(columnSql));
  for (let index = 2; index < tokens.length; index++) {
    const [before, after] = [tokens[index - 1]!, tokens[index]!];
    const isType = canBeName(before) && canBeName(after) &&
      !startsColumnConstraint(before, after) && !startsColumnConstraint(after, tokens[index + 1]);
    if (!isType) return undefined;
    if (columnSql.slice(before.endOffset, after.startOffset).includes("\n")) return [before, after];
  }
}
