import type { Statement } from "../sql/statements.ts";
import { isWord, possibleNames, type Token } from "../sql/tokens.ts";

/** How a statement is executed in a shadow. */
export interface Execution {
  /** Whether the statement is run, only compiled, or skipped. */
  readonly kind: "run" | "compile" | "nothing";
  readonly sql: string;
}

/**
 * How to execute a statement so that it has its effect on the schema and the rows. A statement that
 * only reads is compiled to reveal its errors; nobody needs its result, nor that of RETURNING.
 * VACUUM is skipped: it changes nothing, and `node:sqlite` refuses it as it does ATTACH. So is PRAGMA
 * journal_mode: a database in memory has only OFF besides its own, and then a refused statement
 * leaves a malformed schema. https://www.sqlite.org/pragma.html#pragma_journal_mode
 */
export function executionOf({ sql, tokens, startOffset }: Statement): Execution {
  if (isWord(tokens[0], "vacuum") || setsJournal(tokens)) return { kind: "nothing", sql };
  if (onlyReads(tokens)) return { kind: "compile", sql };
  const returning = returningOf(tokens);
  const end = returning === undefined ? sql.length : returning.startOffset - startOffset;
  return { kind: "run", sql: sql.slice(0, end) };
}

function setsJournal(tokens: readonly Token[]): boolean {
  return isWord(tokens[0], "pragma") &&
    possibleNames(tokens).includes("journal_mode");
}

/** Whether the statement only reads. */
function onlyReads(tokens: readonly Token[]): boolean {
  const first = isWord(tokens[0], "with") ? afterWith(tokens) : tokens[0];
  return isWord(first, "select", "values", "explain", "reindex");
}

/** The first token after the common table expressions, which is never an opening parenthesis. */
function afterWith(tokens: readonly Token[]): Token | undefined {
  return outermost(tokens).find((token, index, list) =>
    list[index - 1]?.text === ")" && !isWord(token, ",", "as")
  );
}

function returningOf(tokens: readonly Token[]): Token | undefined {
  if (!isWord(tokens[0], "insert", "replace", "update", "delete", "with")) return undefined;
  return outermost(tokens).find((token) => isWord(token, "returning"));
}

/** The tokens outside of all parentheses, including the outermost closing ones. */
function outermost(tokens: readonly Token[]): Token[] {
  let depth = 0;
  return tokens.filter(({ text }) => {
    if (text === "(") depth++;
    else if (text === ")") depth--;
    return depth === 0;
  });
}
