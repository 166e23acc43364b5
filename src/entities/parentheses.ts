import { significant, type Token, tokenize } from "../sql/tokens.ts";

/** The expression in parentheses, unless it already is. */
export function inParentheses(expression: string): string {
  return isWrapped(expression) ? expression : `(${expression})`;
}

/** The text, with a line break added if it ends in a line comment, so that anything may follow. */
export function withClosedComment(text: string): string {
  const isOpen = text.includes("--") && tokenize(text).at(-1)?.text.startsWith("--");
  return isOpen ? `${text}\n` : text;
}

/** The index of the parenthesis that closes the one at `open`; that of the last token if none does. */
export function closing(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (tokens[index]!.text === "(") depth++;
    if (tokens[index]!.text === ")" && --depth === 0) return index;
  }
  return tokens.length - 1;
}

function isWrapped(expression: string): boolean {
  const tokens = significant(tokenize(expression));
  if (tokens[0]?.text !== "(") return false;
  // A comment after the last parenthesis would include whatever follows.
  if (tokens.at(-1)?.endOffset !== expression.length) return false;
  return closing(tokens, 0) === tokens.length - 1;
}
