import type { ForeignKeyAction } from "../../schema/snapshot.ts";
import type { Statement } from "../../sql/statements.ts";
import type { Refused } from "./run.ts";

/** What files did to rows that were there before, or to what keeps them together. */
export type Effect =
  & {
    /** The statement that did it. */
    readonly statement: Statement;
    /** Statements that were refused before, and passed over by who continues after errors. */
    readonly passedOver: readonly Refused[];
    /** Whether it took their refusal, which itself depends on what the rows hold. */
    readonly dependsOnRows: boolean;
  }
  & EffectFacts;

/** The same without its place. Tables and columns bear their names before. */
export type EffectFacts =
  | TableDropped
  | ColumnDropped
  | RowsLost
  | ValuesLost
  | KeyLost
  | OrphansLeft
  | NameStored
  | Failed;

/** A table is gone, or back without its rows, and they are nowhere else. */
export interface TableDropped {
  readonly kind: "table-dropped";
  readonly table: string;
  /** Whether there is a table of that name again. */
  readonly isBack: boolean;
}

/** A column is gone, and its values are nowhere else. */
export interface ColumnDropped {
  readonly kind: "column-dropped";
  readonly table: string;
  readonly column: string;
  /** Whether a column of that name was added again. */
  readonly isBack: boolean;
  /** Whether other values depend on what it held, so that it goes on in another form. */
  readonly isCarriedOn: boolean;
}

/** Rows are gone from a table that stays. */
export interface RowsLost {
  readonly kind: "rows-lost";
  readonly table: string;
  readonly before: number;
  readonly after: number;
  readonly cause: Cause;
}

/** Values are gone from a column that stays. */
export interface ValuesLost {
  readonly kind: "values-lost";
  readonly table: string;
  readonly column: string;
  readonly count: number;
  /** What is there now. */
  readonly becomes: "null" | "default" | "other";
  readonly isKey: boolean;
  readonly cause: Cause;
}

/** A foreign key names a table that is not there. */
export interface KeyLost {
  readonly kind: "key-lost";
  readonly table: string;
  readonly columns: readonly string[];
  readonly parent: string;
}

/** Rows lost the row that a foreign key of theirs references. */
export interface OrphansLeft {
  readonly kind: "orphans-left";
  readonly table: string;
  readonly parent: string;
  readonly count: number;
}

/** A new column holds its own name in every row. */
export interface NameStored {
  readonly kind: "name-stored";
  readonly table: string;
  readonly column: string;
}

/** A statement that passes on empty tables was refused. */
export interface Failed {
  readonly kind: "failed";
  readonly reason: string;
  readonly atCommit: boolean;
  /** Whether only rows that hold NULL and defaults have it refused. */
  readonly needsNull: boolean;
  /** Whether any rows have it refused, whatever they hold. */
  readonly isCertain: boolean;
}

/** Why rows or values are gone. */
export type Cause =
  /** Another table was dropped, and its keys acted. */
  | {
    readonly kind: "drop";
    /** The name it had before, or the name it was dropped by where it was not there before. */
    readonly table: string;
    readonly isRebuilt: boolean;
    readonly key?: { readonly columns: readonly string[]; readonly onDelete: ForeignKeyAction };
  }
  /** They were not copied to where the table goes on. */
  | {
    readonly kind: "copy";
    /** Whether the copy says itself that some rows are to stay behind. */
    readonly isFiltered: boolean;
    /** Whether it gives the column a value, which is another one then. */
    readonly isListed: boolean;
  }
  /** A statement that names the table changes its rows. */
  | { readonly kind: "asked" }
  /** A statement that names another table reaches it by a key or a trigger. */
  | { readonly kind: "reached" }
  | { readonly kind: "unexplained" };
