import type { Rule } from "../rule.ts";
import { lostData } from "./lost_data.ts";

/**
 * A copy that writes the values of a column into another one, and others into the first. If it names both
 * on both sides, it may be meant, and is a warning.
 */
export const COPY_SWAPS_COLUMNS: Rule = {
  name: "copy-swaps-columns",
  find(effect) {
    if (effect.kind !== "values-lost" || effect.cause.kind !== "copy") return undefined;
    if (effect.from === undefined) return undefined;
    const { isByOrder } = effect.cause;
    return {
      severity: isByOrder ? "error" : "warning",
      ...lostData(effect),
      notes: isByOrder
        ? ["A copy assigns values by their order, whatever their columns are called"]
        : [],
      hint: "Name the columns in the same order on both sides of the INSERT, or write " +
        '"-- penumbra: allow copy-swaps-columns" if they are to be swapped',
    };
  },
};
