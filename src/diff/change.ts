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

/** What differs between two schemas; what to do about it is a step of the plan. */
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

/** Something that the desired schema has and the current one lacks. */
export interface Create {
  readonly kind: "create";
  readonly object: SchemaObject;
}

/** Something that the current schema has and the desired one lacks. */
export interface Drop {
  readonly kind: "drop";
  readonly object: SchemaObject;
}

/** An object that cannot be altered and is dropped and made again. */
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

/** A column that a table gets. */
export interface AddColumn {
  readonly kind: "add-column";
  readonly table: string;
  readonly column: Column;
}

/** A column that a table loses. */
export interface DropColumn {
  readonly kind: "drop-column";
  readonly table: string;
  readonly column: Column;
}

/** What of a column differs. */
export type ColumnFacet = "type" | "not-null" | "default" | "collation" | "generated";

/** A column that stays and says something else. */
export interface AlterColumn {
  readonly kind: "alter-column";
  readonly table: string;
  readonly before: Column;
  readonly after: Column;
  /** Never empty. */
  readonly facets: readonly ColumnFacet[];
}

/** A constraint in the sense of a change: the primary key is one too. */
export type TableConstraint = Constraint | ({ readonly kind: "primary-key" } & PrimaryKey);

/** A constraint that a table gets. */
export interface AddConstraint {
  readonly kind: "add-constraint";
  readonly table: string;
  readonly constraint: TableConstraint;
}

/** A constraint that a table loses. */
export interface DropConstraint {
  readonly kind: "drop-constraint";
  readonly table: string;
  readonly constraint: TableConstraint;
}

/** STRICT, WITHOUT ROWID, RANDOM ROWID, the order of columns, or what the model has no word for. */
export type TableOption = "strict" | "without-rowid" | "random-rowid" | "column-order" | "other";

/** Options of a table that change. */
export interface AlterOptions {
  readonly kind: "alter-options";
  readonly table: string;
  /** Never empty. */
  readonly options: readonly TableOption[];
}

/** What the change creates, by itself or in the place of something else. */
export function createdBy(change: Change): SchemaObject | undefined {
  if (change.kind === "create") return change.object;
  return change.kind === "replace" ? change.after : undefined;
}

/** What the change drops, for good or to replace it. */
export function droppedBy(change: Change): SchemaObject | undefined {
  if (change.kind === "drop") return change.object;
  return change.kind === "replace" ? change.before : undefined;
}
