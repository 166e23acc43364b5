import { fold, quoteString } from "../../../sql/names.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import { closingAt } from "../../../sql/parentheses.ts";
import type { Statement } from "../../../sql/statements.ts";
import { nameOf } from "../../../sql/token_names.ts";
import { isLiteral, isWord, type Token, unquote } from "../../../sql/tokens.ts";
import { neighboursOf } from "../../seed/candidate_rows.ts";

/** Literals that a statement compares a column with, so that it may treat rows with them unlike others. */
export interface Compared {
  /** The folded name of the column. */
  readonly column: string;
  /**
   * SQL literals: the compared one, with those next to it if their order counts. The first one meets a
   * condition that few rows meet.
   */
  readonly values: readonly string[];
  /** Whether it is about the rows with another value. */
  readonly isNegated: boolean;
}

/**
 * The literals that a statement compares columns with, in the order of the text; of a statement with
 * very many comparisons, those of the first.
 */
export function comparedLiterals({ tokens }: Pick<Statement, "tokens">): Compared[] {
  const found: Compared[] = [];
  let count = 0;
  /** The word that began the current clause, at each depth of parentheses. */
  const clauses = [""];
  for (const [index, token] of tokens.entries()) {
    if (token.text === "(") clauses.push("");
    if (token.text === ")" && clauses.length > 1) clauses.pop();
    if (token.kind !== "word" && token.kind !== "operator") continue;
    const word = fold(token.text);
    if (CLAUSES.has(word)) clauses[clauses.length - 1] = word;
    const isCompared = word === "when" || word === "nullif" || COMPARISONS.has(word);
    const isAssigned = word === "=" && clauses.at(-1) === "set" &&
      isWord(tokens[index - 2], "set", ",");
    if (!isCompared || isAssigned) continue;
    // Finding the operands of each takes as long as the statement.
    if (++count > MOST_COMPARISONS) break;
    const compared = word === "when"
      ? ofCase(tokens, index)
      : word === "nullif"
      ? ofNullif(tokens, index)
      : ofComparison(tokens, index, word);
    found.push(...compared);
  }
  return found;
}

/** Many times the rows that are tried for a table. */
const MOST_COMPARISONS = 200;

const CLAUSES: ReadonlySet<string> = new Set(["set", "select", "from", "where", "returning"]);

/** Whether a statement deletes rows by a condition. */
export function choosesRows(statement: Statement): boolean {
  return outlineOf(statement).kind === "delete" &&
    statement.tokens.some((token) => isWord(token, "where"));
}

const COMPARISONS = new Set(
  ["=", "==", "<>", "!=", "<", "<=", ">", ">=", "is", "in", "like", "between"],
);

/** The operator with both sides exchanged. */
const FLIPPED: Readonly<Record<string, string>> = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

function ofComparison(tokens: readonly Token[], index: number, operator: string): Compared[] {
  const isNot = isWord(tokens[index - 1], "not") || isWord(tokens[index + 1], "not");
  const isNegated = isNot || operator === "<>" || operator === "!=";
  const left = isWord(tokens[index - 1], "not") ? index - 2 : index - 1;
  const right = isWord(tokens[index + 1], "not", "(") ? index + 2 : index + 1;
  const literal = literalAt(tokens, right);
  const names = literal === undefined ? namesFrom(tokens, right) : namesBefore(tokens, left);
  const own = literal ?? literalBefore(tokens, left);
  if (own === undefined) return [];
  const values = operator === "like"
    ? [own.replace(/[%_]/g, "")]
    : operator === "between"
    ? neighbours(own, ">=")
    : neighbours(own, literal === undefined ? FLIPPED[operator] ?? operator : operator);
  return names.map((column) => ({ column, values, isNegated }));
}

/** `CASE x WHEN 'a' THEN`: what follows CASE is compared. */
function ofCase(tokens: readonly Token[], index: number): Compared[] {
  const literal = literalAt(tokens, index + 1);
  if (literal === undefined) return [];
  let depth = 0;
  for (let start = index - 1; start >= 0; start--) {
    if (isWord(tokens[start], "end")) depth++;
    else if (isWord(tokens[start], "case") && depth-- === 0) {
      const operand = tokens.slice(start + 1, index);
      const end = operand.findIndex((it) => isWord(it, "when"));
      return namesIn(end < 0 ? operand : operand.slice(0, end))
        .map((column) => ({ column, values: [literal], isNegated: false }));
    }
  }
  return [];
}

function ofNullif(tokens: readonly Token[], index: number): Compared[] {
  if (tokens[index + 1]?.text !== "(") return [];
  const end = closingAt(tokens, index + 1);
  const literal = literalBefore(tokens, end - 1);
  if (literal === undefined) return [];
  return namesIn(tokens.slice(index + 2, end))
    .map((column) => ({ column, values: [literal], isNegated: false }));
}

/** The literal at the index, with its sign; undefined if there is none, and for NULL. */
function literalAt(tokens: readonly Token[], index: number): string | undefined {
  const token = tokens[index];
  if (token?.text === "-" && tokens[index + 1]?.kind === "number") {
    return `-${tokens[index + 1]!.text}`;
  }
  const isValue = token !== undefined && (isLiteral(token) || isWord(token, "true", "false"));
  return isValue ? token.text : undefined;
}

function literalBefore(tokens: readonly Token[], end: number): string | undefined {
  const isSigned = tokens[end]?.kind === "number" && tokens[end - 1]?.text === "-";
  return literalAt(tokens, isSigned ? end - 1 : end);
}

/** The names in the operand that ends at the index: a column, or all in a function call. */
function namesBefore(tokens: readonly Token[], end: number): string[] {
  if (tokens[end]?.text !== ")") return namesIn(tokens.slice(end, end + 1));
  let depth = 0;
  for (let start = end; start >= 0; start--) {
    if (tokens[start]!.text === ")") depth++;
    else if (tokens[start]!.text === "(" && --depth === 0) {
      return namesIn(tokens.slice(start, end));
    }
  }
  return [];
}

/** The names in the operand that starts at the index. */
function namesFrom(tokens: readonly Token[], start: number): string[] {
  if (tokens[start + 1]?.text === ".") return namesFrom(tokens, start + 2);
  const isCall = tokens[start + 1]?.text === "(";
  return namesIn(tokens.slice(start, isCall ? closingAt(tokens, start + 1) : start + 1));
}

/** The names of possible columns in an operand; none if it is a query. */
function namesIn(operand: readonly Token[]): string[] {
  if (operand.some((it) => isWord(it, "select"))) return [];
  const names = operand.filter(({ kind }) => kind === "word" || kind === "name");
  return [...new Set(names.flatMap((it) => nameOf(it) ?? []))];
}

/** The literal, and those before and after it, which an order tells apart. */
function neighbours(literal: string, operator: string): string[] {
  if (!/^[<>]/.test(operator) || operator === "<>") return [literal];
  const [smaller, greater] = literal.startsWith("'")
    ? textsAround(literal)
    : neighboursOf(Number(literal)).map(String);
  const beyond = operator.startsWith("<") ? [smaller!, greater!] : [greater!, smaller!];
  return operator.endsWith("=") ? [literal, ...beyond] : [beyond[0]!, literal, beyond[1]!];
}

/** A text before another one in the order of bytes, and one after it. */
function textsAround(literal: string): readonly [smaller: string, greater: string] {
  const text = unquote({ kind: "string", text: literal, startOffset: 0, endOffset: 0 });
  return [quoteString(text.slice(0, -1)), quoteString(`${text}0`)];
}
