import { fold } from "../../../sql/names.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import type { Statement } from "../../../sql/statements.ts";
import { possibleNames, unquote } from "../../../sql/tokens.ts";
import type { FileRule } from "../advice.ts";
import { type Origin, type Origins, originsAfter } from "../origins.ts";

/**
 * An index or a trigger that DROP TABLE takes with it, of a table that is there again at the end of the
 * file: a rebuild has to create it again, under whatever name.
 */
export const REBUILD_LOSES_OBJECT: FileRule = {
  name: "rebuild-loses-object",
  severity: "warning",
  find: (statements, { before, after, end }) => {
    if (statements.every((it) => droppedTable(it) === undefined)) return [];
    let now = before;
    return statements.flatMap((statement) => {
      const then = now;
      now = originsAfter(then, [statement]);
      const dropped = droppedTable(statement);
      if (dropped === undefined) return [];
      const taken = [...then].filter(([, { table }]) => table === dropped);
      return taken.flatMap(([name]) => {
        const origin = before.get(name);
        if (origin?.table === undefined) return [];
        const [was, is] = [before.get(origin.table), after.get(origin.table)];
        if (was === undefined || is === undefined || end.has(name) || isBack(origin, end)) {
          return [];
        }
        if (!isPossible(origin, was, is)) return [];
        const written = unquote(origin.outline.name.token);
        return {
          statement,
          object: written,
          message:
            `The rebuild of "${origin.table}" loses ${origin.outline.object} "${written}", which ` +
            "DROP TABLE takes along",
          hint:
            `Create "${written}" again after the rebuild; if it is not wanted any more, drop it by name`,
        };
      });
    });
  },
};

/** The folded name of the table that a statement drops. */
function droppedTable(statement: Statement): string | undefined {
  const outline = outlineOf(statement);
  return outline.kind === "drop" && outline.object === "table" ? outline.name.name : undefined;
}

/** Whether there is an object that differs in its name alone. */
function isBack(origin: Origin, end: Origins): boolean {
  const definition = definitionOf(origin);
  return [...end.values()].some((it) =>
    it.table === origin.table && definitionOf(it) === definition
  );
}

/** Whether what the object names in its table is still there: a column may be gone on purpose. */
function isPossible(origin: Origin, was: Origin, is: Origin): boolean {
  const named = namesIn(origin);
  return namesIn(was).intersection(named).isSubsetOf(namesIn(is));
}

/** The folded names in all statements about an object. */
function namesIn({ statements }: Origin): ReadonlySet<string> {
  return new Set(statements.flatMap(({ tokens }) => possibleNames(tokens)));
}

/** What follows the name in its CREATE, folded. */
function definitionOf({ outline, statements }: Origin): string {
  return statements[0]!.tokens.slice(outline.rest).map(({ text }) => fold(text)).join(" ");
}
