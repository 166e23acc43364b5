import type { ConflictAction, ForeignKeyAction } from "../../schema/snapshot.ts";
import { type Defined, defined } from "./brand.ts";
import type { Sql, SqlLiteral } from "./sql.ts";

/** What the types know of a column. */
export interface ColumnTraits {
  /** What a row gives back. */
  readonly value: unknown;
  /** What may be written. */
  readonly input: unknown;
  /** Whether a row may hold NULL there. */
  readonly nullable: boolean;
  /** Who provides the value of a new row: the caller, a default, or the engine alone. */
  readonly fill: "caller" | "default" | "engine";
  /** What the column is over and above its type: an INTEGER that can be the rowid, or a time. */
  readonly role: "rowid" | "time" | "plain";
}

/** A column of an entity: to be referenced, put into an index, or named in `sql`. */
export interface EntityColumn<out Traits extends ColumnTraits>
  extends TermMethods, Defined<"column"> {
  /** Only there for the types. */
  readonly traits?: Traits;
}

/**
 * Any column. A reference that leads in a circle must say it, since TypeScript would have to know
 * the type of an entity to find it out: `references((): AnyColumn => users.columns.id)`.
 */
// deno-lint-ignore no-explicit-any -- Any column fits, whatever it holds.
export type AnyColumn = EntityColumn<any>;

/** What an index or a key is ordered by: a column, its order and its collation. */
export interface Term extends TermMethods, Defined<"term" | "column"> {}

/** What can be said of a column in an index or a key. */
export interface TermMethods {
  /** The same, the smallest first; what SQLite does anyway. */
  asc(): Term;
  /** The same, the largest first. */
  desc(): Term;
  /** The same, compared with this collation: `nocase`, `rtrim`, `binary` or one of your own. */
  collate(collation: string): Term;
}

/** What a term of an index or a key is made of. */
export interface TermData {
  readonly kind: "term";
  readonly column: ColumnData;
  readonly collation?: string;
  readonly descending: boolean;
}

/** What can be said of a column before it stands in an entity. */
export interface ColumnSpec {
  /** As it is declared, `""` without a type. */
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
  /** The default that says "now", for a column of time. */
  readonly now?: Sql;
}

/** A column where it stands in an entity. */
export interface ColumnData extends ColumnSpec {
  readonly kind: "column";
  /** The name of its table. */
  readonly table: string;
  /** What it is called in the entity. */
  readonly key: string;
}

/** What a foreign key of one column points at. */
export interface ColumnReference {
  readonly target: () => unknown;
  readonly options: ReferenceOptions;
}

/** What happens to a row that breaks a constraint. https://www.sqlite.org/lang_conflict.html */
export interface ConflictOption {
  readonly onConflict?: ConflictAction;
}

/** How a primary key is written. */
export interface PrimaryKeyOptions extends ConflictOption {
  /** The name of the constraint. */
  readonly name?: string;
  /** Ids of deleted rows are never given again. https://www.sqlite.org/autoinc.html */
  readonly autoincrement?: boolean;
  readonly descending?: boolean;
  /** Leaves NULL allowed, as SQLite does in a key that is not the rowid unless told otherwise. */
  readonly nullable?: boolean;
}

/** How a UNIQUE constraint is written. */
export interface UniqueOptions extends ConflictOption {
  /** The name of the constraint. */
  readonly name?: string;
}

/** What a foreign key does when its parent goes or gets another key. */
export interface ReferenceOptions {
  readonly onDelete?: ForeignKeyAction;
  readonly onUpdate?: ForeignKeyAction;
  /** Whether it is only checked at COMMIT. https://www.sqlite.org/foreignkeys.html#fk_deferred */
  readonly deferred?: boolean;
  /** The name of the constraint. */
  readonly name?: string;
}

/**
 * What a reference may lead to: a column that holds the same kind of value, an entity for its
 * primary key, or `sql` for a table that is no entity.
 */
export type ReferenceTarget<Value> =
  | EntityColumn<ColumnTraits & { readonly value: StorageOf<Value> }>
  | Defined<"entity">
  | Sql;

/** What SQLite tells apart: a text is a text, whichever texts the types allow. */
export type StorageOf<Value> = Value extends string ? string
  : Value extends number | bigint ? number | bigint
  : Value extends Uint8Array ? Uint8Array
  : Value;

/** The traits with some of them replaced. */
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
