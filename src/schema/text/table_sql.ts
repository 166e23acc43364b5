import { canonical, canonicalExpression, writtenExpression } from "../../sql/canonical.ts";
import { fold, sameName } from "../../sql/names.ts";
import { isWord, significant, type Token, tokenize, unquote } from "../../sql/tokens.ts";
import {
  readConflict,
  readDefault,
  readDeferrable,
  readKeyTerms,
  readNames,
  readReference,
} from "./clauses.ts";
import { type Cursor, cursorOver, tokensFrom, UnknownSyntax } from "./cursor.ts";
import { withoutOwner } from "./owner.ts";
import type { Check, Column, Constraint, PrimaryKey, Table } from "../snapshot.ts";

/** A part of a CREATE TABLE. Offsets are UTF-16 code units into its text, end exclusive. */
export interface TextRange {
  readonly startOffset: number;
  readonly endOffset: number;
}

/** A column definition, including its inline constraints. */
export interface ColumnText extends TextRange {
  readonly column: Column;
  readonly constraints: readonly Constraint[];
  readonly isPrimaryKey: boolean;
}

/** A table-level constraint, including its CONSTRAINT name. */
export interface ConstraintText extends TextRange {
  readonly constraint: Constraint | { readonly kind: "primary-key" };
}

/** The contents of a CREATE TABLE, with their positions in the text. */
export interface TableText {
  readonly sql: string;
  readonly name: Token;
  readonly columns: readonly ColumnText[];
  readonly constraints: readonly ConstraintText[];
  readonly primaryKey?: PrimaryKey;
  readonly strict: boolean;
  readonly withoutRowid: boolean;
  readonly randomRowid: boolean;
}

/**
 * Parses a CREATE TABLE that the engine has accepted; undefined if it contains something that this
 * reader does not know. Adds what SQLite implies: a key column of a WITHOUT ROWID or STRICT table
 * is NOT NULL.
 * https://www.sqlite.org/lang_createtable.html
 */
export function readTable(sql: string): TableText | undefined {
  try {
    return readTableText(sql);
  } catch (error) {
    if (error instanceof UnknownSyntax) return undefined;
    throw error;
  }
}

/** The table described by the text, under the name that the engine keeps. */
export function tableOfText(name: string, text: TableText): Table {
  const { sql, primaryKey, strict, withoutRowid, randomRowid } = text;
  const constraints = [
    ...text.columns.flatMap((column) => column.constraints),
    ...text.constraints.flatMap(({ constraint }) =>
      constraint.kind === "primary-key" ? [] : constraint
    ),
  ];
  return {
    kind: "table",
    name,
    columns: text.columns.map((column) => column.column),
    ...(primaryKey && { primaryKey }),
    constraints,
    strict,
    withoutRowid,
    randomRowid,
    sql,
  };
}

/** The text of a part of the table. */
export function textOf({ sql }: Pick<TableText, "sql">, range: TextRange): string {
  return sql.slice(range.startOffset, range.endOffset);
}

/** The definition of the column with this name. */
export function textOfColumn(table: TableText, name: string): ColumnText | undefined {
  return table.columns.find((it) => sameName(it.column.name, name));
}

function readTableText(sql: string): TableText {
  const tokens = significant(tokenize(sql));
  const start = cursorOver(tokens);
  start.expect("create");
  start.takeOneOf("temp", "temporary");
  start.expect("table");
  start.take("if", "not", "exists");
  let name = start.nameToken();
  if (start.take(".")) name = start.nameToken();
  const cursor = cursorOver(withoutOwner(tokensFrom(start, tokens), unquote(name)));
  cursor.expect("(");
  const columns: ColumnDraft[] = [];
  while (!startsTableConstraint(cursor)) {
    columns.push(readColumn(cursor));
    if (!cursor.take(",")) break;
  }
  const constraints: ConstraintDraft[] = [];
  while (!isWord(cursor.peek(), ")")) {
    constraints.push(readTableConstraint(cursor));
    cursor.take(",");
  }
  cursor.expect(")");
  const options = readOptions(cursor);
  const keys = [...columns, ...constraints].flatMap((it) => it.primaryKey ?? []);
  if (columns.length === 0 || keys.length > 1) throw new UnknownSyntax("not one table");
  const [key] = keys;
  return {
    sql,
    name,
    columns: columns.map((draft) => columnText(draft, key, options)),
    constraints: constraints.map(({ startOffset, endOffset, constraint }) => ({
      startOffset,
      endOffset,
      constraint: constraint ?? { kind: "primary-key" },
    })),
    ...(key && { primaryKey: primaryKeyOf(key, columns, options) }),
    ...options,
  };
}

interface Options {
  readonly strict: boolean;
  readonly withoutRowid: boolean;
  readonly randomRowid: boolean;
}

type KeyDraft = Omit<PrimaryKey, "isRowid"> & { readonly inline: boolean };

interface ColumnDraft extends TextRange {
  readonly column: Column;
  readonly constraints: readonly Constraint[];
  readonly primaryKey?: KeyDraft | undefined;
}

interface ConstraintDraft extends TextRange {
  readonly constraint?: Constraint | undefined;
  readonly primaryKey?: KeyDraft | undefined;
}

function startsTableConstraint(cursor: Cursor): boolean {
  return isWord(cursor.peek(), "constraint", "primary", "unique", "check", "foreign");
}

function readColumn(cursor: Cursor): ColumnDraft {
  const start = cursor.nameToken();
  const name = unquote(start);
  const column: { -readonly [Key in keyof Column]: Column[Key] } = { name, type: readType(cursor) };
  const constraints: Constraint[] = [];
  let primaryKey: KeyDraft | undefined;
  let constraintName: string | undefined;
  while (!isWord(cursor.peek(), ",", ")")) {
    if (cursor.take("constraint")) {
      constraintName = cursor.name();
      continue;
    }
    const named = constraintName === undefined ? {} : { name: constraintName };
    constraintName = undefined;
    if (cursor.take("null")) readConflict(cursor);
    else if (cursor.take("not", "null")) column.notNull = { conflict: readConflict(cursor) };
    else if (cursor.take("default")) column.default = readDefault(cursor);
    else if (cursor.take("collate")) setCollation(column, cursor.name());
    else if (cursor.take("primary", "key")) primaryKey = { ...named, ...inlineKey(cursor, name) };
    else if (cursor.take("unique")) {
      const terms = [{ column: name, descending: false }];
      constraints.push({ kind: "unique", ...named, terms, conflict: readConflict(cursor) });
    } else if (cursor.take("check")) {
      const read = readExpression(cursor);
      constraints.push({ kind: "check", ...named, ...read, conflict: readConflict(cursor) });
    } else if (cursor.take("references")) {
      const reference = readReference(cursor);
      constraints.push({ kind: "foreign-key", ...named, columns: [name], ...reference });
    } else if (cursor.take("generated", "always", "as") || cursor.take("as")) {
      column.generated = readGenerated(cursor);
    } else defer(constraints, cursor);
  }
  const { startOffset } = start;
  return { startOffset, endOffset: cursor.previous().endOffset, column, constraints, primaryKey };
}

/** A DEFERRABLE apart from its REFERENCES belongs to the last foreign key. */
function defer(constraints: Constraint[], cursor: Cursor): void {
  const deferred = readDeferrable(cursor);
  const last = constraints.findLastIndex((it) => it.kind === "foreign-key");
  const constraint = constraints[last];
  if (deferred === undefined) throw new UnknownSyntax(`cannot read ${cursor.peek()?.text}`);
  if (constraint?.kind === "foreign-key") constraints[last] = { ...constraint, deferred };
}

/** Every token up to a constraint keyword, with an optional `( … )`. */
function readType(cursor: Cursor): string {
  let type = "";
  for (;;) {
    const token = cursor.peek();
    if (token === undefined || isWord(token, ",", ")")) break;
    if (startsColumnConstraint(token, cursor.peek(1))) break;
    if (token.text === "(") {
      type += `(${cursor.group().map((it) => it.text).join("")})`;
      continue;
    }
    const name = cursor.nameToken();
    // Without its brackets, `TEXT []` would equal another type.
    type += (type === "" ? "" : " ") + (unquote(name) || name.text);
  }
  return type.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** Whether a token after the name of a column ends its type, given the token that follows. */
export function startsColumnConstraint(token: Token | undefined, next: Token | undefined): boolean {
  if (isWord(token, "generated")) return isWord(next, "always");
  return isWord(token, ...COLUMN_CONSTRAINTS);
}

const COLUMN_CONSTRAINTS =
  "constraint null not default collate primary unique check references as deferrable".split(" ");

function setCollation(column: { collation?: string }, name: string): void {
  if (fold(name) === "binary") delete column.collation;
  else column.collation = fold(name);
}

function inlineKey(cursor: Cursor, column: string): Omit<KeyDraft, "name"> {
  const descending = cursor.takeOneOf("asc", "desc") === "desc";
  const conflict = readConflict(cursor);
  const autoincrement = cursor.take("autoincrement");
  return { terms: [{ column, descending }], autoincrement, conflict, inline: true };
}

function readGenerated(cursor: Cursor): NonNullable<Column["generated"]> {
  return {
    ...readExpression(cursor),
    stored: cursor.takeOneOf("stored", "virtual") === "stored",
  };
}

/** A parenthesized expression, as a fact and as written. */
function readExpression(cursor: Cursor): Pick<Check, "expression" | "written"> {
  const tokens = cursor.group();
  const [expression, written] = [canonicalExpression(tokens), writtenExpression(tokens)];
  return { expression, ...(written !== expression && { written }) };
}

function readTableConstraint(cursor: Cursor): ConstraintDraft {
  const { startOffset } = cursor.peek() ?? cursor.previous();
  let named: { name?: string } = {};
  while (cursor.take("constraint")) named = { name: cursor.name() };
  const read = readConstraintBody(cursor, named);
  return { startOffset, endOffset: cursor.previous().endOffset, ...read };
}

function readConstraintBody(
  cursor: Cursor,
  named: { name?: string },
): Pick<ConstraintDraft, "constraint" | "primaryKey"> {
  if (cursor.take("primary", "key")) {
    const group = [...cursor.group()];
    const autoincrement = isWord(group.at(-1), "autoincrement");
    const terms = readKeyTerms(autoincrement ? group.slice(0, -1) : group);
    const conflict = readConflict(cursor);
    return { primaryKey: { ...named, terms, autoincrement, conflict, inline: false } };
  }
  if (cursor.take("unique")) {
    const terms = readKeyTerms(cursor.group());
    return { constraint: { kind: "unique", ...named, terms, conflict: readConflict(cursor) } };
  }
  if (cursor.take("check")) {
    const read = readExpression(cursor);
    return { constraint: { kind: "check", ...named, ...read, conflict: readConflict(cursor) } };
  }
  cursor.expect("foreign", "key");
  const columns = readNames(cursor.group());
  cursor.expect("references");
  return { constraint: { kind: "foreign-key", ...named, columns, ...readReference(cursor) } };
}

function readOptions(cursor: Cursor): Options {
  const options = { strict: false, withoutRowid: false, randomRowid: false };
  while (!cursor.done()) {
    if (cursor.take("strict")) options.strict = true;
    else if (cursor.take("without", "rowid")) options.withoutRowid = true;
    else if (cursor.take("random", "rowid")) options.randomRowid = true;
    else throw new UnknownSyntax(`cannot read ${canonical([cursor.next()])}`);
    cursor.take(",");
  }
  return options;
}

function columnText(draft: ColumnDraft, key: KeyDraft | undefined, options: Options): ColumnText {
  const { startOffset, endOffset, constraints } = draft;
  const isKey = key?.terms.some((term) => fold(term.column ?? "") === fold(draft.column.name)) ??
    false;
  const forced = isKey && draft.column.notNull === undefined &&
    (options.withoutRowid || (options.strict && !isRowidKey(key!, [draft], options)));
  const column: Column = forced
    ? { ...draft.column, notNull: { conflict: "abort" } }
    : draft.column;
  return { startOffset, endOffset, column, constraints, isPrimaryKey: isKey };
}

function primaryKeyOf(
  draft: KeyDraft,
  columns: readonly ColumnDraft[],
  options: Options,
): PrimaryKey {
  const { inline: _, ...key } = draft;
  return { ...key, isRowid: isRowidKey(draft, columns, options) };
}

/**
 * The quirk that an inline `DESC` makes it an ordinary key:
 * https://www.sqlite.org/lang_createtable.html#rowid
 */
function isRowidKey(key: KeyDraft, columns: readonly ColumnDraft[], options: Options): boolean {
  const [term, ...others] = key.terms;
  if (options.withoutRowid || term?.column === undefined || others.length > 0) return false;
  if (key.inline && term.descending) return false;
  const column = columns.find((it) => fold(it.column.name) === fold(term.column!));
  return column?.column.type === "INTEGER";
}
