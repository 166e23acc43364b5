import { fold } from "../../sql/names.ts";
import type { AlterOutline } from "../../sql/outline.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";
import { nameOf } from "../../sql/token_names.ts";
import { canBeName, isWord, type Token, unquote } from "../../sql/tokens.ts";

/**
 * How far the effects of a statement reach from its object:
 * - "names": it only adds something, or reads; the names in it must resolve.
 * - "owned": its object is dropped, with everything that belongs to it.
 * - "texts": it may rewrite whatever mentions its object, and compiles that again.
 * - "drop": a table is dropped with its rows, what belongs to it and, through foreign keys, rows
 * elsewhere.
 * - "rows-here": it adds rows or changes some, which fires triggers.
 * - "rows": it changes or deletes rows, here and, through foreign keys and triggers, elsewhere.
 */
export type ReachKind = "names" | "owned" | "texts" | "drop" | "rows-here" | "rows";

/** The objects of a statement, and how far its effects reach from there. */
export interface Reach {
  readonly kind: ReachKind;
  /** The folded names of what it changes. */
  readonly changed: ReadonlySet<string>;
  /** The folded names of what else must exist. */
  readonly found: ReadonlySet<string>;
  /** The folded name of the only column it changes; undefined if it changes more. */
  readonly column?: string;
  /** Whether the SQL of a table that references the changed one can change too. */
  readonly rewritesChildren: boolean;
}

/** How far the effects of a statement reach. Errs on the side of too far. */
export function reachOf(statement: Pick<Statement, "tokens">): Reach {
  const outline = outlineOf(statement);
  const all = namesIn(statement);
  const reach = (kind: ReachKind, changed: Iterable<string>, found = all): Reach => ({
    kind,
    changed: new Set(changed),
    found,
    rewritesChildren: true,
  });
  switch (outline.kind) {
    case "create": {
      // The parent need not exist, and no other name in a table definition refers to an object.
      const isPlain = outline.object === "table" && !outline.isFilled;
      return reach("names", [], isPlain ? new Set([outline.name.name]) : all);
    }
    case "select":
    case "explain":
    case "pragma":
      return reach("names", []);
    case "transaction":
      return outline.action.startsWith("rollback") ? reach("rows", all) : reach("names", []);
    case "alter":
      return reachOfAlter(outline);
    case "drop":
      return reach(outline.object === "table" ? "drop" : "owned", [outline.name.name]);
    case "delete":
      return reach("rows", [outline.table.name]);
    case "insert":
    case "update": {
      // OR REPLACE deletes rows, and an upsert changes existing ones.
      const changes = outline.conflict === "replace" ||
        (outline.kind === "insert" && statement.tokens.some((token) => isWord(token, "update")));
      return reach(changes ? "rows" : "rows-here", [outline.table.name]);
    }
    case "other":
      return reach("rows", all);
  }
}

/** Whether the statement only adds something, or reads. */
export function onlyAdds(statement: Pick<Statement, "tokens">): boolean {
  return reachOf(statement).kind === "names";
}

/** Whether rows may be written or deleted. */
export function reachesRows({ kind }: Reach): boolean {
  return kind === "drop" || kind === "rows-here" || kind === "rows";
}

/** The folded names of a table before and after a statement that renames it. */
export function renameIn(
  statement: Pick<Statement, "tokens">,
): readonly [before: string, after: string] | undefined {
  const outline = outlineOf(statement);
  return outline.kind === "alter" && outline.action.kind === "rename-table"
    ? [outline.table.name, outline.action.to.name]
    : undefined;
}

/** Whether the statement is an ALTER that compiles every view and trigger: any but ADD COLUMN. */
export function compilesAll(statement: Pick<Statement, "tokens">): boolean {
  const outline = outlineOf(statement);
  return outline.kind === "alter" && outline.action.kind !== "add-column";
}

/** The folded names that the statement may refer to, without words that would need quotes as a name. */
export function namesIn(statement: Pick<Statement, "tokens">): ReadonlySet<string> {
  const known = NAMES.get(statement);
  if (known !== undefined) return known;
  const names = new Set(
    statement.tokens.filter((token) => canBeName(token) && !isReserved(token))
      .map((token) => fold(unquote(token))),
  );
  NAMES.set(statement, names);
  return names;
}

/** Whether the bare word cannot be a name. Most texts contain many of these. */
function isReserved({ kind, text }: Token): boolean {
  return kind === "word" && RESERVED.has(fold(text));
}

/** The common keywords that cannot be names: https://www.sqlite.org/lang_keywords.html */
const RESERVED: ReadonlySet<string> = new Set(
  ("add alter and as check collate constraint create default delete distinct drop exists foreign " +
    "from group having in index insert into is isnull join limit not notnull null on or order " +
    "primary references select set table then to transaction union unique update using values " +
    "when where").split(" "),
);

const NAMES = new WeakMap<Pick<Statement, "tokens">, ReadonlySet<string>>();

/** What an UPDATE sets: `a = 1`, or several columns from one row value: `(a, b) = (SELECT …)`. */
export interface Assignment {
  /** The folded names of the columns. */
  readonly columns: readonly string[];
  readonly value: readonly Token[];
}

/** What an UPDATE sets, in the order of the text. */
export function assignmentsIn({ tokens }: Pick<Statement, "tokens">): Assignment[] {
  const assignments: { columns: string[]; value: Token[] }[] = [];
  let depth = 0;
  let isTarget = false;
  for (const token of tokens.slice(tokens.findIndex((it) => isWord(it, "set")))) {
    if (token.text === ")") depth--;
    if (depth === 0 && isWord(token, "from", "where", "order", "limit", "returning")) break;
    const current = assignments.at(-1);
    const name = isTarget ? nameOf(token) : undefined;
    if (name !== undefined) current?.columns.push(name);
    else if (!isTarget) current?.value.push(token);
    if (depth === 0 && (isWord(token, "set") || token.text === ",")) {
      isTarget = true;
      assignments.push({ columns: [], value: [] });
    }
    if (depth === 0 && token.text === "=") isTarget = false;
    if (token.text === "(") depth++;
  }
  return assignments;
}

/** The folded names of the columns that an UPDATE sets. */
export function setColumns(statement: Pick<Statement, "tokens">): string[] {
  return assignmentsIn(statement).flatMap(({ columns }) => columns);
}

function reachOfAlter({ table: { name }, action }: AlterOutline): Reach {
  const table = new Set([name]);
  const base = { kind: "texts", changed: table, found: table, rewritesChildren: true } as const;
  switch (action.kind) {
    case "add-column":
      return { kind: "names", changed: new Set(), found: table, rewritesChildren: false };
    case "drop-column":
      return { ...base, column: action.column.name, rewritesChildren: false };
    case "drop-constraint":
      return { ...base, rewritesChildren: false };
    case "rename-column":
      return { ...base, column: action.column.name };
    case "rename-table":
      // Whatever reads from the new name is compiled, too.
      return { ...base, changed: new Set([name, action.to.name]) };
    case "alter-column":
    case "add-constraint":
    case "other":
      return base;
  }
}
