import { isLiteral, type Token, tokenize } from "./tokens.ts";

/** How many values of a list are shown, and how many more it may have before some are left out. */
const SHOWN = 5;
const SPARED = 3;

/**
 * The SQL for people to read: of a long list of values, only the first ones and the number of the
 * others. If something was left out, it is no longer valid SQL.
 */
export function shortenLists(sql: string): string {
  const tokens = tokenize(sql);
  let short = "";
  let end = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.text !== "(") continue;
    const commas = commasOfList(tokens, index + 1);
    if (commas.length < SHOWN + SPARED) continue;
    const close = tokens.findIndex((it, other) => other > index && it.text === ")");
    short += sql.slice(end, commas[SHOWN - 1]!.endOffset) + ` … ${commas.length + 1 - SHOWN} more`;
    end = tokens[close]!.startOffset;
  }
  return short + sql.slice(end);
}

/** The commas of a list from its first token to its parenthesis; none if it has anything but values. */
function commasOfList(tokens: readonly Token[], start: number): Token[] {
  const commas: Token[] = [];
  for (const token of tokens.slice(start)) {
    if (token.text === ")") return commas;
    if (token.text === ",") commas.push(token);
    else if (!isLiteral(token) && !/^[-+]$/.test(token.text)) return [];
  }
  return [];
}
