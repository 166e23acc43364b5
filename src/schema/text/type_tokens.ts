import { canBeName, type Token } from "../../sql/tokens.ts";
import { startsColumnConstraint } from "./table_sql.ts";

/** The words of the type in the tokens of a column's definition, up to the first that is none. */
export function typeTokens(column: readonly Token[]): readonly Token[] {
  const end = column.findIndex((token, index) =>
    index > 0 && (!canBeName(token) || startsColumnConstraint(token, column[index + 1]))
  );
  return column.slice(1, end < 0 ? undefined : end);
}
