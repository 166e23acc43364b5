import { isLiteral, significant, tokenize, unquote } from "../../sql/tokens.ts";
import { affinityOf } from "./affinity.ts";
import { isRowidColumn, uniqueKeysOf } from "./keys.ts";
import type { Column, Index, Table } from "../snapshot.ts";
import { fold, sameName } from "../../sql/names.ts";

/**
 * Whether adding a column would give every existing row the same value where values must be unique:
 * its default is the same for all rows, and it is the only column of a key or a unique index.
 * Partial indexes are not counted, since they may exclude the default.
 */
export function repeatsWhereUnique(
  column: Column,
  { table, indexes }: { readonly table: Table; readonly indexes: readonly Index[] },
): boolean {
  if (column.default === undefined || column.default === "null") return false;
  // Defaults never apply to the rowid.
  if (isRowidColumn(table, column.name)) return false;
  const isSame = isConstant(column.default) || fold(column.default).startsWith("current_");
  return isSame &&
    uniqueKeysOf(table, indexes).some(({ terms, where }) =>
      where === undefined && terms.length === 1 && sameName(terms[0]!.column ?? "", column.name)
    );
}

/** Whether the default is the same for every row and known without evaluating anything. */
export function isConstant(expression: string): boolean {
  const tokens = significant(tokenize(expression));
  const value = ["+", "-"].includes(tokens[0]?.text ?? "") ? tokens.slice(1) : tokens;
  const [token, ...others] = value;
  if (token === undefined || others.length > 0) return false;
  return isLiteral(token) || ["null", "true", "false"].includes(token.text);
}

/**
 * Whether `integrity_check` mistakes the default for NULL in rows that are older than the column: a
 * number that is not a 64-bit integer, in a column without text affinity. The rows themselves read
 * correctly. Seen in libSQL 0.5.29; 3.40 and 3.53 of SQLite are right.
 */
export function isMistakenForNull(value: string, type: string): boolean {
  if (affinityOf(type) === "text") return false;
  const number = Number(value.replaceAll(/^'|'$|[\s_]/g, ""));
  return !Number.isNaN(number) && !(Number.isInteger(number) && Math.abs(number) < 2 ** 63);
}

/**
 * Whether a column of the type in a STRICT table accepts the constant, as it is or converted without
 * loss; false for the last integers below 2**63, too. https://www.sqlite.org/stricttables.html
 */
export function fitsStrictly(constant: string, type: string): boolean {
  const tokens = significant(tokenize(constant));
  const { kind, text } = tokens.at(-1)!;
  const strictType = fold(type);
  if (strictType === "any" || fold(text) === "null") return true;
  if (kind === "blob" || strictType === "blob") return kind === "blob" && strictType === "blob";
  if (strictType === "text") return true;
  const number = kind === "string" ? numberIn(unquote(tokens.at(-1)!)) : numericValue(text);
  if (strictType === "real") return !Number.isNaN(number);
  return Number.isInteger(number) && Math.abs(number) < 2 ** 63;
}

/** The number that affinity makes of a text, NaN if none. */
function numberIn(text: string): number {
  return /^[ \t-\r]*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?[ \t-\r]*$/i.test(text)
    ? Number(text)
    : NaN;
}

/** The value of a number, or of TRUE or FALSE. */
function numericValue(text: string): number {
  return /^(?:true|false)$/i.test(text) ? 1 : Number(text.replaceAll("_", ""));
}
