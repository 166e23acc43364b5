import type { Rule } from "../rule.ts";
import { isRecomputed } from "./copy_drops_columns.ts";
import { becomesWords, countWords } from "./words.ts";

/**
 * Rows that a statement deletes or changes explicitly, or through a foreign key or trigger of a
 * table it names, and values that a copy recomputes. Probably intended: a note, shown with
 * `--verbose`.
 */
export const CHANGES_ROWS: Rule = {
  name: "changes-rows",
  find(effect) {
    if (effect.kind !== "rows-lost" && effect.kind !== "values-lost") return undefined;
    const { table, cause } = effect;
    const isComputed = effect.kind === "values-lost" && cause.kind === "copy" &&
      isRecomputed(effect, cause);
    if (cause.kind !== "direct" && cause.kind !== "indirect" && !isComputed) return undefined;
    const isRows = effect.kind === "rows-lost";
    return {
      severity: "note",
      object: isRows ? table : `${table}.${effect.column}`,
      what: isRows
        ? `${table}: ${countWords(effect)}`
        : `${table}.${effect.column}: ${becomesWords(effect)}`,
      hint: "Check that this is intended",
    };
  },
};
