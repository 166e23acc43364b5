import { objectNameIndex } from "../schema/object_sql.ts";
import { fold } from "../sql/names.ts";
import type { Statement } from "../sql/statements.ts";
import { canBeName, isWord, type Token, unquote } from "../sql/tokens.ts";

/**
 * The statements of a schema in an order that runs, whatever order they are written in: tables first
 * where each statement creates something; else what acts on a table that is only created further
 * down comes right after it. What SQLite keeps for itself, such as `sqlite_sequence` in the output of
 * `.schema`, is left out.
 */
export function ddlOrder(statements: readonly Statement[]): readonly Statement[] {
  const own = statements.filter((statement) => !isOfEngine(statement));
  return own.every(isPlainCreate)
    ? own.toSorted((left, right) => rankOf(left) - rankOf(right))
    : afterTheirTables(own);
}

/** Whether the statement creates one object and its text is all there is to know of it. */
export function isPlainCreate({ tokens }: Statement): boolean {
  return isWord(tokens[0], "create") && !isWord(tokens[1], "temp", "temporary") &&
    !(isWord(tokens[1], "table") && isWord(tokens[objectNameIndex(tokens) + 1], "as"));
}

/** The folded name that a CREATE gives. */
export function createdName({ tokens }: Statement): string {
  return nameOf(tokens[objectNameIndex(tokens)]);
}

const KINDS = ["table", "index", "view", "trigger"];

function rankOf({ tokens }: Statement): number {
  const kind = tokens.find((token) => isWord(token, ...KINDS));
  return kind === undefined ? 0 : KINDS.indexOf(kind.text.toLowerCase());
}

/** The engine creates these tables itself, and refuses whoever else does. */
function isOfEngine(statement: Statement): boolean {
  const name = isPlainCreate(statement) ? createdName(statement) : changedTable(statement);
  return /^sqlite_(?:sequence|stat\d)$/.test(name ?? "");
}

/** The statements with those moved down that stand above what they act on. */
function afterTheirTables(statements: readonly Statement[]): readonly Statement[] {
  const created = statements.map((statement) =>
    isPlainCreate(statement) && isTableOrView(statement) ? createdName(statement) : undefined
  );
  const waiting = new Map<number, Statement[]>();
  const ordered: Statement[] = [];
  statements.forEach((statement, index) => {
    const table = changedTable(statement);
    const isThere = table === undefined || created.indexOf(table) < index;
    if (isThere) ordered.push(statement, ...waiting.get(index) ?? []);
    else {
      const place = created.indexOf(table);
      waiting.set(place, [...waiting.get(place) ?? [], statement]);
    }
  });
  return ordered;
}

function isTableOrView(statement: Statement): boolean {
  return ["table", "view"].includes(KINDS[rankOf(statement)]!);
}

/** The folded name of the table or view that has to be there for the statement. */
function changedTable(statement: Statement): string | undefined {
  const { tokens } = statement;
  if (isWord(tokens[0], "create")) {
    if (!isPlainCreate(statement) || isTableOrView(statement)) return undefined;
    const start = objectNameIndex(tokens);
    return nameAfter(tokens, tokens.findIndex((it, index) => index > start && isWord(it, "on")));
  }
  if (isWord(tokens[0], "alter")) return nameAfter(tokens, 1);
  if (isWord(tokens[0], "update")) return nameAfter(tokens, 0);
  if (!isWord(tokens[0], "insert", "replace", "delete")) return undefined;
  return nameAfter(tokens, tokens.findIndex((token) => isWord(token, "into", "from")));
}

/** The folded name behind a word, without that of its schema. */
function nameAfter(tokens: readonly Token[], index: number): string {
  return nameOf(tokens[isWord(tokens[index + 2], ".") ? index + 3 : index + 1]);
}

function nameOf(token: Token | undefined): string {
  return canBeName(token) ? fold(unquote(token)) : "";
}
