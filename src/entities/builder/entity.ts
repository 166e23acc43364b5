import { type Defined, defined, definitionAs } from "./brand.ts";
import { type AnyColumn, type ColumnData, columnOf, type EntityColumn } from "./column.ts";
import type { AnyColumnBuilder, BuilderData, ColumnBuilder } from "./column_builder.ts";
import type { EntityConstraint, EntityIndex } from "./constraints.ts";

/** A table written in TypeScript. */
export interface Entity<Columns extends EntityColumns> extends Defined<"entity"> {
  /** The name of the table. */
  readonly name: string;
  /** The columns, to be referenced and named: `users.columns.id`. */
  readonly columns: Columns;
}

/** Columns by what they are called in TypeScript. */
export type EntityColumns = { readonly [key: string]: AnyColumn };

/** Any entity. */
// deno-lint-ignore no-explicit-any -- Any entity fits, whatever its columns are.
export type AnyEntity = Entity<any>;

/** What can be said of a table beside its columns. */
export interface EntityExtras {
  readonly indexes?: readonly EntityIndex[];
  /** Constraints over several columns: `primaryKey`, `unique`, `foreignKey`, `check`. */
  readonly constraints?: readonly EntityConstraint[];
  /** Whether values must have the type of their column. https://www.sqlite.org/stricttables.html */
  readonly strict?: boolean;
  /** https://www.sqlite.org/withoutrowid.html */
  readonly withoutRowid?: boolean;
  /** libSQL's RANDOM ROWID. */
  readonly randomRowid?: boolean;
  /** The name the table had so far, so that its rows are kept. */
  readonly renamedFrom?: string;
}

/** The columns of an entity, made from what was said of them. */
export type ColumnsOf<Builders extends { readonly [key: string]: AnyColumnBuilder }> = {
  readonly [Key in keyof Builders]: Builders[Key] extends ColumnBuilder<infer Traits>
    ? EntityColumn<Traits>
    : never;
};

/** What an entity consists of. */
export interface EntityData {
  readonly kind: "entity";
  readonly name: string;
  readonly columns: readonly ColumnData[];
  /** What is beside the columns; asked for late, since it may name other entities. */
  readonly extras: () => EntityExtras;
}

/**
 * What a query gives back for a row: `Row<typeof users>`. SQLite's own values, since nothing maps
 * them on the way; where something does, `type<…>()` of the column says so.
 */
export type Row<E extends AnyEntity> = {
  -readonly [Key in keyof E["columns"]]: ValueOf<E["columns"][Key], "value">;
};

/** What a new row needs: `Insert<typeof users>`. What fills itself may be left out. */
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

/** The value of a column, with NULL where it may be. */
export type ValueOf<C, Side extends "value" | "input"> = C extends EntityColumn<infer Traits>
  ? Traits[Side] | (Traits["nullable"] extends true ? null : never)
  : never;

/** Whether a new row needs the column. */
export type NeedOf<C> = C extends EntityColumn<infer Traits>
  ? Traits["fill"] extends "engine" ? "forbidden"
  : Traits["fill"] extends "default" ? "optional"
  : Traits["nullable"] extends true ? "optional"
  : "needed"
  : never;

/**
 * A table: its name, its columns, and what else there is to say. Export it, and it is part of the
 * schema.
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
