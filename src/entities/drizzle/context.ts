import type { NamingOptions } from "../casing.ts";
import {
  asDrizzleColumn,
  type DrizzleColumn,
  type DrizzleSql,
  type DrizzleTable,
  isKind,
} from "./values.ts";

/** What a part of a table has to be read with. */
export interface DrizzleContext {
  readonly table: DrizzleTable;
  readonly naming: NamingOptions;
  /** What is beside the columns. */
  readonly extras: readonly unknown[];
  /** Whether the table is of drizzle-orm 1.0. */
  readonly sinceOne: boolean;
}

/** What is beside the columns and is over some of them. */
export interface ColumnList {
  readonly name?: string;
  readonly columns: readonly DrizzleColumn[];
}

/** What an index is told. */
export interface IndexConfig {
  readonly name?: string;
  readonly columns: readonly unknown[];
  readonly unique?: boolean;
  readonly where?: DrizzleSql;
}

/** What an index is told, or undefined for anything else. */
export function indexConfig(extra: unknown): IndexConfig | undefined {
  return isKind(extra, "SQLiteIndexBuilder")
    ? (extra as unknown as { readonly config: IndexConfig }).config
    : undefined;
}

/** The kit of 1.0 leaves out a UNIQUE that a unique index says again. */
export function hasUniqueIndex(column: DrizzleColumn, { extras }: DrizzleContext): boolean {
  return extras.some((extra) => {
    const config = indexConfig(extra);
    const [only, ...others] = config?.columns ?? [];
    return config?.unique === true && others.length === 0 &&
      asDrizzleColumn(only)?.name === column.name;
  });
}

/** Whether a key that is written below the columns is of this column alone. */
export function isKeyAlone(column: DrizzleColumn, { extras }: DrizzleContext): boolean {
  return extras.some((extra) => {
    if (!isKind(extra, "SQLitePrimaryKeyBuilder")) return false;
    const { columns } = extra as unknown as ColumnList;
    return columns.length === 1 && columns[0]!.name === column.name;
  });
}
