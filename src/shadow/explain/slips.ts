import { suggest } from "../../base/suggest.ts";
import { fold, isReserved, KEYWORDS } from "../../sql/names.ts";
import { canBeName, isWord, type Token } from "../../sql/tokens.ts";

/** A likely mistake, and where it is. */
export interface Slip {
  readonly token: Token;
  /** What to write instead. */
  readonly hint: string;
}

/**
 * The likely mistake behind a syntax error near a piece of text, or undefined: a word of another
 * database, a keyword used as a name, an extra comma, a misspelled keyword.
 */
export function slipNear(tokens: readonly Token[], near: string): Slip | undefined {
  // The engine does not give the position; it is usually the last match.
  const places = tokens.flatMap(({ text }, index) => text === near ? [index] : []).reverse();
  for (const find of [bareDefault, foreignWord, comma, keywordAsName, bareKey, misspelling]) {
    for (const index of places) {
      const slip = find(tokens, index);
      if (slip !== undefined) return slip;
    }
  }
  return undefined;
}

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
  const end = tokens.findIndex(({ text }, place) => place > index && text === ")");
  const call = tokens.slice(index - 1, end + 1).map(({ text }) => text).join("");
  return {
    token: token!,
    hint: NOW.has(fold(token!.text))
      ? "Write DEFAULT CURRENT_TIMESTAMP, or DEFAULT (datetime('now'))"
      : `Put the call in parentheses: DEFAULT (${call})`,
  };
}

const NOW = new Set(["now", "getdate", "sysdate", "getutcdate"]);

/** Words that only other databases know. */
function foreignWord(tokens: readonly Token[], index: number): Slip | undefined {
  const [before, token, after] = [tokens[index - 1], tokens[index]!, tokens[index + 1]];
  if (isWord(token, "auto_increment", "identity")) {
    return { token, hint: "Write INTEGER PRIMARY KEY: SQLite numbers its rows by itself" };
  }
  if (isWord(token, "on") && isWord(after, "update") && !isReference(tokens, index)) {
    return { token, hint: "Write a trigger: SQLite changes no other column when a row is updated" };
  }
  if (token.text === "=" && before !== undefined && tokens[index - 2]?.text === ")") {
    return { token: before, hint: "Remove what follows the parenthesis: it is MySQL syntax" };
  }
  const type = tokens[index - 2];
  if (token.kind === "string" && before?.text === "(" && isWord(type, "enum", "set")) {
    return { token: type!, hint: "Write TEXT CHECK (name IN (…)) with the name of the column" };
  }
  const isIndex = isWord(token, "index", "key") && isWord(before, ",") && canBeName(after);
  return isIndex
    ? { token, hint: "Create it after the table: CREATE INDEX name ON table (…)" }
    : undefined;
}

/** Whether a REFERENCES precedes it in the same column or constraint. */
function isReference(tokens: readonly Token[], index: number): boolean {
  const start = tokens.findLastIndex((token, place) => place < index && token.text === ",");
  return tokens.slice(start + 1, index).some((token) => isWord(token, "references"));
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
    if (token.kind !== "word" || !isLong || KEYWORDS.has(fold(token.text))) continue;
    const meant = suggest(token.text, KEYWORDS);
    if (meant !== undefined) return { token, hint: `Did you mean ${meant.toUpperCase()}?` };
  }
  return undefined;
}
