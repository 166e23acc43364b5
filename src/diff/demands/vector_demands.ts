import type { Column } from "../../schema/snapshot.ts";
import { mentions } from "../../schema/dependencies/mentions.ts";
import { fold, quoteName, sameName } from "../../sql/names.ts";
import { demand, type DemandContext, noRow, type RowDemand } from "./row_demand.ts";

/**
 * The demands of a vector index on a column whose type changes: it refuses vectors of another size
 * or type, while the table itself accepts any.
 * https://docs.turso.tech/features/ai-and-embeddings
 */
export function vectorDemands(column: Column, context: DemandContext): RowDemand[] {
  const { source, difference } = context;
  const isIndexed = difference.desired.indexes.some(({ table, terms }) =>
    sameName(table, source.after.name) &&
    terms.some(({ expression = "" }) => {
      const names = mentions(expression);
      return names.has("libsql_vector_idx") && names.has(fold(column.name));
    })
  );
  if (!isIndexed) return [];
  const value = quoteName(column.name);
  const size = /^(?:F32_BLOB|FLOAT32|VECTOR) ?\( ?(\d+) ?\)$/.exec(column.type)?.[1];
  return [demand(context, {
    rule: "vector-on-existing",
    problem: `${source.after.name}.${column.name} has vectors that are not ${column.type}`,
    // For the other types the length of a vector cannot be determined.
    ...(size !== undefined &&
      noRow(source.rows([column.name], { converted: true }), `length(${value}) <> ${4 * +size}`)),
  })];
}
