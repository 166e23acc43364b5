import { bodyBounds } from "../../schema/dependencies/trigger_program.ts";
import { significant, tokenize } from "../../sql/tokens.ts";

/** The statement with the BEGIN and END of a trigger in capitals. */
export function inCapitals(sql: string): string {
  const bounds = bodyBounds(significant(tokenize(sql)));
  if (bounds === undefined) return sql;
  const { begin, end } = bounds;
  return sql.slice(0, begin.startOffset) + "BEGIN" +
    sql.slice(begin.endOffset, end.startOffset) + "END" + sql.slice(end.endOffset);
}
