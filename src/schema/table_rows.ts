/** The rows of a table, in its order. */
export interface TableRows {
  /** The columns that can be given values. */
  readonly columns: readonly string[];
  /** The values of each row, as SQL. */
  readonly rows: readonly (readonly string[])[];
}
