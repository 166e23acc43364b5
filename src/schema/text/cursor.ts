import { canBeName, isWord, type Token, unquote } from "../../sql/tokens.ts";

/** Thrown if a text is outside the grammar of its reader, which turns the error into a value. */
export class UnknownSyntax extends Error {}

/** A position in a list of tokens that only moves forward. */
export interface Cursor {
  /** The token `ahead` positions further on, 0 for the current one. */
  peek(ahead?: number): Token | undefined;
  /** Consumes and returns the current token. */
  next(): Token;
  /** Consumes the words if all of them come next, in this order; whether they did. */
  take(...words: readonly string[]): boolean;
  /** Consumes one of the words and returns it in lower case. */
  takeOneOf(...words: readonly string[]): string | undefined;
  /** Consumes the words, which must come next. */
  expect(...words: readonly string[]): void;
  /** Consumes a name and returns it unquoted. */
  name(): string;
  /** Consumes a name and returns its token. */
  nameToken(): Token;
  /** Consumes a parenthesized group and returns the tokens inside. */
  group(): readonly Token[];
  /** The token that was consumed last. */
  previous(): Token;
  done(): boolean;
}

/** A cursor at the first of the tokens, which contain no comments. */
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

/** Those of the tokens that a cursor over them has not consumed. */
export function tokensFrom(cursor: Cursor, tokens: readonly Token[]): readonly Token[] {
  const current = cursor.peek();
  return current === undefined ? [] : tokens.slice(tokens.indexOf(current));
}
