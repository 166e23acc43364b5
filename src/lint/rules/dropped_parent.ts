import type { Rule } from "../rule.ts";

/** A foreign key that had its parent before and references a missing table afterwards. */
export const DROPPED_PARENT: Rule = {
  name: "dropped-parent",
  find(effect) {
    if (effect.kind !== "key-lost") return undefined;
    const { table, columns, parent } = effect;
    return {
      severity: "error",
      object: table,
      what: `${table}: a foreign key (${columns.join(", ")}) references "${parent}", which is gone`,
      hint: `Recreate "${table}" in the same file, so that it references the new table`,
    };
  },
};
