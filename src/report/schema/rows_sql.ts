import { parentsFirst } from "../../schema/dependencies/order.ts";
import type { Table } from "../../schema/snapshot.ts";
import { ownValues, type TableRows } from "../../schema/content.ts";
import { quoteName } from "../../sql/names.ts";

/** The rows as INSERT statements, one per table, parents before children; `""` for none. */
export function renderRows(
  rows: ReadonlyMap<string, TableRows>,
  tables: readonly Table[],
): string {
  const inOrder = parentsFirst(tables).flat().map(({ name }) => name);
  return inOrder.flatMap((name) => {
    const known = rows.get(name);
    if (known === undefined || known.rows.length === 0) return [];
    const { columns, rows: list } = ownValues(known);
    const into = `${quoteName(name)} (${columns.map(quoteName).join(", ")})`;
    const values = list.map((row) => `  (${row.join(", ")})`).join(",\n");
    return [`INSERT INTO ${into} VALUES\n${values};\n`];
  }).join("\n");
}
