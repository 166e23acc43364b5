import type { Change } from "../change.ts";
import type { Difference } from "../difference.ts";
import type { RowSource } from "./row_source.ts";

/** What a change may ask of rows, as the rule that warns of it is called. */
export type DemandRule =
  | "null-to-not-null"
  | "unique-on-existing"
  | "check-on-existing"
  | "foreign-key-on-existing"
  | "strict-or-without-rowid"
  | "vector-on-existing"
  | "lossy-type-change";

/** What rows that are there must be like, for a change to be made. */
export interface RowDemand {
  readonly rule: DemandRule;
  readonly change: Change;
  /** The name of the table afterwards. */
  readonly table: string;
  /** What is in the way: `users.bio contains NULL`. */
  readonly says: string;
  /**
   * An SQL expression, in the names before any rename, that is true when no row is in the way.
   * Absent where that cannot be asked beforehand, such as of values that are converted.
   */
  readonly condition?: string;
}

/** A change, and the rows it is about. */
export interface DemandContext {
  readonly source: RowSource;
  readonly change: Change;
  readonly difference: Difference;
}

/** A demand on the rows of the change's table. */
export function demand(
  { source, change }: DemandContext,
  rest: Pick<RowDemand, "rule" | "says" | "condition">,
): RowDemand {
  return { change, table: source.after.name, ...rest };
}

/** The condition that none of the rows is like that; none where the rows cannot be read. */
export function noRow(rows: string | undefined, unless: string): { readonly condition?: string } {
  return rows === undefined
    ? {}
    : { condition: `NOT EXISTS (SELECT 1 FROM ${rows} WHERE ${unless})` };
}
