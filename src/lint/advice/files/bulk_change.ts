import { type Assignment, assignmentsIn } from "../../../sql/assignments.ts";
import { outermost } from "../../../sql/parentheses.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import { filledTable } from "../../../sql/statement_kinds.ts";
import { namesIn } from "../../../sql/statement_names.ts";
import type { Statement } from "../../../sql/statements.ts";
import { isNamed } from "../../../sql/token_names.ts";
import { isWord, unquote } from "../../../sql/tokens.ts";
import { permissionWords } from "../../permissions.ts";
import type { FileRule } from "../advice.ts";
import type { Origin, Origins } from "../origins.ts";

/**
 * A DELETE or an UPDATE of all rows. Tables that the same file creates or drops are left out, and
 * columns that it adds, also by a rebuild: these are filled that way. So are values that are computed
 * from themselves: giving them another form is about all rows; and rows that the file has copied, and copies
 * back.
 */
export const BULK_CHANGE: FileRule = {
  name: "bulk-change",
  severity: "warning",
  find: (statements, { before, kept, timeline }) =>
    statements.flatMap((statement, index) => {
      const outline = outlineOf(statement);
      if (outline.kind !== "delete" && outline.kind !== "update") return [];
      const { table } = outline;
      const tokens = statement.tokens.slice(outline.start);
      const isLimited = outermost(tokens).some((token) => isWord(token, "where", "limit"));
      const origin = timeline.before(statement).get(table.name);
      if (isLimited || !kept.has(statement) || origin === undefined) return [];
      const file = { statements: statements.slice(0, index), before };
      if (!isFromBefore({ origin, table: table.name }, file)) return [];
      const set = outline.kind === "update" ? assignmentsIn({ tokens }) : [];
      const isMeant = ({ columns, value }: Assignment) =>
        columns.every((column) =>
          isNewColumn({ table: table.name, column }, file) ||
          value.some((token) => token.kind !== "string" && isNamed(token, column))
        );
      if (set.length > 0 && set.every(isMeant)) return [];
      if (outline.kind === "delete" && isRestored(table.name, statements, index)) return [];
      const name = unquote(table.token);
      const permission = permissionWords("bulk-change", [name]);
      return {
        statement,
        object: name,
        message: outline.kind === "delete"
          ? `The statement deletes all rows of "${name}"`
          : `The statement changes all rows of "${name}"`,
        hint: `Add WHERE; if all are meant, write "-- penumbra: allow ${permission}" above it`,
      };
    }),
};

/** Whether statements before this one copy a table, and later ones copy that back. */
function isRestored(table: string, statements: readonly Statement[], index: number): boolean {
  const copies = statements.slice(0, index).flatMap((it) => {
    const filled = filledTable(it);
    return filled === undefined || filled === table || !namesIn(it).has(table) ? [] : filled;
  });
  return statements.slice(index + 1).some((it) =>
    filledTable(it) === table && copies.some((name) => namesIn(it).has(name))
  );
}

/** The statements of a file up to one, and the objects before all of them. */
interface FileSoFar {
  readonly statements: readonly Statement[];
  readonly before: Origins;
}

/**
 * Whether a table has rows from before the file: it was there, or one of the statements has given it the name
 * of one that was, as a rebuild does.
 */
function isFromBefore(
  { origin, table }: { readonly origin: Origin; readonly table: string },
  { statements, before }: FileSoFar,
): boolean {
  const isRenamed = origin.outline.name.name !== table;
  return !statements.includes(origin.create) || (isRenamed && before.has(table));
}

/**
 * Whether the statements have added a column to a table, perhaps by a rebuild; both names are those after
 * them. Any name may be one of a column.
 */
function isNewColumn(
  { table, column }: { readonly table: string; readonly column: string },
  { statements, before }: FileSoFar,
): boolean {
  let [owner, name] = [table, column];
  for (const statement of statements.toReversed()) {
    const outline = outlineOf(statement);
    if (outline.kind !== "alter") continue;
    const { table: { name: altered }, action } = outline;
    // What a rebuild has put in its place has columns of the same names.
    const isRename = action.kind === "rename-table" && action.to.name === owner;
    if (isRename && before.has(altered)) owner = altered;
    if (altered !== owner) continue;
    if (action.kind === "add-column" && action.column.name === name) return true;
    if (action.kind === "rename-column" && action.to.name === name) name = action.column.name;
  }
  return !before.isNamed(owner, name);
}
