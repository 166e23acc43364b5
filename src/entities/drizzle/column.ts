import type { NamingOptions } from "../casing.ts";
import type { ColumnDefinition } from "../definition.ts";
import { type DrizzleContext, hasUniqueIndex, isKeyAlone } from "./context.ts";
import { drizzleDefault } from "./default.ts";
import { drizzleColumnName, drizzleText } from "./text.ts";
import { asDrizzleSql, type DrizzleColumn } from "./values.ts";

/** The definition of a column, without its foreign keys, which are table constraints. */
export function describeDrizzleColumn(
  column: DrizzleColumn,
  { key, ...context }: DrizzleContext & { readonly key: string },
): ColumnDefinition {
  const { naming, sinceOne } = context;
  const isKey = column.primary || isKeyAlone(column, context);
  const type = column.getSQLType();
  const value = drizzleDefault(column, naming);
  const generated = generatedText(column, naming);
  // Only the kit of 1.0 omits NOT NULL for a rowid, which it recognizes by the first letters of the type.
  const omitsNotNull = sinceOne && (column.primary || (isKey && /^int/i.test(type)));
  return {
    key,
    name: drizzleColumnName(column, naming),
    type,
    ...(isKey && {
      primaryKey: {
        conflict: "abort",
        autoincrement: column.autoIncrement ?? false,
        descending: false,
      },
    }),
    ...(column.notNull && !omitsNotNull && { notNull: { conflict: "abort" } }),
    uniques: sinceOne && column.isUnique && !hasUniqueIndex(column, context)
      ? [{ name: column.uniqueName, conflict: "abort" }]
      : [],
    ...(value !== undefined && { default: value }),
    ...(generated !== undefined && {
      generated: { expression: generated, stored: column.generated?.mode === "stored" },
    }),
    checks: [],
    references: [],
  };
}

/** The expression of a generated column, without parentheses; undefined for other columns. */
export function generatedText(
  { generated }: DrizzleColumn,
  naming: NamingOptions,
): string | undefined {
  if (generated === undefined) return undefined;
  const given = typeof generated.as === "function" ? generated.as() : generated.as;
  const piece = asDrizzleSql(given);
  return piece === undefined ? String(given) : drizzleText(piece, { ...naming, qualified: false });
}
