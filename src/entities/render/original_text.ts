import { closingAt, splitAtCommas } from "../../sql/parentheses.ts";
import { startsColumnConstraint } from "../../schema/text/table_sql.ts";
import { isWord, significant, type Token, tokenize } from "../../sql/tokens.ts";
import { withClosedComment } from "../parentheses.ts";

/** The free-form parts of a column or constraint, in their original text. */
export interface OriginalParts {
  /** The expression of each CHECK, without parentheses. */
  readonly checks: readonly string[];
  /** The SQL after DEFAULT, with its parentheses. */
  readonly default?: string;
  /** The expression of GENERATED ALWAYS AS, without parentheses. */
  readonly generated?: string;
}

/** The declared type of a column and the collation that follows it; `""` without a type. */
export function originalType(sql: string): string {
  const tokens = significant(tokenize(sql));
  let end = 1;
  while (end < tokens.length && !startsColumnConstraint(tokens[end], tokens[end + 1])) {
    end = tokens[end]!.text === "(" ? closingAt(tokens, end) + 1 : end + 1;
  }
  if (end === 1) return "";
  return between(sql, tokens[1]!, tokens[isWord(tokens[end], "collate") ? end + 1 : end - 1]!);
}

/** The free-form parts of a column or, if the text does not begin with a name, of a constraint. */
export function originalParts(sql: string, begins: "named" | "unnamed"): OriginalParts {
  const tokens = significant(tokenize(sql));
  const checks: string[] = [];
  let parts: Omit<OriginalParts, "checks"> = {};
  // A name may look like a keyword.
  for (let index = begins === "named" ? 1 : 0; index < tokens.length; index++) {
    const token = tokens[index]!;
    const next = tokens[index + 1];
    if (token.text === "(") index = closingAt(tokens, index);
    // After SET it is the action of a foreign key.
    else if (isWord(token, "default") && !isWord(tokens[index - 1], "set") && next !== undefined) {
      const end = next.text === "(" ? closingAt(tokens, index + 1) : defaultEnd(tokens, index + 1);
      parts = { ...parts, default: between(sql, next, tokens[end]!) };
      index = end;
    } else if (isWord(token, "check", "as") && next?.text === "(") {
      const end = closingAt(tokens, index + 1);
      const text = sql.slice(next.endOffset, tokens[end]!.startOffset).trim();
      const inner = withClosedComment(text);
      if (isWord(token, "check")) checks.push(inner);
      else parts = { ...parts, generated: inner };
      index = end;
    }
  }
  return { checks, ...parts };
}

/** The terms of an index and its condition, in their original text. */
export function originalIndex(sql: string): { terms: string[]; where?: string } {
  const tokens = significant(tokenize(sql));
  const open = tokens.findIndex(({ text }) => text === "(");
  const close = closingAt(tokens, open);
  const terms = splitAtCommas(tokens.slice(open + 1, close)).map((term) =>
    between(sql, term[0]!, term.at(-1)!)
  );
  const first = tokens[close + 2];
  return first === undefined ? { terms } : { terms, where: between(sql, first, tokens.at(-1)!) };
}

/** The text from one token to another. */
export function between(sql: string, first: Token, last: Token): string {
  return sql.slice(first.startOffset, last.endOffset);
}

function defaultEnd(tokens: readonly Token[], start: number): number {
  return isWord(tokens[start], "+", "-") ? start + 1 : start;
}
