import { lossMessage, lossPath } from "../loss_words.ts";
import type { Rule } from "../rule.ts";

/**
 * A table or a column that is lost once the files have run, with its values nowhere else: by DROP, or
 * by a rebuild that does not copy it. If values of a column were converted into another one first, it
 * is a note.
 */
export const DATA_LOSS: Rule = {
  name: "data-loss",
  find(effect) {
    if (effect.kind !== "table-dropped" && effect.kind !== "column-dropped") return undefined;
    const { table, isBack } = effect;
    const { isConverted, isPartial = false } = effect.kind === "column-dropped"
      ? effect
      : { isConverted: false };
    const loss = effect.kind === "table-dropped" ? { table } : { table, column: effect.column };
    const notes = isConverted
      ? ["Other values are computed from its values first"]
      : isPartial
      ? ["Its values are copied first, but not for every row"]
      : isBack
      ? ["It is created again, but without its data"]
      : [];
    return {
      severity: isConverted ? "note" : "error",
      object: lossPath(loss),
      sentence: lossMessage(loss),
      notes,
      hint: 'If that is intended, write "-- penumbra: allow data-loss" into the file',
    };
  },
};
