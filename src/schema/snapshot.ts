import { fold, sameName } from "../sql/names.ts";

/**
 * What a database contains, as plain data: every list sorted by name, objects linked by name. Two
 * schemas are equal when `facts` of both are; the texts in `sql` are kept to write them again.
 */
export interface SchemaSnapshot {
  readonly tables: readonly Table[];
  readonly virtualTables: readonly VirtualTable[];
  readonly indexes: readonly Index[];
  readonly views: readonly View[];
  readonly triggers: readonly Trigger[];
}

/** Anything that stands in a schema under a name of its own. */
export type SchemaObject = Table | VirtualTable | Index | View | Trigger;

/** What happens to a row that breaks a constraint. https://www.sqlite.org/lang_conflict.html */
export type ConflictAction = "abort" | "rollback" | "fail" | "ignore" | "replace";

/**
 * An expression as canonical tokens (see `canonicalExpression`): comparable, and valid SQL.
 */
export type Expression = string;

/** An ordinary table. https://www.sqlite.org/lang_createtable.html */
export interface Table {
  readonly kind: "table";
  readonly name: string;
  /** In the order they stand in the table. */
  readonly columns: readonly Column[];
  readonly primaryKey?: PrimaryKey;
  /** Inline and table-level constraints alike, in the order they are written. */
  readonly constraints: readonly Constraint[];
  readonly strict: boolean;
  readonly withoutRowid: boolean;
  /** libSQL's RANDOM ROWID. https://github.com/tursodatabase/libsql/blob/main/libsql-sqlite3/doc/libsql_extensions.md */
  readonly randomRowid: boolean;
  /**
   * Present when the text says something this model has no word for: all of the text as canonical
   * tokens, which is then compared as a whole.
   */
  readonly opaque?: string;
  /** The CREATE TABLE as the engine keeps it. */
  readonly sql: string;
}

/** A column of a table, without the constraints written inside it. */
export interface Column {
  readonly name: string;
  /** The declared type in canonical tokens and upper case, `""` when there is none. */
  readonly type: string;
  readonly notNull?: { readonly conflict: ConflictAction };
  readonly default?: Expression;
  /** The collation in lower case; absent for BINARY, which is what SQLite uses without one. */
  readonly collation?: string;
  readonly generated?: {
    readonly expression: Expression;
    /** As in a CHECK. */
    readonly written?: string;
    readonly stored: boolean;
  };
}

/** One term of a key or an index: a column, or for an index an expression. */
export interface KeyTerm {
  readonly column?: string;
  readonly expression?: Expression;
  /** In lower case, when the term names one. */
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
   * Whether the key is the rowid itself: INTEGER PRIMARY KEY, but not INT, and not an inline DESC.
   * https://www.sqlite.org/lang_createtable.html#rowid
   */
  readonly isRowid: boolean;
}

/** A constraint of a table, inline or table-level. */
export type Constraint = Unique | Check | ForeignKey;

/** A UNIQUE constraint; a CREATE UNIQUE INDEX is an index. */
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
  /** The expression in the letters it was written in, for people; absent where they are the same. */
  readonly written?: string;
  readonly conflict: ConflictAction;
}

/** What happens to a child when its parent goes or gets another key. */
export type ForeignKeyAction = "no action" | "restrict" | "set null" | "set default" | "cascade";

/** A FOREIGN KEY or REFERENCES. https://www.sqlite.org/foreignkeys.html */
export interface ForeignKey {
  readonly kind: "foreign-key";
  readonly name?: string;
  readonly columns: readonly string[];
  readonly references: {
    readonly table: string;
    /** Empty when the text leaves it to the parent's primary key. */
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

/** An index that was created by name. */
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
  /** The table or view it watches. */
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

/** Every object of the schema: tables, virtual tables, indexes, views, triggers, each by name. */
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

/** The items in the order of `byName`; each name is folded once. */
export function sortedByName<Named extends { readonly name: string }>(
  items: Iterable<Named>,
): Named[] {
  const folded = Array.from(items, (item) => ({ item, name: fold(item.name) }));
  folded.sort((left, right) =>
    compareText(left.name, right.name) || compareText(left.item.name, right.item.name)
  );
  return folded.map(({ item }) => item);
}

/** Orders by folded name, then by the name as written; the same everywhere and in every locale. */
export function byName(left: { readonly name: string }, right: { readonly name: string }): number {
  return compareText(fold(left.name), fold(right.name)) || compareText(left.name, right.name);
}

/** Orders two texts by their UTF-16 code units. */
export function compareText(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The object of that name, case ignored as SQLite does, or undefined. */
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

/** From how many items on a list is not searched but indexed. */
const LONG = 12;

/** Lists are never changed, but may be asked while they are made. */
const INDEXES = new WeakMap<readonly unknown[], NameIndex>();

interface NameIndex {
  readonly length: number;
  readonly byName: ReadonlyMap<string, unknown>;
}

function firstByName(list: readonly { readonly name: string }[]): Map<string, unknown> {
  return new Map(list.toReversed().map((item) => [fold(item.name), item]));
}

/** The foreign keys of a table, in the order they are written. */
export function foreignKeysOf(table: Table): ForeignKey[] {
  return table.constraints.filter((constraint) => constraint.kind === "foreign-key");
}

/** Whether rows of the table can be told apart by `rowid`. */
export function hasRowid(table: Table): boolean {
  return !table.withoutRowid;
}

/**
 * The names that no table can take: those of all but triggers, which have names of their own, and
 * of what is gone by then.
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
