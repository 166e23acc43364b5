import { type Defined, defined } from "./brand.ts";
import type { Sql } from "./sql.ts";

/** A view written in TypeScript. */
export interface EntityView extends Defined<"view"> {
  readonly name: string;
}

/** What a view consists of. */
export interface ViewData {
  readonly kind: "view";
  readonly name: string;
  readonly query: Sql;
  /** The names of its columns, where they are not those of the query. */
  readonly columns?: readonly string[] | undefined;
}

/** A trigger written in TypeScript. */
export type EntityTrigger = Defined<"trigger">;

/** A virtual table written in TypeScript. */
export interface EntityVirtualTable extends Defined<"virtual-table"> {
  readonly name: string;
}

/** What an object consists of that is written as one piece of SQL. */
export interface ObjectData<Kind extends "trigger" | "virtual-table"> {
  readonly kind: Kind;
  readonly name: string;
  /** Everything that follows the name, or for a virtual table USING. */
  readonly body: Sql;
}

/** A statement written in TypeScript as a whole. */
export type RawStatement = Defined<"statement">;

/** What a statement consists of. */
export interface StatementData {
  readonly kind: "statement";
  readonly sql: Sql;
}

/**
 * A view: ``view("authors", sql`SELECT DISTINCT authorId FROM ${posts}`)``.
 * https://www.sqlite.org/lang_createview.html
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
 * A trigger; the SQL is everything after its name.
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
 * A virtual table; the SQL is everything after USING:
 * ``virtualTable("posts_search", sql`fts5(title, body, content = ${posts.name})`)``.
 * https://www.sqlite.org/lang_createvtab.html
 */
export function virtualTable(name: string, body: Sql): EntityVirtualTable {
  return { name, ...defined<ObjectData<"virtual-table">>({ kind: "virtual-table", name, body }) };
}

/**
 * Any other statement that makes a part of the schema, for what the other functions do not cover:
 * ``statement(sql`CREATE TABLE log (line TEXT) STRICT`)``.
 */
export function statement(whole: Sql): RawStatement {
  return defined<StatementData>({ kind: "statement", sql: whole });
}
