import type { Index } from "../../../schema/snapshot.ts";
import { readIndex } from "../../../schema/text/object_sql.ts";
import { fold } from "../../../sql/names.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import type { Statement } from "../../../sql/statements.ts";
import { unquote } from "../../../sql/tokens.ts";
import type { FileContext, FileRule } from "../advice.ts";
import { covering } from "../covering.ts";
import { namesIn, type Origin } from "../origins.ts";

/**
 * An index or a trigger that DROP TABLE or DROP VIEW takes with it, of a table or view that is there
 * again at the end of the file: a rebuild has to create it again, under whatever name.
 */
export const REBUILD_LOSES_OBJECT: FileRule = {
  name: "rebuild-loses-object",
  severity: "warning",
  find: (statements, context) =>
    statements.flatMap((statement) => {
      const { before, after, timeline } = context;
      const names = namesOnce();
      return timeline.takenBy(statement).flatMap(([name]) => {
        const origin = before.get(name);
        if (origin?.table === undefined) return [];
        const [was, is] = [before.get(origin.table), after.get(origin.table)];
        if (was === undefined || is === undefined || isBack(name, origin, context)) return [];
        if (!timeline.isLiving(is) && !context.end.has(origin.table)) return [];
        // A column that it names may be gone on purpose.
        if (!names(was).intersection(names(origin)).isSubsetOf(names(is))) return [];
        const written = unquote(origin.outline.name.token);
        return {
          statement,
          object: written,
          message: `The rebuild of "${unquote(was.outline.name.token)}" loses ` +
            `${origin.outline.object} "${written}", which ${dropWords(statement)} takes along`,
          hint:
            `Create "${written}" again after the rebuild; if it is not wanted any more, drop it by name`,
        };
      });
    }),
};

function dropWords(statement: Statement): string {
  const outline = outlineOf(statement);
  return outline.kind === "drop" && outline.object === "view" ? "DROP VIEW" : "DROP TABLE";
}

/** Whether it is there again after the file or at the end, or something that does the same. */
function isBack(
  name: string,
  origin: Origin,
  { after, end, timeline, schema }: FileContext,
): boolean {
  if (after.get(name)?.table === origin.table || end.has(name)) return true;
  const index = indexOf(origin);
  if (index !== undefined && covering(schema, { ...index, table: origin.table! }) !== undefined) {
    return true;
  }
  const definition = definitionOf(origin);
  return timeline.ownedBy(origin.table!).some(([, it]) => definitionOf(it) === definition);
}

/** The index that an object is; undefined for a trigger, and if its statement is not understood. */
function indexOf({ outline, create }: Origin): Index | undefined {
  if (outline.object !== "index") return undefined;
  const { source, startOffset, endOffset } = create;
  try {
    return readIndex(source.text.slice(startOffset, endOffset));
  } catch {
    // A file that a baseline covers is never run, and may contain any SQL.
    return undefined;
  }
}

/** The folded names in all statements about an object, read once for each. */
function namesOnce(): (origin: Origin) => ReadonlySet<string> {
  const known = new Map<Origin, ReadonlySet<string>>();
  return (origin) => {
    const names = known.get(origin) ?? namesIn(origin);
    known.set(origin, names);
    return names;
  };
}

/** Its CREATE without the name, folded. */
function definitionOf({ outline, create }: Origin): string {
  const isUnique = outline.object === "index" && outline.isUnique;
  const rest = create.tokens.slice(outline.rest).map(({ text }) => fold(text));
  return [isUnique ? "unique" : "", ...rest].join(" ");
}
