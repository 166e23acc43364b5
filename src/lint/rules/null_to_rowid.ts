import type { Rule } from "../rule.ts";
import { lostData } from "./lost_data.ts";

/**
 * A rebuild that makes a column with NULL the INTEGER PRIMARY KEY: SQLite stores a new number instead.
 * https://www.sqlite.org/lang_createtable.html#rowid
 */
export const NULL_TO_ROWID: Rule = {
  name: "null-to-rowid",
  find(effect) {
    if (effect.kind !== "values-lost" || effect.becomes !== "rowid") return undefined;
    if (effect.cause.kind !== "copy" || !effect.cause.isSelected) return undefined;
    const { table, column } = effect;
    return {
      severity: "warning",
      ...lostData(effect),
      notes: ["An INTEGER PRIMARY KEY stores a new number in place of NULL"],
      hint: `Delete rows with NULL in ${column}, give them a number in the copy, or write ` +
        `"-- penumbra: allow null-to-rowid:${table}.${column}" if any number will do`,
    };
  },
};
