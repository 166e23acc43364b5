import { findByName, type SchemaSnapshot, type VirtualTable } from "../schema/snapshot.ts";
import { fold, sameName } from "../sql/names.ts";
import { significant, tokenize, unquote } from "../sql/tokens.ts";
import type { Change } from "../diff/change.ts";
import type { Step } from "./plan.ts";
import { temporaryName } from "./renames.ts";

/**
 * The steps for virtual tables, which cannot be altered: one with rows of its own is copied into a
 * new one, and a search index over another table is made again and filled from it.
 * https://www.sqlite.org/fts5.html#external_content_tables
 */
export function virtualTableSteps(
  work: { readonly changes: readonly Change[]; readonly renamed: SchemaSnapshot },
): Step[] {
  return work.changes.flatMap((change): Step[] => {
    const because = [change];
    if (change.kind === "drop" && change.object.kind === "virtual-table") {
      return [{ kind: "drop", object: change.object, restored: false, because }];
    }
    if (change.kind === "create" && change.object.kind === "virtual-table") {
      const create: Step = { kind: "create", object: change.object, restored: false, because };
      return [create, ...refill(change.object, work.renamed, change)];
    }
    if (change.kind !== "replace" || change.after.kind !== "virtual-table") return [];
    const { before, after } = change;
    if (before.kind !== "virtual-table") return [];
    const columns = sharedColumns(before, after);
    if (holdsRows(before) && holdsRows(after) && columns.length > 0) {
      const temporary = temporaryName("new", after.name, []);
      return [{ kind: "recreate", before, after, temporaryName: temporary, columns, because }];
    }
    return [
      { kind: "drop", object: before, restored: false, because },
      { kind: "create", object: after, restored: false, because },
      ...refill(after, work.renamed, change),
    ];
  });
}

/** The virtual table's own columns, in the spelling of its arguments. */
export function virtualColumns(table: VirtualTable): string[] {
  return table.arguments.flatMap((argument) => {
    const [name, next] = significant(tokenize(argument));
    return name === undefined || next?.text === "=" ? [] : [unquote(name)];
  });
}

/** Whether rows live in the virtual table itself, and not in a table that it indexes. */
export function holdsRows(table: VirtualTable): boolean {
  return contentOf(table) === undefined && table.module !== "fts5vocab";
}

/** The table a search index reads from: undefined for its own rows, `""` where it keeps none. */
function contentOf(table: VirtualTable): string | undefined {
  for (const argument of table.arguments) {
    const [name, equals, value] = significant(tokenize(argument));
    if (name !== undefined && equals?.text === "=" && fold(name.text) === "content") {
      return value === undefined ? "" : unquote(value);
    }
  }
}

function sharedColumns(before: VirtualTable, after: VirtualTable): string[] {
  if (before.module !== after.module) return [];
  return virtualColumns(after).filter((name) =>
    virtualColumns(before).some((other) => sameName(name, other))
  );
}

function refill(table: VirtualTable, renamed: SchemaSnapshot, change: Change): Step[] {
  const content = contentOf(table) ?? "";
  const isThere = findByName(renamed.tables, content) ?? findByName(renamed.views, content);
  if (!table.module.startsWith("fts") || isThere === undefined) return [];
  return [{ kind: "refill", table: table.name, because: [change] }];
}
