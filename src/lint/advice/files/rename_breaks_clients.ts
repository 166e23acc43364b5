import { outlineOf } from "../../../sql/outline_of.ts";
import { unquote } from "../../../sql/tokens.ts";
import { addedColumns } from "../added_columns.ts";
import type { FileRule } from "../advice.ts";

/**
 * A table or column with a new name: code that was written for the old one fails as soon as the
 * migration has run. Left out are the renames of a rebuild, whose table is there before and afterwards,
 * and what the same file has created.
 */
export const RENAME_BREAKS_CLIENTS: FileRule = {
  name: "rename-breaks-clients",
  severity: "note",
  find: (statements, { before, after }) =>
    statements.flatMap((statement, index) => {
      const outline = outlineOf(statement);
      if (outline.kind !== "alter" || !before.has(outline.table.name)) return [];
      const { table, action } = outline;
      const owner = unquote(table.token);
      const hint =
        "If old code keeps running during a deployment, add the new name first, and drop " +
        "the old one later";
      if (action.kind === "rename-table" && !after.has(table.name)) {
        const message = `Code that still uses table "${owner}" fails once this has run`;
        return { statement, object: owner, message, hint };
      }
      const isColumn = action.kind === "rename-column" &&
        !addedColumns(statements.slice(0, index), table.name).has(action.column.name);
      if (!isColumn) return [];
      const column = unquote(action.column.token);
      const message =
        `Code that still uses column "${column}" of "${owner}" fails once this has run`;
      return { statement, object: `${owner}.${column}`, message, hint };
    }),
};
