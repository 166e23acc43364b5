import { outlineOf } from "../../sql/outline_of.ts";
import type { Rule } from "../rule.ts";
import { isRecomputed } from "./copy_drops_columns.ts";
import { isLostData, lostData } from "./lost_data.ts";

/**
 * Rows that a statement deletes or changes explicitly, or through a foreign key or trigger of a
 * table it names, and values that a copy recomputes. Probably intended: a note, shown with
 * `--verbose`. That a trigger deletes rows at an INSERT or UPDATE is a warning.
 */
export const CHANGES_ROWS: Rule = {
  name: "changes-rows",
  find(effect) {
    if (!isLostData(effect)) return undefined;
    const { cause } = effect;
    const isComputed = effect.kind === "values-lost" && cause.kind === "copy" &&
      isRecomputed(effect, cause);
    if (cause.kind !== "direct" && cause.kind !== "indirect" && !isComputed) return undefined;
    // Foreign keys delete rows only with others.
    const isByTrigger = effect.kind === "rows-lost" && cause.kind === "indirect" &&
      outlineOf(effect.statement).kind !== "delete";
    return {
      severity: isByTrigger ? "warning" : "note",
      ...lostData(effect),
      notes: isByTrigger ? ["A trigger that the statement fires deletes them"] : [],
      hint: "Check that this is intended",
    };
  },
};
