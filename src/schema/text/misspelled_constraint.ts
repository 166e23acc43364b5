import { suggest } from "../../base/suggest.ts";
import { significant, type Token, tokenize } from "../../sql/tokens.ts";
import { typeTokens } from "./type_tokens.ts";

/**
 * The first word of a column's type that is almost the start of a constraint, and what was meant:
 * SQLite reads `TEXT UNIQE` as a type of two words. Undefined if there is none.
 */
export function misspelledConstraint(
  columnSql: string,
): readonly [word: Token, meant: string] | undefined {
  for (const word of typeTokens(significant(tokenize(columnSql))).slice(1)) {
    const meant = word.kind === "word" ? suggest(word.text, CONSTRAINTS) : undefined;
    if (meant !== undefined) return [word, meant];
  }
}

/** Long enough not to resemble the words of types. */
const CONSTRAINTS = [
  "AUTOINCREMENT",
  "COLLATE",
  "CONSTRAINT",
  "DEFAULT",
  "PRIMARY",
  "REFERENCES",
  "UNIQUE",
];
