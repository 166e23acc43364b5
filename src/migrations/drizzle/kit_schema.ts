/**
 * A schema as Drizzle Kit keeps it in its snapshots, whatever their version: texts as Drizzle writes
 * them, which Drizzle Kit compares letter by letter. A name is absent where Drizzle Kit makes one up.
 */
export interface KitSchema {
  readonly tables: readonly KitTable[];
  readonly views: readonly KitView[];
}

/** A table. */
export interface KitTable {
  readonly name: string;
  readonly columns: readonly KitColumn[];
  readonly primaryKey?: KitKey;
  readonly uniques: readonly KitKey[];
  readonly indexes: readonly KitIndex[];
  readonly foreignKeys: readonly KitForeignKey[];
  readonly checks: readonly KitCheck[];
}

/** A column, without the keys it is part of. */
export interface KitColumn {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly autoincrement: boolean;
  /** What follows DEFAULT; a number or a boolean where it was given as one. */
  readonly default?: string | number | boolean;
  /** The expression with its parentheses. */
  readonly generated?: { readonly as: string; readonly type: "stored" | "virtual" };
}

/** A primary key or a UNIQUE. */
export interface KitKey {
  readonly name?: string;
  readonly columns: readonly string[];
}

/** An index that was created by name. */
export interface KitIndex {
  readonly name: string;
  readonly columns: readonly { readonly value: string; readonly isExpression: boolean }[];
  readonly isUnique: boolean;
  readonly where?: string;
}

/** A foreign key; its actions are in lower case. */
export interface KitForeignKey {
  readonly name?: string;
  readonly columns: readonly string[];
  readonly tableTo: string;
  readonly columnsTo: readonly string[];
  readonly onDelete: string;
  readonly onUpdate: string;
}

/** A CHECK, without parentheses of its own. */
export interface KitCheck {
  readonly name: string;
  readonly value: string;
}

/** A view; one that is made elsewhere has no definition. */
export interface KitView {
  readonly name: string;
  readonly definition?: string;
}

/** What a snapshot is called, and those before it. */
export interface KitLinks {
  readonly id: string;
  /** The newest, or every one that no other comes after; empty for the first. */
  readonly previous: readonly string[];
}

/** What the first snapshot comes after. */
export const NO_SNAPSHOT = "00000000-0000-0000-0000-000000000000";
