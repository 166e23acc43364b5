import { fold } from "../../sql/names.ts";
import { foreignKeysOf, type Table } from "../snapshot.ts";
import { readTable, tableOfText } from "../text/table_sql.ts";
import type { CatalogObject } from "./catalog.ts";

/** The table described by the object's SQL, parsed once; undefined if the model cannot represent it. */
export function describedTable(object: CatalogObject): Table | undefined {
  if (TABLES.has(object)) return TABLES.get(object);
  const text = readTable(object.sql);
  const table = text && tableOfText(object.name, text);
  TABLES.set(object, table);
  return table;
}

/**
 * Whether a foreign key of the table references one of the tables with these folded names, by a column of
 * this folded name if one is given. True if the model cannot represent the table.
 */
export function mayReference(
  child: CatalogObject,
  parents: ReadonlySet<string>,
  column: string | undefined,
): boolean {
  const table = describedTable(child);
  return table === undefined ||
    foreignKeysOf(table).some(({ references }) =>
      parents.has(fold(references.table)) &&
      (column === undefined || references.columns.some((name) => fold(name) === column))
    );
}

const TABLES = new WeakMap<CatalogObject, Table | undefined>();
