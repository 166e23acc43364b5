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

/** One difference between two schemas, told apart by `kind`. `describeChange` puts it into words. */
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

/** A table, virtual table, index, view or trigger that only the desired schema has. */
export interface Create {
  readonly kind: "create";
  /** The object to create. */
  readonly object: SchemaObject;
}

/** A table, virtual table, index, view or trigger that only the current schema has. */
export interface Drop {
  readonly kind: "drop";
  /** The object to drop. */
  readonly object: SchemaObject;
}

/** An object that cannot be altered, and is dropped and created again. */
export interface Replace {
  readonly kind: "replace";
  /** The object in the current schema. */
  readonly before: Index | View | Trigger | VirtualTable;
  /** The object in the desired schema. */
  readonly after: Index | View | Trigger | VirtualTable;
}

/** A table that is renamed and keeps its rows. */
export interface RenameTable {
  readonly kind: "rename-table";
  /** The current name. */
  readonly before: string;
  /** The desired name. */
  readonly after: string;
}

/** A column that is renamed and keeps its values. */
export interface RenameColumn {
  readonly kind: "rename-column";
  /** The name of its table in the desired schema. */
  readonly table: string;
  /** The current name. */
  readonly before: string;
  /** The desired name. */
  readonly after: string;
}

/** A column that is added to a table. */
export interface AddColumn {
  readonly kind: "add-column";
  /** The name of the table in the desired schema. */
  readonly table: string;
  /** The column to add. */
  readonly column: Column;
}

/** A column that is dropped from a table. */
export interface DropColumn {
  readonly kind: "drop-column";
  /** The name of the table in the desired schema. */
  readonly table: string;
  /** The column to drop. */
  readonly column: Column;
}

/** A part of a column's definition: its type, NOT NULL, DEFAULT, COLLATE or generated expression. */
export type ColumnFacet = "type" | "not-null" | "default" | "collation" | "generated";

/** A column whose definition changes. */
export interface AlterColumn {
  readonly kind: "alter-column";
  /** The name of the table in the desired schema. */
  readonly table: string;
  /** The column in the current schema, with its desired name if it is renamed. */
  readonly before: Column;
  /** The column in the desired schema. */
  readonly after: Column;
  /** The parts that differ, at least one. */
  readonly facets: readonly ColumnFacet[];
}

/** A constraint of a table, or its primary key. */
export type TableConstraint = Constraint | ({ readonly kind: "primary-key" } & PrimaryKey);

/** A constraint that is added to a table. */
export interface AddConstraint {
  readonly kind: "add-constraint";
  /** The name of the table in the desired schema. */
  readonly table: string;
  /** The constraint to add. */
  readonly constraint: TableConstraint;
}

/** A constraint that is dropped from a table. */
export interface DropConstraint {
  readonly kind: "drop-constraint";
  /** The name of the table in the desired schema. */
  readonly table: string;
  /** The constraint to drop. */
  readonly constraint: TableConstraint;
}

/**
 * A property of a table as a whole: STRICT, WITHOUT ROWID, RANDOM ROWID or the order of its columns. `"other"` is
 * anything that the model cannot represent.
 */
export type TableOption = "strict" | "without-rowid" | "random-rowid" | "column-order" | "other";

/** Table options that change. */
export interface AlterOptions {
  readonly kind: "alter-options";
  /** The name of the table in the desired schema. */
  readonly table: string;
  /** The options that differ, at least one. */
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
