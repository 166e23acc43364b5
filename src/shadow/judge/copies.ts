import { fold } from "../../sql/names.ts";
import type { Statement } from "../../sql/statements.ts";
import { canBeName, isWord, unquote } from "../../sql/tokens.ts";
import type { Cause } from "./effect.ts";
import type { Marks } from "./marks.ts";
import type { TableState } from "./state.ts";
import { holdersOf, type Trace } from "./trace.ts";

/** The first statement that put rows of a table into another one. */
export function copyOf(
  table: TableState,
  { trace, marks }: { readonly trace: Trace; readonly marks: Marks },
): Statement | undefined {
  const copied = trace.moments.find((when, index) => {
    if (!isWord(when.statement.tokens[0], "insert", "replace", "with", "create")) return false;
    const previous = trace.moments[index - 1] ?? trace.start;
    return table.rows.some((row) => {
      const sought = { table, row, marks };
      return holdersOf(sought, when).length > holdersOf(sought, previous).length;
    });
  });
  return copied?.statement;
}

/** What is to say of a copy that did not bring all along, be it rows or what the column held. */
export function copyCause(copy: Statement, column: string): Cause {
  return { kind: "copy", isFiltered: isFiltered(copy), isListed: givesValueTo(copy, column) };
}

/** Whether the copy says itself that some rows are to stay behind. */
function isFiltered({ tokens }: Statement): boolean {
  const has = (...words: readonly string[]) => tokens.some((token) => isWord(token, ...words));
  return has("where", "limit", "distinct", "group") && !has("join", "ignore", "replace");
}

/** Whether the copy has a value for the column, be it another one; without a list it has one for all. */
function givesValueTo({ tokens }: Statement, column: string): boolean {
  const into = tokens.findIndex((token) => isWord(token, "into"));
  const target = tokens.slice(into + 1);
  const start = target.findIndex(({ text }) => text === "(");
  const source = target.findIndex((token) => isWord(token, "select", "values", "with"));
  if (into < 0 || start < 0 || (source >= 0 && source < start)) return true;
  const end = target.findIndex(({ text }) => text === ")");
  return target.slice(start, end).some((it) => canBeName(it) && fold(unquote(it)) === fold(column));
}
