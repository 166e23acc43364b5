import type { Rule } from "../rule.ts";
import { lostData } from "./lost_data.ts";

/**
 * A copy that writes the values of a column into another one, and others into the first, without naming
 * them on both sides.
 */
export const COPY_SWAPS_COLUMNS: Rule = {
  name: "copy-swaps-columns",
  find(effect) {
    if (effect.kind !== "values-lost" || effect.cause.kind !== "copy") return undefined;
    if (effect.from === undefined || !effect.cause.isByOrder) return undefined;
    return {
      severity: "error",
      ...lostData(effect),
      notes: ["A copy assigns values by their order, whatever their columns are called"],
      hint: "Name the columns in the same order on both sides of the INSERT, or write " +
        '"-- penumbra: allow copy-swaps-columns" if they are to be swapped',
    };
  },
};
