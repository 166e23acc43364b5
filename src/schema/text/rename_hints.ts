import { positionAt } from "../../base/diagnostic.ts";
import { outlineOf } from "../../sql/outline_of.ts";
import type { Statement } from "../../sql/statements.ts";
import { type Token, unquote } from "../../sql/tokens.ts";
import { readTable } from "./table_sql.ts";

/** The previous name of a table or a column, from a comment `-- @renamed from=NAME` in the schema. */
export type RenameHint =
  | {
    readonly kind: "table";
    /** The previous name. */
    readonly before: string;
    /** The name in the schema that has the comment. */
    readonly after: string;
  }
  | {
    readonly kind: "column";
    /** The name of its table in the schema that has the comment. */
    readonly table: string;
    /** The previous name. */
    readonly before: string;
    /** The name in the schema that has the comment. */
    readonly after: string;
  };

/**
 * The hints of a CREATE TABLE, in order: `-- @renamed from=old` on the line of a column or of the
 * table's name, or above the statement for the table. For a virtual table, all of them apply to the
 * table; other statements have none.
 */
export function renameHints(statement: Statement): RenameHint[] {
  if (statement.comments.length === 0) return [];
  const marked = statement.comments.flatMap((comment) => {
    const before = nameIn(comment);
    return before === undefined ? [] : [{ comment, before }];
  });
  if (marked.length === 0) return [];
  const table = readTable(statement.sql);
  if (table === undefined) {
    const outline = outlineOf(statement);
    if (outline.kind !== "create" || outline.object !== "virtual-table") return [];
    const after = unquote(outline.name.token);
    return marked.map(({ before }) => ({ kind: "table", before, after }));
  }
  const lineOf = (offset: number) => positionAt(statement.source.text, offset).line;
  const columns = Map.groupBy(
    table.columns.map(({ column, startOffset }) => ({
      column,
      offset: statement.startOffset + startOffset,
    })),
    ({ offset }) => lineOf(offset),
  );
  const name = unquote(table.name);
  return marked.map(({ comment, before }) => {
    const column = columns.get(lineOf(comment.startOffset))
      ?.findLast(({ offset }) => offset < comment.startOffset);
    if (column === undefined) return { kind: "table", before, after: name };
    return { kind: "column", table: name, before, after: column.column.name };
  });
}

const HINT = /@renamed\s+from\s*=\s*/;

/** The name after `from=`, matched only there: elsewhere in a comment a quote may be unclosed. */
const NAME = /"(?:[^"]|"")+"|`(?:[^`]|``)+`|\[[^\]]+\]|[^\s"`[\]*]+/y;

function nameIn({ text }: Token): string | undefined {
  const hint = HINT.exec(text);
  if (hint === null) return undefined;
  NAME.lastIndex = hint.index + hint[0].length;
  const name = NAME.exec(text)?.[0];
  if (name === undefined) return undefined;
  const kind = /^["`[]/.test(name) ? "name" : "word";
  return unquote({ kind, text: name, startOffset: 0, endOffset: name.length });
}
