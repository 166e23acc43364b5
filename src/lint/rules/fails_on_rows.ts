import { canBeName, unquote } from "../../sql/tokens.ts";
import type { Rule } from "../rule.ts";

/**
 * A statement that succeeds on empty tables and fails as soon as they have rows. If only certain rows
 * make it fail, such as those that violate a new constraint, it depends on the data and is a warning.
 */
export const FAILS_ON_ROWS: Rule = {
  name: "fails-on-rows",
  find(effect) {
    if (effect.kind !== "failed") return undefined;
    const { statement, reason, atCommit, needsNull, isCertain } = effect;
    // A gate is meant to stop the file at such rows.
    const names = statement.tokens.filter(canBeName).map(unquote);
    if (names.some((name) => /^__penumbra_gate/i.test(name))) return undefined;
    const column = /^NOT NULL constraint failed: .*\.(.+)$/i.exec(reason)?.[1];
    const rows = needsNull
      ? "with NULL or a default in a row"
      : isCertain
      ? "with rows in the tables"
      : "with some rows in the tables";
    const place = atCommit ? "the file fails at its COMMIT" : "the statement fails";
    return {
      severity: isCertain ? "error" : "warning",
      object: "",
      what: `${rows[0]!.toUpperCase()}${rows.slice(1)} ${place} (${reason})`,
      hint: isCertain && column !== undefined
        ? `Give ${column} a default, or select a value for it`
        : isCertain
        ? "Write it so that it runs on tables with rows: with a constant default, or as a rebuild"
        : "Check whether such rows can exist, and change or delete them first",
    };
  },
};
