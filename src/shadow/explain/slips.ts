import { suggest } from "../../base/suggest.ts";
import { fold, isReserved, KEYWORDS, VALUE_WORDS } from "../../sql/names.ts";
import { canBeName, isWord, type Token } from "../../sql/tokens.ts";
import { foreignWord } from "./foreign_words.ts";
import type { Slip } from "./slip.ts";

/**
 * The likely mistake behind a syntax error near a piece of text, or undefined: a word of another
 * database, a keyword used as a name, an extra comma, a misspelled keyword.
 */
export function slipNear(tokens: readonly Token[], near: string): Slip | undefined {
  // The engine does not give the position; it is usually the last match.
  const places = tokens.flatMap(({ text }, index) => text === near ? [index] : [])
    .slice(-MOST_PLACES).reverse();
  for (const find of FINDERS) {
    for (const index of places) {
      const slip = find(tokens, index);
      if (slip !== undefined) return slip;
    }
  }
  return undefined;
}

/** Among more places than this, no guess is likely. */
const MOST_PLACES = 20;

/** From what is certain to what is likely. */
const FINDERS = [
  bareDefault,
  foreignWord,
  lateAutoincrement,
  comma,
  missingSeparator,
  keywordAsName,
  bareKey,
  misspelling,
];

/** The type that prevents AUTOINCREMENT, as in `INT PRIMARY KEY AUTOINCREMENT`. */
export function typeBeforeAutoincrement(tokens: readonly Token[]): Slip | undefined {
  const at = tokens.findIndex((token) => isWord(token, "autoincrement"));
  const key = tokens.findLastIndex((token, index) => index < at && isWord(token, "primary"));
  const close = key - 1;
  const isSized = tokens[close]?.text === ")";
  const type = isSized
    ? tokens.findLastIndex((it, place) => place < close && it.text === "(") - 1
    : close;
  const token = tokens[type];
  if (token === undefined || !canBeName(token) || isWord(tokens[type - 1], ",", "(")) {
    return undefined;
  }
  return {
    token,
    hint: `Write INTEGER in place of ${token.text}: only INTEGER makes it the rowid`,
  };
}

/** `DEFAULT now()` and `DEFAULT datetime('now')`: a call needs parentheses around it. */
function bareDefault(tokens: readonly Token[], index: number): Slip | undefined {
  const token = tokens[index - 1];
  if (tokens[index]!.text !== "(" || !canBeName(token) || !isWord(tokens[index - 2], "default")) {
    return undefined;
  }
  if (isWord(token, ...VALUE_WORDS)) {
    return { token, hint: `Write ${token.text} without parentheses` };
  }
  const end = tokens.findIndex(({ text }, place) => place > index && text === ")");
  const call = tokens.slice(index - 1, end + 1).map(({ text }) => text).join("");
  return {
    token,
    hint: NOW.has(fold(token.text))
      ? "Write DEFAULT CURRENT_TIMESTAMP, or DEFAULT (datetime('now'))"
      : `Put the call in parentheses: DEFAULT (${call})`,
  };
}

const NOW = new Set(["now", "getdate", "sysdate", "getutcdate"]);

/** `PRIMARY KEY NOT NULL AUTOINCREMENT`. */
function lateAutoincrement(tokens: readonly Token[], index: number): Slip | undefined {
  const token = tokens[index]!;
  return isWord(token, "autoincrement")
    ? { token, hint: "Write it directly after PRIMARY KEY" }
    : undefined;
}

/** A comma or semicolon that is missing before the next definition or statement. */
function missingSeparator(tokens: readonly Token[], index: number): Slip | undefined {
  const [before, token] = [tokens[index - 1], tokens[index]!];
  const depth = depthAt(tokens, index);
  const write = (what: string) => ({ token, hint: `Write a ${what} before ${token.text}` });
  if (depth === 0 && index > 0 && isWord(token, ...STATEMENTS)) return write("semicolon");
  const isComplete = isWord(before, ")", ...ENDS) ||
    before?.kind === "string" || before?.kind === "number";
  const isInTable = depth === 1 && isWord(tokens[0], "create") &&
    tokens.slice(1, 3).some((it) => isWord(it, "table"));
  // A key at the start has no columns yet.
  const isBareKey = isWord(before, "key") && !isOfColumn(tokens, index);
  if (!isInTable || !isComplete || isBareKey || !canBeName(token)) return undefined;
  const isKeyword = KEYWORDS.has(fold(token.text)) && !isWord(token, "foreign");
  return isKeyword || meantKeyword(token) !== undefined ? undefined : write("comma");
}

/** In how many parentheses a token is. */
function depthAt(tokens: readonly Token[], index: number): number {
  let depth = 0;
  for (let at = 0; at < index; at++) {
    const { text } = tokens[at]!;
    depth += Number(text === "(") - Number(text === ")");
  }
  return depth;
}

/** The statements with which SQL usually goes on. */
const STATEMENTS = "create insert update delete alter drop pragma".split(" ");

/** The last words of constraints, and of the values that are keywords. */
const ENDS = ["key", "unique", "autoincrement", ...VALUE_WORDS];

/** Whether PRIMARY KEY before it is that of a column, which has a type or at least a name. */
function isOfColumn(tokens: readonly Token[], index: number): boolean {
  const owner = tokens[index - 3];
  return isWord(tokens[index - 2], "primary") && !isWord(owner, ",", "(") &&
    !isWord(tokens[index - 4], "constraint");
}

/** A keyword at the start of a column definition: `order INTEGER`. */
function keywordAsName(tokens: readonly Token[], index: number): Slip | undefined {
  const [before, token, after] = [tokens[index - 1], tokens[index]!, tokens[index + 1]];
  if (token.kind !== "word" || !isReserved(token.text)) return undefined;
  const isName = isWord(before, ...NAMING) ||
    (isWord(before, "(", ",") && (canBeName(after) || isWord(after, ",", ")")));
  return isName
    ? { token, hint: `Put the name in quotes: "${token.text}" is a keyword` }
    : undefined;
}

/** The words that a name follows. */
const NAMING = "table view index trigger column into references update exists to".split(" ");

/** `FOREIGN KEY id` and `PRIMARY KEY id, …` need parentheses. */
function bareKey(tokens: readonly Token[], index: number): Slip | undefined {
  const token = tokens[index]!;
  const isKey = isWord(tokens[index - 1], "key") && isWord(tokens[index - 2], "foreign", "primary");
  return isKey && canBeName(token)
    ? { token, hint: `Put the columns in parentheses: (${token.text})` }
    : undefined;
}

/** A trailing comma. */
function comma(tokens: readonly Token[], index: number): Slip | undefined {
  const token = tokens[index - 1];
  return token?.text === "," && isWord(tokens[index], ")", "from")
    ? { token, hint: "Remove the comma: nothing follows it" }
    : undefined;
}

/** The word itself, or one shortly before it, that differs from a keyword by one letter. */
function misspelling(tokens: readonly Token[], index: number): Slip | undefined {
  for (const token of tokens.slice(Math.max(0, index - 3), index + 1).reverse()) {
    const isLong = token.text.length > (token === tokens[index] ? 2 : 3);
    const meant = isLong ? meantKeyword(token) : undefined;
    if (meant !== undefined) return { token, hint: `Did you mean ${meant.toUpperCase()}?` };
  }
  return undefined;
}

/** The keyword from which a word that is none differs by one letter. */
function meantKeyword({ kind, text }: Token): string | undefined {
  return kind === "word" && text.length > 2 && !KEYWORDS.has(fold(text))
    ? suggest(text, KEYWORDS)
    : undefined;
}
