import { fold, sameName } from "../../sql/names.ts";
import { significant, type Token, tokenize, unquote } from "../../sql/tokens.ts";
import type { SchemaSnapshot, Table, VirtualTable } from "../snapshot.ts";

/**
 * The names of the virtual table's own columns, as spelled in its arguments. FTS3 and FTS4 have a
 * column called "content" if none is given; Geopoly has "_shape" before all others.
 * https://www.sqlite.org/fts3.html#creating_and_destroying_fts_tables
 * https://www.sqlite.org/geopoly.html
 */
export function virtualColumns(table: VirtualTable): string[] {
  const columns = table.arguments.flatMap((argument) => {
    const tokens = significant(tokenize(argument));
    // In an R-tree, a plus marks auxiliary columns.
    const [name, next] = tokens[0]?.text === "+" ? tokens.slice(1) : tokens;
    return name === undefined || isOption(table, name, next) ? [] : [unquote(name)];
  });
  if (table.module === "geopoly") return ["_shape", ...columns];
  const isDefault = columns.length === 0 && /^fts[34]$/.test(table.module) &&
    contentOf(table) === undefined;
  return isDefault ? ["content"] : columns;
}

/**
 * The columns with values, also those that are not shown: FTS4 can have one for the language of each
 * row. https://www.sqlite.org/fts3.html#the_languageid_option
 */
export function allColumns(table: VirtualTable): string[] {
  const language = table.module === "fts4" ? optionOf(table, "languageid") : undefined;
  return language === undefined ? virtualColumns(table) : [...virtualColumns(table), language];
}

/**
 * Whether the argument that begins with these tokens is an option. FTS3 has only `tokenize`, which
 * needs no `=`, as in FTS4.
 */
function isOption({ module }: VirtualTable, name: Token, next: Token | undefined): boolean {
  if (/^fts[34]$/.test(module) && fold(name.text) === "tokenize") return next !== undefined;
  return module !== "fts3" && next?.text === "=";
}

/** The table in which an FTS5 table of that name keeps its settings. */
export function configTable(name: string): string {
  return `${name}_config`;
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
    const [name, next, ...rest] = significant(tokenize(argument));
    if (name === undefined || fold(name.text) !== option || !isOption(table, name, next)) continue;
    const value = next?.text === "=" ? rest[0] : next;
    return value === undefined ? "" : unquote(value);
  }
}

/**
 * The columns whose values can be copied when one virtual table replaces another. An R-tree of integers
 * would round the coordinates of one of real numbers, and the other way round.
 */
export function copiedColumns(before: VirtualTable, after: VirtualTable): string[] {
  const family = ({ module }: VirtualTable) => module.startsWith("fts") ? "fts" : module;
  if (!holdsRows(before) || !holdsRows(after) || family(before) !== family(after)) return [];
  return allColumns(after).filter((name) =>
    allColumns(before).some((other) => sameName(name, other))
  );
}

/** The stored columns that are lost when a virtual table is replaced by another one, or "all". */
export function lostColumns(before: VirtualTable, after: VirtualTable): readonly string[] | "all" {
  if (isDerived(before)) return [];
  const copied = copiedColumns(before, after);
  if (copied.length === 0) return "all";
  return allColumns(before).filter((name) => !copied.some((it) => sameName(it, name)));
}
