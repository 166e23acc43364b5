import type { ForeignKeyAction } from "../../schema/snapshot.ts";
import type { Statement } from "../../sql/statements.ts";
import type { Refused } from "./run/run.ts";

/** A loss or a failure that files cause, with the statement to blame. */
export type Effect =
  & {
    /** The statement that caused it. */
    readonly statement: Statement;
    /** Statements that failed before it, if the runner continues after errors. */
    readonly failedBefore: readonly Refused[];
    /** Whether it happens only with certain values in the rows. */
    readonly dependsOnRows: boolean;
    /** What rows have in common that it happens to, if it is known. */
    readonly trait?: RowTrait;
  }
  & EffectFacts;

/** What few rows of a table have, as far as these columns. */
export interface RowTrait {
  readonly table: string;
  /** At least one, except for "alone" and "more". */
  readonly columns: readonly string[];
  readonly has:
    /** NULL. */
    | "null"
    /** NULL, as another row has. */
    | "nulls"
    /** The same as another row. */
    | "equal"
    /** The same as another row but for case. */
    | "alike"
    /** The key that REPLACE writes. */
    | "taken"
    /** A text that reads as a number. */
    | "number"
    /** A number with more digits than another type keeps. */
    | "long"
    /** A text that is not JSON. */
    | "malformed"
    /** A value that a statement compares them with. */
    | "value"
    /** No row of another table that belongs to it. */
    | "alone"
    /** More rows than a LIMIT. */
    | "more";
  /** Present if they are of the primary key, which is hardly ever meant to hold a NULL. */
  readonly isKey?: true;
  /** The value in each of the columns as an SQL literal, if it has one that a statement compares them with. */
  readonly values?: readonly string[];
  /** The table of the other row, if it is not the same. */
  readonly other?: string;
}

/** An effect without its place. Tables and columns have the names from before the files. */
export type EffectFacts =
  | TableDropped
  | ColumnDropped
  | RowsLost
  | ValuesLost
  | RowsDoubled
  | KeyLost
  | OrphansLeft
  | NameStored
  | IndexStale
  | ColumnUnchecked
  | Failed;

/** A table that was dropped, or recreated without its rows, which are in no other table. */
export interface TableDropped {
  readonly kind: "table-dropped";
  readonly table: string;
  /** Whether a table of that name was created again. */
  readonly isBack: boolean;
  /** See `withLookalikes`. */
  readonly lookalike?: string;
}

/** A column that was dropped, and whose values are in no other column. */
export interface ColumnDropped {
  readonly kind: "column-dropped";
  readonly table: string;
  readonly column: string;
  /** Whether a column of that name was added again. */
  readonly isBack: boolean;
  /** See `withLookalikes`. */
  readonly lookalike?: string;
  /** Whether other values were computed from its values. */
  readonly isConverted: boolean;
  /** Whether its values are elsewhere, or others are computed from them, but not for every row. */
  readonly isPartial?: boolean;
}

/** Rows that are missing from a table that still exists. */
export interface RowsLost {
  readonly kind: "rows-lost";
  readonly table: string;
  readonly before: number;
  readonly after: number;
  readonly cause: Cause;
}

/** Values that have changed in a column that still exists. */
export interface ValuesLost {
  readonly kind: "values-lost";
  readonly table: string;
  readonly column: string;
  readonly count: number;
  /** The values now. */
  readonly becomes: Becomes;
  /** The column whose values these are now, if it has others itself. */
  readonly from?: string | undefined;
  /** Whether the column is part of the primary key. */
  readonly isKey: boolean;
  readonly cause: Cause;
}

/**
 * What values have become: "rowid" if they were NULL and the column is the rowid now, "number" if a text
 * is a number that is written differently, "rounded" if a number has lost digits, "same" if every row has
 * the value of one of them.
 */
export type Becomes = "null" | "default" | "rowid" | "number" | "rounded" | "same" | "other";

/** Rows that a rebuilt table has more than once. */
export interface RowsDoubled {
  readonly kind: "rows-doubled";
  readonly table: string;
  readonly before: number;
  /** How many there are in addition. */
  readonly more: number;
}

/** A foreign key that references a missing table. */
export interface KeyLost {
  readonly kind: "key-lost";
  readonly table: string;
  readonly columns: readonly string[];
  readonly parent: string;
}

/** Rows whose parent rows are gone. */
export interface OrphansLeft {
  readonly kind: "orphans-left";
  readonly table: string;
  readonly parent: string;
  readonly count: number;
}

/** A new column whose value is its own name in every row. */
export interface NameStored {
  readonly kind: "name-stored";
  readonly table: string;
  readonly column: string;
}

/** A search index over another table, or view, with other entries than those of its rows. */
export interface IndexStale {
  readonly kind: "index-stale";
  /** The index. */
  readonly table: string;
  readonly content: string;
  /** Whether the files create it. */
  readonly isNew: boolean;
}

/** A column that libSQL's ALTER COLUMN has given another definition, which rows or indexes do not follow. */
export interface ColumnUnchecked {
  readonly kind: "column-unchecked";
  readonly table: string;
  readonly column: string;
  /**
   * What SQLite finds wrong with a row, such as `NULL value in users.name`; or what no row shows: the
   * order of an index by the old collation, or another default for rows from before the column.
   */
  readonly found: string;
}

/** A statement that succeeds on empty tables and fails on rows. */
export interface Failed {
  readonly kind: "failed";
  readonly reason: string;
  readonly atCommit: boolean;
  /** Whether it fails only if rows have NULL or defaults. */
  readonly needsNull: boolean;
  /** Whether it fails with any rows, whatever their values. */
  readonly isCertain: boolean;
}

/** Why rows or values are lost. */
export type Cause =
  /** Another table was dropped, which triggered the actions of foreign keys. */
  | {
    readonly kind: "drop";
    /** Its name before the files; if they created it, its name when it was dropped. */
    readonly table: string;
    readonly isRebuilt: boolean;
    readonly key?: { readonly columns: readonly string[]; readonly onDelete: ForeignKeyAction };
  }
  /** A copy into the table that replaces theirs leaves them out. */
  | {
    readonly kind: "copy";
    /** Whether the copy excludes rows explicitly, such as by a WHERE. */
    readonly isFiltered: boolean;
    /** Whether several copies divide the rows by conditions, none of which is true of these. */
    readonly isDivided: boolean;
    /**
     * The columns with NULL in all of these rows of which the copy excludes other values: a comparison
     * with NULL is not true, so that it excludes NULL, too.
     */
    readonly nulls: readonly string[];
    /** Whether the copy has another value for the column. */
    readonly isListed: boolean;
    /** Whether the copy selects the column by itself. */
    readonly isSelected: boolean;
    /** Whether the copy names no columns on one side, so that their order decides. */
    readonly isByOrder: boolean;
  }
  /**
   * REPLACE deleted rows of this table that had the same key as new ones: theirs, or rows that they
   * reference.
   */
  | { readonly kind: "replace"; readonly table: string; readonly isOwn: boolean }
  /** A statement that names the table changes its rows. */
  | { readonly kind: "direct" }
  /**
   * A statement that names another table changes them through a foreign key or a trigger; `back` is that
   * table if the statement deletes its rows and all of them are there again at the end.
   */
  | { readonly kind: "indirect"; readonly back?: string }
  | { readonly kind: "unexplained" };
