import { rowidColumn } from "../../schema/constraints/keys.ts";
import { ownValues, type TableRows } from "../../schema/content.ts";
import { parentsFirst } from "../../schema/dependencies/order.ts";
import type { Table } from "../../schema/snapshot.ts";
import { quoteName, quoteString } from "../../sql/names.ts";

/**
 * The rows as INSERT statements, one per table, parents before children; `""` for none. They have their
 * rowids if these are not those that SQLite chooses, and tables their AUTOINCREMENT counters.
 */
export function renderRows(
  rows: ReadonlyMap<string, TableRows>,
  tables: readonly Table[],
): string {
  return parentsFirst(tables).flat().flatMap((table) => {
    const known = rows.get(table.name);
    if (known === undefined) return [];
    const statements = [...counterSql(known, table), ...insertSql(known, table)];
    return statements.length === 0 ? [] : [statements.join("")];
  }).join("\n");
}

function insertSql(table: TableRows, { name }: Table): string[] {
  if (table.rows.length === 0) return [];
  const { columns, rows } = isNumberedAnyway(table) ? ownValues(table) : table;
  const into = `${quoteName(name)} (${columns.map(quoteName).join(", ")})`;
  const values = rows.map((row) => `  (${row.join(", ")})`).join(",\n");
  return [`INSERT INTO ${into} VALUES\n${values};\n`];
}

/** Whether SQLite chooses the same rowids, which are in order. */
function isNumberedAnyway({ hasRowid, rows }: TableRows): boolean {
  return !hasRowid || rows.every(([rowid], index) => rowid === String(index + 1));
}

/** The counter if it is not the highest key: rows that are inserted later never lower it. */
function counterSql({ columns, rows, sequence }: TableRows, table: Table): string[] {
  const last = rows.at(-1)?.[columns.indexOf(rowidColumn(table) ?? "")];
  if (sequence === undefined || sequence === last) return [];
  const values = `${quoteString(table.name)}, ${sequence}`;
  return [`INSERT INTO sqlite_sequence (name, seq) VALUES (${values});\n`];
}
