import type { Rule } from "../rule.ts";

/** Rows that lose their parent while foreign keys are off, under a key that existed before. */
export const ORPHANED_ROWS: Rule = {
  name: "orphaned-rows",
  find(effect) {
    if (effect.kind !== "orphans-left") return undefined;
    const { table, parent, count } = effect;
    return {
      severity: "warning",
      object: table,
      what: `${table}: ${count === 1 ? "1 row references" : `${count} rows reference`} rows of ` +
        `"${parent}" that are gone`,
      hint: `Delete or change those rows of "${table}" in the same file`,
    };
  },
};
