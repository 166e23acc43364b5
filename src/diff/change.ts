import type {
  Column,
  Constraint,
  Index,
  PrimaryKey,
  SchemaObject,
  Trigger,
  View,
  VirtualTable,
} from "../schema/snapshot.ts";

/** A difference between two schemas; what to do about it is a step of the plan. */
export type Change =
  | Create
  | Drop
  | Replace
  | RenameTable
  | RenameColumn
  | AddColumn
  | DropColumn
  | AlterColumn
  | AddConstraint
  | DropConstraint
  | AlterOptions;

/** An object that only the desired schema has. */
export interface Create {
  readonly kind: "create";
  readonly object: SchemaObject;
}

/** An object that only the current schema has. */
export interface Drop {
  readonly kind: "drop";
  readonly object: SchemaObject;
}

/** An object that cannot be altered, and is dropped and created again. */
export interface Replace {
  readonly kind: "replace";
  readonly before: Index | View | Trigger | VirtualTable;
  readonly after: Index | View | Trigger | VirtualTable;
}

/** A table that keeps its rows under another name. */
export interface RenameTable {
  readonly kind: "rename-table";
  readonly before: string;
  readonly after: string;
}

/** A column that keeps its values under another name. */
export interface RenameColumn {
  readonly kind: "rename-column";
  /** The table's name after the migration. */
  readonly table: string;
  readonly before: string;
  readonly after: string;
}

/** A column that is added to a table. */
export interface AddColumn {
  readonly kind: "add-column";
  readonly table: string;
  readonly column: Column;
}

/** A column that is dropped from a table. */
export interface DropColumn {
  readonly kind: "drop-column";
  readonly table: string;
  readonly column: Column;
}

/** The part of a column that differs. */
export type ColumnFacet = "type" | "not-null" | "default" | "collation" | "generated";

/** A column whose definition changes. */
export interface AlterColumn {
  readonly kind: "alter-column";
  readonly table: string;
  readonly before: Column;
  readonly after: Column;
  /** Never empty. */
  readonly facets: readonly ColumnFacet[];
}

/** A constraint as the subject of a change, which includes the primary key. */
export type TableConstraint = Constraint | ({ readonly kind: "primary-key" } & PrimaryKey);

/** A constraint that is added to a table. */
export interface AddConstraint {
  readonly kind: "add-constraint";
  readonly table: string;
  readonly constraint: TableConstraint;
}

/** A constraint that is dropped from a table. */
export interface DropConstraint {
  readonly kind: "drop-constraint";
  readonly table: string;
  readonly constraint: TableConstraint;
}

/**
 * STRICT, WITHOUT ROWID, RANDOM ROWID, the order of columns, or anything that the model cannot
 * represent.
 */
export type TableOption = "strict" | "without-rowid" | "random-rowid" | "column-order" | "other";

/** Table options that change. */
export interface AlterOptions {
  readonly kind: "alter-options";
  readonly table: string;
  /** Never empty. */
  readonly options: readonly TableOption[];
}

/** The object that the change creates, as a new one or as a replacement. */
export function createdBy(change: Change): SchemaObject | undefined {
  if (change.kind === "create") return change.object;
  return change.kind === "replace" ? change.after : undefined;
}

/** The object that the change drops, for good or to replace it. */
export function droppedBy(change: Change): SchemaObject | undefined {
  if (change.kind === "drop") return change.object;
  return change.kind === "replace" ? change.before : undefined;
}
