import type { NamingOptions } from "../casing.ts";
import type { Definition, TableDefinition } from "../definition.ts";
import { describeDrizzleColumn } from "./column.ts";
import { describeDrizzleConstraints, describeDrizzleIndexes } from "./constraints.ts";
import type { DrizzleContext } from "./context.ts";
import { drizzleColumnName, drizzleText } from "./text.ts";
import {
  asDrizzleColumn,
  asDrizzleTable,
  asDrizzleView,
  drizzleName,
  drizzleParts,
  type DrizzleTable,
  isKind,
  isSinceOne,
} from "./values.ts";
import { Undescribable } from "../undescribable.ts";

/**
 * The definition of a table or view of drizzle-orm, as `drizzle-kit export` of its version writes it.
 * Undefined for any other value, and for an existing view.
 */
export function describeDrizzle(value: unknown, naming: NamingOptions): Definition | undefined {
  const table = asDrizzleTable(value);
  if (table !== undefined) {
    if (!isKind(table, "SQLiteTable")) throw otherDatabase(drizzleName(table), "table");
    return describeTable(table, naming);
  }
  const view = asDrizzleView(value);
  if (view === undefined) return undefined;
  if (!isKind(value, "SQLiteView")) throw otherDatabase(view.name, "view");
  if (view.isExisting || view.query === undefined) return undefined;
  const query = drizzleText(view.query, { ...naming, qualified: true });
  return { kind: "view", name: view.name, query };
}

/** The name of a table or a view of drizzle-orm; undefined for any other value. */
export function drizzleNameOf(value: unknown): string | undefined {
  const table = asDrizzleTable(value);
  return table === undefined ? asDrizzleView(value)?.name : drizzleName(table);
}

/** The parent of an entity's foreign key, if that is a column of drizzle-orm. */
export function drizzleTarget(value: unknown, naming: NamingOptions) {
  const column = asDrizzleColumn(value);
  return column && { table: drizzleName(column.table), column: drizzleColumnName(column, naming) };
}

function describeTable(table: DrizzleTable, naming: NamingOptions): TableDefinition {
  const { name, columns, extras, foreignKeys } = drizzleParts(table);
  const context: DrizzleContext = { table, naming, extras, sinceOne: isSinceOne(table) };
  return {
    kind: "table",
    name,
    columns: columns.map(([key, column]) => describeDrizzleColumn(column, { ...context, key })),
    constraints: describeDrizzleConstraints(foreignKeys, context),
    indexes: describeDrizzleIndexes(columns.map(([, column]) => column), context),
    strict: false,
    withoutRowid: false,
    randomRowid: false,
  };
}

function otherDatabase(name: string, kind: "table" | "view"): Undescribable {
  return new Undescribable({
    slug: "other-database",
    message: `Cannot use the drizzle ${kind} "${name}": it is not a SQLite ${kind}`,
    hint: `Use ${SQLITE_FUNCTIONS[kind]} from drizzle-orm/sqlite-core, or exclude the file`,
  });
}

const SQLITE_FUNCTIONS = { table: "sqliteTable", view: "sqliteView" };
