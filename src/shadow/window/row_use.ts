import type { Catalog } from "../../schema/dependencies/catalog.ts";
import { mentionsOf } from "../../schema/dependencies/mentions.ts";
import { namesIn } from "../../schema/reach/reach.ts";
import { ROWID_NAMES } from "../../sql/names.ts";
import type { AlterOutline, CreateOutline } from "../../sql/outline.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import { undoes } from "../../sql/statement_kinds.ts";
import type { Statement } from "../../sql/statements.ts";
import { canBeName, isWord, type Token } from "../../sql/tokens.ts";
import { isSameForExistingRows } from "../../sql/added_column.ts";
import type { StoredObject } from "./stored_objects.ts";

/**
 * How a statement uses existing rows: not at all, so that it has the same result without them; it
 * can fail because of what they hold; or it can change them.
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

/** Whether a statement can change rows. */
export function mayWriteRows(statement: Pick<Statement, "tokens">): boolean {
  return rowUseOf(statement) === "writes";
}

/** Whether the rows must be there for a statement: an ALTER of a STRICT table checks all of them. */
export function needsRows(
  statement: Pick<Statement, "tokens">,
  catalog: Catalog<StoredObject>,
): boolean {
  if (rowUseOf(statement) !== "none") return true;
  if (outlineOf(statement).kind !== "alter") return false;
  return [...namesIn(statement)].some((name) =>
    [...catalog.named(name)].some((it) => mentionsOf(it).has("strict"))
  );
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
      return "none";
    case "add-constraint":
    case "drop-constraint":
      return "checks";
    case "add-column":
      return isSameForExistingRows(statement.tokens.slice(action.rest)) ? "none" : "checks";
    case "alter-column":
    case "other":
      return "writes";
  }
}
