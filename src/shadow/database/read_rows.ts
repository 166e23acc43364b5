import { rowidAlias, rowidColumn } from "../../schema/constraints/keys.ts";
import { hasRowid, type Table } from "../../schema/snapshot.ts";
import type { TableRows } from "../../schema/content.ts";
import { quoteName } from "../../sql/names.ts";
import { literalOf, readable } from "./literals.ts";
import type { ShadowDatabase } from "./shadow_database.ts";

/**
 * The rows of a table, in the order of their rowids if it has them. Of more rows than `most`, only
 * some are returned, but more than that.
 */
export function readRows(
  shadow: ShadowDatabase,
  table: Table,
  most = Number.POSITIVE_INFINITY,
): TableRows {
  const own = table.columns.filter(({ generated }) => generated === undefined)
    .map(({ name }) => name);
  const shown = rowidColumn(table);
  const hidden = hasRowid(table) && shown === undefined ? rowidAlias(table.columns) : undefined;
  const [columns, rowid] = [hidden === undefined ? own : [hidden, ...own], hidden ?? shown];
  const rows = shadow.query(
    `SELECT ${columns.map(quoteName).map(readable).join(", ")} FROM main.${quoteName(table.name)}` +
      (rowid === undefined ? "" : ` ORDER BY ${quoteName(rowid)}`) +
      (Number.isFinite(most) ? ` LIMIT ${most + 1}` : ""),
  );
  const sequence = table.primaryKey?.autoincrement
    ? shadow.query("SELECT quote(seq) FROM sqlite_sequence WHERE name = ?", table.name)[0]?.[0]
    : undefined;
  return {
    columns,
    hasRowid: hidden !== undefined,
    rows: rows.map((row) => row.map(literalOf)),
    ...(sequence !== undefined && { sequence: String(sequence) }),
  };
}
