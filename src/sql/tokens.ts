import { fold } from "./names.ts";

/**
 * The kind of a token: a `word` is a bare identifier or keyword, a `name` an identifier in `"…"`,
 * `` `…` `` or `[…]`. Comments are tokens, since hints and permissions are written in them.
 */
export type TokenKind =
  | "word"
  | "name"
  | "string"
  | "blob"
  | "number"
  | "parameter"
  | "operator"
  | "comment";

/** A token and its place: UTF-16 offsets into the text, end exclusive. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly startOffset: number;
  readonly endOffset: number;
  /** True for a quote that is not closed; such a token extends to the end of the text. */
  readonly unterminated?: true;
}

/**
 * The tokens of SQL text in order, including comments but not white space. Never fails: what SQLite
 * calls an illegal token is returned as an operator, for the engine to refuse. As in SQLite, a byte
 * order mark at the start is white space, and the end of the text closes a comment.
 */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (let start = afterSpace(text, 0); start < text.length;) {
    const token = tokenAt(text, start);
    tokens.push(token);
    start = afterSpace(text, token.endOffset);
  }
  return tokens;
}

/** The offset after the white space at an offset; the same offset if there is none. */
export function afterSpace(text: string, offset: number): number {
  for (let end = offset;; end++) {
    const code = text.charCodeAt(end);
    if (code !== 0x20 && !(code >= 0x09 && code <= 0x0d) && code !== 0xfeff) return end;
  }
}

/** The tokens that matter to the engine: all but comments. */
export function significant(tokens: readonly Token[]): Token[] {
  return tokens.filter((token) => token.kind !== "comment");
}

/** Whether the token is one of these keywords or operators, given in lower case. */
export function isWord(token: Token | undefined, ...expected: readonly string[]): boolean {
  if (token === undefined || (token.kind !== "word" && token.kind !== "operator")) return false;
  const { text } = token;
  for (const word of expected) {
    // The lengths nearly always differ, and nothing needs folding.
    if (word.length === text.length && word === fold(text)) return true;
  }
  return false;
}

/** Everything in the tokens that can be a name, folded: words, keywords too, quoted names and strings. */
export function possibleNames(tokens: readonly Token[]): string[] {
  return tokens.filter(canBeName).map((token) => fold(unquote(token)));
}

/**
 * Whether the token is accepted where the grammar expects a name. SQLite accepts `'text'` there
 * too.
 */
export function canBeName(token: Token | undefined): token is Token {
  return token !== undefined &&
    (token.kind === "word" || token.kind === "name" || token.kind === "string");
}

/** Whether the token is a string, a number or a blob: a value without a sign, other than NULL or a keyword. */
export function isLiteral({ kind }: Token): boolean {
  return kind === "string" || kind === "number" || kind === "blob";
}

/** The contents of a name, word or string, without quotes. */
export function unquote(token: Token): string {
  const { text, kind } = token;
  if (kind !== "name" && kind !== "string") return text;
  const inner = text.slice(1, token.unterminated ? undefined : -1);
  const close = text[0] === "[" ? undefined : text[0]!;
  return close === undefined ? inner : inner.replaceAll(close + close, close);
}

/** The token at an offset, which must be neither white space nor the end. */
export function tokenAt(text: string, start: number): Token {
  const character = text[start]!;
  switch (character) {
    case "(":
    case ")":
    case ",":
    case ";":
      return token("operator", text, start, start + 1);
    case "-":
      if (text[start + 1] !== "-") return token("operator", text, start, operatorEnd(text, start));
      return token("comment", text, start, lineCommentEnd(text, start));
    case "/":
      // At the very end of the text, SQLite reads `/*` as two operators.
      if (text[start + 1] !== "*" || start + 2 === text.length) {
        return token("operator", text, start, start + 1);
      }
      return token("comment", text, start, blockCommentEnd(text, start));
    case "'":
      return quoted("string", text, start, "'");
    case '"':
    case "`":
      return quoted("name", text, start, character);
    case "[": {
      const close = text.indexOf("]", start);
      if (close < 0) return { ...token("name", text, start, text.length), unterminated: true };
      return token("name", text, start, close + 1);
    }
    case "?":
      return token("parameter", text, start, pattern(/\?\d*/y, text, start));
    case ":":
    case "@":
    case "$":
    case "#":
      return parameter(text, start);
    case "x":
    case "X":
      if (text[start + 1] === "'") return blob(text, start);
  }
  const code = text.charCodeAt(start);
  if (isNameStart(code)) return token("word", text, start, wordEnd(text, start));
  if (isDigit(code) || (character === "." && isDigit(text.charCodeAt(start + 1)))) {
    return token("number", text, start, numberEnd(text, start));
  }
  return token("operator", text, start, operatorEnd(text, start));
}

function token(kind: TokenKind, text: string, startOffset: number, endOffset: number): Token {
  return { kind, text: text.slice(startOffset, endOffset), startOffset, endOffset };
}

/** A quoted token, including doubled quotes. */
function quoted(kind: TokenKind, text: string, start: number, quote: string): Token {
  let close = text.indexOf(quote, start + 1);
  while (close >= 0 && text[close + 1] === quote) close = text.indexOf(quote, close + 2);
  if (close < 0) return { ...token(kind, text, start, text.length), unterminated: true };
  return token(kind, text, start, close + 1);
}

/** `x'…'`, up to the first quote: quotes cannot be doubled in a blob. */
function blob(text: string, start: number): Token {
  const close = text.indexOf("'", start + 2);
  if (close < 0) return { ...token("blob", text, start, text.length), unterminated: true };
  return token("blob", text, start, close + 1);
}

/** `:a`, `@a`, `$a::b(…)`: the parentheses may contain a semicolon, but no white space. */
function parameter(text: string, start: number): Token {
  const nameEnd = pattern(/.(?:[A-Za-z0-9_$\u0080-\uffff]|::)*/y, text, start);
  const named = /[^:]/.test(text.slice(start + 1, nameEnd));
  const end = named ? pattern(/\([^\t-\r )]*\)?/y, text, nameEnd) : nameEnd;
  const whole = named && (end === nameEnd || text[end - 1] === ")");
  return token(whole ? "parameter" : "operator", text, start, end);
}

function lineCommentEnd(text: string, start: number): number {
  const end = text.indexOf("\n", start);
  if (end < 0) return text.length;
  return text[end - 1] === "\r" ? end - 1 : end;
}

function blockCommentEnd(text: string, start: number): number {
  const close = text.indexOf("*/", start + 2);
  return close < 0 ? text.length : close + 2;
}

function numberEnd(text: string, start: number): number {
  const hexadecimal = pattern(/0[xX][0-9a-fA-F_]+/y, text, start);
  const end = hexadecimal > start
    ? hexadecimal
    : pattern(/(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d[\d_]*)?/y, text, start);
  // A letter directly after it makes everything one illegal token, as in SQLite's own tokenizer.
  return wordEnd(text, end);
}

function operatorEnd(text: string, start: number): number {
  const end = pattern(LONG_OPERATOR, text, start);
  return end > start ? end : start + 1;
}

const LONG_OPERATOR = /->>|->|\|\||<<|>>|<=|>=|<>|==|!=/y;

function wordEnd(text: string, start: number): number {
  return pattern(WORD, text, start);
}

/** The end of a match of the sticky pattern at `start`, or `start` if there is none. */
function pattern(sticky: RegExp, text: string, start: number): number {
  sticky.lastIndex = start;
  return sticky.test(text) ? sticky.lastIndex : start;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/**
 * SQLite treats every character beyond ASCII as a letter.
 * https://www.sqlite.org/draft/tokenreq.html
 */
function isNameStart(code: number): boolean {
  return (code >= 0x41 && code <= 0x5a) || (code >= 0x61 && code <= 0x7a) || code === 0x5f ||
    code > 0x7f;
}

const WORD = /[\w$\u0080-\uffff]+/y;
