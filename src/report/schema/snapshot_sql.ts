import { inDependencyOrder } from "../../schema/dependencies/dependents.ts";
import { parentsFirst } from "../../schema/dependencies/order.ts";
import { terminated } from "../../plan/text/render.ts";
import type { SchemaSnapshot } from "../../schema/snapshot.ts";

/**
 * The schema as SQL that creates it: tables with parents before children, then virtual tables,
 * indexes, views after what they read from, triggers. Each object has its original text; a blank
 * line separates objects other than indexes. Ends with a line break, `""` for an empty schema.
 */
export function renderSnapshotSql(snapshot: SchemaSnapshot): string {
  const { tables, virtualTables, indexes, views, triggers } = snapshot;
  const sql = (object: { readonly sql: string }) => terminated(object.sql);
  const blocks = [
    ...parentsFirst(tables).flat().map(sql),
    ...virtualTables.map(sql),
    indexes.map(sql).join("\n"),
    ...inDependencyOrder(views).map(sql),
    ...triggers.map(sql),
  ];
  return blocks.filter((block) => block !== "").map((block) => `${block}\n`).join("\n");
}
