import { type Defined, defined, definitionAs } from "./brand.ts";
import { type AnyColumn, type ColumnData, columnOf, type EntityColumn } from "./column.ts";
import type { AnyColumnBuilder, BuilderData, ColumnBuilder } from "./column_builder.ts";
import type { EntityConstraint, EntityIndex } from "./constraints.ts";

/** A table; export it from a schema file to make it part of the schema. */
export interface Entity<Columns extends EntityColumns> extends Defined<"entity"> {
  /** The name of the table. */
  readonly name: string;
  /** The columns by their keys, to use in references and in `sql`: `users.columns.id`. */
  readonly columns: Columns;
}

/** The columns of an entity by their keys in TypeScript. */
export type EntityColumns = { readonly [key: string]: AnyColumn };

/** An entity with any columns. */
// deno-lint-ignore no-explicit-any -- Any entity fits, whatever its columns are.
export type AnyEntity = Entity<any>;

/** The third argument of `entity`: everything about a table that is not part of a column. All are optional. */
export interface EntityExtras {
  /** Indexes of the table: `index` and `uniqueIndex`. */
  readonly indexes?: readonly EntityIndex[];
  /** Table constraints, for more than one column: `primaryKey`, `unique`, `foreignKey` and `check`. */
  readonly constraints?: readonly EntityConstraint[];
  /**
   * Whether the table is STRICT: values must have the type of their column. Default false.
   * https://www.sqlite.org/stricttables.html
   */
  readonly strict?: boolean;
  /**
   * Whether the table is WITHOUT ROWID: rows are stored in the primary key, which it must have. Default false.
   * https://www.sqlite.org/withoutrowid.html
   */
  readonly withoutRowid?: boolean;
  /**
   * Whether the table is RANDOM ROWID, which only libSQL supports: new rows get random rowids. Default false.
   * https://github.com/tursodatabase/libsql/blob/main/libsql-sqlite3/doc/libsql_extensions.md
   */
  readonly randomRowid?: boolean;
  /**
   * The name that the table had in the database, so that the next migration renames it instead of dropping and
   * creating it. It has no effect afterwards and can be removed.
   */
  readonly renamedFrom?: string;
}

/** The columns of an entity, given the column definitions passed to `entity`. */
export type ColumnsOf<Builders extends { readonly [key: string]: AnyColumnBuilder }> = {
  readonly [Key in keyof Builders]: Builders[Key] extends ColumnBuilder<infer Traits>
    ? EntityColumn<Traits>
    : never;
};

/** The definition of an entity. */
export interface EntityData {
  readonly kind: "entity";
  readonly name: string;
  readonly columns: readonly ColumnData[];
  /** Everything but the columns; called late, since it may name other entities. */
  readonly extras: () => EntityExtras;
}

/**
 * The type of a row as SQLite returns it: `Row<typeof users>`. A column that allows NULL may be `null`. If your
 * application converts a value, declare its type with `type<…>()` on the column.
 */
export type Row<E extends AnyEntity> = {
  -readonly [Key in keyof E["columns"]]: ValueOf<E["columns"][Key], "value">;
};

/**
 * The type of a new row: `Insert<typeof users>`. Columns that have a default, allow NULL or are the rowid are
 * optional; generated columns are left out.
 */
export type Insert<E extends AnyEntity> = (
  & {
    -readonly [
      Key in keyof E["columns"] as NeedOf<E["columns"][Key]> extends "needed" ? Key : never
    ]: ValueOf<E["columns"][Key], "input">;
  }
  & {
    -readonly [
      Key in keyof E["columns"] as NeedOf<E["columns"][Key]> extends "optional" ? Key : never
    ]?: ValueOf<E["columns"][Key], "input">;
  }
) extends infer Both ? { [Key in keyof Both]: Both[Key] } : never;

/** The type of a column's values, with `null` if it allows NULL. `Side` is `"value"` to read and `"input"` to write. */
export type ValueOf<C, Side extends "value" | "input"> = C extends EntityColumn<infer Traits>
  ? Traits[Side] | (Traits["nullable"] extends true ? null : never)
  : never;

/** Whether `Insert` has the column: `"needed"`, `"optional"` or `"forbidden"`. */
export type NeedOf<C> = C extends EntityColumn<infer Traits>
  ? Traits["fill"] extends "engine" ? "forbidden"
  : Traits["fill"] extends "default" ? "optional"
  : Traits["nullable"] extends true ? "optional"
  : "needed"
  : never;

/**
 * A table with this name and these columns; `extras` adds indexes, constraints and table options. If it refers to
 * the columns, pass a function, which receives them. Export the table from a schema file to make it part of the
 * schema. Throws a TypeError if a column is not one of `text()`, `integer()` and the like.
 *
 * @example
 * ```ts
 * import { entity, id, index, type Insert, integer, type Row, text, timestamp } from "penumbra";
 *
 * export const users = entity("users", {
 *   id: id(),
 *   email: text().notNull().unique(),
 *   bio: text(),
 * });
 *
 * export const posts = entity("posts", {
 *   id: id(),
 *   authorId: integer().notNull().references(() => users.columns.id, { onDelete: "cascade" }),
 *   createdAt: timestamp().notNull().defaultNow(),
 * }, (t) => ({ indexes: [index().on(t.authorId, t.createdAt.desc())], strict: true }));
 *
 * const user: Row<typeof users> = { id: 1, email: "ada@example.com", bio: null };
 * const post: Insert<typeof posts> = { authorId: user.id };
 * ```
 */
export function entity<Builders extends { readonly [key: string]: AnyColumnBuilder }>(
  name: string,
  columns: Builders,
  extras: EntityExtras | ((columns: ColumnsOf<Builders>) => EntityExtras) = {},
): Entity<ColumnsOf<Builders>> {
  const data = Object.entries(columns).map(([key, builder]): ColumnData => {
    const spec = definitionAs<BuilderData>("builder", builder);
    if (spec === undefined) {
      throw new TypeError(`Cannot define "${name}": "${key}" is not a column such as text()`);
    }
    return { ...spec, kind: "column", table: name, key };
  });
  const ownColumns = Object.fromEntries(
    data.map((column) => [column.key, columnOf(column)]),
  ) as ColumnsOf<Builders>;
  return {
    name,
    columns: ownColumns,
    ...defined<EntityData>({
      kind: "entity",
      name,
      columns: data,
      extras: () => typeof extras === "function" ? extras(ownColumns) : extras,
    }),
  };
}
