import { fold, sameName } from "../../sql/names.ts";
import { significant, tokenize, unquote } from "../../sql/tokens.ts";
import type { SchemaSnapshot, Table, VirtualTable } from "../snapshot.ts";

/** The names of the virtual table's own columns, as spelled in its arguments. */
export function virtualColumns(table: VirtualTable): string[] {
  return table.arguments.flatMap((argument) => {
    const tokens = significant(tokenize(argument));
    // In an R-tree, a plus marks auxiliary columns.
    const [name, next] = tokens[0]?.text === "+" ? tokens.slice(1) : tokens;
    return name === undefined || next?.text === "=" ? [] : [unquote(name)];
  });
}

/** Whether rows are stored in the virtual table itself, not in a table that it indexes. */
export function holdsRows(table: VirtualTable): boolean {
  return contentOf(table) === undefined && table.module !== "fts5vocab";
}

/** Whether the whole content of the virtual table can be rebuilt from another table. */
export function isDerived(table: VirtualTable): boolean {
  return table.module === "fts5vocab" || (contentOf(table) ?? "") !== "";
}

/** The tables, and the virtual tables whose content is stored nowhere else. */
export function tablesWithContent(
  { tables, virtualTables }: SchemaSnapshot,
): (Table | VirtualTable)[] {
  return [...tables, ...virtualTables.filter((table) => !isDerived(table))];
}

/**
 * The content table of a search index: undefined if it stores its own rows, `""` if it is
 * contentless.
 */
export function contentOf(table: VirtualTable): string | undefined {
  return optionOf(table, "content");
}

/** The value of an option of the virtual table, `""` if it is empty, undefined if it is not set. */
export function optionOf(table: VirtualTable, option: string): string | undefined {
  for (const argument of table.arguments) {
    const [name, equals, value] = significant(tokenize(argument));
    if (name !== undefined && equals?.text === "=" && fold(name.text) === option) {
      return value === undefined ? "" : unquote(value);
    }
  }
}

/** The columns whose values can be copied when one virtual table replaces another. */
export function copiedColumns(before: VirtualTable, after: VirtualTable): string[] {
  const family = ({ module }: VirtualTable) => /^(fts|rtree)/.exec(module)?.[0] ?? module;
  if (!holdsRows(before) || !holdsRows(after) || family(before) !== family(after)) return [];
  return virtualColumns(after).filter((name) =>
    virtualColumns(before).some((other) => sameName(name, other))
  );
}

/** The stored columns that are lost when a virtual table is replaced by another one, or "all". */
export function lostColumns(before: VirtualTable, after: VirtualTable): readonly string[] | "all" {
  if (isDerived(before)) return [];
  const copied = copiedColumns(before, after);
  if (copied.length === 0) return "all";
  return virtualColumns(before).filter((name) => !copied.some((it) => sameName(it, name)));
}
