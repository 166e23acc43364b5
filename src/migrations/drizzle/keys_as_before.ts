import { isInKey, isRowidColumn } from "../../schema/constraints/keys.ts";
import { findByName, type SchemaSnapshot, type Table } from "../../schema/snapshot.ts";
import { readTable, tableOfText, textOfColumn } from "../../schema/text/table_sql.ts";

/**
 * The schema with NOT NULL in the key columns that have it in the current one, for a folder of Drizzle
 * Kit 1.0: 0.31 wrote it, 1.0 does not, and neither sees a difference. So the tables of a project that
 * has moved to 1.0 say nothing about it.
 */
export function withKeysAsBefore(
  desired: SchemaSnapshot,
  current: SchemaSnapshot,
): SchemaSnapshot {
  const tables = desired.tables.map((table) => {
    const before = findByName(current.tables, table.name);
    return before === undefined ? table : withKeysOf(before, table);
  });
  return { ...desired, tables };
}

function withKeysOf(before: Table, table: Table): Table {
  const open = table.columns.filter(({ name, notNull }) =>
    notNull === undefined && isInKey(table, name) && !isRowidColumn(table, name) &&
    findByName(before.columns, name)?.notNull !== undefined
  );
  const text = open.length === 0 ? undefined : readTable(table.sql);
  if (text === undefined) return table;
  const ends = open.flatMap(({ name }) => textOfColumn(text, name)?.endOffset ?? []);
  const sql = ends.toSorted((left, right) => right - left)
    .reduce((sql, end) => `${sql.slice(0, end)} NOT NULL${sql.slice(end)}`, table.sql);
  const read = readTable(sql);
  return read === undefined ? table : tableOfText(table.name, read);
}
