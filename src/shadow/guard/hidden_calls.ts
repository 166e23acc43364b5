import type { CreateOutline } from "../../sql/outline.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { canBeName, type Token, unquote } from "../../sql/tokens.ts";
import { OVERFLOWING_FUNCTIONS, REFUSED_FUNCTIONS, REFUSED_TABLES } from "./lists.ts";
import type { Refusal } from "./refusal.ts";

const HIDDEN_CALL = new RegExp(`${anyOf(REFUSED_FUNCTIONS)}["\`\\]]?\\s*(?:\\(|/\\*|--)`, "i");
const HIDDEN_INDEX = /libsql_vector_idx["`\]]?\s*(?:\(|\/\*|--)/i;
const LATER_CALL = new RegExp(
  `${anyOf(OVERFLOWING_FUNCTIONS, REFUSED_FUNCTIONS)}["\`\\]]?\\s*(?:\\(|/\\*|--)`,
  "i",
);
const HIDDEN_ANYWHERE = new RegExp(`${HIDDEN_CALL.source}|${HIDDEN_INDEX.source}`, "i");
const VECTOR = /libsql_vector_idx/i;
const REFUSED_WORD = new RegExp(`${anyOf(REFUSED_FUNCTIONS, REFUSED_TABLES)}|;`, "i");
const ONE_WORD = /^[\w$\u0080-\uffff]*$/;

/**
 * A refusal for a string or name in which a forbidden call is hidden where the engine can turn it
 * into code. Both ways were seen in libsql 0.5.29, and neither is visible in the code of the
 * statement itself:
 *
 * - The name of an index is inserted unquoted into the SQL that creates and serves vector indexes.
 * - DROP COLUMN and ALTER COLUMN cut a stored CREATE TABLE at commas that may be inside a comment
 *   or a string, so that what follows the comma becomes code. The engine itself refuses such a call
 *   in stored SQL, except in temporary tables; and a temporary table created from a query inherits
 *   the column names of ordinary tables. https://www.sqlite.org/c3ref/c_deterministic.html
 *   Compiling a call of `libsql_vector_idx` outside an index ends the process.
 */
export function refuseHidden(text: string, tokens: readonly Token[]): Refusal | undefined {
  const outline = outlineOf({ tokens });
  if (outline.kind === "alter") return refuseInText(text, tokens);
  if (outline.kind !== "create") return undefined;
  switch (outline.object) {
    case "index":
      return refuseIndexName(outline, tokens);
    case "view":
      return refuseInNames(tokens);
    case "table":
    case "virtual-table":
      return outline.isTemporary
        ? refuseInText(text, tokens)
        : refuseInNames(tokens) ?? refuseInText(text, tokens, HIDDEN_INDEX);
    case "trigger":
      return undefined;
  }
}

/**
 * Whether stored SQL contains text that an ALTER could turn into a forbidden call or a second
 * statement, so that the result of that ALTER must be checked.
 */
export function hidesCode(sql: string): boolean {
  return LATER_CALL.test(sql) || sql.includes(";") && !TRIGGER.test(sql);
}

/** No ALTER cuts the text of a trigger. */
const TRIGGER = /^create\s+(?:temp(?:orary)?\s+)?trigger\b/i;

function refuseIndexName(
  { name: { token } }: CreateOutline,
  tokens: readonly Token[],
): Refusal | undefined {
  const text = unquote(token);
  const isVector = tokens.some((token) => canBeName(token) && VECTOR.test(token.text));
  if (ONE_WORD.test(text) || !isVector && !REFUSED_WORD.test(text)) return undefined;
  return {
    token,
    what: "create an index whose name contains SQL",
    why: "the engine would run it when it serves a vector index",
    hint: "Give the index a name of letters, digits and underscores",
  };
}

/** Everything is checked, since all of it is stored: code, strings, names and the comments between. */
function refuseInText(
  text: string,
  tokens: readonly Token[],
  pattern = HIDDEN_ANYWHERE,
): Refusal | undefined {
  const [first, last] = [tokens[0]!, tokens.at(-1)!];
  const match = pattern.exec(text.slice(first.startOffset, last.endOffset));
  if (match === null) return undefined;
  const startOffset = first.startOffset + match.index;
  const endOffset = startOffset + match[0].length;
  return hidden({ kind: "operator", text: match[0], startOffset, endOffset });
}

/** What can become the name of a column: quoted names, and strings that SQLite takes for names. */
function refuseInNames(tokens: readonly Token[]): Refusal | undefined {
  const token = tokens.find(({ kind, text }) =>
    (kind === "name" || kind === "string") && HIDDEN_CALL.test(text)
  );
  return token && hidden(token);
}

function hidden(token: Token): Refusal {
  return {
    token,
    what: "store a text that hides a call",
    why: "a later ALTER TABLE can turn it into code",
    hint: "Write the function's name without what follows it",
  };
}

/** A pattern for these names as whole words, by SQLite's definition of a word. */
function anyOf(
  ...lists: readonly { keys(): IterableIterator<string> }[]
): string {
  const names = lists.flatMap((list) => [...list.keys()]).join("|");
  return `(?<![\\w$\\u0080-\\uffff])(?:${names})(?![\\w$\\u0080-\\uffff])`;
}
