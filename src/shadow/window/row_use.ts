import { namesIn } from "../../schema/dependencies/reach.ts";
import { createsFromSelect } from "../../schema/text/object_sql.ts";
import type { Statement } from "../../sql/statements.ts";
import { alterAction } from "../../sql/token_names.ts";
import { canBeName, isWord, type Token } from "../../sql/tokens.ts";

/**
 * How a statement uses existing rows: not at all, so that it has the same result without them; it
 * can fail because of what they hold; or it can change them.
 */
export type RowUse = "none" | "checks" | "writes";

/** How a statement uses existing rows. Errs on the side of too much. */
export function rowUseOf(statement: Pick<Statement, "tokens">): RowUse {
  const { tokens } = statement;
  const [first, second] = tokens;
  if (isWord(first, "create")) return useOfCreate(tokens);
  if (isWord(first, "drop")) return isWord(second, "table") ? "writes" : "none";
  if (isWord(first, "alter")) return useOfAlter(statement);
  if (isWord(first, "begin", "commit", "end")) return "none";
  if (isWord(first, "pragma")) return tokens.some((it) => it.text === "=") ? "none" : "checks";
  return isWord(first, "select", "values", "explain") ? "checks" : "writes";
}

function useOfCreate(tokens: readonly Token[]): RowUse {
  const kind = tokens.find((token) =>
    isWord(token, "table", "index", "view", "trigger", "virtual")
  );
  if (isWord(kind, "view", "trigger")) return "none";
  if (isWord(kind, "table")) return createsFromSelect(tokens) ? "writes" : "none";
  if (!isWord(kind, "index")) return "writes";
  // An expression or a condition is evaluated for each row.
  const terms = tokens.slice(tokens.findIndex(({ text }) => text === "(") + 1, -1);
  const isPlain = isWord(tokens[1], "index") && tokens.at(-1)?.text === ")" &&
    terms.every((token) => canBeName(token) || isWord(token, ","));
  return isPlain ? "none" : "checks";
}

function useOfAlter(statement: Pick<Statement, "tokens">): RowUse {
  const { tokens } = statement;
  const action = alterAction(tokens);
  // These are other names of the rowid.
  const names = namesIn(statement);
  if (["rowid", "_rowid_", "oid"].some((name) => names.has(name))) return "writes";
  if (isWord(tokens[action], "rename")) return "none";
  if (isWord(tokens[action], "drop")) {
    return isWord(tokens[action + 1], "constraint", "check") ? "checks" : "none";
  }
  if (!isWord(tokens[action], "add")) return "writes";
  return isSameForExistingRows(tokens.slice(action + 1)) ? "none" : "checks";
}

/** Whether the added column has the same value in existing rows as in new rows that omit it. */
function isSameForExistingRows(definition: readonly Token[]): boolean {
  const has = (...words: readonly string[]) => definition.some((it) => isWord(it, ...words));
  if (has("check", "constraint", "generated", "as", "unique", "primary")) return false;
  const at = definition.findIndex((token) => isWord(token, "default"));
  if (at < 0) return !has("not");
  return isLiteral(definition[at + 1], definition[at + 2]) && !has("references");
}

function isLiteral(token: Token | undefined, next: Token | undefined): boolean {
  if (isWord(token, "-", "+")) return next?.kind === "number";
  return token?.kind === "number" || token?.kind === "string";
}
