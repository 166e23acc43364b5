import { findByName, type SchemaSnapshot, type VirtualTable } from "../../../schema/snapshot.ts";
import { allColumns, contentOf, optionOf } from "../../../schema/text/virtual_options.ts";
import { fold, ROWID_NAMES } from "../../../sql/names.ts";
import type { SchemaRule } from "../advice.ts";

/**
 * A search index whose content table, or a column of it, does not exist: it can be neither read nor
 * rebuilt.
 * https://www.sqlite.org/fts5.html#external_content_tables
 */
export const BROKEN_SEARCH_INDEX: SchemaRule = {
  name: "broken-search-index",
  severity: "warning",
  find: (schema) =>
    schema.virtualTables.flatMap((index) => {
      const missing = missingIn(index, schema);
      return missing === undefined ? [] : {
        owner: index.name,
        object: index.name,
        message: `Cannot read or rebuild search index "${index.name}": there is no ${missing}`,
        hint: "Create it again for content that exists",
      };
    }),
};

/** What the index says it reads and does not exist. A view may have columns of any name. */
function missingIn(
  index: VirtualTable,
  { tables, views, virtualTables }: SchemaSnapshot,
): string | undefined {
  const content = contentOf(index);
  if (content === undefined || content === "" || !/^fts/.test(index.module)) return undefined;
  const table = findByName(tables, content);
  if (table === undefined) {
    const isThere = [views, virtualTables].some((list) =>
      findByName<{ name: string }>(list, content)
    );
    return isThere ? undefined : `table "${content}"`;
  }
  const rowid = optionOf(index, "content_rowid");
  const columns = [
    ...allColumns(index),
    ...(rowid === undefined || ROWID_NAMES.includes(fold(rowid)) ? [] : [rowid]),
  ];
  const column = columns.find((it) => findByName(table.columns, it) === undefined);
  return column === undefined ? undefined : `column "${column}" in "${content}"`;
}
