import { fold } from "../../sql/names.ts";
import type { Statement } from "../../sql/statements.ts";
import { afterSchema, alterAction, nameOf } from "../../sql/token_names.ts";
import { canBeName, isWord, type Token, unquote } from "../../sql/tokens.ts";
import { createsFromSelect } from "../text/object_sql.ts";

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
  const { tokens } = statement;
  const all = namesIn(statement);
  const reach = (kind: ReachKind, changed: Iterable<string>, found = all): Reach => ({
    kind,
    changed: new Set(changed),
    found,
    rewritesChildren: true,
  });
  switch (tokens[0]?.kind === "word" ? fold(tokens[0].text) : "") {
    case "create":
      // The parent need not exist, and no other name in a table definition refers to an object.
      return reach("names", [], createsPlainTable(tokens) ? nameAfter(tokens, "table") : all);
    case "select":
    case "values":
    case "pragma":
    case "begin":
    case "commit":
    case "end":
      return reach("names", []);
    case "alter":
      return reachOfAlter(tokens);
    case "drop":
      return reach(isWord(tokens[1], "table") ? "drop" : "owned", droppedName(tokens));
    case "insert": {
      // An upsert changes existing rows, and OR REPLACE deletes rows.
      const changes = tokens.some((token) => isWord(token, "replace", "update"));
      return reach(changes ? "rows" : "rows-here", nameAfter(tokens, "into"));
    }
    case "replace":
      return reach("rows", nameAfter(tokens, "into"));
    case "delete":
      return reach("rows", nameAfter(tokens, "from"));
    case "update":
      if (!isWord(tokens[1], "or")) return reach("rows-here", nameAt(tokens, 1));
      return reach(isWord(tokens[2], "replace") ? "rows" : "rows-here", nameAt(tokens, 3));
    case "with":
      return reach("rows", targetsIn(tokens));
    default:
      return reach("rows", all);
  }
}

/** The folded names of a table before and after a statement that renames it. */
export function renameIn({ tokens }: Pick<Statement, "tokens">): [string, string] | undefined {
  const action = alterAction(tokens);
  const isRename = isWord(tokens[0], "alter") && isWord(tokens[action], "rename") &&
    isWord(tokens[action + 1], "to");
  if (!isRename) return undefined;
  const [[before], [after]] = [nameAfter(tokens, "table"), nameAt(tokens, tokens.length - 1)];
  return before === undefined || after === undefined ? undefined : [before, after];
}

/** Whether the statement is an ALTER that compiles every view and trigger: any but ADD COLUMN. */
export function compilesAll({ tokens }: Pick<Statement, "tokens">): boolean {
  return isWord(tokens[0], "alter") && !isPlainAdd(tokens, alterAction(tokens));
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

/** The folded names of the columns that an UPDATE sets. */
export function setColumns({ tokens }: Pick<Statement, "tokens">): string[] {
  const columns: string[] = [];
  let depth = 0;
  let isTarget = false;
  for (const token of tokens.slice(tokens.findIndex((it) => isWord(it, "set")))) {
    if (token.text === ")") depth--;
    if (depth === 0 && isWord(token, "from", "where", "order", "limit", "returning")) break;
    const name = isTarget ? nameOf(token) : undefined;
    if (name !== undefined) columns.push(name);
    // Several columns can be set from one row value: SET (a, b) = (SELECT ...).
    if (depth === 0 && (isWord(token, "set") || token.text === ",")) isTarget = true;
    if (depth === 0 && token.text === "=") isTarget = false;
    if (token.text === "(") depth++;
  }
  return columns;
}

function reachOfAlter(tokens: readonly Token[]): Reach {
  const action = alterAction(tokens);
  const table = nameAfter(tokens, "table");
  if (isPlainAdd(tokens, action)) {
    return { kind: "names", changed: new Set(), found: table, rewritesChildren: false };
  }
  const last = nameAt(tokens, tokens.length - 1);
  const base = { kind: "texts", changed: table, found: table } as const;
  if (isWord(tokens[action], "drop")) {
    const [column] = isWord(tokens[action + 1], "constraint") ? [] : last;
    return { ...base, ...(column !== undefined && { column }), rewritesChildren: false };
  }
  if (!isWord(tokens[action], "rename")) return { ...base, rewritesChildren: true };
  // Whatever reads from the new name is compiled, too.
  if (isWord(tokens[action + 1], "to")) {
    return { ...base, changed: new Set([...table, ...last]), rewritesChildren: true };
  }
  const [column = ""] = nameAt(tokens, tokens.length - 3);
  return { ...base, column, rewritesChildren: true };
}

/** Whether the statement is ALTER TABLE … ADD COLUMN. */
function isPlainAdd(tokens: readonly Token[], action: number): boolean {
  return isWord(tokens[action], "add") && !isWord(tokens[action + 1], "constraint", "check");
}

/** The folded name of the object that a DROP drops. */
function droppedName(tokens: readonly Token[]): Set<string> {
  return nameAt(tokens, isWord(tokens[2], "if") && isWord(tokens[3], "exists") ? 4 : 2);
}

/** Whether the statement is CREATE TABLE with column definitions. */
function createsPlainTable(tokens: readonly Token[]): boolean {
  return isWord(tokens[1], "table") && !createsFromSelect(tokens);
}

/** The folded name after a word, skipping IF NOT EXISTS and the schema name. */
function nameAfter(tokens: readonly Token[], word: string): Set<string> {
  const at = tokens.findIndex((token) => isWord(token, word)) + 1;
  const isConditional = isWord(tokens[at], "if") && isWord(tokens[at + 1], "not");
  return nameAt(tokens, isConditional ? at + 3 : at);
}

/**
 * The folded names after the words that introduce the target of a write; other names may be among
 * them.
 */
function targetsIn(tokens: readonly Token[]): string[] {
  return tokens.flatMap((token, index) => {
    if (!isWord(token, "into", "from", "update")) return [];
    return [...nameAt(tokens, isWord(tokens[index + 1], "or") ? index + 3 : index + 1)];
  });
}

function nameAt(tokens: readonly Token[], at: number): Set<string> {
  const name = nameOf(tokens[afterSchema(tokens, at)]);
  return new Set(name === undefined ? [] : [name]);
}
