import type { SqlValue } from "../../host/engines/engine.ts";
import { quoteString } from "../../sql/names.ts";

/**
 * An expression that reads the column safely: libSQL 0.5.29 ends the process over text that is not
 * UTF-8, which a text cast from a blob may be.
 */
export function readable(column: string): string {
  return `iif(typeof(${column}) = 'text', CAST(${column} AS BLOB), quote(${column}))`;
}

/** A value returned by a query of `readable` columns, as an SQL literal. */
export function literalOf(value: SqlValue): string {
  if (!(value instanceof Uint8Array)) return INFINITE.get(String(value)) ?? String(value);
  const text = decoder.decode(value);
  // SQL can contain neither text that is not UTF-8 nor a NUL.
  return /[\0\uFFFD]/.test(text) ? `CAST(x'${value.toHex()}' AS TEXT)` : quoteString(text);
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Infinity as `quote()` writes it, in libSQL 0.5.29 and in SQLite 3.53; the first is not valid in SQL. */
const INFINITE: ReadonlyMap<string, string> = new Map([
  ["Inf", "9e999"],
  ["-Inf", "-9e999"],
  ["9.0e+999", "9e999"],
  ["-9.0e+999", "-9e999"],
]);

/** The text of a literal without its quotes. */
export function plain(literal: string): string {
  // No regular expression: with many rows this is called millions of times.
  const isQuoted = literal.length > 1 && literal.startsWith("'") && literal.endsWith("'");
  return isQuoted ? literal.slice(1, -1) : literal;
}

/** Whether two literals have the same value, possibly in different types. */
export function sameValue(was: string, is: string): boolean {
  if (was === is) return true;
  if (was === "NULL" || is === "NULL") return false;
  const [left, right] = [plain(was), plain(is)];
  return left === right || (left !== "" && right !== "" && Number(left) === Number(right));
}

/** Whether a text has become the number that it reads as, which is written differently: '007' and 7. */
export function isRespelled(was: string, is: string): boolean {
  if (!was.startsWith("'") || !/^[-+.\d]/.test(is) || !sameValue(was, is)) return false;
  return ![is, String(Number(is))].includes(plain(was));
}

/** Whether a number has lost its last digits in another type: 9007199254740993 and 9007199254740992.0. */
export function isRounded(was: string, is: string): boolean {
  const [left, right] = [plain(was), plain(is)];
  // Most values are shorter than what any type keeps.
  if (left.length < LEAST_DIGITS || left === right || !NUMBER.test(left) || !NUMBER.test(right)) {
    return false;
  }
  const [number, other] = [Number(left), Number(right)];
  if (number !== other) return Math.abs(number - other) <= Math.abs(number) * 1e-12;
  return /^[-+]?\d+$/.test(left) && Number.isFinite(other) && BigInt(left) !== BigInt(other);
}

const LEAST_DIGITS = 16;

const NUMBER = /^[-+]?\d+(?:\.\d*)?(?:e[-+]?\d+)?$/i;

/** Whether a value is still the same, as it was written. */
export function isKept(was: string, is: string): boolean {
  return sameValue(was, is) && !isRespelled(was, is) && !isRounded(was, is);
}
