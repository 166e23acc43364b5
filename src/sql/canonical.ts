import { fold, isBareName, meansSameUnquoted } from "./names.ts";
import { withoutParentheses } from "./redundant_parentheses.ts";
import { type Token, unquote } from "./tokens.ts";

/**
 * The tokens as comparable text: normalized spacing, no comments, names folded and unquoted where
 * that is safe, keywords in lower case, strings unchanged. Two texts with equal canonical forms
 * mean the same to SQLite.
 */
export function canonical(tokens: readonly Token[]): string {
  return joined(canonicalTokens(tokens));
}

/** Like `canonical`, as a list with one item per token. */
export function canonicalTokens(tokens: readonly Token[]): string[] {
  return tokens.filter((token) => token.kind !== "comment").map(canonicalToken);
}

/** Like `canonical`, without redundant parentheses: `(((a) > 0))` and `a > 0` are equal. */
export function canonicalExpression(tokens: readonly Token[]): string {
  return joined(withoutParentheses(canonicalTokens(tokens)));
}

/** Like `canonicalExpression`, but in the original spelling, for people: `length(createdAt) > 3`. */
export function writtenExpression(tokens: readonly Token[]): string {
  const own = tokens.filter((token) => token.kind !== "comment");
  const kept = withoutParentheses(own.map(canonicalToken));
  // Only parentheses are left out, and they are interchangeable.
  const texts = own.map(writtenToken).filter((text) => !isParenthesis(text)).values();
  return joined(kept, kept.map((token) => isParenthesis(token) ? token : texts.next().value!));
}

function isParenthesis(text: string): boolean {
  return text === "(" || text === ")";
}

/**
 * The tokens as one line of SQL: with spaces where a reader expects them, and never two tokens in
 * one.
 */
function joined(tokens: readonly string[], texts = tokens): string {
  let text = "";
  tokens.forEach((token, index) => {
    const before = tokens[index - 1];
    const glued = before === undefined || before === "(" || before === "." ||
      [")", ",", ".", ";"].includes(token) || (token === "(" && isCallee(before)) ||
      // A sign is written next to its number; two minus signs would start a comment.
      (index === 1 && (before === "-" || before === "+") && /^[\w.("]/.test(token));
    text += glued ? texts[index] : ` ${texts[index]}`;
  });
  return text;
}

/** Whether a parenthesis after the token opens the arguments of a call. */
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

function writtenToken(token: Token): string {
  if (token.kind !== "name") return token.text;
  const name = unquote(token);
  return meansSameUnquoted(name) ? name : `"${name.replaceAll('"', '""')}"`;
}
