import { namesAfter, type Rename } from "../../diff/rename.ts";
import type { KitForeignKey, KitSchema, KitTable } from "./kit_schema.ts";

/**
 * The schema after renaming tables and columns. A foreign key whose name was generated from theirs
 * loses it, so that a new one is generated; expressions that mention them are left as they are.
 */
export function renamed(schema: KitSchema, renames: readonly Rename[]): KitSchema {
  if (renames.length === 0) return schema;
  const after = namesAfter(renames);
  const columnAfter = (table: string) => (name: string) => after.column(table, name);
  const keyAfter = (table: string) => ({ name, ...key }: KitForeignKey): KitForeignKey => ({
    ...key,
    columns: key.columns.map(columnAfter(table)),
    tableTo: after.table(key.tableTo),
    columnsTo: key.columnsTo.map(columnAfter(key.tableTo)),
    ...(name !== undefined && name !== madeName(key, table) && { name }),
  });
  const tables = schema.tables.map((table): KitTable => {
    const columns = (names: readonly string[]) => names.map(columnAfter(table.name));
    const key = table.primaryKey;
    return {
      ...table,
      name: after.table(table.name),
      columns: table.columns.map((it) => ({ ...it, name: columnAfter(table.name)(it.name) })),
      ...(key && { primaryKey: { ...key, columns: columns(key.columns) } }),
      uniques: table.uniques.map((it) => ({ ...it, columns: columns(it.columns) })),
      indexes: table.indexes.map((index) => ({
        ...index,
        columns: index.columns.map((it) =>
          it.isExpression ? it : { ...it, value: columnAfter(table.name)(it.value) }
        ),
      })),
      foreignKeys: table.foreignKeys.map(keyAfter(table.name)),
    };
  });
  return { ...schema, tables };
}

/** The name that Drizzle Kit up to 0.31 generates for a foreign key without one. */
export function madeName(
  { columns, tableTo, columnsTo }: Omit<KitForeignKey, "name">,
  table: string,
): string {
  return `${[table, ...columns, tableTo, ...columnsTo].join("_")}_fk`;
}
