import type { Rule } from "../rule.ts";
import { becomesWords, countWords } from "./words.ts";

/**
 * Rows or values that are lost without a statement that explains it. No such case is known: the
 * rule is a safety net for the others.
 */
export const UNEXPLAINED_LOSS: Rule = {
  name: "unexplained-loss",
  find(effect) {
    if (effect.kind !== "rows-lost" && effect.kind !== "values-lost") return undefined;
    if (effect.cause.kind !== "unexplained") return undefined;
    const { table } = effect;
    const isRows = effect.kind === "rows-lost";
    return {
      severity: "error",
      object: isRows ? table : `${table}.${effect.column}`,
      what: isRows
        ? `${table}: ${countWords(effect)}`
        : `${table}.${effect.column}: ${becomesWords(effect)}`,
      hint: "Check what the statement does to existing rows",
    };
  },
};
