import { fold, ROWID_NAMES } from "../../sql/names.ts";
import { type Catalog, type CatalogObject, mayHaveForeignKeys } from "../dependencies/catalog.ts";
import { describedTable, mayReference } from "../dependencies/described_table.ts";
import { mentionsOf } from "../dependencies/mentions.ts";

/**
 * Whether a foreign key may reference one of these columns of a table: one that a foreign key names, or
 * one of the primary key, which need not be named. All names are folded. Errs on the side of true.
 * https://www.sqlite.org/foreignkeys.html#fk_indexes
 */
export function isReferenced<Item extends CatalogObject>(
  catalog: Catalog<Item>,
  table: string,
  columns: readonly string[],
): boolean {
  const isInKey = [...catalog.named(table)].some((item) => {
    const key = item.kind === "table" ? primaryKeyOf(item) : [];
    return key === undefined || columns.some((column) => key.includes(column));
  });
  if (isInKey) return true;
  const parents = new Set([table]);
  return [...catalog.mentioning(table)].some((child) =>
    mayHaveForeignKeys(child) &&
    columns.some((column) => mentionsOf(child).has(column) && mayReference(child, parents, column))
  );
}

/**
 * The folded names of the columns of the primary key, and those of the rowid; undefined if the model cannot
 * represent the table.
 */
function primaryKeyOf(table: CatalogObject): readonly string[] | undefined {
  const described = describedTable(table);
  if (described === undefined) return undefined;
  const terms = described.primaryKey?.terms ?? [];
  return [...ROWID_NAMES, ...terms.map(({ column = "" }) => fold(column))];
}
