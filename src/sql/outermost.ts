import type { Token } from "./tokens.ts";

/** The tokens outside of all parentheses, with the closing ones of the outermost pairs. */
export function outermost(tokens: readonly Token[]): Token[] {
  let depth = 0;
  return tokens.filter(({ text }) => {
    if (text === "(") depth++;
    else if (text === ")") depth--;
    return depth === 0;
  });
}
