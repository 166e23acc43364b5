import { fold, sameName } from "../sql/names.ts";

/**
 * The schema of a database as plain data: every list sorted by name, objects linked by name. Two
 * schemas are equal when their `facts` are; the texts in `sql` are kept for writing them again.
 */
export interface SchemaSnapshot {
  readonly tables: readonly Table[];
  readonly virtualTables: readonly VirtualTable[];
  readonly indexes: readonly Index[];
  readonly views: readonly View[];
  readonly triggers: readonly Trigger[];
}

/** Any object of a schema that has its own name. */
export type SchemaObject = Table | VirtualTable | Index | View | Trigger;

/** What happens to a row that violates a constraint. https://www.sqlite.org/lang_conflict.html */
export type ConflictAction = "abort" | "rollback" | "fail" | "ignore" | "replace";

/**
 * An expression as canonical tokens (see `canonicalExpression`): comparable, and valid SQL.
 */
export type Expression = string;

/** An ordinary table. https://www.sqlite.org/lang_createtable.html */
export interface Table {
  readonly kind: "table";
  readonly name: string;
  /** In the order of the definition. */
  readonly columns: readonly Column[];
  readonly primaryKey?: PrimaryKey;
  /** Inline and table-level constraints, in the order of the definition. */
  readonly constraints: readonly Constraint[];
  readonly strict: boolean;
  readonly withoutRowid: boolean;
  /** libSQL's RANDOM ROWID. https://github.com/tursodatabase/libsql/blob/main/libsql-sqlite3/doc/libsql_extensions.md */
  readonly randomRowid: boolean;
  /**
   * Present if this model cannot represent the table: the whole text as canonical tokens, which is
   * then compared as one.
   */
  readonly opaque?: string;
  /** The CREATE TABLE as stored by the engine. */
  readonly sql: string;
}

/** A column of a table, without the constraints written inside it. */
export interface Column {
  readonly name: string;
  /** The declared type in canonical tokens and upper case, `""` if there is none. */
  readonly type: string;
  readonly notNull?: { readonly conflict: ConflictAction };
  readonly default?: Expression;
  /** The collation in lower case; absent for BINARY, the default. */
  readonly collation?: string;
  readonly generated?: {
    readonly expression: Expression;
    /** As in `Check`. */
    readonly written?: string;
    readonly stored: boolean;
  };
}

/** One term of a key or an index: a column, or for an index an expression. */
export interface KeyTerm {
  readonly column?: string;
  readonly expression?: Expression;
  /** In lower case; present if the term names one. */
  readonly collation?: string;
  readonly descending: boolean;
}

/** The primary key of a table. */
export interface PrimaryKey {
  readonly name?: string;
  readonly terms: readonly KeyTerm[];
  readonly autoincrement: boolean;
  readonly conflict: ConflictAction;
  /**
   * Whether the key is an alias for the rowid: INTEGER PRIMARY KEY, but not INT, and not an inline
   * DESC.
   * https://www.sqlite.org/lang_createtable.html#rowid
   */
  readonly isRowid: boolean;
}

/** A constraint of a table, inline or table-level. */
export type Constraint = Unique | Check | ForeignKey;

/** A UNIQUE constraint; a CREATE UNIQUE INDEX is an `Index`. */
export interface Unique {
  readonly kind: "unique";
  readonly name?: string;
  readonly terms: readonly KeyTerm[];
  readonly conflict: ConflictAction;
}

/** A CHECK constraint. */
export interface Check {
  readonly kind: "check";
  readonly name?: string;
  readonly expression: Expression;
  /** The expression in its original spelling, for output; absent if that is the same. */
  readonly written?: string;
  readonly conflict: ConflictAction;
}

/** What happens to a child row when its parent row is deleted or gets another key. */
export type ForeignKeyAction = "no action" | "restrict" | "set null" | "set default" | "cascade";

/** A FOREIGN KEY or REFERENCES. https://www.sqlite.org/foreignkeys.html */
export interface ForeignKey {
  readonly kind: "foreign-key";
  readonly name?: string;
  readonly columns: readonly string[];
  readonly references: {
    readonly table: string;
    /** Empty if the text names none, which means the parent's primary key. */
    readonly columns: readonly string[];
  };
  readonly onDelete: ForeignKeyAction;
  readonly onUpdate: ForeignKeyAction;
  /** DEFERRABLE INITIALLY DEFERRED; every other spelling is immediate. */
  readonly deferred: boolean;
}

/** A table that a module provides. https://www.sqlite.org/vtab.html */
export interface VirtualTable {
  readonly kind: "virtual-table";
  readonly name: string;
  /** In lower case: `fts5`, `rtree`, … */
  readonly module: string;
  /** The module's arguments, each in canonical tokens. */
  readonly arguments: readonly string[];
  readonly sql: string;
}

/** An index made by CREATE INDEX. */
export interface Index {
  readonly kind: "index";
  readonly name: string;
  readonly table: string;
  readonly unique: boolean;
  readonly terms: readonly KeyTerm[];
  readonly where?: Expression;
  readonly sql: string;
}

/** A view. */
export interface View {
  readonly kind: "view";
  readonly name: string;
  /** Everything after the name, in canonical tokens. */
  readonly definition: string;
  readonly sql: string;
}

/** A trigger. */
export interface Trigger {
  readonly kind: "trigger";
  readonly name: string;
  /** The table or view that it is on. */
  readonly table: string;
  /** Everything after the name, in canonical tokens. */
  readonly definition: string;
  readonly sql: string;
}

/** The schema of an empty database. */
export const EMPTY_SNAPSHOT: SchemaSnapshot = {
  tables: [],
  virtualTables: [],
  indexes: [],
  views: [],
  triggers: [],
};

/**
 * Every object of the schema: tables, virtual tables, indexes, views, triggers, each sorted by
 * name.
 */
export function objectsOf(snapshot: SchemaSnapshot): SchemaObject[] {
  return [
    ...snapshot.tables,
    ...snapshot.virtualTables,
    ...snapshot.indexes,
    ...snapshot.views,
    ...snapshot.triggers,
  ];
}

/** The snapshot of these objects, each list sorted by name. */
export function snapshotOf(objects: Iterable<SchemaObject>): SchemaSnapshot {
  const sorted = sortedByName(objects);
  const ofKind = <Kind extends SchemaObject["kind"]>(kind: Kind) =>
    sorted.filter((object): object is Extract<SchemaObject, { kind: Kind }> =>
      object.kind === kind
    );
  return {
    tables: ofKind("table"),
    virtualTables: ofKind("virtual-table"),
    indexes: ofKind("index"),
    views: ofKind("view"),
    triggers: ofKind("trigger"),
  };
}

/** The items sorted with `byName`; each name is folded once. */
export function sortedByName<Named extends { readonly name: string }>(
  items: Iterable<Named>,
): Named[] {
  const folded = Array.from(items, (item) => ({ item, name: fold(item.name) }));
  folded.sort((left, right) =>
    compareText(left.name, right.name) || compareText(left.item.name, right.item.name)
  );
  return folded.map(({ item }) => item);
}

/** Compares by folded name, then by the name as written; independent of the locale. */
export function byName(left: { readonly name: string }, right: { readonly name: string }): number {
  return compareText(fold(left.name), fold(right.name)) || compareText(left.name, right.name);
}

/** Compares two texts by their UTF-16 code units. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The object with this name, ignoring case as SQLite does, or undefined. */
export function findByName<Named extends { readonly name: string }>(
  list: readonly Named[],
  name: string,
): Named | undefined {
  if (list.length < LONG) return list.find((item) => sameName(item.name, name));
  let index = INDEXES.get(list);
  if (index?.length !== list.length) {
    index = { length: list.length, byName: firstByName(list) };
    INDEXES.set(list, index);
  }
  return index.byName.get(fold(name)) as Named | undefined;
}

/** Lists of at least this length are indexed rather than searched. */
const LONG = 12;

/** Lists are never changed afterwards, but may be searched while they are built. */
const INDEXES = new WeakMap<readonly unknown[], NameIndex>();

interface NameIndex {
  readonly length: number;
  readonly byName: ReadonlyMap<string, unknown>;
}

function firstByName(list: readonly { readonly name: string }[]): Map<string, unknown> {
  return new Map(list.toReversed().map((item) => [fold(item.name), item]));
}

/** The foreign keys of a table, in the order of the definition. */
export function foreignKeysOf(table: Table): ForeignKey[] {
  return table.constraints.filter((constraint) => constraint.kind === "foreign-key");
}

/** Whether the table has a `rowid`. */
export function hasRowid(table: Table): boolean {
  return !table.withoutRowid;
}

/**
 * The names that no new table can take: those of all objects except triggers, which have a
 * namespace of their own, and except the objects that are gone.
 */
export function namesInUse(
  snapshot: SchemaSnapshot,
  gone: readonly SchemaObject[] = [],
): string[] {
  return objectsOf(snapshot).filter((object) =>
    object.kind !== "trigger" &&
    !gone.some((it) => it.kind === object.kind && sameName(it.name, object.name))
  ).map((object) => object.name);
}
