import { ROWID_NAMES } from "./names.ts";
import type { AlterOutline, CreateOutline } from "./outline.ts";
import { outlineOf } from "./outline_of.ts";
import { undoes } from "./statement_kinds.ts";
import { namesIn } from "./statement_names.ts";
import type { Statement } from "./statements.ts";
import { canBeName, isWord, type Token } from "./tokens.ts";

/**
 * How a statement uses the rows that are there before it, as far as its text says:
 * - "none": it has the same result without them, unless `needsRows` knows better.
 * - "checks": it reads them, or they can make it fail.
 * - "writes": it can change or delete them, or add others to them.
 */
export type RowUse = "none" | "checks" | "writes";

/** How a statement uses existing rows. Errs on the side of too much. */
export function rowUseOf(statement: Pick<Statement, "tokens">): RowUse {
  const { tokens } = statement;
  const outline = outlineOf(statement);
  switch (outline.kind) {
    case "create":
      return useOfCreate(outline, tokens);
    case "alter":
      return useOfAlter(outline, statement);
    case "drop":
      return outline.object === "table" ? "writes" : "none";
    case "transaction":
      return undoes(statement) ? "writes" : "none";
    case "pragma":
      return tokens.some((it) => it.text === "=") ? "none" : "checks";
    case "select":
    case "explain":
      return "checks";
    case "insert":
    case "update":
    case "delete":
    case "other":
      return "writes";
  }
}

/** Whether a statement may write or delete rows of any table, an engine's or a new one too. */
export function mayWriteRows(statement: Pick<Statement, "tokens">): boolean {
  return rowUseOf(statement) === "writes";
}

/**
 * Whether existing rows can make a difference to a statement, so that they must be there for it.
 * `isStrict` tells whether the table of a folded name may be STRICT: ADD COLUMN then checks all of its rows, in
 * which something else may be wrong. Errs on the side of true.
 */
export function needsRows(
  statement: Pick<Statement, "tokens">,
  isStrict: (table: string) => boolean,
): boolean {
  if (rowUseOf(statement) !== "none") return true;
  const outline = outlineOf(statement);
  return outline.kind === "alter" && outline.action.kind === "add-column" &&
    isStrict(outline.table.name);
}

function useOfCreate(outline: CreateOutline, tokens: readonly Token[]): RowUse {
  switch (outline.object) {
    case "view":
    case "trigger":
      return "none";
    case "table":
      return outline.isFilled ? "writes" : "none";
    case "virtual-table":
      return "writes";
    case "index": {
      // An expression or a condition is evaluated for each row.
      const terms = tokens.slice(tokens.findIndex(({ text }) => text === "(") + 1, -1);
      const isPlain = !outline.isUnique && tokens.at(-1)?.text === ")" &&
        terms.every((token) => canBeName(token) || isWord(token, ","));
      return isPlain ? "none" : "checks";
    }
  }
}

function useOfAlter({ action }: AlterOutline, statement: Pick<Statement, "tokens">): RowUse {
  const names = namesIn(statement);
  if (ROWID_NAMES.some((name) => names.has(name))) return "writes";
  switch (action.kind) {
    case "rename-table":
    case "rename-column":
    case "drop-column":
    case "drop-constraint":
      return "none";
    case "add-constraint":
      return "checks";
    case "add-column":
      return isSameForExistingRows(statement.tokens.slice(action.rest)) ? "none" : "checks";
    case "alter-column":
    case "other":
      return "writes";
  }
}

/**
 * Whether the added column, given the tokens after its name, has the same value in existing rows as in new
 * rows that omit it, and one that violates nothing.
 * https://www.sqlite.org/lang_altertable.html#alter_table_add_column
 */
function isSameForExistingRows(definition: readonly Token[]): boolean {
  const has = (...words: readonly string[]) => definition.some((token) => isWord(token, ...words));
  if (has("check", "constraint", "generated", "as", "unique", "primary")) return false;
  const at = definition.findIndex((token) => isWord(token, "default"));
  if (at < 0) return !has("not");
  const [sign, ...rest] = definition.slice(at + 1);
  const literal = isWord(sign, "-", "+") ? rest[0] : sign;
  return literal !== undefined && isStrictly(literal, definition[0]!) && !has("references");
}

/**
 * Whether the token is a literal that even a column of a STRICT table with this type accepts.
 * https://www.sqlite.org/stricttables.html
 */
function isStrictly({ kind, text }: Token, type: Token): boolean {
  if (isWord(type, "int", "integer")) return kind === "number" && /^\d+$/.test(text);
  if (isWord(type, "real")) return kind === "number";
  return (kind === "number" || kind === "string") && !isWord(type, "blob");
}
