import { type AnyColumnBuilder, type ColumnBuilder, newColumn } from "./column_builder.ts";
import type { ColumnTraits, PrimaryKeyOptions, WithTraits } from "./column.ts";
import { type Sql, sql, type SqlLiteral } from "./sql.ts";

/** The traits of a new column definition: it allows NULL and has no default. */
export interface NewTraits<Value, Input = Value, Role extends ColumnTraits["role"] = "plain">
  extends ColumnTraits {
  /** The type of its values when they are read. */
  readonly value: Value;
  /** The type of the values that may be written. */
  readonly input: Input;
  /** NULL is allowed. */
  readonly nullable: true;
  /** There is no default. */
  readonly fill: "caller";
  /** Whether it is an INTEGER or a timestamp. */
  readonly role: Role;
}

/** A new column definition: it allows NULL and has no default or constraint yet. */
export type NewColumn<Value, Input = Value, Role extends ColumnTraits["role"] = "plain"> =
  ColumnBuilder<NewTraits<Value, Input, Role>>;

/**
 * An `INTEGER PRIMARY KEY`: an alias of the rowid, so SQLite assigns the next id if a row has none. With
 * `autoincrement`, ids of deleted rows are never used again. https://www.sqlite.org/autoinc.html
 */
export function id(
  options: Pick<PrimaryKeyOptions, "autoincrement"> = {},
): ColumnBuilder<
  WithTraits<NewTraits<number, number, "rowid">, { nullable: false; fill: "default" }>
> {
  return integer().primaryKey(options);
}

/**
 * A `TEXT` column; its values are strings. A type argument narrows them in TypeScript only:
 * `text<"draft" | "published">()`.
 */
export function text<Value extends string = string>(): NewColumn<Value> {
  return newColumn("TEXT");
}

/**
 * An `INTEGER` column; its values are numbers. A type argument narrows them in TypeScript only: `integer<1 | 2>()`,
 * or `integer<bigint>()` if your driver returns integers as `bigint`.
 */
export function integer<Value extends number | bigint = number>(): NewColumn<
  Value,
  Value,
  "rowid"
> {
  return newColumn("INTEGER");
}

/** A `REAL` column: 8-byte floating point numbers. https://www.sqlite.org/datatype3.html */
export function real(): NewColumn<number> {
  return newColumn("REAL");
}

/**
 * A `NUMERIC` column: a number is stored as an integer if that loses nothing, else as floating point.
 * https://www.sqlite.org/datatype3.html#type_affinity
 */
export function numeric(): NewColumn<number> {
  return newColumn("NUMERIC");
}

/** A `BLOB` column; its values are bytes, as a `Uint8Array`. */
export function blob(): NewColumn<Uint8Array> {
  return newColumn("BLOB");
}

/**
 * An `INTEGER` column for 0 and 1. SQLite has no boolean type, so a row contains the number; `Insert` allows
 * `true` and `false` too. Other values are not refused: add a `check` for that.
 */
export function boolean(): NewColumn<0 | 1, boolean | 0 | 1> {
  return newColumn("INTEGER");
}

/**
 * A `TEXT` column for JSON. A row contains the text, which your application parses; `type` declares the result.
 * SQLite does not validate it unless you add a `check`. https://www.sqlite.org/json1.html
 *
 * @example
 * ```ts
 * import { entity, id, json, sql } from "penumbra";
 *
 * export const users = entity("users", {
 *   id: id(),
 *   settings: json().notNull().default("{}").check(sql`json_valid(settings)`),
 * });
 * ```
 */
export function json(): NewColumn<string> {
  return newColumn("TEXT");
}

/**
 * How a timestamp is stored: as text such as `2026-11-22 14:00:00`, or as an integer number of seconds or
 * milliseconds since 1970-01-01 00:00:00 UTC.
 */
export type TimestampForm = "text" | "seconds" | "milliseconds";

/**
 * A `TEXT` column for a time in UTC, such as `2026-11-22 14:00:00`; its values are strings. `defaultNow` sets it to
 * CURRENT_TIMESTAMP in new rows. https://www.sqlite.org/lang_datefunc.html
 *
 * @example
 * ```ts
 * import { entity, id, timestamp } from "penumbra";
 *
 * export const visits = entity("visits", {
 *   id: id(),
 *   startedAt: timestamp().notNull().defaultNow(), // "2026-11-22 14:00:00"
 *   endedAt: timestamp("milliseconds"), // 1795356000000
 * });
 * ```
 */
export function timestamp(form?: "text"): NewColumn<string, string, "time">;
/** An `INTEGER` column for a time, as seconds or milliseconds since 1970-01-01 00:00:00 UTC. */
export function timestamp(form: "seconds" | "milliseconds"): NewColumn<number, number, "time">;
export function timestamp(form: TimestampForm = "text"): AnyColumnBuilder {
  return newColumn(form === "text" ? "TEXT" : "INTEGER", { now: NOW[form] });
}

const NOW: { readonly [Form in TimestampForm]: Sql } = {
  text: sql`CURRENT_TIMESTAMP`,
  seconds: sql`unixepoch()`,
  milliseconds: sql`CAST(unixepoch('subsec') * 1000 AS INTEGER)`,
};

/** How each element of a vector is stored. Smaller types take less space and are less precise. */
export type VectorElement =
  | "float64"
  | "float32"
  | "float16"
  | "bfloat16"
  | "float8"
  | "float1bit";

/**
 * A libSQL vector column with this many dimensions, such as `F32_BLOB(384)`; its values are bytes, which the SQL
 * functions `vector32` and `vector_extract` convert from and to text. The default element is `"float32"`.
 * https://docs.turso.tech/features/ai-and-embeddings
 *
 * @example
 * ```ts
 * import { entity, id, index, sql, text, vector } from "penumbra";
 *
 * export const notes = entity("notes", {
 *   id: id(),
 *   body: text().notNull(),
 *   embedding: vector(384),
 * }, (t) => ({
 *   indexes: [index("notes_embedding").on(sql`libsql_vector_idx(${t.embedding})`)],
 * }));
 * ```
 */
export function vector(
  dimensions: number,
  element: VectorElement = "float32",
): NewColumn<Uint8Array> {
  return newColumn(`${VECTORS[element]}(${dimensions})`);
}

const VECTORS: { readonly [Element in VectorElement]: string } = {
  float64: "F64_BLOB",
  float32: "F32_BLOB",
  float16: "F16_BLOB",
  bfloat16: "FB16_BLOB",
  float8: "F8_BLOB",
  float1bit: "F1BIT_BLOB",
};

/**
 * An `ANY` column: in a STRICT table it stores every value unchanged; in other tables it is like `numeric`.
 * https://www.sqlite.org/stricttables.html
 */
export function any(): NewColumn<SqlLiteral> {
  return newColumn("ANY");
}

/**
 * A column with any declared type: `column("DECIMAL(10, 2)")`, or `column("")` for none. The type argument is the
 * TypeScript type of its values: `column<number>("DECIMAL(10, 2)")`.
 * https://www.sqlite.org/datatype3.html#determination_of_column_affinity
 */
export function column<Value = SqlLiteral>(type: string): NewColumn<Value> {
  return newColumn(type);
}
