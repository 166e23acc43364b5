import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";
import { isWord, possibleNames, significant, type Token, tokenize } from "../../sql/tokens.ts";
import type { CatalogObject } from "./catalog.ts";

/** What makes a trigger fire. */
export type TriggerEvent = "delete" | "insert" | "update";

/** When a trigger fires, and what it then runs. */
export interface TriggerProgram {
  readonly event: TriggerEvent;
  /** The folded names of the columns after UPDATE OF; undefined if there are none. */
  readonly columns: readonly string[] | undefined;
  /** What follows WHEN; empty if there is nothing. */
  readonly condition: readonly Token[];
  readonly body: readonly Pick<Statement, "tokens">[];
}

/** The BEGIN and END of a CREATE TRIGGER; undefined if it is another statement. */
export function bodyBounds(
  tokens: readonly Token[],
): { readonly begin: Token; readonly end: Token } | undefined {
  const outline = outlineOf({ tokens });
  if (outline.kind !== "create" || outline.object !== "trigger") return undefined;
  const begin = tokens.find((_, index) => isBegin(tokens, index));
  const end = tokens.at(-1);
  return begin && end && { begin, end };
}

/** Whether it is the BEGIN of a trigger: a name, which could be in its condition, is not followed so. */
function isBegin(tokens: readonly Token[], index: number): boolean {
  return isWord(tokens[index], "begin") && isWord(tokens[index + 1], ...STATEMENTS);
}

/** The program of a trigger, read once for each object. */
export function programOf(trigger: Pick<CatalogObject, "sql">): TriggerProgram {
  const known = PROGRAMS.get(trigger);
  if (known !== undefined) return known;
  const program = readProgram(significant(tokenize(trigger.sql)));
  PROGRAMS.set(trigger, program);
  return program;
}

const PROGRAMS = new WeakMap<Pick<CatalogObject, "sql">, TriggerProgram>();

/**
 * The program in the tokens of a CREATE TRIGGER.
 * https://www.sqlite.org/lang_createtrigger.html
 */
export function readProgram(tokens: readonly Token[]): TriggerProgram {
  const outline = outlineOf({ tokens });
  const start = outline.kind === "create" ? outline.rest : 0;
  const find = (from: number, isIt: (token: Token, index: number) => boolean) =>
    tokens.findIndex((token, index) => index >= from && isIt(token, index));
  // These words can be names only in quotes, and WHEN too.
  const at = find(start, (token) => isWord(token, "delete", "insert", "update"));
  const on = find(at, (token) => isWord(token, "on"));
  const listed = isWord(tokens[at + 1], "of") ? tokens.slice(at + 2, on) : undefined;
  // A name may follow ON.
  const begin = find(on + 2, (_, index) => isBegin(tokens, index));
  const when = find(on, (token) => isWord(token, "when"));
  const body: { tokens: Token[] }[] = [{ tokens: [] }];
  for (const token of tokens.slice(begin + 1)) {
    if (token.text === ";") body.push({ tokens: [] });
    else body.at(-1)!.tokens.push(token);
  }
  return {
    event: fold(tokens[at]?.text ?? "") as TriggerEvent,
    columns: listed && possibleNames(listed),
    condition: when >= 0 && when < begin ? tokens.slice(when + 1, begin) : [],
    // After the last semicolon there is only END.
    body: body.slice(0, -1),
  };
}

/** The words that a statement of a trigger can start with. */
const STATEMENTS = ["delete", "insert", "replace", "select", "update", "values", "with"];
