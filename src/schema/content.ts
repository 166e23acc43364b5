import type { SchemaObject } from "./snapshot.ts";

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

/** What a database contains besides the texts of its schema. */
export interface Content {
  /** The rows of its tables, by name; absent if they were not kept. */
  readonly rows?: ReadonlyMap<string, TableRows> | undefined;
  /** The objects of the schema in the order of their creation; absent if there is anything else. */
  readonly order?: readonly SchemaObject[] | undefined;
}

/** The rows with the values that the table's own columns have. */
export function ownValues(
  { columns, hasRowid, rows }: TableRows,
): Pick<TableRows, "columns" | "rows"> {
  return hasRowid
    ? { columns: columns.slice(1), rows: rows.map((row) => row.slice(1)) }
    : { columns, rows };
}
