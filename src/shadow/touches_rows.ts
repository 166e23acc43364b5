import { objectNameIndex } from "../schema/text/object_sql.ts";
import type { Statement } from "../sql/statements.ts";
import { isWord } from "../sql/tokens.ts";

/** Whether a statement reads or writes rows. Of the definitions, only CREATE TABLE … AS does. */
export function touchesRows({ tokens }: Statement): boolean {
  const first = tokens[0];
  if (isWord(first, "select", "with", "values", "insert", "replace", "update", "delete")) {
    return true;
  }
  return isWord(first, "create") && isWord(tokens[objectNameIndex(tokens) + 1], "as") &&
    tokens.slice(1, 3).some((token) => isWord(token, "table"));
}
