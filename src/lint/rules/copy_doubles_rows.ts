import { counted } from "../../base/counted.ts";
import type { Rule } from "../rule.ts";

/** A rebuild whose copy writes rows more than once, as a join does that finds several matches. */
export const COPY_DOUBLES_ROWS: Rule = {
  name: "copy-doubles-rows",
  find(effect) {
    if (effect.kind !== "rows-doubled") return undefined;
    const { table, before, more } = effect;
    return {
      severity: "warning",
      object: table,
      what: `${table}: ${counted(before, "row")} became ${before + more}`,
      hint: "Select from the table alone: a join returns a row for each match",
    };
  },
};
