import { nameOf } from "../../../sql/token_names.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import type { Statement } from "../../../sql/statements.ts";
import { isWord, type Token, unquote } from "../../../sql/tokens.ts";
import type { FileRule } from "../advice.ts";
import { namesIn, type Origins } from "../origins.ts";

/**
 * A DELETE or an UPDATE of all rows. Tables that the same file creates or drops are left out, and
 * columns that it adds, also by a rebuild: these are filled that way.
 */
export const BULK_CHANGE: FileRule = {
  name: "bulk-change",
  severity: "warning",
  find: (statements, { before, kept }) => {
    const file = new FileSoFar(before);
    return statements.flatMap((statement) => {
      file.add(statement);
      const outline = outlineOf(statement);
      if (outline.kind !== "delete" && outline.kind !== "update") return [];
      const { table } = outline;
      const tokens = statement.tokens.slice(outline.start);
      if (isLimited(tokens) || file.isNew(table.name) || !kept.has(statement)) return [];
      const set = outline.kind === "update" ? setColumns(tokens) : [];
      if (set.length > 0 && set.every((column) => file.isNewColumn(table.name, column))) return [];
      const name = unquote(table.token);
      const permission = /\s/.test(name) ? "bulk-change" : `bulk-change:${name}`;
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

/** What the statements of a file have made so far. */
class FileSoFar {
  readonly #before: Origins;
  readonly #created = new Set<string>();
  /** The folded names of the columns that tables had before, by the table's name now. */
  readonly #columns = new Map<string, Set<string>>();

  constructor(before: Origins) {
    this.#before = before;
  }

  add(statement: Statement): void {
    const outline = outlineOf(statement);
    if (outline.kind === "create") this.#created.add(outline.name.name);
    if (outline.kind === "drop") this.#created.delete(outline.name.name);
    if (outline.kind !== "alter") return;
    const { table: { name }, action } = outline;
    const columns = this.#columnsOf(name);
    if (action.kind === "add-column") columns?.delete(action.column.name);
    if (action.kind === "rename-column" && columns?.delete(action.column.name)) {
      columns.add(action.to.name);
    }
    if (action.kind === "rename-table" && !this.#created.delete(name) && columns) {
      this.#columns.set(action.to.name, columns);
    }
  }

  /** Whether a table has no rows from before the file, given its folded name. */
  isNew(table: string): boolean {
    return this.#created.has(table) || this.#columnsOf(table) === undefined;
  }

  /** Whether the file adds the column, perhaps by a rebuild. */
  isNewColumn(table: string, column: string): boolean {
    return this.#columnsOf(table)?.has(column) !== true;
  }

  /** Any name in the statements about the table may be one of a column. */
  #columnsOf(table: string): Set<string> | undefined {
    const origin = this.#before.get(table);
    const columns = this.#columns.get(table) ?? (origin && new Set(namesIn(origin)));
    if (columns !== undefined) this.#columns.set(table, columns);
    return columns;
  }
}

/** Whether there is a WHERE or a LIMIT outside of parentheses. */
function isLimited(tokens: readonly Token[]): boolean {
  let depth = 0;
  return tokens.some((token) => {
    if (token.text === "(") depth++;
    if (token.text === ")") depth--;
    return depth === 0 && isWord(token, "where", "limit");
  });
}

/** The folded names of the columns that an UPDATE sets, those of lists such as (a, b) = (1, 2) too. */
function setColumns(tokens: readonly Token[]): string[] {
  const start = tokens.findIndex((token) => isWord(token, "set"));
  const columns: string[] = [];
  let depth = 0;
  let isColumn = true;
  for (const token of tokens.slice(start + 1)) {
    if (depth === 0 && isWord(token, "from", "returning", "order")) break;
    if (isWord(token, "=")) isColumn = false;
    if (depth === 0 && token.text === ",") isColumn = true;
    if (token.text === "(") depth++;
    else if (token.text === ")") depth--;
    else if (isColumn) columns.push(...[nameOf(token) ?? []].flat());
  }
  return columns;
}
