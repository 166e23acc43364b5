import { canonicalTokens } from "../../sql/canonical.ts";
import { tokenize } from "../../sql/tokens.ts";

/**
 * The condition of a CHECK, as far as it is understood: AND and OR of comparisons of one operand
 * with literals. Everything else is `other`, of which only the text is known.
 */
export type Condition =
  | { readonly kind: "and"; readonly parts: readonly Condition[] }
  | { readonly kind: "or"; readonly parts: readonly Condition[] }
  /** The operand is one of the literals or, if `negated`, none of them. */
  | Compared & {
    readonly kind: "in";
    readonly negated: boolean;
    readonly literals: readonly Literal[];
  }
  | Compared & { readonly kind: "bound" } & Bound
  | Compared & { readonly kind: "is-null" }
  | { readonly kind: "other"; readonly text: string };

interface Compared {
  /** In canonical tokens. */
  readonly operand: readonly string[];
  /** The whole condition in canonical tokens, joined by spaces. */
  readonly text: string;
}

/** A number, string or blob in canonical tokens, with its sign. */
export type Literal = string;

/** A lower or upper bound of the operand. */
export interface Bound {
  readonly side: "lower" | "upper";
  readonly literal: Literal;
  /** Whether the literal itself is within the bound. */
  readonly inclusive: boolean;
}

/**
 * The parsed condition of an expression. AND and OR have the lowest precedence of all operators, so
 * the text can be split at them.
 * https://www.sqlite.org/lang_expr.html#operators_and_parse_affecting_attributes
 */
export function readCondition(expression: string): Condition {
  return conditionOf(canonicalTokens(tokenize(expression)));
}

function conditionOf(tokens: readonly string[]): Condition {
  for (const kind of ["or", "and"] as const) {
    const parts = splitAt(tokens, kind);
    if (parts.length > 1) return { kind, parts: parts.map(conditionOf) };
  }
  const isWrapped = tokens[0] === "(" && closing(tokens, 0) === tokens.length - 1;
  return isWrapped ? conditionOf(tokens.slice(1, -1)) : comparisonOf(tokens);
}

/** The parts between occurrences of the word, except inside parentheses, CASE and BETWEEN. */
function splitAt(tokens: readonly string[], word: "and" | "or"): string[][] {
  const parts: string[][] = [[]];
  let depth = 0;
  let betweens = 0;
  for (const token of tokens) {
    if (token === "(" || token === "case") depth++;
    if (token === ")" || token === "end") depth--;
    if (depth === 0 && token === "between") betweens++;
    const isBetween = depth === 0 && token === "and" && betweens > 0;
    if (isBetween) betweens--;
    if (depth === 0 && token === word && !isBetween) parts.push([]);
    else parts.at(-1)!.push(token);
  }
  return parts;
}

const OPERATORS: ReadonlySet<string> = new Set(
  "= == <> != < <= > >= in is isnull notnull like glob match regexp between not".split(" "),
);

/** A comparison with only literals on its right side; its single operator determines the kind. */
function comparisonOf(tokens: readonly string[]): Condition {
  const text = tokens.join(" ");
  const places = operatorsIn(tokens);
  const words = places.map((place) => tokens[place]!).join(" ");
  const operand = tokens.slice(0, places[0] ?? 0);
  const rest = tokens.slice((places.at(-1) ?? -1) + 1);
  const other: Condition = { kind: "other", text };
  if (operand.length === 0 || places.some((place, index) => place !== places[0]! + index)) {
    return other;
  }
  if (words === "isnull" || (words === "is" && rest.join() === "null")) {
    return { kind: "is-null", operand, text };
  }
  const bounds = words === "between" ? betweenOf(rest) : boundOf(words, literalOf(rest));
  if (bounds.length > 0) return boundedBy(operand, bounds);
  const negated = ["not in", "<>", "!="].includes(words);
  if (!negated && !["in", "=", "=="].includes(words)) return other;
  const literals = words.endsWith("in") ? listOf(rest) : [literalOf(rest)];
  const isKnown = literals.length > 0 && literals.every((literal) => literal !== undefined);
  return isKnown ? { kind: "in", operand, text, negated, literals } : other;
}

function operatorsIn(tokens: readonly string[]): number[] {
  let depth = 0;
  return tokens.flatMap((token, index) => {
    if (token === "(" || token === "case") depth++;
    if (token === ")" || token === "end") depth--;
    return depth === 0 && OPERATORS.has(token) ? [index] : [];
  });
}

/** `a BETWEEN 1 AND 5` is `a >= 1 AND a <= 5`. */
function boundedBy(operand: readonly string[], bounds: readonly Bound[]): Condition {
  const parts = bounds.map((bound): Condition => {
    const operator = (bound.side === "lower" ? ">" : "<") + (bound.inclusive ? "=" : "");
    const text = [...operand, operator, bound.literal].join(" ");
    return { kind: "bound", operand, text, ...bound };
  });
  return { kind: "and", parts };
}

function betweenOf(tokens: readonly string[]): Bound[] {
  const and = tokens.indexOf("and");
  const [from, to] = [literalOf(tokens.slice(0, and)), literalOf(tokens.slice(and + 1))];
  if (from === undefined || to === undefined) return [];
  return [
    { side: "lower", literal: from, inclusive: true },
    { side: "upper", literal: to, inclusive: true },
  ];
}

function boundOf(operator: string, literal: Literal | undefined): Bound[] {
  if (literal === undefined || !["<", "<=", ">", ">="].includes(operator)) return [];
  const side = operator.startsWith(">") ? "lower" : "upper";
  return [{ side, literal, inclusive: operator.endsWith("=") }];
}

/** The items of a parenthesized list, undefined for each that is not a literal. */
function listOf(tokens: readonly string[]): (Literal | undefined)[] {
  if (tokens[0] !== "(" || closing(tokens, 0) !== tokens.length - 1) return [];
  const items: string[][] = [[]];
  for (const token of tokens.slice(1, -1)) {
    if (token === ",") items.push([]);
    else items.at(-1)!.push(token);
  }
  return items.map(literalOf);
}

/** The tokens as a literal, or undefined if they are none. */
function literalOf(tokens: readonly string[]): Literal | undefined {
  const isSigned = tokens[0] === "-" || tokens[0] === "+";
  const [value = "", ...others] = isSigned ? tokens.slice(1) : tokens;
  if (others.length > 0) return undefined;
  const isNumber = /^\.?\d/.test(value);
  const isText = !isSigned && (/^'/.test(value) || /^x'/.test(value));
  return isNumber || isText ? tokens.join("") : undefined;
}

function closing(tokens: readonly string[], open: number): number {
  let depth = 0;
  return tokens.findIndex((token, index) => {
    if (index < open) return false;
    if (token === "(") depth++;
    return token === ")" && --depth === 0;
  });
}
