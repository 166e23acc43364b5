import { isInside, isTelling, mayHold } from "../outcome/marks.ts";
import type { Row } from "../run/state.ts";
import { wasThere } from "./gone_tables.ts";
import type { Ends } from "./loss.ts";

/** The rows of a table, and what each has become. */
interface MatchedRows {
  readonly before: { readonly rows: readonly Row[] };
  readonly matched: readonly (Row | undefined)[];
}

/** A dropped column by its position, and the columns afterwards that are new. */
interface MovedColumn {
  readonly place: number;
  readonly isNew: readonly boolean[];
}

/**
 * Whether the values of a dropped column, which are elsewhere now, can be found from the rows that had them:
 * another value of the row is beside its value there, or it has a new value that no row with another one has,
 * or a new table names it, which may both refer to the other row by its rowid.
 */
export function isFoundByRow(
  { before, matched }: MatchedRows,
  { place, isNew }: MovedColumn,
  { start, end }: Pick<Ends, "start" | "end">,
): boolean {
  const tables = [...end].map(([key, { name, columns, rows }]) => ({
    isNew: !start.has(key),
    rows,
    holdersOf: (value: string) =>
      !mayHold(rows, value)
        ? []
        : rows.filter((row) =>
          row.some((cell, at) =>
            isInside(value, cell) && !wasThere(start, { table: name, column: columns[at]! }, value)
          )
        ),
  }));
  const isShared = (at: number, cell: string, value: string) =>
    before.rows.some((other, index) =>
      isTelling(other[place]!) && other[place] !== value && matched[index]?.[at] === cell
    );
  return before.rows.every((row, index) => {
    const [value, is] = [row[place]!, matched[index]];
    if (is === undefined || !isTelling(value)) return true;
    const isOwn = (cell: string, at: number) =>
      isNew[at] && cell !== "NULL" && !isShared(at, cell, value);
    if (is.some(isOwn)) return true;
    const isBeside = (other: Row) =>
      other.some((cell) => cell !== "NULL" && cell !== value && is.includes(cell));
    return tables.some((table) => {
      const holders = table.holdersOf(value);
      return holders.includes(is) || holders.some(isBeside) ||
        (holders.length > 0 &&
          tables.some((link) => link !== table && link.isNew && link.rows.some(isBeside)));
    });
  });
}
