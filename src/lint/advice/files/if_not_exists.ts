import { outlineOf } from "../../../sql/outline_of.ts";
import { renameIn } from "../../../sql/statement_kinds.ts";
import { unquote } from "../../../sql/tokens.ts";
import type { FileRule } from "../advice.ts";

/**
 * CREATE … IF NOT EXISTS: a database that has something else of that name keeps it, and nobody is told.
 * It is reported once per file, and for each object that is there for certain. Left out is what the
 * same file drops, before or afterwards.
 */
export const IF_NOT_EXISTS: FileRule = {
  name: "if-not-exists",
  severity: "warning",
  find: (statements, { kept, timeline }) => {
    const dropped = new Set<string>();
    return statements.flatMap((statement) => {
      const outline = outlineOf(statement);
      if (outline.kind === "drop") dropped.add(outline.name.name);
      timeline.takenBy(statement).forEach(([name]) => dropped.add(name));
      const rename = renameIn(statement);
      if (rename !== undefined) dropped.add(rename.before);
      if (outline.kind !== "create" || !outline.isConditional || outline.isTemporary) return [];
      const { name, token } = outline.name;
      if (!kept.has(statement)) return [];
      const written = unquote(token);
      const facts = { statement, object: written };
      if (timeline.before(statement).has(name)) {
        return {
          ...facts,
          message:
            `The statement does nothing: an earlier one has created "${written}", and this one ` +
            "says IF NOT EXISTS",
          hint: "Remove it, or drop the other one before",
        };
      }
      return dropped.has(name) ? [] : {
        ...facts,
        isOncePerFile: true,
        message: `With IF NOT EXISTS, a database that has another "${written}" keeps it unnoticed`,
        hint: "Leave out IF NOT EXISTS, so that the migration stops there",
      };
    });
  },
};
