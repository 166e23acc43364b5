import { namesIn } from "../../schema/dependencies/reach.ts";
import type { Statement } from "../../sql/statements.ts";
import { canBeName, isWord, type Token } from "../../sql/tokens.ts";

/**
 * What a statement has to do with rows that are there: nothing, so that it comes to the same without
 * them; it can be refused for what they hold; or it can change them.
 */
export type RowUse = "none" | "checks" | "writes";

/** What a statement has to do with rows. Errs on the side of too much. */
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
  if (isWord(kind, "table")) return isDefinition(tokens) ? "none" : "writes";
  if (!isWord(kind, "index")) return "writes";
  // An expression, or a condition, is computed for each row.
  const terms = tokens.slice(tokens.findIndex(({ text }) => text === "(") + 1, -1);
  const isPlain = isWord(tokens[1], "index") && tokens.at(-1)?.text === ")" &&
    terms.every((token) => canBeName(token) || isWord(token, ","));
  return isPlain ? "none" : "checks";
}

/** Whether it is CREATE TABLE with a definition, not with a query. */
function isDefinition(tokens: readonly Token[]): boolean {
  const at = tokens.findIndex((token) => token.text === "(" || isWord(token, "as"));
  return tokens[at]?.text === "(";
}

function useOfAlter(statement: Pick<Statement, "tokens">): RowUse {
  const { tokens } = statement;
  const verb = tokens[3]?.text === "." ? 5 : 3;
  // Those are other names of what rows are told apart by.
  const names = namesIn(statement);
  if (["rowid", "_rowid_", "oid"].some((name) => names.has(name))) return "writes";
  if (isWord(tokens[verb], "rename")) return "none";
  if (isWord(tokens[verb], "drop")) {
    return isWord(tokens[verb + 1], "constraint", "check") ? "checks" : "none";
  }
  if (!isWord(tokens[verb], "add")) return "writes";
  return addsAlike(tokens.slice(verb + 1)) ? "none" : "checks";
}

/** Whether a column is added that shows the same in rows from before as in rows without a value. */
function addsAlike(definition: readonly Token[]): boolean {
  const says = (...words: readonly string[]) => definition.some((it) => isWord(it, ...words));
  if (says("check", "constraint", "generated", "as", "unique", "primary")) return false;
  const at = definition.findIndex((token) => isWord(token, "default"));
  if (at < 0) return !says("not");
  return isLiteral(definition[at + 1], definition[at + 2]) && !says("references");
}

function isLiteral(token: Token | undefined, next: Token | undefined): boolean {
  if (isWord(token, "-", "+")) return next?.kind === "number";
  return token?.kind === "number" || token?.kind === "string";
}
