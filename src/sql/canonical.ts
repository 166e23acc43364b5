import { fold, isBareName, meansSameUnquoted } from "./names.ts";
import { type Token, unquote } from "./tokens.ts";

/**
 * The tokens as comparable text: spaced all the same way, comments gone, names unquoted where that
 * is safe and folded, keywords in lower case, strings as they are. Two texts with equal canonical
 * forms mean the same to SQLite.
 */
export function canonical(tokens: readonly Token[]): string {
  return joined(canonicalTokens(tokens));
}

/** The same, a token each. */
export function canonicalTokens(tokens: readonly Token[]): string[] {
  return tokens.filter((token) => token.kind !== "comment").map(canonicalToken);
}

/**
 * Like `canonical`, without the parentheses that wrap the whole expression, wrap others directly, or
 * hold a single name or literal: `(((a) > 0))` and `a > 0` are one fact.
 */
export function canonicalExpression(tokens: readonly Token[]): string {
  return joined(withoutOuter(withoutLone(withoutDoubled(withoutOuter(canonicalTokens(tokens))))));
}

/** The tokens as one line of SQL: spaces where a reader expects them, never two tokens in one. */
function joined(tokens: readonly string[]): string {
  let text = "";
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    const glued = before === undefined || before === "(" || before === "." ||
      [")", ",", ".", ";"].includes(token) || (token === "(" && isCallee(before)) ||
      // A sign stands at its number; two of them would open a comment.
      (index === 1 && (before === "-" || before === "+") && /^[\w.("]/.test(token));
    text += glued ? token : ` ${token}`;
  });
  return text;
}

/** Whether a parenthesis behind the token opens the arguments of a call. */
function isCallee(token: string): boolean {
  return /^[a-z_]/.test(token) && isBareName(token);
}

function canonicalToken(token: Token): string {
  switch (token.kind) {
    case "word":
    case "number":
    case "blob":
    case "operator":
      return fold(token.text);
    case "name": {
      const name = fold(unquote(token));
      return meansSameUnquoted(name) ? name : `"${name.replaceAll('"', '""')}"`;
    }
    default:
      return token.text;
  }
}

function withoutOuter(tokens: readonly string[]): readonly string[] {
  let inner = tokens;
  while (inner.length > 2 && inner[0] === "(" && closing(inner, 0) === inner.length - 1) {
    inner = inner.slice(1, -1);
  }
  return inner;
}

function withoutDoubled(tokens: readonly string[]): readonly string[] {
  const dropped = new Set<number>();
  for (let index = 0; index + 1 < tokens.length; index++) {
    if (tokens[index] !== "(" || tokens[index + 1] !== "(") continue;
    const outer = closing(tokens, index);
    const inner = closing(tokens, index + 1);
    if (inner === outer - 1) dropped.add(index + 1).add(inner);
  }
  return dropped.size === 0 ? tokens : tokens.filter((_, index) => !dropped.has(index));
}

function withoutLone(tokens: readonly string[]): readonly string[] {
  const dropped = new Set<number>();
  for (let index = 0; index + 2 < tokens.length; index++) {
    const isLone = tokens[index] === "(" && tokens[index + 2] === ")" &&
      /^[\w"'.]/.test(tokens[index + 1]!) && precedesValue(tokens[index - 1]);
    if (isLone) dropped.add(index).add(index + 2);
  }
  return dropped.size === 0 ? tokens : tokens.filter((_, index) => !dropped.has(index));
}

/** Whether a parenthesis behind the token opens nothing but an expression: no list, and no call. */
function precedesValue(token: string | undefined): boolean {
  if (token === undefined) return true;
  if (/^[\w"'`]/.test(token)) return BEFORE_VALUES.has(token);
  return token !== ")" && token !== ".";
}

const BEFORE_VALUES: ReadonlySet<string> = new Set(
  "and or not between is case when then else like glob".split(" "),
);

/** The index of the parenthesis that closes the one at `open`, or -1. */
function closing(tokens: readonly string[], open: number): number {
  let depth = 0;
  for (let index = open; index < tokens.length; index++) {
    if (tokens[index] === "(") depth++;
    if (tokens[index] === ")" && --depth === 0) return index;
  }
  return -1;
}
