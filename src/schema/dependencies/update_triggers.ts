import type { Trigger } from "../snapshot.ts";
import { sameName } from "../../sql/names.ts";
import { isWord, significant, tokenize, unquote } from "../../sql/tokens.ts";

/**
 * Whether the trigger runs when an UPDATE sets that column of that table.
 * https://www.sqlite.org/lang_createtrigger.html
 */
export function watchesUpdate(trigger: Trigger, set: { table: string; column: string }): boolean {
  if (!sameName(trigger.table, set.table)) return false;
  const tokens = significant(tokenize(trigger.definition));
  const event = tokens.findIndex((token) => isWord(token, "insert", "update", "delete"));
  if (!isWord(tokens[event], "update")) return false;
  if (!isWord(tokens[event + 1], "of")) return true;
  const end = tokens.findIndex((token, index) => index > event && isWord(token, "on"));
  return tokens.slice(event + 2, end).some((token) => sameName(unquote(token), set.column));
}
