import { fold } from "../../sql/names.ts";
import { tokenize } from "../../sql/tokens.ts";
import { mentions } from "./mentions.ts";
import type { ColumnText, TableText } from "../text/table_sql.ts";

/** The expressions of the column: that of GENERATED and those of inline CHECKs. */
export function expressionsOf(column: ColumnText): string[] {
  return [
    column.column.generated?.expression ?? "",
    ...column.constraints.map((it) => it.kind === "check" ? it.expression : ""),
  ];
}

/**
 * Whether a comma in a comment makes DROP COLUMN fail. To drop the last column, the engine cuts the
 * text at the first comma before the column's name, even one within a comment, and reports
 * "incomplete input". Seen in SQLite 3.40 and in libSQL 0.5.29; 3.53 finds the right comma.
 */
export function commentBreaksDrop(own: ColumnText, { sql, columns }: TableText): boolean {
  const before = columns[columns.indexOf(own) - 1];
  const between = tokenize(sql.slice(before?.endOffset ?? own.startOffset, own.startOffset));
  const comma = between.findIndex((token) => token.text === ",");
  return between.slice(comma + 1).some(({ kind, text }) =>
    kind === "comment" && text.includes(",")
  );
}

/** Whether the expressions of each column use only columns before it: SQLite adds them one by one. */
export function usesOnlyEarlierColumns(columns: readonly ColumnText[]): boolean {
  return columns.every((own, index) => {
    const named = new Set(expressionsOf(own).flatMap((text) => [...mentions(text)]));
    return !columns.slice(index + 1).some(({ column }) => named.has(fold(column.name)));
  });
}
