import { positionAt } from "../base/diagnostic.ts";
import type { Statement } from "../sql/statements.ts";
import { isWord, significant, type Token, tokenize, unquote } from "../sql/tokens.ts";
import { objectNameToken } from "./object_sql.ts";
import { readTable } from "./table_sql.ts";

/** What a comment in a schema says of a table's or a column's name before. */
export type RenameHint =
  | { readonly kind: "table"; readonly before: string; readonly after: string }
  | {
    readonly kind: "column";
    /** The table's name in the schema that holds the hint. */
    readonly table: string;
    readonly before: string;
    readonly after: string;
  };

/**
 * The hints of a CREATE TABLE, in order: `-- @renamed from=old` on the line of a column or of the
 * table's name, or above the statement for the table. For a virtual table all are about the table;
 * none for any other statement.
 */
export function renameHints(statement: Statement): RenameHint[] {
  const marked = statement.comments.filter((comment) => HINT.test(comment.text));
  if (marked.length === 0) return [];
  const table = readTable(statement.sql);
  if (table === undefined) {
    if (!isVirtualTable(statement.sql)) return [];
    const after = unquote(objectNameToken(statement.sql));
    return marked.map((comment) => ({ kind: "table", before: nameIn(comment), after }));
  }
  const lineOf = (offset: number) => positionAt(statement.source.text, offset).line;
  const name = unquote(table.name);
  return marked.map((comment) => {
    const line = lineOf(comment.startOffset);
    const column = table.columns.findLast((it) => {
      const offset = statement.startOffset + it.startOffset;
      return offset < comment.startOffset && lineOf(offset) === line;
    });
    const before = nameIn(comment);
    if (column === undefined) return { kind: "table", before, after: name };
    return { kind: "column", table: name, before, after: column.column.name };
  });
}

function isVirtualTable(sql: string): boolean {
  const [create, virtual] = significant(tokenize(sql));
  return isWord(create, "create") && isWord(virtual, "virtual");
}

const HINT = /@renamed\s+from\s*=\s*("(?:[^"]|"")+"|`(?:[^`]|``)+`|\[[^\]]+\]|[^\s"`[\]*]+)/;

function nameIn(comment: Token): string {
  const text = HINT.exec(comment.text)![1]!;
  const kind = /^["`[]/.test(text) ? "name" : "word";
  return unquote({ kind, text, startOffset: 0, endOffset: text.length });
}
