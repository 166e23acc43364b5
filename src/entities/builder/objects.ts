import { type Defined, defined } from "./brand.ts";
import type { Sql } from "./sql.ts";

/** A view; export it from a schema file to make it part of the schema. */
export interface EntityView extends Defined<"view"> {
  /** The name of the view. */
  readonly name: string;
}

/** The definition of a view. */
export interface ViewData {
  readonly kind: "view";
  readonly name: string;
  readonly query: Sql;
  /** The names of its columns, if they differ from those of the query. */
  readonly columns?: readonly string[] | undefined;
}

/** A trigger; export it from a schema file to make it part of the schema. */
export type EntityTrigger = Defined<"trigger">;

/** A virtual table; export it from a schema file to make it part of the schema. */
export interface EntityVirtualTable extends Defined<"virtual-table"> {
  /** The name of the table. */
  readonly name: string;
}

/** The definition of an object that is written as one piece of SQL. */
export interface ObjectData<Kind extends "trigger" | "virtual-table"> {
  readonly kind: Kind;
  readonly name: string;
  /** Everything that follows the name, or for a virtual table USING. */
  readonly body: Sql;
}

/** A DDL statement; export it from a schema file to make it part of the schema. */
export type RawStatement = Defined<"statement">;

/** The definition of a statement. */
export interface StatementData {
  readonly kind: "statement";
  readonly sql: Sql;
}

/**
 * A view with this name and SELECT statement. `columns` names its columns; by default they are those of the query.
 * https://www.sqlite.org/lang_createview.html
 *
 * @example
 * ```ts
 * import { entity, id, integer, sql, view } from "penumbra";
 *
 * export const posts = entity("posts", { id: id(), authorId: integer().notNull() });
 *
 * export const authors = view("authors", sql`
 *   SELECT ${posts.columns.authorId}, count(*) AS posts FROM ${posts} GROUP BY 1`);
 * ```
 */
export function view(
  name: string,
  query: Sql,
  options: { readonly columns?: readonly string[] } = {},
): EntityView {
  const { columns } = options;
  return { name, ...defined<ViewData>({ kind: "view", name, query, columns }) };
}

/**
 * A trigger with this name. The SQL is what follows the name in CREATE TRIGGER.
 * https://www.sqlite.org/lang_createtrigger.html
 *
 * @example
 * ```ts
 * import { entity, id, sql, timestamp, trigger } from "penumbra";
 *
 * export const posts = entity("posts", { id: id(), changedAt: timestamp() });
 *
 * export const postsChanged = trigger("posts_changed", sql`
 *   AFTER UPDATE ON ${posts} BEGIN
 *     UPDATE ${posts} SET ${posts.columns.changedAt} = CURRENT_TIMESTAMP WHERE id = new.id;
 *   END`);
 * ```
 */
export function trigger(name: string, body: Sql): EntityTrigger {
  return defined<ObjectData<"trigger">>({ kind: "trigger", name, body });
}

/**
 * A virtual table with this name. The SQL is what follows USING in CREATE VIRTUAL TABLE: the module and its
 * arguments. https://www.sqlite.org/lang_createvtab.html
 *
 * @example
 * ```ts
 * import { entity, id, sql, text, virtualTable } from "penumbra";
 *
 * export const posts = entity("posts", { id: id(), title: text(), body: text() });
 *
 * // A full-text index: https://www.sqlite.org/fts5.html#external_content_tables
 * export const search = virtualTable("posts_search", sql`
 *   fts5(title, body, content = ${posts.name}, content_rowid = id)`);
 * ```
 */
export function virtualTable(name: string, body: Sql): EntityVirtualTable {
  return { name, ...defined<ObjectData<"virtual-table">>({ kind: "virtual-table", name, body }) };
}

/**
 * A complete CREATE statement, for what the other functions cannot express.
 *
 * @example
 * ```ts
 * import { sql, statement } from "penumbra";
 *
 * export const log = statement(sql`CREATE TABLE log (line TEXT NOT NULL) STRICT`);
 * ```
 */
export function statement(whole: Sql): RawStatement {
  return defined<StatementData>({ kind: "statement", sql: whole });
}
