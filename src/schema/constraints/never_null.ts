import { mayHoldNull } from "./keys.ts";
import { findByName, type Table } from "../snapshot.ts";
import { fold } from "../../sql/names.ts";
import { canBeName, significant, type Token, tokenize, unquote } from "../../sql/tokens.ts";

/**
 * Whether an expression is known to be true or false, never NULL, for every row of the table: it
 * compares NOT NULL columns with each other and with values. Errs on the side of false.
 */
export function neverNull(expression: string, table: Table): boolean {
  const tokens = significant(tokenize(expression));
  return tokens.every((token, index) => isSafe(token, tokens[index + 1], table));
}

/** Without `/` and `%`, which return NULL for a zero divisor, and without the JSON arrows. */
const OPERATORS = new Set(["(", ")", ",", "=", "==", "<>", "!=", "<", "<=", ">", ">=", "+", "-"]
  .concat("*", "||"));

const KEYWORDS = new Set(["and", "or", "not", "in", "between", "is", "like", "glob", "collate"]);

/** Functions that return NULL only for NULL. */
const FUNCTIONS = new Set(["length", "lower", "upper", "trim", "ltrim", "rtrim", "typeof"]);

function isSafe(token: Token, next: Token | undefined, table: Table): boolean {
  switch (token.kind) {
    case "number":
    case "string":
    case "blob":
      return true;
    case "operator":
      return OPERATORS.has(token.text);
    case "word":
      if (KEYWORDS.has(fold(token.text))) return true;
      if (next?.text === "(") return FUNCTIONS.has(fold(token.text));
      return isNotNull(token, table);
    case "name":
      return next?.text !== "(" && isNotNull(token, table);
    default:
      return false;
  }
}

/** Whether the token is a NOT NULL column; names of collations are words as well. */
function isNotNull(token: Token, table: Table): boolean {
  if (!canBeName(token)) return false;
  const name = unquote(token);
  const isColumn = findByName(table.columns, name) !== undefined;
  return isColumn ? !mayHoldNull(table, name) : ["nocase", "binary", "rtrim"].includes(fold(name));
}
