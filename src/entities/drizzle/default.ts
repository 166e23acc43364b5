import { quoteString } from "../../sql/names.ts";
import type { NamingOptions } from "../casing.ts";
import { drizzleText } from "./text.ts";
import { asDrizzleSql, type DrizzleColumn, isKind, isSinceOne } from "./values.ts";

/**
 * The SQL after DEFAULT, as the kit of the table's version writes it, quirks included: databases that have
 * run its migrations contain them. Undefined without a default.
 */
export function drizzleDefault(column: DrizzleColumn, naming: NamingOptions): string | undefined {
  const { default: value } = column;
  if (value === undefined) return undefined;
  const piece = asDrizzleSql(value);
  if (piece !== undefined) return drizzleText(piece, { ...naming, qualified: true });
  return isSinceOne(column.table) ? defaultSinceOne(column, value) : defaultBeforeOne(value);
}

/** The default of drizzle-kit 0.x, which writes dates as quoted JSON. */
function defaultBeforeOne(value: unknown): string {
  if (typeof value === "string") return quoteString(value);
  return typeof value === "object" ? quoteString(JSON.stringify(value)) : String(value);
}

/** The default of drizzle-kit 1.0, which depends on the declared type and doubles backslashes in texts. */
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
