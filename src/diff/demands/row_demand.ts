import type { Change } from "../change.ts";
import type { Difference } from "../difference.ts";
import type { RowSource } from "./row_source.ts";

/** The kinds of demands on rows, named like the rules that warn of them. */
export type DemandRule =
  | "null-to-not-null"
  | "unique-on-existing"
  | "check-on-existing"
  | "foreign-key-on-existing"
  | "strict-or-without-rowid"
  | "vector-on-existing"
  | "lossy-type-change";

/** A condition that existing rows must meet for a change to succeed. */
export interface RowDemand {
  readonly rule: DemandRule;
  readonly change: Change;
  /** The name of the table afterwards. */
  readonly table: string;
  /** The obstacle: `users.bio contains NULL`. */
  readonly problem: string;
  /**
   * An SQL expression, with the names before any rename, that is true if no row violates the
   * demand. Absent if this cannot be checked beforehand, such as for converted values.
   */
  readonly condition?: string;
  /** The condition with the later names, after the changes, if it can only be checked then. */
  readonly conditionAfter?: string;
}

/** A change and its rows. */
export interface DemandContext {
  readonly source: RowSource;
  readonly change: Change;
  readonly difference: Difference;
}

/** A demand on the rows of the change's table. */
export function demand(
  { source, change }: DemandContext,
  rest: Pick<RowDemand, "rule" | "problem" | "condition" | "conditionAfter">,
): RowDemand {
  return { change, table: source.after.name, ...rest };
}

/** The condition that no row matches; none if the rows cannot be read. */
export function noRow(rows: string | undefined, unless: string): { readonly condition?: string } {
  return rows === undefined
    ? {}
    : { condition: `NOT EXISTS (SELECT 1 FROM ${rows} WHERE ${unless})` };
}
