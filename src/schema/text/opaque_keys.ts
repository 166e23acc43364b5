import { isWord, significant, type Token, tokenize } from "../../sql/tokens.ts";
import { readNames, readReference } from "./clauses.ts";
import { cursorOver, UnknownSyntax } from "./cursor.ts";
import type { ForeignKey } from "../snapshot.ts";

/**
 * The foreign keys in a CREATE TABLE that is not understood as a whole, since they constrain rows
 * all the same. `columns` is empty for inline keys.
 */
export function foreignKeysIn(sql: string): ForeignKey[] {
  const tokens = significant(tokenize(sql));
  return tokens.flatMap((token, index): ForeignKey[] => {
    if (!isWord(token, "references")) return [];
    try {
      const reference = readReference(cursorOver(tokens.slice(index + 1)));
      return [{
        kind: "foreign-key",
        columns: columnsBefore(tokens.slice(0, index)),
        ...reference,
      }];
    } catch (error) {
      if (error instanceof UnknownSyntax) return [];
      throw error;
    }
  });
}

/** The columns of the FOREIGN KEY (…) at the end of the tokens, or none. */
function columnsBefore(tokens: readonly Token[]): string[] {
  const start = tokens.findLastIndex((token) => token.text === "(");
  const isTableLevel = tokens.at(-1)?.text === ")" && isWord(tokens[start - 1], "key") &&
    isWord(tokens[start - 2], "foreign");
  return isTableLevel ? readNames(tokens.slice(start + 1, -1)) : [];
}
