import { quoteString } from "../../sql/names.ts";
import { casedName, type NamingOptions } from "../casing.ts";
import type { TermDefinition } from "../definition.ts";
import { type DrizzleColumn, type DrizzleSql, isSinceOne } from "./values.ts";

/** The name of a column in the database; drizzle-orm 1.0 has already applied the casing. */
export function drizzleColumnName(column: DrizzleColumn, { casing }: NamingOptions): string {
  const isOpen = column.keyAsName && !isSinceOne(column.table);
  return isOpen ? casedName(column.name, casing) : column.name;
}

/**
 * The text of a piece of SQL with literals for its values, since DDL has no parameters; with `bound`, `?`
 * for each bound value. Columns are `qualified` with their table, or bare, as in an index.
 */
export function drizzleText(
  piece: DrizzleSql,
  options: NamingOptions & { readonly qualified: boolean; readonly bound?: true },
): string {
  return piece.toQuery({
    casing: { getColumnCasing: (column: DrizzleColumn) => drizzleColumnName(column, options) },
    // Like drizzle-kit, which quotes every name.
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
