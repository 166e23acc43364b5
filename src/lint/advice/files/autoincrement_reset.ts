import { outlineOf } from "../../../sql/outline_of.ts";
import { renameIn } from "../../../sql/statement_kinds.ts";
import type { Statement } from "../../../sql/statements.ts";
import { isNamed } from "../../../sql/token_names.ts";
import { isWord, unquote } from "../../../sql/tokens.ts";
import type { FileRule } from "../advice.ts";
import type { Origin } from "../origins.ts";

/**
 * A rebuild of an AUTOINCREMENT table that does not keep its counter: DROP TABLE deletes it, and the new
 * table only counts the rows that it gets, so that ids of deleted rows are given again.
 * https://www.sqlite.org/autoinc.html
 */
export const AUTOINCREMENT_RESET: FileRule = {
  name: "autoincrement-reset",
  severity: "warning",
  find: (statements, { before, after, timeline }) => {
    const isKept = statements.some(({ tokens }) =>
      tokens.some((token) => isNamed(token, "sqlite_sequence"))
    );
    if (isKept) return [];
    return statements.flatMap((statement, index) => {
      const outline = outlineOf(statement);
      if (outline.kind !== "drop" || outline.object !== "table") return [];
      const name = nameBefore(outline.name.name, statements.slice(0, index));
      const dropped = timeline.before(statement).get(outline.name.name);
      const [was, is] = [before.get(name), after.get(name)];
      if (was === undefined || is === undefined || was.outline !== dropped?.outline) return [];
      if (!isCounted(was) || !isCounted(is)) return [];
      const { name: created } = is.outline;
      const table = unquote((created.name === name ? created : outline.name).token);
      return {
        statement,
        object: table,
        message: `The rebuild of "${table}" loses its AUTOINCREMENT counter: ids of deleted rows ` +
          "are given again",
        hint: "Copy its row of sqlite_sequence before DROP TABLE, or let penumbra generate write " +
          "the rebuild",
      };
    });
  },
};

/** The folded name that a table had before these statements. */
function nameBefore(name: string, statements: readonly Statement[]): string {
  return statements.reduceRight((now, statement) => {
    const rename = renameIn(statement);
    return rename?.after === now ? rename.before : now;
  }, name);
}

function isCounted({ outline, create }: Origin): boolean {
  return outline.object === "table" &&
    create.tokens.some((token) => isWord(token, "autoincrement"));
}
