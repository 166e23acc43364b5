import type { Statement } from "../../sql/statements.ts";
import { objectNameIndex } from "../../schema/text/object_sql.ts";
import { alterAction, nameOf } from "../../sql/token_names.ts";
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

/** Whether the statements of files can neither lose existing rows nor fail because of them. */
export function areHarmless(statements: readonly Statement[]): boolean {
  const created = new Set<string>();
  return statements.every((statement) => {
    const { tokens } = statement;
    if (!isWord(tokens[0], "create")) return isHarmless(statement);
    const name = nameOf(tokens[objectNameIndex(tokens)]);
    // A table that is created here has no rows before.
    if (isWord(tokens[1], "table") && !isWord(tokens[2], "if")) created.add(name ?? "");
    const indexed = nameOf(tokens[tokens.findIndex((token) => isWord(token, "on")) + 1]);
    return !touchesRows(statement) && (!isWord(tokens[1], "unique") || created.has(indexed ?? ""));
  });
}

/** Whether a statement that creates nothing is harmless. */
function isHarmless(statement: Statement): boolean {
  const { tokens } = statement;
  const [first, second] = tokens;
  if (isWord(first, "pragma", "begin", "commit", "end", "savepoint", "release")) return true;
  if (isWord(first, "drop")) return isWord(second, "index", "view", "trigger");
  if (isWord(first, "insert")) return onlyAddsValues(statement);
  if (!isWord(first, "alter")) return false;
  const action = tokens[alterAction(tokens)];
  const asks = tokens.some((token) =>
    isWord(token, "not", "default", "check", "references", "generated", "as")
  );
  return isWord(action, "add") && !asks;
}
