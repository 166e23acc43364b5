import { closingAt } from "../sql/parentheses.ts";
import { significant, tokenize } from "../sql/tokens.ts";

/** The expression in parentheses, unless it already is. */
export function inParentheses(expression: string): string {
  return isWrapped(expression) ? expression : `(${expression})`;
}

/** The text, with a line break added if it ends in a line comment, so that anything may follow. */
export function withClosedComment(text: string): string {
  const isOpen = text.includes("--") && tokenize(text).at(-1)?.text.startsWith("--");
  return isOpen ? `${text}\n` : text;
}

function isWrapped(expression: string): boolean {
  const tokens = significant(tokenize(expression));
  if (tokens[0]?.text !== "(") return false;
  // A comment after the last parenthesis would include whatever follows.
  if (tokens.at(-1)?.endOffset !== expression.length) return false;
  return closingAt(tokens, 0) === tokens.length - 1;
}
