import { isWord, type Token } from "../../sql/tokens.ts";
import type { Refusal } from "./refusal.ts";

/**
 * A refusal for a chain of operators that is too long for any engine. SQLite limits the depth of
 * expressions to 1,000, but recurses over these before it checks that, and ends the process:
 * `a COLLATE x COLLATE x …`, and the columns of a USING, which it compares with AND. Seen in libSQL
 * 0.5.29 and SQLite 3.53 with 50,000 and 300,000.
 * https://www.sqlite.org/limits.html#max_expr_depth
 */
export function refuseChain(tokens: readonly Token[]): Refusal | undefined {
  if (tokens.length <= DEEPEST) return undefined;
  let collations = 0;
  let columns: number | undefined;
  for (const [index, token] of tokens.entries()) {
    if (isWord(token, "collate")) collations++;
    else if (!isWord(tokens[index - 1], "collate")) collations = 0;
    if (token.text === "(" && isWord(tokens[index - 1], "using")) columns = 1;
    else if (token.text === ")") columns = undefined;
    else if (token.text === "," && columns !== undefined) columns++;
    const what = collations > DEEPEST ? "COLLATE" : (columns ?? 0) > DEEPEST ? "USING" : undefined;
    if (what === undefined) continue;
    return {
      token,
      what: `run ${what} with more than 1,000 names`,
      why: "the engine limits expressions to that depth",
      hint: "Name each once",
    };
  }
}

const DEEPEST = 1_000;
