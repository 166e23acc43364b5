import type { Rule } from "../rule.ts";
import { isLostData, lostData } from "./lost_data.ts";

/**
 * Rows or values that are lost without a statement that explains it. No such case is known: the
 * rule is a safety net for the others.
 */
export const UNEXPLAINED_LOSS: Rule = {
  name: "unexplained-loss",
  find(effect) {
    if (!isLostData(effect) || effect.cause.kind !== "unexplained") return undefined;
    return {
      severity: "error",
      ...lostData(effect),
      hint: "Check what the statement does to existing rows",
    };
  },
};
