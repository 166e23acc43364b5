import { fold } from "./names.ts";
import type {
  AlterAction,
  AlterOutline,
  ConflictWord,
  CreateOutline,
  NameInStatement,
  ObjectKind,
  Outline,
} from "./outline.ts";
import type { Statement } from "./statements.ts";
import { nameAt, wordAt } from "./token_names.ts";
import { isWord, type Token } from "./tokens.ts";

/**
 * The outline of a statement, read once for its tokens. Names are read where SQLite's grammar has
 * them, so that a table may be called `view`.
 */
export function outlineOf({ tokens }: Pick<Statement, "tokens">): Outline {
  const known = OUTLINES.get(tokens);
  if (known !== undefined) return known;
  const outline = readOutline(tokens) ?? { kind: "other", verb: verbAt(tokens, 0) };
  OUTLINES.set(tokens, outline);
  return outline;
}

const OUTLINES = new WeakMap<readonly Token[], Outline>();

function readOutline(tokens: readonly Token[]): Outline | undefined {
  const verb = verbAt(tokens, 0);
  switch (verb) {
    case "create":
      return readCreate(tokens);
    case "alter":
      return readAlter(tokens);
    case "drop":
      return readDrop(tokens);
    case "with":
      return readRows(tokens, afterWith(tokens));
    case "insert":
    case "replace":
    case "update":
    case "delete":
    case "select":
    case "values":
      return readRows(tokens, 0);
    case "pragma":
      return readPragma(tokens);
    case "begin":
      return { kind: "transaction", action: "begin" };
    case "commit":
    case "end":
      return { kind: "transaction", action: "commit" };
    case "rollback":
      return tokens.some((token) => isWord(token, "to"))
        ? withSavepoint(tokens, "rollback-to")
        : { kind: "transaction", action: "rollback" };
    case "savepoint":
    case "release":
      return withSavepoint(tokens, verb);
    case "explain":
      return { kind: "explain", start: isWord(tokens[1], "query") ? 3 : 1 };
  }
}

function readCreate(tokens: readonly Token[]): CreateOutline | undefined {
  const isUnique = isWord(tokens[1], "unique");
  const isVirtual = isWord(tokens[1], "virtual");
  const saysTemporary = isWord(tokens[1], "temp", "temporary");
  const at = isUnique || isVirtual || saysTemporary ? 2 : 1;
  const object = objectAt(tokens, at);
  const isConditional = isWord(tokens[at + 1], "if") && isWord(tokens[at + 2], "not");
  const found = nameAt(tokens, isConditional ? at + 4 : at + 1);
  if (object === undefined || found === undefined) return undefined;
  const [name, rest] = found;
  const isTemporary = saysTemporary || name.schema === "temp";
  const facts = { kind: "create", name, isTemporary, isConditional, rest } as const;
  switch (object) {
    case "table":
      return isVirtual
        ? { ...facts, object: "virtual-table" }
        : { ...facts, object, isFilled: isWord(tokens[rest], "as") };
    case "view":
      return { ...facts, object };
    case "index":
      return { ...facts, object, isUnique, ...tableAfterOn(tokens, rest) };
    case "trigger":
      return { ...facts, object, ...tableAfterOn(tokens, rest) };
  }
}

/** A column named ON, as in UPDATE OF, has to be quoted. */
function tableAfterOn(
  tokens: readonly Token[],
  start: number,
): { readonly table?: NameInStatement } {
  const on = tokens.findIndex((token, index) => index >= start && isWord(token, "on"));
  const found = on < 0 ? undefined : nameAt(tokens, on + 1);
  return found === undefined ? {} : { table: found[0] };
}

function readAlter(tokens: readonly Token[]): AlterOutline | undefined {
  const found = nameAt(tokens, 2);
  if (found === undefined) return undefined;
  const [table, at] = found;
  return { kind: "alter", table, action: readAction(tokens, at) ?? { kind: "other" } };
}

function readAction(tokens: readonly Token[], at: number): AlterAction | undefined {
  const verb = verbAt(tokens, at);
  if (verb === "add" && isWord(tokens[at + 1], "constraint", "check")) {
    return { kind: "add-constraint" };
  }
  if (verb === "drop" && isWord(tokens[at + 1], "constraint", "check")) {
    return { kind: "drop-constraint" };
  }
  if (verb === "rename" && isWord(tokens[at + 1], "to")) {
    const to = wordAt(tokens, at + 2);
    return to && { kind: "rename-table", to };
  }
  const place = isWord(tokens[at + 1], "column") ? at + 2 : at + 1;
  const column = wordAt(tokens, place);
  if (column === undefined) return undefined;
  switch (verb) {
    case "rename": {
      const to = isWord(tokens[place + 1], "to") ? wordAt(tokens, place + 2) : undefined;
      return to && { kind: "rename-column", column, to };
    }
    case "add":
      return { kind: "add-column", column, rest: place + 1 };
    case "drop":
    case "alter":
      return { kind: `${verb}-column`, column };
  }
}

function readDrop(tokens: readonly Token[]): Outline | undefined {
  const object = objectAt(tokens, 1);
  const isConditional = isWord(tokens[2], "if") && isWord(tokens[3], "exists");
  const found = nameAt(tokens, isConditional ? 4 : 2);
  return object && found && { kind: "drop", object, name: found[0] };
}

/** The outline of a statement whose first word after WITH is at the index. */
function readRows(tokens: readonly Token[], start: number): Outline | undefined {
  const verb = verbAt(tokens, start);
  const given = isWord(tokens[start + 1], "or") ? verbAt(tokens, start + 2) : undefined;
  const conflict = (verb === "replace" ? verb : given) as ConflictWord | undefined;
  const facts = { start, ...(conflict !== undefined && { conflict }) };
  const next = given === undefined ? start + 1 : start + 3;
  switch (verb) {
    case "select":
    case "values":
      return { kind: "select" };
    case "insert":
    case "replace": {
      const found = isWord(tokens[next], "into") ? nameAt(tokens, next + 1) : undefined;
      return found && { kind: "insert", ...facts, table: found[0], ...readList(tokens, found[1]) };
    }
    case "update": {
      const found = nameAt(tokens, next);
      return found && { kind: "update", ...facts, table: found[0] };
    }
    case "delete": {
      const found = nameAt(tokens, start + 2);
      return found && { kind: "delete", start, table: found[0] };
    }
  }
}

/** The columns of an INSERT, given the index after its table, and where its rows come from. */
function readList(
  tokens: readonly Token[],
  at: number,
): { readonly columns?: readonly string[]; readonly source: number } {
  const open = isWord(tokens[at], "as") ? at + 2 : at;
  if (tokens[open]?.text !== "(") return { source: open };
  const columns: string[] = [];
  let end = open + 1;
  for (; end < tokens.length && tokens[end]!.text !== ")"; end++) {
    const column = wordAt(tokens, end);
    if (column !== undefined) columns.push(column.name);
  }
  return { columns, source: end + 1 };
}

/**
 * The index after the common table expressions. What follows them is never an opening parenthesis,
 * nor AS or a comma.
 */
function afterWith(tokens: readonly Token[]): number {
  let depth = 0;
  for (let index = 1; index < tokens.length; index++) {
    const { text } = tokens[index]!;
    if (text === "(") depth++;
    else if (text === ")") depth--;
    const next = tokens[index + 1];
    if (depth === 0 && text === ")" && !isWord(next, ",", "as")) return index + 1;
  }
  return tokens.length;
}

function readPragma(tokens: readonly Token[]): Outline | undefined {
  const found = nameAt(tokens, 1);
  if (found === undefined) return undefined;
  const [{ name, token }, at] = found;
  const end = tokens.at(-1)?.text === ")" ? -1 : undefined;
  return { kind: "pragma", name, token, value: tokens.slice(at + 1, end) };
}

function withSavepoint(
  tokens: readonly Token[],
  action: "savepoint" | "release" | "rollback-to",
): Outline | undefined {
  const savepoint = wordAt(tokens, tokens.length - 1)?.name;
  return savepoint === undefined ? undefined : { kind: "transaction", action, savepoint };
}

function verbAt(tokens: readonly Token[], index: number): string {
  const token = tokens[index];
  return token?.kind === "word" ? fold(token.text) : "";
}

function objectAt(tokens: readonly Token[], index: number): ObjectKind | undefined {
  return OBJECTS.find((object) => isWord(tokens[index], object));
}

const OBJECTS: readonly ObjectKind[] = ["table", "index", "view", "trigger"];
