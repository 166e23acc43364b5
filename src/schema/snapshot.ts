import { compareText } from "../base/compare_text.ts";
import { fold, sameName } from "../sql/names.ts";

/**
 * The schema of a database as plain data, which can be stored as JSON. Every list is sorted by name, ignoring case, and objects
 * refer to each other by name. To compare two schemas, use `detectChanges` or `fingerprint`.
 */
export interface SchemaSnapshot {
  /** Ordinary tables, with their columns and constraints. */
  readonly tables: readonly Table[];
  /** Virtual tables, without the tables that their modules create. */
  readonly virtualTables: readonly VirtualTable[];
  /** Indexes of CREATE INDEX; those of PRIMARY KEY and UNIQUE are constraints of their table. */
  readonly indexes: readonly Index[];
  /** Views. */
  readonly views: readonly View[];
  /** Triggers. */
  readonly triggers: readonly Trigger[];
}

/** An object with a name of its own in the schema, told apart by `kind`. */
export type SchemaObject = Table | VirtualTable | Index | View | Trigger;

/** The ON CONFLICT clause of a constraint; `"abort"` is the default. https://www.sqlite.org/lang_conflict.html */
export type ConflictAction = "abort" | "rollback" | "fail" | "ignore" | "replace";

/**
 * An SQL expression in canonical form, so that two spellings of the same tokens are equal: `length (a)>0` is
 * `length(a) > 0`.
 */
export type Expression = string;

/** An ordinary table. https://www.sqlite.org/lang_createtable.html */
export interface Table {
  readonly kind: "table";
  /** The name as written in its definition. */
  readonly name: string;
  /** The columns, in the order of the definition. */
  readonly columns: readonly Column[];
  /** The primary key, if it has one. */
  readonly primaryKey?: PrimaryKey;
  /** The other constraints, of columns as well as of the table, in the order of the definition. */
  readonly constraints: readonly Constraint[];
  /** Whether it is STRICT. https://www.sqlite.org/stricttables.html */
  readonly strict: boolean;
  /** Whether it is WITHOUT ROWID. https://www.sqlite.org/withoutrowid.html */
  readonly withoutRowid: boolean;
  /** Whether it is RANDOM ROWID, in libSQL. https://github.com/tursodatabase/libsql/blob/main/libsql-sqlite3/doc/libsql_extensions.md */
  readonly randomRowid: boolean;
  /** Present if this model cannot represent the table: its whole definition, which is then compared as text. */
  readonly opaque?: string;
  /** The CREATE TABLE statement as SQLite stores it. */
  readonly sql: string;
}

/** A column of a table. Its UNIQUE, CHECK and REFERENCES are constraints of the table. */
export interface Column {
  /** The name as written in its definition. */
  readonly name: string;
  /** The declared type in upper case, such as `VARCHAR(20)`; `""` if there is none. */
  readonly type: string;
  /** Present if it is NOT NULL, with its ON CONFLICT clause. */
  readonly notNull?: { readonly conflict: ConflictAction };
  /** The DEFAULT, if it has one. */
  readonly default?: Expression;
  /** The collation in lower case; absent for BINARY, the default. */
  readonly collation?: string;
  /** Present if it is a generated column. https://www.sqlite.org/gencol.html */
  readonly generated?: {
    /** The expression that computes it. */
    readonly expression: Expression;
    /** The expression as it was written; absent if that is the same. */
    readonly written?: string;
    /** Whether it is STORED rather than VIRTUAL. */
    readonly stored: boolean;
  };
}

/** One part of a key or an index: a column, or for an index an expression. */
export interface KeyTerm {
  /** The name of the column; absent for an expression. */
  readonly column?: string;
  /** The expression; absent for a column. */
  readonly expression?: Expression;
  /** The collation in lower case, if the term itself names one. */
  readonly collation?: string;
  /** Whether it is DESC. */
  readonly descending: boolean;
}

/** The primary key of a table. */
export interface PrimaryKey {
  /** The name of the constraint, if it has one. */
  readonly name?: string;
  /** Its columns, in order. */
  readonly terms: readonly KeyTerm[];
  /** Whether it is AUTOINCREMENT. https://www.sqlite.org/autoinc.html */
  readonly autoincrement: boolean;
  /** Its ON CONFLICT clause. */
  readonly conflict: ConflictAction;
  /**
   * Whether the key is an alias for the rowid: INTEGER PRIMARY KEY, but not INT, and not `PRIMARY KEY DESC` in the
   * definition of a column.
   * https://www.sqlite.org/lang_createtable.html#rowid
   */
  readonly isRowid: boolean;
}

/** A UNIQUE, CHECK or FOREIGN KEY constraint, of a column or of the table, told apart by `kind`. */
export type Constraint = Unique | Check | ForeignKey;

/** A UNIQUE constraint; a CREATE UNIQUE INDEX is an `Index`. */
export interface Unique {
  readonly kind: "unique";
  /** The name of the constraint, if it has one. */
  readonly name?: string;
  /** Its columns, in order. */
  readonly terms: readonly KeyTerm[];
  /** Its ON CONFLICT clause. */
  readonly conflict: ConflictAction;
}

/** A CHECK constraint. */
export interface Check {
  readonly kind: "check";
  /** The name of the constraint, if it has one. */
  readonly name?: string;
  /** The expression that must not be false. */
  readonly expression: Expression;
  /** The expression as it was written; absent if that is the same. */
  readonly written?: string;
  /** Its ON CONFLICT clause, which SQLite ignores. */
  readonly conflict: ConflictAction;
}

/**
 * What happens to child rows when their parent row is deleted or its key changes; `"no action"` is the default.
 * https://www.sqlite.org/foreignkeys.html#fk_actions
 */
export type ForeignKeyAction = "no action" | "restrict" | "set null" | "set default" | "cascade";

/** A foreign key, of a column (REFERENCES) or of the table. https://www.sqlite.org/foreignkeys.html */
export interface ForeignKey {
  readonly kind: "foreign-key";
  /** The name of the constraint, if it has one. */
  readonly name?: string;
  /** The columns of this table, in order. */
  readonly columns: readonly string[];
  /** The parent. */
  readonly references: {
    /** The name of the parent table. */
    readonly table: string;
    /** As many columns of the parent, in the same order; empty for its primary key. */
    readonly columns: readonly string[];
  };
  /** What happens to rows when their parent row is deleted. */
  readonly onDelete: ForeignKeyAction;
  /** What happens to rows when the key of their parent row changes. */
  readonly onUpdate: ForeignKeyAction;
  /** Whether it is DEFERRABLE INITIALLY DEFERRED, so that it is checked at COMMIT. */
  readonly deferred: boolean;
}

/** A virtual table, which a module provides. https://www.sqlite.org/vtab.html */
export interface VirtualTable {
  readonly kind: "virtual-table";
  /** The name as written in its definition. */
  readonly name: string;
  /** The name of the module in lower case, such as `fts5` or `rtree`. */
  readonly module: string;
  /** The arguments of the module, each in canonical form. */
  readonly arguments: readonly string[];
  /** The CREATE VIRTUAL TABLE statement as SQLite stores it. */
  readonly sql: string;
}

/** An index of CREATE INDEX. https://www.sqlite.org/lang_createindex.html */
export interface Index {
  readonly kind: "index";
  /** The name as written in its definition. */
  readonly name: string;
  /** The name of its table. */
  readonly table: string;
  /** Whether it is UNIQUE. */
  readonly unique: boolean;
  /** Its columns and expressions, in order. */
  readonly terms: readonly KeyTerm[];
  /** The condition of a partial index. https://www.sqlite.org/partialindex.html */
  readonly where?: Expression;
  /** The CREATE INDEX statement as SQLite stores it. */
  readonly sql: string;
}

/** A view. https://www.sqlite.org/lang_createview.html */
export interface View {
  readonly kind: "view";
  /** The name as written in its definition. */
  readonly name: string;
  /** What follows the name in CREATE VIEW, in canonical form. */
  readonly definition: string;
  /** The CREATE VIEW statement as SQLite stores it. */
  readonly sql: string;
}

/** A trigger. https://www.sqlite.org/lang_createtrigger.html */
export interface Trigger {
  readonly kind: "trigger";
  /** The name as written in its definition. */
  readonly name: string;
  /** The name of its table or view. */
  readonly table: string;
  /** What follows the name in CREATE TRIGGER, in canonical form. */
  readonly definition: string;
  /** The CREATE TRIGGER statement as SQLite stores it. */
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
  const byKind = Map.groupBy(objects, ({ kind }) => kind);
  const ofKind = <Kind extends SchemaObject["kind"]>(kind: Kind) =>
    sortedByName((byKind.get(kind) ?? []) as Extract<SchemaObject, { kind: Kind }>[]);
  return {
    tables: ofKind("table"),
    virtualTables: ofKind("virtual-table"),
    indexes: ofKind("index"),
    views: ofKind("view"),
    triggers: ofKind("trigger"),
  };
}

/**
 * The snapshot without the objects that are gone, and with those that were made. A list to which
 * nothing happens stays the same one.
 */
export function changedSnapshot(
  snapshot: SchemaSnapshot,
  gone: ReadonlySet<unknown>,
  made: readonly SchemaObject[],
): SchemaSnapshot {
  const byKind = Map.groupBy(made, ({ kind }) => kind);
  const changed = <Item extends SchemaObject>(list: readonly Item[], kind: Item["kind"]) => {
    const added = (byKind.get(kind) ?? []) as Item[];
    const kept = list.filter((object) => !gone.has(object));
    return added.length === 0 && kept.length === list.length
      ? list
      : sortedByName([...kept, ...added]);
  };
  return {
    tables: changed(snapshot.tables, "table"),
    virtualTables: changed(snapshot.virtualTables, "virtual-table"),
    indexes: changed(snapshot.indexes, "index"),
    views: changed(snapshot.views, "view"),
    triggers: changed(snapshot.triggers, "trigger"),
  };
}

/**
 * The objects that only one of two snapshots has, each list in its order: those that did not change
 * are the same objects in both.
 */
export function unsharedObjects(
  left: SchemaSnapshot,
  right: SchemaSnapshot,
): readonly [left: SchemaObject[], right: SchemaObject[]] {
  const [ofLeft, ofRight]: [SchemaObject[], SchemaObject[]] = [[], []];
  for (const kind of Object.keys(left) as (keyof SchemaSnapshot)[]) {
    const [one, other] = [left[kind], right[kind]];
    if (one === other) continue;
    let [at, place] = [0, 0];
    while (at < one.length || place < other.length) {
      if (one[at] === other[place]) {
        at++;
        place++;
        continue;
      }
      const [first, second] = [one[at], other[place]];
      const order = first === undefined ? 1 : second === undefined ? -1 : byName(first, second);
      if (order <= 0) ofLeft.push(one[at++]!);
      if (order >= 0) ofRight.push(other[place++]!);
    }
  }
  return [ofLeft, ofRight];
}

/** The items sorted with `byName`. */
export function sortedByName<Named extends { readonly name: string }>(
  items: Iterable<Named>,
): Named[] {
  // Without a function that compares, an engine sorts in native code. No name contains NUL.
  const list = [...items];
  const keys = list.map(({ name }, index) => `${fold(name)}\0${name}\0${index}`);
  return keys.sort().map((key) => list[Number(key.slice(key.lastIndexOf("\0") + 1))]!);
}

/** Compares by folded name, then by the name as written; independent of the locale. */
export function byName(left: { readonly name: string }, right: { readonly name: string }): number {
  return compareText(fold(left.name), fold(right.name)) || compareText(left.name, right.name);
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
