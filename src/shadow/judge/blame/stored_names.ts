import { sameName } from "../../../sql/names.ts";
import { filledTable } from "../../../sql/statement_kinds.ts";
import type { Statement } from "../../../sql/statements.ts";
import { isWord, unquote } from "../../../sql/tokens.ts";
import { plain } from "../../database/literals.ts";
import type { NameStored } from "../effect.ts";
import { allStatements, type RunFile } from "../run/run.ts";
import type { TableState } from "../run/state.ts";
import type { Succession } from "../losses/successors.ts";

/**
 * New columns with their own name in every row, and the statement that stored it: it selects the column
 * from a table that does not have it, and most builds of SQLite take a double-quoted name for a string
 * if it is not that of a column. https://www.sqlite.org/quirks.html#dblquote
 */
export function storedNames(
  successions: readonly Succession[],
  files: readonly RunFile[],
): (NameStored & { readonly statement: Statement })[] {
  const copies = allStatements(files).filter((it) => filledTable(it) !== undefined);
  return successions.flatMap(({ before, after }) => {
    const fresh = after?.columns.filter((it) => !before.columns.some((was) => sameName(was, it)));
    return (fresh ?? []).filter((column) => holdsItsName(after!, column)).flatMap((column) => {
      const statement = copies.find((copy) => selects(copy, column));
      if (statement === undefined) return [];
      return [{ kind: "name-stored", table: before.name, column, statement } as const];
    });
  });
}

function holdsItsName({ columns, rows }: TableState, column: string): boolean {
  const place = columns.indexOf(column);
  return rows.length > 0 &&
    rows.every((row) => row[place]!.startsWith("'") && sameName(plain(row[place]!), column));
}

/** Whether the statement selects the column's name in double quotes. */
function selects({ tokens }: Statement, column: string): boolean {
  const start = tokens.findIndex((token) => isWord(token, "select"));
  return start >= 0 &&
    tokens.slice(start).some((it) => it.text.startsWith('"') && sameName(unquote(it), column));
}
