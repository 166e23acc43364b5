import type { Index } from "../../../schema/snapshot.ts";
import { readIndex } from "../../../schema/text/object_sql.ts";
import { fold, isReserved } from "../../../sql/names.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import type { Statement } from "../../../sql/statements.ts";
import { type Token, unquote } from "../../../sql/tokens.ts";
import type { FileContext, FileRule } from "../advice.ts";
import { covering } from "../covering.ts";
import type { Origin, Timeline } from "../origins.ts";

/**
 * An index or a trigger that DROP TABLE or DROP VIEW takes with it, of a table or view that is there
 * again at the end of the file: a rebuild has to create it again, under whatever name.
 */
export const REBUILD_LOSES_OBJECT: FileRule = {
  name: "rebuild-loses-object",
  severity: "warning",
  find: (statements, context) => {
    const { before, after, timeline } = context;
    const definitions = definitionsAtEnd(timeline);
    return statements.flatMap((statement) =>
      timeline.takenBy(statement).flatMap(([name]) => {
        const origin = before.get(name);
        if (origin?.table === undefined) return [];
        const [was, is] = [before.get(origin.table), after.get(origin.table)];
        if (was === undefined || is === undefined || isBack(name, origin, context)) return [];
        if (definitions(origin.table).has(definitionOf(origin))) return [];
        if (!timeline.isLiving(is) && !context.end.has(origin.table)) return [];
        // A column that it names may be gone on purpose.
        const isGone = namesIn(origin.create.tokens).some((it) =>
          before.isNamed(origin.table!, it) && !after.isNamed(origin.table!, it)
        );
        if (isGone) return [];
        const written = unquote(origin.outline.name.token);
        return {
          statement,
          object: written,
          message: `The rebuild of "${tableOf(origin)}" loses ` +
            `${origin.outline.object} "${written}", which ${dropWords(statement)} takes along`,
          hint:
            `Create "${written}" again after the rebuild; if it is not wanted any more, drop it by name`,
        };
      })
    );
  },
};

/** The folded names in an index or a trigger, of columns among others. */
function namesIn(tokens: readonly Token[]): string[] {
  return tokens.filter(({ kind, text }) => kind === "name" || kind === "word" && !isReserved(text))
    .map((token) => fold(unquote(token)));
}

/** Its table as it is written there, unless it has another name now. */
function tableOf({ outline, table }: Origin): string | undefined {
  const token = "table" in outline ? outline.table?.token : undefined;
  const written = token && unquote(token);
  return written && fold(written) === table ? written : table;
}

function dropWords(statement: Statement): string {
  const outline = outlineOf(statement);
  return outline.kind === "drop" && outline.object === "view" ? "DROP VIEW" : "DROP TABLE";
}

/** Whether it is there again after the file or at the end, or an index or key in its place. */
function isBack(
  name: string,
  origin: Origin,
  { after, end, schema }: FileContext,
): boolean {
  if (after.get(name)?.table === origin.table || end.has(name)) return true;
  const index = indexOf(origin);
  return index !== undefined && covering(schema, { ...index, table: origin.table! }) !== undefined;
}

/** The definitions of the indexes and triggers that a table has in the end, read once for each table. */
function definitionsAtEnd(timeline: Timeline): (table: string) => ReadonlySet<string> {
  const known = new Map<string, ReadonlySet<string>>();
  return (table) => {
    const found = known.get(table) ??
      new Set(timeline.ownedBy(table).map(([, origin]) => definitionOf(origin)));
    known.set(table, found);
    return found;
  };
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

/** Its CREATE without the name, folded. */
function definitionOf({ outline, create }: Origin): string {
  const isUnique = outline.object === "index" && outline.isUnique;
  const rest = create.tokens.slice(outline.rest).map(({ text }) => fold(text));
  return [isUnique ? "unique" : "", ...rest].join(" ");
}
