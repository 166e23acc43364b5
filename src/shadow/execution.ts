import type { Statement } from "../sql/statements.ts";
import { isWord, type Token } from "../sql/tokens.ts";

/** What is done with a statement in a shadow. */
export interface Execution {
  /** Whether it is run, or only compiled, or neither. */
  readonly kind: "run" | "compile" | "nothing";
  readonly sql: string;
}

/**
 * What a statement needs to have its effect on the schema and the rows. One that only reads is compiled,
 * so that what is wrong with it shows; what it or RETURNING would give back is asked for by nobody.
 * VACUUM changes nothing either, and `node:sqlite` refuses it as it does ATTACH.
 */
export function executionOf({ sql, tokens, startOffset }: Statement): Execution {
  if (isWord(tokens[0], "vacuum")) return { kind: "nothing", sql };
  if (onlyReads(tokens)) return { kind: "compile", sql };
  const returning = returningOf(tokens);
  const end = returning === undefined ? sql.length : returning.startOffset - startOffset;
  return { kind: "run", sql: sql.slice(0, end) };
}

/** Whether a statement leaves everything as it was. */
function onlyReads(tokens: readonly Token[]): boolean {
  const first = isWord(tokens[0], "with") ? afterWith(tokens) : tokens[0];
  return isWord(first, "select", "values", "explain", "reindex");
}

/** The first token behind the common table expressions, which an opening bracket never is. */
function afterWith(tokens: readonly Token[]): Token | undefined {
  return outermost(tokens).find((token, index, list) =>
    list[index - 1]?.text === ")" && !isWord(token, ",", "as")
  );
}

function returningOf(tokens: readonly Token[]): Token | undefined {
  if (!isWord(tokens[0], "insert", "replace", "update", "delete", "with")) return undefined;
  return outermost(tokens).find((token) => isWord(token, "returning"));
}

/** The tokens outside of all brackets, and the closing ones of the outermost. */
function outermost(tokens: readonly Token[]): Token[] {
  let depth = 0;
  return tokens.filter(({ text }) => {
    if (text === "(") depth++;
    else if (text === ")") depth--;
    return depth === 0;
  });
}
