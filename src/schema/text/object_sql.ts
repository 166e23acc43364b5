import { canonical, canonicalExpression } from "../../sql/canonical.ts";
import { fold } from "../../sql/names.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { splitAtCommas } from "../../sql/parentheses.ts";
import { significant, type Token, tokenize, unquote } from "../../sql/tokens.ts";
import { readKeyTerms } from "./clauses.ts";
import { type Cursor, cursorOver, tokensFrom } from "./cursor.ts";
import { withoutOwner } from "./owner.ts";
import type { Index, Trigger, View, VirtualTable } from "../snapshot.ts";

/** Whether the SQL creates a virtual table, which the engine lists as a table. */
export function createsVirtualTable(sql: string): boolean {
  return /^create\s+virtual\s/i.test(sql);
}

/** The index of a CREATE INDEX. https://www.sqlite.org/lang_createindex.html */
export function readIndex(sql: string): Index {
  const { cursor, tokens } = open(sql);
  cursor.expect("create");
  const unique = cursor.take("unique");
  cursor.expect("index");
  const name = readObjectName(cursor);
  cursor.expect("on");
  const table = cursor.name();
  const terms = readKeyTerms(cursor.group());
  const where = cursor.take("where")
    ? canonicalExpression(withoutOwner(tokensFrom(cursor, tokens), table))
    : undefined;
  return { kind: "index", name, table, unique, terms, ...(where && { where }), sql };
}

/** The view of a CREATE VIEW. https://www.sqlite.org/lang_createview.html */
export function readView(sql: string): View {
  const { cursor, tokens } = open(sql);
  cursor.expect("create");
  cursor.takeOneOf("temp", "temporary");
  cursor.expect("view");
  const name = readObjectName(cursor);
  return { kind: "view", name, definition: canonical(tokensFrom(cursor, tokens)), sql };
}

/** The trigger of a CREATE TRIGGER. https://www.sqlite.org/lang_createtrigger.html */
export function readTrigger(sql: string): Trigger {
  const { cursor, tokens } = open(sql);
  cursor.expect("create");
  cursor.takeOneOf("temp", "temporary");
  cursor.expect("trigger");
  const name = readObjectName(cursor);
  const definition = canonical(tokensFrom(cursor, tokens));
  // The first bare ON follows the event; a column named ON in UPDATE OF must be quoted.
  while (!cursor.take("on")) cursor.next();
  return { kind: "trigger", name, table: readQualified(cursor), definition, sql };
}

/** The table of a CREATE VIRTUAL TABLE. https://www.sqlite.org/lang_createvtab.html */
export function readVirtualTable(sql: string): VirtualTable {
  const { cursor } = open(sql);
  cursor.expect("create", "virtual", "table");
  const name = readObjectName(cursor);
  cursor.expect("using");
  const module = fold(cursor.name());
  const group = cursor.peek()?.text === "(" ? cursor.group() : [];
  const list = splitAtCommas(group).map((part) => canonical(part));
  return { kind: "virtual-table", name, module, arguments: group.length === 0 ? [] : list, sql };
}

/** The tokens after the object's name in a CREATE statement, without comments. */
export function tokensAfterName(sql: string): readonly Token[] {
  const tokens = significant(tokenize(sql));
  const outline = outlineOf({ tokens });
  if (outline.kind !== "create") throw new Error(`Nothing is created by: ${sql}`);
  return tokens.slice(outline.rest);
}

function open(sql: string): { cursor: Cursor; tokens: readonly Token[] } {
  const tokens = significant(tokenize(sql));
  return { cursor: cursorOver(tokens), tokens };
}

function readObjectName(cursor: Cursor): string {
  cursor.take("if", "not", "exists");
  return readQualified(cursor);
}

/** A name without the database in front of it. */
function readQualified(cursor: Cursor): string {
  const name = cursor.nameToken();
  return unquote(cursor.take(".") ? cursor.nameToken() : name);
}
