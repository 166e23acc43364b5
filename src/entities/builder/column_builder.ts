import { type Defined, defined } from "./brand.ts";
import type {
  ColumnSpec,
  ColumnTraits,
  ConflictOption,
  PrimaryKeyOptions,
  ReferenceOptions,
  ReferenceTarget,
  UniqueOptions,
  WithTraits,
} from "./column.ts";
import {
  checkOptions,
  conflictOptions,
  generatedOptions,
  primaryKeyOptions,
  referenceOptions,
  uniqueOptions,
} from "./options.ts";
import { type Sql, sql, type SqlLiteral } from "./sql.ts";

/**
 * A column definition to pass to `entity`. Every method returns a new definition and leaves the old one unchanged.
 * A column allows NULL unless it is a primary key or `notNull` is called.
 */
export interface ColumnBuilder<Traits extends ColumnTraits> extends Defined<"builder"> {
  /** Carries the traits for the type checker; always absent at run time. */
  readonly traits?: Traits;
  /** Adds NOT NULL. */
  notNull(options?: ConflictOption): ColumnBuilder<WithTraits<Traits, { nullable: false }>>;
  /**
   * Adds UNIQUE: no two rows may have the same value. Any number of rows may be NULL.
   * https://www.sqlite.org/lang_createtable.html#uniqueconst
   */
  unique(options?: UniqueOptions): ColumnBuilder<Traits>;
  /** Makes the column the primary key and allows NULL, as SQLite does for every key but the rowid. */
  primaryKey(
    options: PrimaryKeyOptions & { readonly nullable: true },
  ): ColumnBuilder<Traits>;
  /**
   * Makes the column the primary key, and NOT NULL. An INTEGER becomes an alias of the rowid, so SQLite assigns
   * the value if a row has none, except in a WITHOUT ROWID table or with `descending`.
   * https://www.sqlite.org/lang_createtable.html#rowid
   */
  primaryKey(options?: PrimaryKeyOptions): ColumnBuilder<
    WithTraits<Traits, {
      nullable: false;
      fill: Traits["role"] extends "rowid" ? "default" : Traits["fill"];
    }>
  >;
  /**
   * Adds a DEFAULT: a value, or an expression that is evaluated for each row: ``sql`random()` ``.
   * https://www.sqlite.org/lang_createtable.html#dfltval
   */
  default(
    value: (Traits["input"] & SqlLiteral) | Sql | null,
  ): ColumnBuilder<WithTraits<Traits, { fill: "default" }>>;
  /**
   * Adds a DEFAULT of the current time, in the form that the column stores. Only a `timestamp` has it. Seconds
   * need SQLite 3.38, milliseconds 3.42. https://www.sqlite.org/lang_datefunc.html
   */
  readonly defaultNow: Traits["role"] extends "time"
    ? () => ColumnBuilder<WithTraits<Traits, { fill: "default" }>>
    : OnlyForTimestamps;
  /**
   * Adds a CHECK: an expression that must not be false for any row; NULL passes. Call it again for another one.
   * https://www.sqlite.org/lang_createtable.html#ckconst
   */
  check(expression: Sql, options?: { readonly name?: string }): ColumnBuilder<Traits>;
  /**
   * Adds a foreign key. The function returns a column of the parent, or an entity for its primary key; it is
   * called later, so the parent may be defined below. A column of the parent must be its primary key or unique.
   * https://www.sqlite.org/foreignkeys.html
   */
  references(
    target: () => ReferenceTarget<Traits["value"]>,
    options?: ReferenceOptions,
  ): ColumnBuilder<Traits>;
  /**
   * Adds COLLATE, which decides how text is compared and sorted: `nocase`, `rtrim`, `binary` (the default), or
   * one that the application registers. https://www.sqlite.org/datatype3.html#collation
   */
  collate(collation: string): ColumnBuilder<Traits>;
  /**
   * Makes it a generated column, computed when it is read, or with `stored` when a row is written. To name other
   * columns of the same entity, pass a function: ``(): Sql => sql`${lines.columns.price} * 2` ``.
   * https://www.sqlite.org/gencol.html
   */
  generatedAs(
    expression: Sql | (() => Sql),
    options?: { readonly stored?: boolean },
  ): ColumnBuilder<WithTraits<Traits, { fill: "engine" }>>;
  /** Sets the name of the column in the database. Default: its key in the entity, in the `casing` of the project. */
  name(name: string): ColumnBuilder<Traits>;
  /**
   * Tells the next migration that the column had this name in the database, so that it is renamed instead of
   * dropped and added. It has no effect afterwards and can be removed.
   */
  renamedFrom(name: string): ColumnBuilder<Traits>;
  /**
   * Sets the TypeScript type in `Row` and `Insert`, for values that the application converts itself:
   * `json().type<Settings>()`. The database column is the same.
   */
  type<Value>(): ColumnBuilder<WithTraits<Traits, { value: Value; input: Value }>>;
}

/** The type of `defaultNow` on a column that is not a `timestamp`; its name is the error message. */
export interface OnlyForTimestamps {
  /** Always absent; keeps other types from being assignable. */
  readonly traits?: never;
}

/** Any column definition to pass to `entity`. */
// deno-lint-ignore no-explicit-any -- Any column fits, whatever it holds.
export type AnyColumnBuilder = ColumnBuilder<any>;

/** The definition of a column that is not part of an entity yet. */
export interface BuilderData extends ColumnSpec {
  readonly kind: "builder";
}

/** A column with that declared type and nothing else. */
export function newColumn<Traits extends ColumnTraits>(
  type: string,
  options: { readonly now?: Sql } = {},
): ColumnBuilder<Traits> {
  return builderOf({
    kind: "builder",
    type,
    uniques: [],
    checks: [],
    references: [],
    ...options,
  }) as ColumnBuilder<Traits>;
}

function builderOf(data: BuilderData): AnyColumnBuilder {
  const and = (more: Partial<BuilderData>) => builderOf({ ...data, ...more });
  const builder: AnyColumnBuilder = {
    ...defined(data),
    notNull: (options) => and({ notNull: conflictOptions(options) }),
    unique: (options) => and({ uniques: [...data.uniques, uniqueOptions(options)] }),
    primaryKey: (options?: PrimaryKeyOptions) => and({ primaryKey: primaryKeyOptions(options) }),
    default: (value) => and({ default: value }),
    defaultNow: () => and({ default: data.now ?? sql`CURRENT_TIMESTAMP` }),
    check: (expression, options) => {
      const { name } = checkOptions(options);
      return and({ checks: [...data.checks, { expression, name }] });
    },
    references: (target, options) =>
      and({ references: [...data.references, { target, options: referenceOptions(options) }] }),
    collate: (collation) => and({ collation }),
    generatedAs: (expression, options) => {
      const { stored = false } = generatedOptions(options);
      return and({ generated: { expression, stored } });
    },
    name: (name) => and({ name }),
    renamedFrom: (renamedFrom) => and({ renamedFrom }),
    type: () => builder,
  };
  return builder;
}
