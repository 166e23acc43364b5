import { lossMessage, lossPath } from "../loss_words.ts";
import type { Rule } from "../rule.ts";

/**
 * A table or a column that is gone once the files have run, its values nowhere else: by DROP, or by a
 * rebuild that does not copy it. That can be meant, and nothing brings it back. Where other values
 * were made of a column before, it goes on in them: a note.
 *
 *     DROP TABLE users;
 *
 * Instead: rename what is only to be called otherwise, or copy the values first. Where the loss is
 * meant, say so: `-- penumbra: allow data-loss`.
 */
export const DATA_LOSS: Rule = {
  name: "data-loss",
  find(effect) {
    if (effect.kind !== "table-dropped" && effect.kind !== "column-dropped") return undefined;
    const { table, isBack } = effect;
    const isCarriedOn = effect.kind === "column-dropped" && effect.isCarriedOn;
    const loss = effect.kind === "table-dropped" ? { table } : { table, column: effect.column };
    const back = `It is created again, but without its data`;
    const carried = `Its values are used to compute others before`;
    return {
      severity: isCarriedOn ? "note" : "error",
      object: lossPath(loss),
      sentence: lossMessage(loss),
      ...(isCarriedOn ? { notes: [carried] } : isBack && { notes: [back] }),
      hint: 'If that is intended, write "-- penumbra: allow data-loss" into the file',
    };
  },
};
