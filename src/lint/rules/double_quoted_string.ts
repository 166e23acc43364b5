import type { Rule } from "../rule.ts";

/**
 * A copy that selects a column by its name in double quotes from a table that does not have it: most
 * builds of SQLite take that for a string.
 * https://www.sqlite.org/quirks.html#dblquote
 */
export const DOUBLE_QUOTED_STRING: Rule = {
  name: "double-quoted-string",
  find(effect) {
    if (effect.kind !== "name-stored") return undefined;
    const { table, column } = effect;
    return {
      severity: "error",
      object: `${table}.${column}`,
      sentence: `The migration stores the text '${column}' in every row of ${table}.${column}`,
      notes: [
        `"${column}" is selected from a table without that column, so SQLite takes it for a string`,
        "better-sqlite3 and libSQL refuse the statement instead",
      ],
      hint: `Leave ${column} out on both sides of the INSERT, or select a value for it`,
    };
  },
};
