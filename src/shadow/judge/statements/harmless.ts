import { outlineOf } from "../../../sql/outline_of.ts";
import { undoes, writesRows } from "../../../sql/statement_kinds.ts";
import type { Statement } from "../../../sql/statements.ts";
import { isWord } from "../../../sql/tokens.ts";
import { parsesJson } from "./copies.ts";
import { mayViolate } from "../../../sql/added_column.ts";

/**
 * Whether a statement neither deletes nor copies rows, if no trigger runs and the table has no conflict
 * clause with REPLACE: it inserts values of its own.
 */
export function onlyAddsValues(statement: Statement): boolean {
  const outline = outlineOf(statement);
  return outline.kind === "insert" && outline.start === 0 && outline.conflict === undefined &&
    !statement.tokens.some((token) => isWord(token, "select", "conflict"));
}

/** Whether a statement changes definitions, and no row but by adding or removing a column. */
export function onlyDefines(statement: Statement): boolean {
  const outline = outlineOf(statement);
  switch (outline.kind) {
    case "create":
      return !writesRows(statement);
    case "alter":
      return true;
    case "drop":
      // Foreign keys delete the rows of other tables, or change them.
      return outline.object !== "table";
    default:
      return false;
  }
}

/**
 * Whether an INSERT into a table may affect other rows, given the texts of all objects: one says REPLACE, or
 * there may be a trigger of the table, or a search index over it, which does not change with it.
 */
function reachesOthers(texts: readonly string[]): (table: string) => boolean {
  const isReplacing = texts.some((it) => /\bon\s+conflict\s+replace\b/i.test(it));
  const followed = texts.filter((it) => /\btrigger\b|\bcontent\s*=/i.test(it));
  return (table) => {
    if (isReplacing || followed.length === 0) return isReplacing;
    const name = `\\W{0,2}(?:\\w+\\W{1,3})?${RegExp.escape(table)}(?!\\w)`;
    const pattern = new RegExp(`\\b(?:on\\s+|content\\s*=\\s*)${name}`, "i");
    return followed.some((it) => pattern.test(it));
  };
}

/**
 * Whether the statements of files can neither lose existing rows nor fail because of them, given what
 * SQL the objects before are, or the files that created them.
 */
export function areHarmless(statements: readonly Statement[], texts: readonly string[]): boolean {
  const reaches = reachesOthers([...texts, ...statements.map(({ sql }) => sql)]);
  const created = new Set<string>();
  return statements.every((statement) => {
    const outline = outlineOf(statement);
    if (outline.kind === "insert" && reaches(outline.table.name)) return false;
    if (outline.kind !== "create") return isHarmless(statement);
    // A table that is created here has no rows before.
    if (outline.object === "table" && !outline.isConditional) created.add(outline.name.name);
    // It has none of the rows of the table that it indexes.
    if (outline.object === "virtual-table" && indexesOthers(statement)) return false;
    const isUnique = outline.object === "index" && outline.isUnique;
    const demands = isUnique || (outline.object === "index" && parsesJson(statement));
    return !writesRows(statement) && (!demands || created.has(outline.table?.name ?? ""));
  });
}

/** Whether a statement creates a search index over another table. */
function indexesOthers({ sql }: Statement): boolean {
  return /\bcontent\s*=\s*["'`[]?\w/i.test(sql);
}

/** Whether a statement that creates nothing is harmless. */
function isHarmless(statement: Statement): boolean {
  const outline = outlineOf(statement);
  switch (outline.kind) {
    case "pragma":
      return true;
    case "transaction":
      return !undoes(statement);
    case "drop":
      return outline.object !== "table";
    case "insert":
      return onlyAddsValues(statement);
    case "alter":
      return outline.action.kind === "add-column" &&
        !mayViolate(statement.tokens.slice(outline.action.rest));
    default:
      return false;
  }
}
