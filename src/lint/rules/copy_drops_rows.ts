import type { Rule } from "../rule.ts";
import { lostData } from "./lost_data.ts";

/** A rebuild whose copy omits rows. A WHERE is explicit, and only a note. */
export const COPY_DROPS_ROWS: Rule = {
  name: "copy-drops-rows",
  find(effect) {
    if (effect.kind !== "rows-lost" || effect.cause.kind !== "copy") return undefined;
    return {
      severity: effect.cause.isFiltered ? "note" : "warning",
      ...lostData(effect),
      hint: "Check whether the copy can skip rows: a LEFT JOIN keeps them, OR ABORT stops at them",
    };
  },
};
