import { type AnyColumnBuilder, type ColumnBuilder, newColumn } from "./column_builder.ts";
import type { ColumnTraits, PrimaryKeyOptions, WithTraits } from "./column.ts";
import { type Sql, sql, type SqlLiteral } from "./sql.ts";

/** The traits of a column about which nothing but its type is said. */
export interface NewTraits<Value, Input = Value, Role extends ColumnTraits["role"] = "plain">
  extends ColumnTraits {
  readonly value: Value;
  readonly input: Input;
  readonly nullable: true;
  readonly fill: "caller";
  readonly role: Role;
}

/** A column as these functions make it. */
export type NewColumn<Value, Input = Value, Role extends ColumnTraits["role"] = "plain"> =
  ColumnBuilder<NewTraits<Value, Input, Role>>;

/** `INTEGER PRIMARY KEY`: the rowid itself, which fills itself. */
export function id(
  options: Pick<PrimaryKeyOptions, "autoincrement"> = {},
): ColumnBuilder<
  WithTraits<NewTraits<number, number, "rowid">, { nullable: false; fill: "default" }>
> {
  return integer().primaryKey(options);
}

/** `TEXT`. The type can be narrowed: `text<"draft" | "published">()`. */
export function text<Value extends string = string>(): NewColumn<Value> {
  return newColumn("TEXT");
}

/** `INTEGER`. The type can be narrowed. */
export function integer<Value extends number | bigint = number>(): NewColumn<
  Value,
  Value,
  "rowid"
> {
  return newColumn("INTEGER");
}

/** `REAL`. */
export function real(): NewColumn<number> {
  return newColumn("REAL");
}

/** `NUMERIC`: whole numbers where they are whole, floating point where they are not. */
export function numeric(): NewColumn<number> {
  return newColumn("NUMERIC");
}

/** `BLOB`. */
export function blob(): NewColumn<Uint8Array> {
  return newColumn("BLOB");
}

/** `INTEGER` that holds 0 or 1: SQLite has no booleans, so a row gives these back. */
export function boolean(): NewColumn<0 | 1, boolean | 0 | 1> {
  return newColumn("INTEGER");
}

/** `TEXT` that holds JSON, which a row gives back as text. */
export function json(): NewColumn<string> {
  return newColumn("TEXT");
}

/** How a timestamp is kept: in which unit since 1970, or as text. */
export type TimestampForm = "text" | "seconds" | "milliseconds";

/**
 * A time in UTC: `TEXT` such as `2026-11-22 14:00:00`, or an `INTEGER` of seconds or milliseconds.
 * https://www.sqlite.org/lang_datefunc.html
 */
export function timestamp(form?: "text"): NewColumn<string, string, "time">;
/** The same as an `INTEGER`. */
export function timestamp(form: "seconds" | "milliseconds"): NewColumn<number, number, "time">;
export function timestamp(form: TimestampForm = "text"): AnyColumnBuilder {
  return newColumn(form === "text" ? "TEXT" : "INTEGER", { now: NOW[form] });
}

const NOW: { readonly [Form in TimestampForm]: Sql } = {
  text: sql`CURRENT_TIMESTAMP`,
  seconds: sql`unixepoch()`,
  milliseconds: sql`CAST(unixepoch('subsec') * 1000 AS INTEGER)`,
};

/** How a number of a vector is kept. */
export type VectorElement =
  | "float64"
  | "float32"
  | "float16"
  | "bfloat16"
  | "float8"
  | "float1bit";

/**
 * A vector of that many numbers, as libSQL knows it: `F32_BLOB(384)`.
 * https://docs.turso.tech/features/ai-and-embeddings
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

/** `ANY`: in a STRICT table whatever is put in, elsewhere like `NUMERIC`. */
export function any(): NewColumn<SqlLiteral> {
  return newColumn("ANY");
}

/** A column of any declared type: `column("DECIMAL(10, 2)")`, and `""` for none. */
export function column<Value = SqlLiteral>(type: string): NewColumn<Value> {
  return newColumn(type);
}
