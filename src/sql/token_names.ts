import { fold } from "./names.ts";
import { canBeName, isWord, possibleNames, type Token, unquote } from "./tokens.ts";

/** The folded name that a token may be; undefined if it cannot be one. */
export function nameOf(token: Token | undefined): string | undefined {
  return canBeName(token) ? fold(unquote(token)) : undefined;
}

/** Whether the token may be this name, given folded. */
export function isNamed(token: Token | undefined, name: string): boolean {
  return nameOf(token) === name;
}

/** The folded names before a parenthesis: those of functions, and of all else that one may follow. */
export function calledNames(tokens: readonly Token[]): string[] {
  return possibleNames(tokens.filter((_, index) => tokens[index + 1]?.text === "("));
}

/** The index of an object's name, given where it starts: its schema may come first. */
export function afterSchema(tokens: readonly Token[], start: number): number {
  return isWord(tokens[start + 1], ".") ? start + 2 : start;
}

/** The index of the action in ALTER TABLE name ACTION: ADD, ALTER, DROP or RENAME. */
export function alterAction(tokens: readonly Token[]): number {
  return afterSchema(tokens, 2) + 1;
}
