import { canonical, canonicalExpression } from "../../sql/canonical.ts";
import { fold, quoteString, VALUE_WORDS } from "../../sql/names.ts";
import { splitAtCommas } from "../../sql/parentheses.ts";
import { canBeName, isWord, type Token, unquote } from "../../sql/tokens.ts";
import { type Cursor, UnknownSyntax } from "./cursor.ts";
import type { ConflictAction, ForeignKey, ForeignKeyAction, KeyTerm } from "../snapshot.ts";

/** Reads an optional `ON CONFLICT …`; "abort" if there is none. */
export function readConflict(cursor: Cursor): ConflictAction {
  if (!cursor.take("on", "conflict")) return "abort";
  const action = cursor.takeOneOf("rollback", "abort", "fail", "ignore", "replace");
  if (action === undefined) throw new UnknownSyntax("expected a conflict action");
  return action as ConflictAction;
}

/** The terms of a key or an index, from the tokens between its parentheses. */
export function readKeyTerms(tokens: readonly Token[]): KeyTerm[] {
  return splitAtCommas(tokens).map(readKeyTerm);
}

function readKeyTerm(tokens: readonly Token[]): KeyTerm {
  let rest = tokens;
  // NULLS FIRST and NULLS LAST are accepted only where they are the default.
  if (isWord(rest.at(-2), "nulls")) rest = rest.slice(0, -2);
  const descending = isWord(rest.at(-1), "desc");
  if (isWord(rest.at(-1), "asc", "desc")) rest = rest.slice(0, -1);
  rest = withoutParentheses(rest);
  const [first] = rest;
  if (first === undefined) throw new UnknownSyntax("expected a term");
  const named = rest.length === 3 && isWord(rest[1], "collate") && canBeName(rest[2]);
  if (named) return { ...columnTerm(first), collation: fold(unquote(rest[2]!)), descending };
  if (rest.length === 1) return { ...columnTerm(first), descending };
  return { expression: canonicalExpression(rest), descending };
}

/** The term without enclosing parentheses: `(a)` is the column `a`, not an expression. */
function withoutParentheses(tokens: readonly Token[]): readonly Token[] {
  let [start, end] = [0, tokens.length];
  const isWrapped = () =>
    end - start > 2 && tokens[start]!.text === "(" && tokens[end - 1]!.text === ")";
  while (isWrapped() && (end - start === 3 || tokens[start + 1]!.text === "(")) {
    start++;
    end--;
  }
  return tokens.slice(start, end);
}

function columnTerm(token: Token): { column: string } | { expression: string } {
  return canBeName(token) ? { column: unquote(token) } : { expression: canonical([token]) };
}

/** What follows REFERENCES: the parent, its columns, the actions and an optional DEFERRABLE. */
export function readReference(cursor: Cursor): Omit<ForeignKey, "kind" | "name" | "columns"> {
  const table = cursor.name();
  const columns = cursor.peek()?.text === "(" ? readNames(cursor.group()) : [];
  let onDelete: ForeignKeyAction = "no action";
  let onUpdate: ForeignKeyAction = "no action";
  for (;;) {
    if (cursor.take("match")) cursor.name();
    else if (cursor.take("on", "delete")) onDelete = readAction(cursor);
    else if (cursor.take("on", "update")) onUpdate = readAction(cursor);
    else break;
  }
  const deferred = readDeferrable(cursor) ?? false;
  return { references: { table, columns }, onDelete, onUpdate, deferred };
}

/** Whether an optional DEFERRABLE clause defers the check to COMMIT. */
export function readDeferrable(cursor: Cursor): boolean | undefined {
  const never = cursor.take("not", "deferrable");
  if (!never && !cursor.take("deferrable")) return undefined;
  const initially = cursor.take("initially")
    ? cursor.takeOneOf("deferred", "immediate")
    : undefined;
  return !never && initially === "deferred";
}

/** The names between two parentheses; what old files may have after each name is skipped. */
export function readNames(tokens: readonly Token[]): string[] {
  return splitAtCommas(tokens).map((part) => {
    if (!canBeName(part[0])) throw new UnknownSyntax("expected a name");
    return unquote(part[0]);
  });
}

/**
 * The value after DEFAULT as a fact: without parentheses, and with a bare or double-quoted word as
 * the string that SQLite takes it for.
 * https://www.sqlite.org/quirks.html#dblquote
 */
export function readDefault(cursor: Cursor): string {
  if (cursor.peek()?.text === "(") return canonicalExpression(cursor.group());
  const first = cursor.next();
  if (isWord(first, "+", "-")) return canonical([first, cursor.next()]);
  const isName = first.kind === "name" ||
    (first.kind === "word" && !isWord(first, ...VALUE_WORDS));
  return isName ? quoteString(unquote(first)) : canonical([first]);
}

function readAction(cursor: Cursor): ForeignKeyAction {
  if (cursor.take("no", "action")) return "no action";
  if (cursor.take("set", "null")) return "set null";
  if (cursor.take("set", "default")) return "set default";
  const action = cursor.takeOneOf("restrict", "cascade");
  if (action === undefined) throw new UnknownSyntax("expected an action");
  return action as ForeignKeyAction;
}
