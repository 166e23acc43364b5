import { quoteString } from "../../sql/names.ts";
import { casedName, type NamingOptions } from "../casing.ts";
import type { TermDefinition } from "../definition.ts";
import { type DrizzleColumn, type DrizzleSql, isSinceOne } from "./values.ts";

/** What a column is called in the database. 1.0 sees to the casing itself. */
export function drizzleColumnName(column: DrizzleColumn, { casing }: NamingOptions): string {
  const isOpen = column.keyAsName && !isSinceOne(column.table);
  return isOpen ? casedName(column.name, casing) : column.name;
}

/**
 * The text of a piece of SQL, with its values written out, since DDL has no parameters; with `bound`
 * each that is bound is `?`. Columns are `qualified` with their table, or bare as an index wants them.
 */
export function drizzleText(
  piece: DrizzleSql,
  options: NamingOptions & { readonly qualified: boolean; readonly bound?: true },
): string {
  return piece.toQuery({
    casing: { getColumnCasing: (column: DrizzleColumn) => drizzleColumnName(column, options) },
    // As drizzle-kit has it, which quotes every name.
    escapeName: (name: string) => `"${name.replaceAll('"', '""')}"`,
    escapeString: quoteString,
    escapeParam: () => "?",
    inlineParams: !options.bound,
    ...(options.qualified ? {} : { invokeSource: "indexes" }),
  }).sql;
}

/** A column as a term of an index or a key. */
export function drizzleTerm(column: DrizzleColumn, naming: NamingOptions): TermDefinition {
  return { column: drizzleColumnName(column, naming), descending: false };
}
