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
import type { Origins } from "../origins.ts";

/**
 * A DELETE or an UPDATE of all rows. Tables that the same file creates or drops are left out, and
 * columns that it adds, also by a rebuild: these are filled that way. So are values that are computed
 * from themselves: giving them another form is about all rows; and rows that the file has copied, and copies
 * back.
 */
export const BULK_CHANGE: FileRule = {
  name: "bulk-change",
  severity: "warning",
  find: (statements, { before, kept }) => {
    const file = new FileSoFar(before);
    return statements.flatMap((statement, index) => {
      file.add(statement);
      const outline = outlineOf(statement);
      if (outline.kind !== "delete" && outline.kind !== "update") return [];
      const { table } = outline;
      const tokens = statement.tokens.slice(outline.start);
      const isLimited = outermost(tokens).some((token) => isWord(token, "where", "limit"));
      if (isLimited || file.isNew(table.name) || !kept.has(statement)) return [];
      const set = outline.kind === "update" ? assignmentsIn({ tokens }) : [];
      const isMeant = ({ columns, value }: Assignment) =>
        columns.every((column) =>
          file.isNewColumn(table.name, column) ||
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
    });
  },
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

/** What the statements of a file have made so far. */
class FileSoFar {
  readonly #before: Origins;
  readonly #created = new Set<string>();
  /** The tables from before the file that statements have altered, by their folded names now. */
  readonly #altered = new Map<string, AlteredTable>();

  constructor(before: Origins) {
    this.#before = before;
  }

  add(statement: Statement): void {
    const outline = outlineOf(statement);
    if (outline.kind === "create") this.#created.add(outline.name.name);
    if (outline.kind === "drop") this.#created.delete(outline.name.name);
    if (outline.kind !== "alter") return;
    const { table: { name }, action } = outline;
    const altered = this.#tableOf(name);
    if (altered === undefined) {
      if (action.kind === "rename-table") this.#created.delete(name);
      return;
    }
    this.#altered.set(name, altered);
    if (action.kind === "add-column") altered.columns.set(action.column.name, true);
    if (action.kind === "rename-column") {
      altered.columns.set(action.to.name, this.isNewColumn(name, action.column.name));
    }
    if (action.kind === "rename-table" && !this.#created.delete(name)) {
      this.#altered.set(action.to.name, altered);
    }
  }

  /** Whether a table has no rows from before the file, given its folded name. */
  isNew(table: string): boolean {
    return this.#created.has(table) || this.#tableOf(table) === undefined;
  }

  /** Whether the file adds the column, perhaps by a rebuild. Any name may be one of a column. */
  isNewColumn(table: string, column: string): boolean {
    const altered = this.#tableOf(table);
    return altered !== undefined &&
      (altered.columns.get(column) ?? !this.#before.isNamed(altered.name, column));
  }

  #tableOf(name: string): AlteredTable | undefined {
    return this.#altered.get(name) ??
      (this.#before.has(name) ? { name, columns: new Map() } : undefined);
  }
}

interface AlteredTable {
  /** Its folded name before the file. */
  readonly name: string;
  /** Whether columns are new, if a statement has said so. */
  readonly columns: Map<string, boolean>;
}
