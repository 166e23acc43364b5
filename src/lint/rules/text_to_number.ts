import type { Rule } from "../rule.ts";
import { lostData } from "./lost_data.ts";

/**
 * A rebuild that gives a column of texts a numeric type: a text that reads as a number becomes one, and
 * how it was written is lost. https://www.sqlite.org/datatype3.html#type_affinity
 */
export const TEXT_TO_NUMBER: Rule = {
  name: "text-to-number",
  find(effect) {
    if (effect.kind !== "values-lost" || effect.becomes !== "number") return undefined;
    if (effect.cause.kind !== "copy" || !effect.cause.isSelected) return undefined;
    const { table, column } = effect;
    return {
      severity: "warning",
      ...lostData(effect),
      notes: ["With the new type of the column, '007' becomes 7"],
      hint: `Keep the type if ${column} has codes, such as postal codes, or write ` +
        `"-- penumbra: allow text-to-number:${table}.${column}"`,
    };
  },
};
