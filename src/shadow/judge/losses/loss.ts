import type { SchemaSnapshot } from "../../../schema/snapshot.ts";
import type { Becomes } from "../effect.ts";
import type { Lineage } from "../run/lineage.ts";
import type { Marks } from "../outcome/marks.ts";
import type { RunFile } from "../run/run.ts";
import type { DatabaseState, Row } from "../run/state.ts";
import type { Succession } from "./successors.ts";

/** A table, column, row or value that is missing after a run, not yet blamed on a statement. */
export type Loss =
  | { readonly kind: "table"; readonly table: string; readonly isBack: boolean }
  | {
    readonly kind: "column";
    readonly table: string;
    readonly column: string;
    readonly isBack: boolean;
    /** Whether its values are elsewhere, but not for every row. */
    readonly isPartial?: boolean;
  }
  | {
    readonly kind: "rows";
    readonly table: string;
    readonly before: number;
    readonly after: number;
    readonly rows: readonly Row[];
  }
  | ValueLoss
  | {
    readonly kind: "doubled";
    readonly table: string;
    /** How many rows there were, and how many more there are of the same. */
    readonly before: number;
    readonly more: number;
  };

/** Values that are not what they were. */
export interface ValueLoss {
  readonly kind: "values";
  readonly table: string;
  readonly column: string;
  readonly becomes: Becomes;
  /** The column whose values these are now, if it has others itself. */
  readonly from?: string | undefined;
  /** The column that has replaced theirs. */
  readonly into?: string | undefined;
  readonly rows: readonly Row[];
}

/** The database before and after a run. */
export interface Ends {
  readonly start: DatabaseState;
  readonly end: DatabaseState;
  readonly before: SchemaSnapshot;
  readonly after: SchemaSnapshot;
  readonly lineage: Lineage;
  readonly marks: Marks;
  readonly successions: ReadonlyMap<string, Succession>;
  /** The files that were run. */
  readonly files: readonly RunFile[];
}
