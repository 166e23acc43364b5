import { fold } from "../../sql/names.ts";
import { tokenize } from "../../sql/tokens.ts";
import { mentions } from "./mentions.ts";
import type { ColumnText, TableText } from "../text/table_sql.ts";

/** What the column computes and checks. */
export function expressionsOf(column: ColumnText): string[] {
  return [
    column.column.generated?.expression ?? "",
    ...column.constraints.map((it) => it.kind === "check" ? it.expression : ""),
  ];
}

/**
 * Whether the engine would cut the text within a comment. To drop the last column it cuts at the
 * first comma that it finds backwards from the column's name, be it in a comment: then "incomplete
 * input". Seen in SQLite 3.40 and in libSQL 0.5.29; 3.53 looks for the comma itself.
 */
export function isCutInComment(own: ColumnText, { sql, columns }: TableText): boolean {
  const before = columns[columns.indexOf(own) - 1];
  const between = tokenize(sql.slice(before?.endOffset ?? own.startOffset, own.startOffset));
  const comma = between.findIndex((token) => token.text === ",");
  return between.slice(comma + 1).some(({ kind, text }) =>
    kind === "comment" && text.includes(",")
  );
}

/** Whether no column names one that comes after it: SQLite adds one after the other. */
export function namesNoLaterOne(columns: readonly ColumnText[]): boolean {
  return columns.every((own, index) => {
    const named = new Set(expressionsOf(own).flatMap((text) => [...mentions(text)]));
    return !columns.slice(index + 1).some(({ column }) => named.has(fold(column.name)));
  });
}
