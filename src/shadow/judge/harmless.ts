import type { Statement } from "../../sql/statements.ts";
import { alterAction } from "../../sql/token_names.ts";
import { isWord } from "../../sql/tokens.ts";
import { touchesRows } from "../touches_rows.ts";

/**
 * Whether a statement neither deletes nor copies rows, if no trigger runs: it inserts values of its
 * own.
 */
export function onlyAddsValues({ tokens }: Statement): boolean {
  return isWord(tokens[0], "insert") && !isWord(tokens[1], "or") &&
    !tokens.some((token) => isWord(token, "select", "conflict"));
}

/** Whether the statement can neither lose existing rows nor fail because of them. */
export function isHarmless(statement: Statement): boolean {
  const { tokens } = statement;
  const [first, second] = tokens;
  if (isWord(first, "pragma", "begin", "commit", "end", "savepoint", "release")) return true;
  if (isWord(first, "create")) return !touchesRows(statement) && !isWord(second, "unique");
  if (isWord(first, "drop")) return isWord(second, "index", "view", "trigger");
  if (isWord(first, "insert")) return onlyAddsValues(statement);
  if (!isWord(first, "alter")) return false;
  const action = tokens[alterAction(tokens)];
  const asks = tokens.some((token) =>
    isWord(token, "not", "default", "check", "references", "generated", "as")
  );
  return isWord(action, "add") && !asks;
}
