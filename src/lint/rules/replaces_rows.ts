import type { Rule } from "../rule.ts";
import { isLostData, lostData } from "./lost_data.ts";

/** Rows that REPLACE deletes, and rows that reference them. */
export const REPLACES_ROWS: Rule = {
  name: "replaces-rows",
  find(effect) {
    if (!isLostData(effect) || effect.cause.kind !== "replace") return undefined;
    const { cause: { table, isOwn } } = effect;
    return {
      severity: isOwn ? "warning" : "error",
      ...lostData(effect),
      notes: isOwn && effect.kind === "values-lost"
        ? [`REPLACE writes a new row, and no value for ${effect.column}`]
        : isOwn
        ? []
        : [`REPLACE deletes a row of "${table}" first, and ON DELETE takes effect`],
      hint: isOwn && effect.kind === "values-lost"
        ? `Give ${effect.column} a value, too, or use INSERT … ON CONFLICT … DO UPDATE, which keeps it`
        : isOwn
        ? "Check which rows can have the same key: REPLACE deletes one of them, OR ABORT stops instead"
        : `Change the rows of "${table}" in place, with UPDATE or INSERT … ON CONFLICT … DO UPDATE`,
    };
  },
};
