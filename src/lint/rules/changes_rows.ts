import type { Rule } from "../rule.ts";
import { isRecomputed } from "./copy_drops_columns.ts";
import { isLostData, lostData } from "./lost_data.ts";

/**
 * Rows that a statement deletes or changes explicitly, or through a foreign key or trigger of a
 * table it names, and values that a copy recomputes. Probably intended: a note, shown with
 * `--verbose`.
 */
export const CHANGES_ROWS: Rule = {
  name: "changes-rows",
  find(effect) {
    if (!isLostData(effect)) return undefined;
    const { cause } = effect;
    const isComputed = effect.kind === "values-lost" && cause.kind === "copy" &&
      isRecomputed(effect, cause);
    if (cause.kind !== "direct" && cause.kind !== "indirect" && !isComputed) return undefined;
    return {
      severity: "note",
      ...lostData(effect),
      hint: "Check that this is intended",
    };
  },
};
