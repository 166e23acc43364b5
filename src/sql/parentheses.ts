import type { Token } from "./tokens.ts";

/** The index of the parenthesis that closes the one at an index; that after the last token if none does. */
export function closingAt(tokens: readonly Token[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    const { text } = tokens[index]!;
    if (text === "(") depth++;
    if (text === ")" && --depth === 0) return index;
  }
  return tokens.length;
}

/** The tokens split at the commas outside of parentheses. */
export function splitAtCommas(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === "(") depth++;
    if (token.text === ")") depth--;
    if (depth === 0 && token.text === ",") parts.push([]);
    else parts.at(-1)!.push(token);
  }
  return parts;
}

/** The tokens outside of all parentheses, with the closing ones of the outermost pairs. */
export function outermost(tokens: readonly Token[]): Token[] {
  let depth = 0;
  return tokens.filter(({ text }) => {
    if (text === "(") depth++;
    else if (text === ")") depth--;
    return depth === 0;
  });
}
