import { fold, sameName } from "../../sql/names.ts";
import { significant, tokenize, unquote } from "../../sql/tokens.ts";
import type { SchemaSnapshot, Table, VirtualTable } from "../snapshot.ts";

/** The virtual table's own columns, in the spelling of its arguments. */
export function virtualColumns(table: VirtualTable): string[] {
  return table.arguments.flatMap((argument) => {
    const tokens = significant(tokenize(argument));
    // An R-tree has a plus before columns that it does not search by.
    const [name, next] = tokens[0]?.text === "+" ? tokens.slice(1) : tokens;
    return name === undefined || next?.text === "=" ? [] : [unquote(name)];
  });
}

/** Whether rows live in the virtual table itself, and not in a table that it indexes. */
export function holdsRows(table: VirtualTable): boolean {
  return contentOf(table) === undefined && table.module !== "fts5vocab";
}

/** Whether all that the virtual table says can be had again from another one. */
export function isDerived(table: VirtualTable): boolean {
  return table.module === "fts5vocab" || (contentOf(table) ?? "") !== "";
}

/** The tables, and the virtual tables that hold what stands nowhere else. */
export function tablesWithContent(
  { tables, virtualTables }: SchemaSnapshot,
): (Table | VirtualTable)[] {
  return [...tables, ...virtualTables.filter((table) => !isDerived(table))];
}

/** The table a search index reads from: undefined for its own rows, `""` where it keeps none. */
export function contentOf(table: VirtualTable): string | undefined {
  return optionOf(table, "content");
}

/** What the virtual table says of an option, `""` where that is nothing. */
export function optionOf(table: VirtualTable, option: string): string | undefined {
  for (const argument of table.arguments) {
    const [name, equals, value] = significant(tokenize(argument));
    if (name !== undefined && equals?.text === "=" && fold(name.text) === option) {
      return value === undefined ? "" : unquote(value);
    }
  }
}

/** The columns whose values can be copied when one virtual table replaces another; none where none can. */
export function copiedColumns(before: VirtualTable, after: VirtualTable): string[] {
  const family = ({ module }: VirtualTable) => /^(fts|rtree)/.exec(module)?.[0] ?? module;
  if (!holdsRows(before) || !holdsRows(after) || family(before) !== family(after)) return [];
  return virtualColumns(after).filter((name) =>
    virtualColumns(before).some((other) => sameName(name, other))
  );
}

/** What of its own rows a virtual table gives up when it becomes another one: some columns, or all. */
export function lostWith(before: VirtualTable, after: VirtualTable): readonly string[] | "all" {
  if (isDerived(before)) return [];
  const copied = copiedColumns(before, after);
  if (copied.length === 0) return "all";
  return virtualColumns(before).filter((name) => !copied.some((it) => sameName(it, name)));
}
