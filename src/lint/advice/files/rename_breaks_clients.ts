import type { NameInStatement } from "../../../sql/outline.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import type { Statement } from "../../../sql/statements.ts";
import { unquote } from "../../../sql/tokens.ts";
import type { FileRule } from "../advice.ts";
import type { Origins } from "../origins.ts";

/**
 * A table or column with a new name after a file: code that was written for the old one fails as soon
 * as the migration has run. Left out is what has got its name back, or is gone, and the tables that
 * take the place of another.
 */
export const RENAME_BREAKS_CLIENTS: FileRule = {
  name: "rename-breaks-clients",
  severity: "note",
  find: (statements, { before, after }) => {
    const { tables, columns } = renamesIn(statements, before);
    const ofTables = [...tables].flatMap(([now, { statement, was }]) => {
      if (after.has(was.name) || !after.has(now) || before.has(now)) return [];
      const name = unquote(was.token);
      return {
        statement,
        object: name,
        message: `Code that still uses table "${name}" fails once this has run`,
        hint: "If old code keeps running during a deployment, create a view with the old name, " +
          "and drop it later",
      };
    });
    const ofColumns = [...columns].flatMap(([table, { renames, added }]) =>
      [...renames.values()].flatMap(({ statement, was, owner }) => {
        if (!after.has(table) || renames.has(was.name) || added.has(was.name)) return [];
        const [name, column] = [unquote(owner.token), unquote(was.token)];
        return {
          statement,
          object: `${name}.${column}`,
          message: `Code that still uses column "${column}" of "${name}" fails once this has run`,
          hint: "If old code keeps running during a deployment, add the new column first, and " +
            "drop the old one later",
        };
      })
    );
    return [...ofTables, ...ofColumns];
  },
};

/** A name before the file, and the first statement that has changed it. */
interface Renamed {
  readonly statement: Statement;
  readonly was: NameInStatement;
}

/** What happens to the columns of a table: those with another name by their last one, and the new ones. */
interface ColumnNames {
  readonly renames: Map<string, Renamed & { readonly owner: NameInStatement }>;
  readonly added: Set<string>;
}

/** The tables with another name, by the last one, and the columns, by the table's name before the file. */
function renamesIn(statements: readonly Statement[], before: Origins) {
  const tables = new Map<string, Renamed>();
  const columns = new Map<string, ColumnNames>();
  for (const statement of statements) {
    const outline = outlineOf(statement);
    if (outline.kind === "drop") tables.delete(outline.name.name);
    if (outline.kind !== "alter") continue;
    const { table, action } = outline;
    const known = tables.get(table.name);
    const first = known?.was.name ?? table.name;
    if (!before.has(first)) continue;
    if (action.kind === "rename-table") {
      tables.delete(table.name);
      tables.set(action.to.name, known ?? { statement, was: table });
      continue;
    }
    const { renames, added } = columns.get(first) ?? { renames: new Map(), added: new Set() };
    columns.set(first, { renames, added });
    if (action.kind === "add-column") added.add(action.column.name);
    if (action.kind === "drop-column") {
      added.delete(action.column.name);
      renames.delete(action.column.name);
    }
    if (action.kind === "rename-column") {
      const { column, to } = action;
      const renamed = renames.get(column.name) ?? { statement, was: column, owner: table };
      renames.delete(column.name);
      if (added.delete(column.name)) added.add(to.name);
      else renames.set(to.name, renamed);
    }
  }
  return { tables, columns };
}
