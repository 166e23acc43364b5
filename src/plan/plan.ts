import type { Change } from "../diff/change.ts";
import type { Index, SchemaObject, Table, VirtualTable } from "../schema/snapshot.ts";
import type { StubbornKey } from "./rebuild/drop_order.ts";

/** Data that a plan gives up: a whole table, or one column of it. */
export interface Loss {
  readonly table: string;
  readonly column?: string;
}

/** One thing to do, and the changes it serves; none when it only makes room for another step. */
export type Step =
  | CreateStep
  | DropStep
  | RenameTableStep
  | RenameColumnStep
  | AddColumnStep
  | DropColumnStep
  | AlterColumnStep
  | GateStep
  | RebuildStep
  | RecreateStep
  | RefillStep;

interface Reasoned {
  readonly because: readonly Change[];
}

export interface CreateStep extends Reasoned {
  readonly kind: "create";
  readonly object: SchemaObject;
  /** True for an object that stood in the way and comes back as it was. */
  readonly restored: boolean;
  /** Parents that carry a temporary name at this point, by folded name. */
  readonly parents?: ReadonlyMap<string, string>;
}

export interface DropStep extends Reasoned {
  readonly kind: "drop";
  readonly object: SchemaObject;
  /** True for an object that only stands in the way and will come back. */
  readonly restored: boolean;
}

export interface RenameTableStep extends Reasoned {
  readonly kind: "rename-table";
  readonly before: string;
  readonly after: string;
}

export interface RenameColumnStep extends Reasoned {
  readonly kind: "rename-column";
  readonly table: string;
  readonly before: string;
  readonly after: string;
}

export interface AddColumnStep extends Reasoned {
  readonly kind: "add-column";
  readonly table: string;
  readonly column: string;
  /** The column as SQL, with the constraints that belong to it. */
  readonly definition: string;
  /** What the rows that are there get, as SQL. */
  readonly fill?: string;
}

export interface DropColumnStep extends Reasoned {
  readonly kind: "drop-column";
  readonly table: string;
  readonly column: string;
}

/** A column's definition replaced in place, where the target can do that. */
export interface AlterColumnStep extends Reasoned {
  readonly kind: "alter-column";
  readonly table: string;
  readonly column: string;
  /** The column as SQL. */
  readonly definition: string;
  /** What rows that hold NULL get first, as SQL. */
  readonly fill?: string;
}

/** Stops the migration before anything is touched when a row could not go along. */
export interface GateStep extends Reasoned {
  readonly kind: "gate";
  /** What it says when it stops: `users.bio holds NULL`. */
  readonly says: string;
  /** The table that lets nothing false in, under a name that nothing else has. */
  readonly table: string;
  /** An SQL expression that is true when the migration may go on. */
  readonly condition: string;
}

/** Tables made anew with their rows, together with those whose rows point at them. */
export interface RebuildStep extends Reasoned {
  readonly kind: "rebuild";
  /** Parents before the children that point at them. */
  readonly members: readonly RebuiltTable[];
  /** Every table that goes, children before the parents they point at. */
  readonly drops: readonly DroppedTable[];
  /** Why keys can hold only at the end, where that is so. */
  readonly deferral?: Deferral | undefined;
  readonly missingKeys: readonly MissingKey[];
  readonly missingParents: readonly MissingParent[];
}

/**
 * Rows point around in a circle; or rows may point nowhere, written while nobody enforced the keys,
 * and are to go along: SQLite counts such a row when it is copied, and takes it back when the old one
 * goes.
 */
export type Deferral = "circle" | "orphans";

/**
 * What a foreign key points at although nothing keeps it unique. SQLite refuses to write any row of
 * the child ("foreign key mismatch"), so an index stands in while its rows are copied.
 */
export interface MissingKey {
  readonly name: string;
  readonly table: string;
  readonly columns: readonly string[];
}

/**
 * A table that foreign keys point at although it is not there. SQLite then writes no row of the
 * child, not even one that points nowhere, and deletes none that others point at, so an empty table
 * stands in while rows are copied and old tables go.
 */
export interface MissingParent {
  readonly name: string;
  /** The lists of columns that are pointed at. */
  readonly keys: readonly (readonly string[])[];
}

/** A table that goes, for good or because its rows have a new one. */
export interface DroppedTable {
  readonly name: string;
  readonly lost: boolean;
  /**
   * The columns that tables which are dropped later still point at. SQLite deletes none of their rows
   * while there is nothing of that name, so an empty table stands in until they are gone.
   */
  readonly pointedAt: readonly (readonly string[])[];
  /** Unique indexes that might refuse what keys set in rows that are about to go. */
  readonly refusing: readonly string[];
  /**
   * Keys to itself that would set what its rows might refuse when others are deleted. They stop
   * pointing at others first.
   */
  readonly stubborn: readonly StubbornKey[];
}

export interface RebuiltTable extends Reasoned {
  /** The table's name before; another one than `after.name` where it is renamed along the way. */
  readonly before: string;
  readonly temporaryName: string;
  readonly after: Table;
  /** The new table as SQL, under its temporary name. */
  readonly sql: string;
  readonly copies: readonly CopiedColumn[];
  /** Whether the highest id ever given out must be carried over. */
  readonly carriesSequence: boolean;
  /** Unique indexes that children's foreign keys need before their rows can be copied. */
  readonly parentKeys: readonly Index[];
  /** Indexes of the old table that bear the names of those. */
  readonly replacedKeys: readonly Index[];
}

/** Where the values of a column come from. Both are SQL. */
export interface CopiedColumn {
  readonly column: string;
  readonly value: string;
}

/** A virtual table made anew with the rows it holds itself. */
export interface RecreateStep extends Reasoned {
  readonly kind: "recreate";
  readonly before: VirtualTable;
  readonly after: VirtualTable;
  readonly temporaryName: string;
  /** The columns that both have. */
  readonly columns: readonly string[];
}

/** Fills a search index from the table that holds its content. */
export interface RefillStep extends Reasoned {
  readonly kind: "refill";
  readonly table: string;
}
