import { quoteString } from "../../sql/names.ts";
import type { NamingOptions } from "../casing.ts";
import { drizzleText } from "./text.ts";
import { asDrizzleSql, type DrizzleColumn, isKind, isSinceOne } from "./values.ts";

/**
 * What follows DEFAULT, as the kit of the table's own version writes it, quirks included: whoever
 * has run its migrations has them in the database. Undefined without a default.
 */
export function drizzleDefault(column: DrizzleColumn, naming: NamingOptions): string | undefined {
  const { default: value } = column;
  if (value === undefined) return undefined;
  const piece = asDrizzleSql(value);
  if (piece !== undefined) return drizzleText(piece, { ...naming, qualified: true });
  return isSinceOne(column.table) ? defaultSinceOne(column, value) : defaultBeforeOne(value);
}

/** drizzle-kit 0.x keeps a date as quoted JSON. */
function defaultBeforeOne(value: unknown): string {
  if (typeof value === "string") return quoteString(value);
  return typeof value === "object" ? quoteString(JSON.stringify(value)) : String(value);
}

/** drizzle-kit 1.0 goes by the declared type, and doubles every backslash of a text. */
export function defaultSinceOne(column: DrizzleColumn, value: unknown): string {
  const type = column.getSQLType().toLowerCase();
  if (value instanceof Date) {
    const inSeconds = column.mode === "timestamp" && isKind(column, "SQLiteTimestamp");
    return (inSeconds ? value.getTime() / 1000 : value.getTime()).toFixed(0);
  }
  if (typeof value === "bigint") {
    return /^(?:int|blob|numeric)/.test(type) ? `'${value}'` : `${value}`;
  }
  if (/^blob/.test(type) && value instanceof Uint8Array) {
    const digits = Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return `X'${digits.toUpperCase()}'`;
  }
  if (/^(?:text|blob)/.test(type)) {
    return typeof value === "string"
      ? quoteString(value.replaceAll("\\", "\\\\"))
      : quoteString(JSON.stringify(value));
  }
  return /^numeric/.test(type) && typeof value === "string" ? quoteString(value) : String(value);
}
