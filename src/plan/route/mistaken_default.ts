import { affinityOf } from "../../schema/affinity.ts";

/**
 * Whether `integrity_check` takes the default for NULL in rows that were there before the column: a
 * number that is no 64-bit integer, where the column does not make a text of it. The rows read well
 * all the same. Seen in libSQL 0.5.29; 3.40 and 3.53 of SQLite are right.
 */
export function isMistakenForNull(value: string, type: string): boolean {
  if (affinityOf(type) === "text") return false;
  const number = Number(value.replaceAll(/^'|'$|[\s_]/g, ""));
  return !Number.isNaN(number) && !(Number.isInteger(number) && Math.abs(number) < 2 ** 63);
}
