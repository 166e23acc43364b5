/** The rows of a table, in its order. */
export interface TableRows {
  /** The columns that can be given values. */
  readonly columns: readonly string[];
  /** Whether the first of them is a rowid that no column of the table shows. */
  readonly hasRowid: boolean;
  /** The values of each row, as SQL. */
  readonly rows: readonly (readonly string[])[];
  /** The AUTOINCREMENT counter, if there is one. */
  readonly sequence?: string | undefined;
}

/** The rows with the values that the table's own columns have. */
export function ownValues(
  { columns, hasRowid, rows }: TableRows,
): Pick<TableRows, "columns" | "rows"> {
  return hasRowid
    ? { columns: columns.slice(1), rows: rows.map((row) => row.slice(1)) }
    : { columns, rows };
}
