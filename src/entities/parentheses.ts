import { significant, tokenize } from "../sql/tokens.ts";

/** The expression in one pair of parentheses; what stands in a pair already is left alone. */
export function inParentheses(expression: string): string {
  return isWrapped(expression) ? expression : `(${expression})`;
}

/** The text, so that anything may follow: a comment that ends with the line ends with its own. */
export function withClosedComment(text: string): string {
  const isOpen = text.includes("--") && tokenize(text).at(-1)?.text.startsWith("--");
  return isOpen ? `${text}\n` : text;
}

function isWrapped(expression: string): boolean {
  const tokens = significant(tokenize(expression));
  if (tokens[0]?.text !== "(") return false;
  // A comment behind the last parenthesis would swallow whatever follows.
  if (tokens.at(-1)?.endOffset !== expression.length) return false;
  let depth = 0;
  const closing = tokens.findIndex((token) => {
    if (token.text === "(") depth++;
    if (token.text === ")") depth--;
    return depth === 0;
  });
  return closing === tokens.length - 1;
}
