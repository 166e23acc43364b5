/**
 * A schema as in the snapshots of any version of Drizzle Kit, which compares texts as Drizzle
 * writes them, character by character. A name is absent if Drizzle Kit generates it.
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
  /** The expression after DEFAULT; a number or a boolean if it was given as one. */
  readonly default?: string | number | boolean;
  /** The expression, including its parentheses. */
  readonly generated?: { readonly as: string; readonly type: "stored" | "virtual" };
}

/** A primary key or a UNIQUE. */
export interface KitKey {
  readonly name?: string;
  readonly columns: readonly string[];
}

/** An index made by CREATE INDEX. */
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

/** A CHECK, without enclosing parentheses. */
export interface KitCheck {
  readonly name: string;
  readonly value: string;
}

/** A view; an external one has no definition. */
export interface KitView {
  readonly name: string;
  readonly definition?: string;
}

/** Whether what was read from a snapshot is a schema: anybody may have edited it. */
export function isKitSchema({ tables, views }: KitSchema): boolean {
  const isKey = (key: KitKey) => areTexts(key.columns);
  return tables.every((table) =>
    areTexts([table.name]) &&
    table.columns.every(({ name, type }) => areTexts([name, type])) &&
    isKey(table.primaryKey ?? { columns: [] }) && table.uniques.every(isKey) &&
    table.indexes.every(({ name, columns }) =>
      areTexts([name, ...columns.map(({ value }) => value)])
    ) &&
    table.foreignKeys.every(({ columns, tableTo, columnsTo, onDelete, onUpdate }) =>
      areTexts([tableTo, onDelete, onUpdate]) && areTexts(columns) && areTexts(columnsTo)
    ) &&
    table.checks.every(({ name, value }) => areTexts([name, value]))
  ) && views.every(({ name, definition = "" }) => areTexts([name, definition]));
}

function areTexts(values: readonly unknown[]): boolean {
  return Array.isArray(values) && values.every((it) => typeof it === "string");
}

/** The id of a snapshot, and those of its predecessors. */
export interface KitLinks {
  readonly id: string;
  /** The newest snapshots, on which no others build; empty for the first. */
  readonly previous: readonly string[];
}

/** The predecessor of the first snapshot. */
export const NO_SNAPSHOT = "00000000-0000-0000-0000-000000000000";
