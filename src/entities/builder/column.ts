import type { ConflictAction, ForeignKeyAction } from "../../schema/snapshot.ts";
import { type Defined, defined } from "./brand.ts";
import type { Sql, SqlLiteral } from "./sql.ts";

/** What the type of a column records, for `Row` and `Insert` to use. Exists in types only. */
export interface ColumnTraits {
  /** The type of its values when they are read, without `null`. */
  readonly value: unknown;
  /** The type of the values that may be written, without `null`. */
  readonly input: unknown;
  /** Whether it allows NULL. */
  readonly nullable: boolean;
  /**
   * Where the value of a new row comes from: `"caller"` has to provide it, `"default"` may be left out,
   * `"engine"` must be left out, as for a generated column.
   */
  readonly fill: "caller" | "default" | "engine";
  /** `"rowid"` for an INTEGER, which is the rowid as a primary key; `"time"` for a `timestamp`. */
  readonly role: "rowid" | "time" | "plain";
}

/** A column of an entity, to use in a reference, an index, a constraint or an `sql` template. */
export interface EntityColumn<out Traits extends ColumnTraits>
  extends TermMethods, Defined<"column"> {
  /** Carries the traits for the type checker; always absent at run time. */
  readonly traits?: Traits;
}

/**
 * Any column of an entity. If tables reference each other, or a table itself, annotate one of the functions with
 * it, because TypeScript cannot infer a type from itself: `references((): AnyColumn => users.columns.id)`.
 */
// deno-lint-ignore no-explicit-any -- Any column fits, whatever it holds.
export type AnyColumn = EntityColumn<any>;

/** One part of an index or key: a column, optionally with a sort order and a collation. */
export interface Term extends TermMethods, Defined<"term" | "column"> {}

/** The methods of a column that is part of an index or key. Each returns a new term. */
export interface TermMethods {
  /** The term in ascending order, which is the default. */
  asc(): Term;
  /** The term in descending order. */
  desc(): Term;
  /**
   * The term with another collation than its column: `nocase`, `rtrim`, `binary`, or one that the application
   * registers. https://www.sqlite.org/datatype3.html#collation
   */
  collate(collation: string): Term;
}

/** The definition of a term of an index or key. */
export interface TermData {
  readonly kind: "term";
  readonly column: ColumnData;
  readonly collation?: string;
  readonly descending: boolean;
}

/** The properties of a column that is not part of an entity yet. */
export interface ColumnSpec {
  /** As declared; `""` without a type. */
  readonly type: string;
  readonly name?: string;
  readonly renamedFrom?: string;
  readonly primaryKey?: PrimaryKeyOptions;
  readonly notNull?: ConflictOption;
  readonly uniques: readonly UniqueOptions[];
  readonly default?: Sql | SqlLiteral;
  readonly checks: readonly { readonly expression: Sql; readonly name?: string | undefined }[];
  readonly collation?: string;
  readonly generated?: { readonly expression: Sql | (() => Sql); readonly stored: boolean };
  readonly references: readonly ColumnReference[];
  /** The default of `defaultNow`, for a timestamp. */
  readonly now?: Sql;
}

/** A column of an entity. */
export interface ColumnData extends ColumnSpec {
  readonly kind: "column";
  /** The name of its table. */
  readonly table: string;
  /** Its key in the entity. */
  readonly key: string;
}

/** The parent of a foreign key of one column. */
export interface ColumnReference {
  readonly target: () => unknown;
  readonly options: ReferenceOptions;
}

/** Options of a constraint with an ON CONFLICT clause. */
export interface ConflictOption {
  /** What happens to a row that violates it. Default `"abort"`. https://www.sqlite.org/lang_conflict.html */
  readonly onConflict?: ConflictAction;
}

/** Options of a primary key that consists of one column. */
export interface PrimaryKeyOptions extends ConflictOption {
  /** The name of the constraint. Default: none. */
  readonly name?: string;
  /**
   * Whether ids of deleted rows are never used again. Only an INTEGER may have it. Default false.
   * https://www.sqlite.org/autoinc.html
   */
  readonly autoincrement?: boolean;
  /**
   * Whether the key is sorted in descending order. An INTEGER is then not an alias of the rowid. Default false.
   * https://www.sqlite.org/lang_createtable.html#rowid
   */
  readonly descending?: boolean;
  /**
   * Whether the key allows NULL. Without it the column is declared NOT NULL, because SQLite would allow NULL in
   * any key but the rowid. Default false. https://www.sqlite.org/lang_createtable.html#the_primary_key
   */
  readonly nullable?: boolean;
}

/** Options of a UNIQUE constraint on one column. */
export interface UniqueOptions extends ConflictOption {
  /** The name of the constraint. Default: none. */
  readonly name?: string;
}

/** Options of a foreign key. */
export interface ReferenceOptions {
  /**
   * What happens to rows when their parent row is deleted. Default `"no action"`: it cannot be deleted.
   * https://www.sqlite.org/foreignkeys.html#fk_actions
   */
  readonly onDelete?: ForeignKeyAction;
  /** What happens to rows when the key of their parent row changes. Default `"no action"`: it cannot change. */
  readonly onUpdate?: ForeignKeyAction;
  /**
   * Whether it is checked at COMMIT rather than after each statement. Default false.
   * https://www.sqlite.org/foreignkeys.html#fk_deferred
   */
  readonly deferred?: boolean;
  /** The name of the constraint. Default: none. */
  readonly name?: string;
}

/**
 * The parent of a foreign key: a column with values of the same kind, an entity for its primary key, or `sql` for
 * a table that is not an entity: ``sql`users (id)` ``.
 */
export type ReferenceTarget<Value> =
  | EntityColumn<ColumnTraits & { readonly value: StorageOf<Value> }>
  | Defined<"entity">
  | Sql;

/** The type that SQLite stores a value as: `string` for `"draft" | "done"`, for example. */
export type StorageOf<Value> = Value extends string ? string
  : Value extends number | bigint ? number | bigint
  : Value extends Uint8Array ? Uint8Array
  : Value;

/** The traits of a column, some of them replaced. */
export type WithTraits<Traits extends ColumnTraits, Replaced extends Partial<ColumnTraits>> = {
  readonly [Key in keyof ColumnTraits]: Key extends keyof Replaced
    ? Replaced[Key] & ColumnTraits[Key]
    : Traits[Key];
};

/** The column of an entity's data. */
export function columnOf(data: ColumnData): AnyColumn {
  return { ...termMethods({ kind: "term", column: data, descending: false }), ...defined(data) };
}

function termMethods(data: TermData): TermMethods {
  return {
    asc: () => termOf({ ...data, descending: false }),
    desc: () => termOf({ ...data, descending: true }),
    collate: (collation) => termOf({ ...data, collation }),
  };
}

function termOf(data: TermData): Term {
  return { ...termMethods(data), ...defined(data) };
}
