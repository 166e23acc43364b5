import type { Table } from "../snapshot.ts";

/** How a column converts and compares values. https://www.sqlite.org/datatype3.html#type_affinity */
export type Affinity = "integer" | "text" | "blob" | "real" | "numeric";

/**
 * The affinity of a declared type, in SQLite's order: `CHARINT` is an integer.
 * https://www.sqlite.org/datatype3.html#determination_of_column_affinity
 */
export function affinityOf(type: string): Affinity {
  if (/INT/i.test(type)) return "integer";
  if (/CHAR|CLOB|TEXT/i.test(type)) return "text";
  if (/BLOB/i.test(type) || type === "") return "blob";
  return /REAL|FLOA|DOUB/i.test(type) ? "real" : "numeric";
}

/**
 * The affinity of a type within a given table: ANY converts nothing in a STRICT table and is
 * numeric everywhere else.
 * https://www.sqlite.org/stricttables.html#the_any_datatype
 */
export function affinityIn({ strict }: Pick<Table, "strict">, type: string): Affinity {
  return strict && type.toUpperCase() === "ANY" ? "blob" : affinityOf(type);
}

/** Whether the affinity converts values to numbers where possible. */
export function isNumeric(affinity: Affinity): boolean {
  return affinity !== "text" && affinity !== "blob";
}
