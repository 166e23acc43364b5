import type { Becomes, Cause, ValuesLost } from "../../shadow/judge/effect.ts";
import type { Rule } from "../rule.ts";
import { lostData } from "./lost_data.ts";

/**
 * A rebuild whose copy omits a column that both the old and the new table have. An omitted primary
 * key gets new values, which is only a warning.
 */
export const COPY_DROPS_COLUMNS: Rule = {
  name: "copy-drops-columns",
  find(effect) {
    if (effect.kind !== "values-lost" || effect.cause.kind !== "copy") return undefined;
    const { table, column, isKey, becomes, from } = effect;
    if (becomes === "same") {
      return {
        severity: "warning",
        ...lostData(effect),
        notes: ["The copy selects it without regard to the row"],
        hint: "Compare the key in the WHERE of the subquery",
      };
    }
    if (CONVERTED.has(becomes) || from !== undefined || isRecomputed(effect, effect.cause)) {
      return undefined;
    }
    return {
      severity: isKey ? "warning" : "error",
      ...lostData(effect),
      notes: [`"${column}" is in the table before and after, but not in the copy`],
      hint: `Add ${column} to both sides of the INSERT, or write ` +
        `"-- penumbra: allow copy-drops-columns:${table}.${column}" if they may be lost`,
    };
  },
};

/** Whether a copy gives the column other values, which for a primary key it must do itself. */
export function isRecomputed(
  { becomes, isKey, from }: Pick<ValuesLost, "becomes" | "isKey" | "from">,
  { isListed, isSelected }: Extract<Cause, { kind: "copy" }>,
): boolean {
  if (from !== undefined || becomes === "same") return false;
  if (CONVERTED.has(becomes)) return !isSelected;
  return isListed || (becomes === "other" && !isKey);
}

/** What values become by the type of their column, even if a copy has them as they are. */
const CONVERTED: ReadonlySet<Becomes> = new Set(["rowid", "number", "rounded"]);
