import { createsFromSelect } from "../schema/text/object_sql.ts";
import type { Statement } from "../sql/statements.ts";
import { isWord } from "../sql/tokens.ts";

/** Whether a statement reads or writes rows. Of the definitions, only CREATE TABLE … AS does. */
export function touchesRows({ tokens }: Statement): boolean {
  const words = ["select", "with", "values", "insert", "replace", "update", "delete"];
  return isWord(tokens[0], ...words) || createsFromSelect(tokens);
}
