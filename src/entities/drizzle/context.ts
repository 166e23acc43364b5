import type { NamingOptions } from "../casing.ts";
import {
  asDrizzleColumn,
  type DrizzleColumn,
  type DrizzleSql,
  type DrizzleTable,
  isKind,
} from "./values.ts";

/** A table, for reading its parts. */
export interface DrizzleContext {
  readonly table: DrizzleTable;
  readonly naming: NamingOptions;
  /** Everything but the columns. */
  readonly extras: readonly unknown[];
  /** Whether the table was made by drizzle-orm 1.0. */
  readonly sinceOne: boolean;
}

/** The name and columns of a primary key or a UNIQUE constraint. */
export interface ColumnList {
  readonly name?: string;
  readonly columns: readonly DrizzleColumn[];
}

/** The configuration of an index. */
export interface IndexConfig {
  readonly name?: string;
  readonly columns: readonly unknown[];
  readonly unique?: boolean;
  readonly where?: DrizzleSql;
}

/** The configuration of an index; undefined for anything else. */
export function indexConfig(extra: unknown): IndexConfig | undefined {
  return isKind(extra, "SQLiteIndexBuilder")
    ? (extra as unknown as { readonly config: IndexConfig }).config
    : undefined;
}

/** Whether a unique index repeats the UNIQUE of a column, which the kit of 1.0 then omits. */
export function hasUniqueIndex(column: DrizzleColumn, { extras }: DrizzleContext): boolean {
  return extras.some((extra) => {
    const config = indexConfig(extra);
    const [only, ...others] = config?.columns ?? [];
    return config?.unique === true && others.length === 0 &&
      asDrizzleColumn(only)?.name === column.name;
  });
}

/** Whether a table constraint is a primary key of only this column. */
export function isKeyAlone(column: DrizzleColumn, { extras }: DrizzleContext): boolean {
  return extras.some((extra) => {
    if (!isKind(extra, "SQLitePrimaryKeyBuilder")) return false;
    const { columns } = extra as unknown as ColumnList;
    return columns.length === 1 && columns[0]!.name === column.name;
  });
}
