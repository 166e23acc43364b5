import { fold } from "../../sql/names.ts";
import { mentions, mentionsOf } from "./mentions.ts";
import {
  findByName,
  type SchemaSnapshot,
  type Table,
  type View,
  type VirtualTable,
} from "../snapshot.ts";
import { allColumns, contentOf, optionOf } from "../text/virtual_options.ts";

/** The folded name of the index's content table; for a view, also everything it may read. */
export function contentNames(index: VirtualTable, { views }: SchemaSnapshot): ReadonlySet<string> {
  const names = new Set([fold(contentOf(index) ?? "")]);
  for (const name of names) {
    const view = findByName(views, name);
    if (view !== undefined) mentionsOf(view).forEach((it) => names.add(it));
  }
  return names;
}

/** The table or view from which the index reads; undefined if there is none, or it does not exist. */
export function contentOfIndex(
  index: VirtualTable,
  { tables, views, virtualTables }: SchemaSnapshot,
): Table | View | VirtualTable | undefined {
  const name = contentOf(index) ?? "";
  return findByName(tables, name) ?? findByName(views, name) ?? findByName(virtualTables, name);
}

/**
 * Whether the content exists and has every column of the index. If not, only triggers fill the index: it
 * can be searched, but neither read nor rebuilt. A view may show any column.
 */
export function isReadable(index: VirtualTable, schema: SchemaSnapshot): boolean {
  const content = contentOfIndex(index, schema);
  if (content?.kind !== "table") return content !== undefined;
  return allColumns(index).every((name) => findByName(content.columns, name) !== undefined);
}

/** Whether the index may contain values of the column. A view may show any column under any name. */
export function mayIndex(
  { index, content }: { readonly index: VirtualTable; readonly content: Table | View },
  column: string,
): boolean {
  if (content.kind === "view") return true;
  const names = new Set(
    [...allColumns(index), optionOf(index, "content_rowid") ?? ""].map(fold),
  );
  // Generated columns change with the columns they are computed from.
  for (const name of names) {
    const expression = findByName(content.columns, name)?.generated?.expression ?? "";
    for (const source of mentions(expression)) names.add(source);
  }
  return names.has(fold(column));
}
