import { fold } from "../sql/names.ts";
import { canBeName, tokenize, unquote } from "../sql/tokens.ts";

/**
 * Every name that a text could mean, folded: its words, quoted names and strings, since SQLite takes
 * a string for a name where it wants one. Keywords are among them; a name in a comment is not.
 */
export function mentions(sql: string): Set<string> {
  return new Set(tokenize(sql).filter(canBeName).map((token) => fold(unquote(token))));
}
