import { casedName, type Casing } from "../casing.ts";
import { type Defined, defined, definitionAs, definitionOf } from "./brand.ts";
import { withClosedComment } from "../parentheses.ts";
import { quoteName, quoteString } from "../../sql/names.ts";

/**
 * A value that can be written as an SQL literal: `null` as NULL, `true` as 1, bytes as `x'00ff'`. NaN and Infinity
 * have no literal and throw a TypeError.
 */
export type SqlLiteral = string | number | bigint | boolean | null | Uint8Array;

/** A piece of SQL, as the `sql` template returns it. */
export type Sql = Defined<"sql">;

/** The definition of a piece of SQL. */
export interface SqlData {
  readonly kind: "sql";
  readonly chunks: readonly SqlChunk[];
}

/** Literal text, or a column, whose name depends on the casing of the schema. */
export type SqlChunk = string | { readonly column: KeyedColumn };

/** What determines the name of a column. */
export interface KeyedColumn {
  /** Its explicit name, if it has one. */
  readonly name?: string;
  /** Its key in the entity. */
  readonly key: string;
}

/** An object of the schema that a query can read: an entity, a view or a virtual table. */
export interface NamedObject {
  /** The name of the object in the database. */
  readonly name: string;
}

/** What `${…}` of an `sql` template may contain. */
export type SqlPart =
  | Sql
  | Defined<"column">
  | NamedObject
  | SqlLiteral
  | readonly SqlLiteral[];

/** The type of `sql`: a template tag with two more functions. */
export interface SqlTag {
  /** Returns the SQL of a template, with every `${…}` quoted as needed. */
  (texts: TemplateStringsArray, ...parts: readonly SqlPart[]): Sql;
  /** Returns text as SQL without quoting it. Only pass SQL that you trust. */
  raw(text: string): Sql;
  /** Returns a name as SQL, quoted if necessary: `sql.identifier("order")` is `"order"` in quotes. */
  identifier(name: string): Sql;
}

/**
 * A template tag that returns a piece of SQL. Each `${…}` is inserted safely: a column or an entity as its name,
 * quoted if necessary; a string, number or other value as a literal; an array as a list `(…, …)`; and SQL from
 * another `sql` unchanged.
 *
 * A column is inserted without its table, because an index or a CHECK does not accept one. In a view or a trigger,
 * write `${users}.${users.columns.id}` if the name is ambiguous.
 *
 * @example
 * ```ts
 * import { entity, id, sql, text } from "penumbra";
 *
 * export const posts = entity("posts", {
 *   id: id(),
 *   title: text().notNull().check(sql`length(title) > ${0}`),
 * });
 * ```
 */
export const sql: SqlTag = Object.assign(
  (texts: TemplateStringsArray, ...parts: readonly SqlPart[]): Sql =>
    sqlOf(
      texts.flatMap((text, index) =>
        index < parts.length ? [text, ...chunksOf(parts[index]!)] : text
      ),
    ),
  {
    raw: (text: string) => sqlOf([text]),
    identifier: (name: string) => sqlOf([quoteName(name)]),
  },
);

/**
 * The text of a piece of SQL, trimmed, with column names in the casing. A comment at its end is closed, so
 * that anything may follow. Throws for any other value, which only types can prevent.
 */
export function sqlText(piece: Sql, casing: Casing): string {
  const data = definitionAs<SqlData>("sql", piece);
  if (data === undefined) {
    const words = typeof piece === "string" ? JSON.stringify(piece) : String(piece);
    throw new TypeError(`Cannot use ${words} as SQL: write sql\`…\``);
  }
  const text = data.chunks.map((chunk) =>
    typeof chunk === "string" ? chunk : quoteName(nameOfColumn(chunk.column, casing))
  ).join("").trim();
  return withClosedComment(text);
}

/** The name of a column in the database. */
export function nameOfColumn(column: KeyedColumn, casing: Casing): string {
  return column.name ?? casedName(column.key, casing);
}

/** The value as an SQL literal: `'it''s'`, `1` for true, `x'00ff'`. */
export function literalText(value: SqlLiteral): string {
  if (value === null) return "NULL";
  if (value instanceof Uint8Array) {
    return `x'${Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("")}'`;
  }
  switch (typeof value) {
    case "string":
      return quoteString(value);
    case "boolean":
      return value ? "1" : "0";
    case "bigint":
      return String(value);
    case "number":
      if (Number.isFinite(value)) return String(value);
  }
  throw new TypeError(`Cannot write ${String(value)} in SQL: SQL has no such value`);
}

function sqlOf(chunks: readonly SqlChunk[]): Sql {
  return defined<SqlData>({ kind: "sql", chunks });
}

function chunksOf(part: SqlPart): readonly SqlChunk[] {
  const piece = definitionAs<SqlData>("sql", part);
  if (piece !== undefined) return piece.chunks;
  const column = definitionAs<KeyedColumn & { readonly kind: "column" }>("column", part);
  if (column !== undefined) return [{ column }];
  if (isNamed(part)) return [quoteName(part.name)];
  if (Array.isArray(part)) return [`(${part.map(literalText).join(", ")})`];
  return [literalText(part as SqlLiteral)];
}

function isNamed(part: SqlPart): part is NamedObject {
  const kind = definitionOf(part)?.kind;
  return kind === "entity" || kind === "view" || kind === "virtual-table";
}
