import { canBeName, isWord, type Token, unquote } from "../../sql/tokens.ts";

/** Thrown where a text leaves the grammar its reader knows; the reader turns it into a value. */
export class UnknownSyntax extends Error {}

/** A place in a list of tokens that only moves forward. */
export interface Cursor {
  /** The token `ahead` places on, 0 for the current one. */
  peek(ahead?: number): Token | undefined;
  /** The current token, stepping past it. */
  next(): Token;
  /** Steps past the words when all of them stand here, in this order. */
  take(...words: readonly string[]): boolean;
  /** Steps past one of the words, giving it back in lower case. */
  takeOneOf(...words: readonly string[]): string | undefined;
  /** Steps past the words, which must stand here. */
  expect(...words: readonly string[]): void;
  /** The name that must stand here, unquoted. */
  name(): string;
  /** The token of the name that must stand here. */
  nameToken(): Token;
  /** The tokens between the parenthesis that must stand here and the one that closes it. */
  group(): readonly Token[];
  /** The last token that was stepped past. */
  previous(): Token;
  done(): boolean;
}

/** A cursor at the first of the tokens, which hold no comments. */
export function cursorOver(tokens: readonly Token[]): Cursor {
  let index = 0;
  const cursor: Cursor = {
    peek: (ahead = 0) => tokens[index + ahead],
    next() {
      const token = tokens[index];
      if (token === undefined) throw new UnknownSyntax("the text ends too early");
      index++;
      return token;
    },
    take(...words) {
      if (!words.every((word, ahead) => isWord(tokens[index + ahead], word))) return false;
      index += words.length;
      return true;
    },
    takeOneOf(...words) {
      if (!isWord(tokens[index], ...words)) return undefined;
      return tokens[index++]!.text.toLowerCase();
    },
    expect(...words) {
      if (!cursor.take(...words)) throw new UnknownSyntax(`expected ${words.join(" ")}`);
    },
    name: () => unquote(cursor.nameToken()),
    nameToken() {
      const token = cursor.next();
      if (!canBeName(token)) throw new UnknownSyntax("expected a name");
      return token;
    },
    group() {
      cursor.expect("(");
      const start = index;
      let depth = 1;
      while (depth > 0) {
        const token = cursor.next();
        if (token.text === "(") depth++;
        if (token.text === ")") depth--;
      }
      return tokens.slice(start, index - 1);
    },
    previous: () => tokens[index - 1]!,
    done: () => index >= tokens.length,
  };
  return cursor;
}

/** The tokens between the commas that stand outside of parentheses. */
export function splitAtCommas(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (token.text === "(") depth++;
    if (token.text === ")") depth--;
    if (depth === 0 && token.text === ",") parts.push([]);
    else parts.at(-1)!.push(token);
  }
  return parts;
}
