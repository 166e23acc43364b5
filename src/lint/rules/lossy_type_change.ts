import type { Rule } from "../rule.ts";
import { lostData } from "./lost_data.ts";

/**
 * A rebuild that gives a column of numbers a type which does not keep all of their digits.
 * https://www.sqlite.org/datatype3.html#type_affinity
 */
export const LOSSY_TYPE_CHANGE: Rule = {
  name: "lossy-type-change",
  find(effect) {
    if (effect.kind !== "values-lost" || effect.becomes !== "rounded") return undefined;
    if (effect.cause.kind !== "copy" || !effect.cause.isSelected) return undefined;
    const { table, column } = effect;
    return {
      severity: "warning",
      ...lostData(effect),
      hint: `Keep the type if ${column} has such numbers, such as ids of other systems, or write ` +
        `"-- penumbra: allow lossy-type-change:${table}.${column}"`,
    };
  },
};
