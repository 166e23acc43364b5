import { outlineOf } from "../../../sql/outline_of.ts";
import { unquote } from "../../../sql/tokens.ts";
import type { FileRule } from "../advice.ts";

/** CREATE … IF NOT EXISTS: a database that has something else of that name keeps it, and nobody is told. */
export const IF_NOT_EXISTS: FileRule = {
  name: "if-not-exists",
  severity: "warning",
  find: (statements) =>
    statements.flatMap((statement) => {
      const outline = outlineOf(statement);
      if (outline.kind !== "create" || !outline.isConditional) return [];
      const name = unquote(outline.name.token);
      return {
        statement,
        object: name,
        message: `With IF NOT EXISTS, a database that has another "${name}" keeps it unnoticed`,
        hint: "Leave out IF NOT EXISTS, so that the migration stops there",
      };
    }),
};
