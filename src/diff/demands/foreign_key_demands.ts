import { constraintFacts } from "../../schema/facts.ts";
import { affinityIn } from "../../schema/constraints/affinity.ts";
import { referencedColumns, withNamedColumns } from "../../schema/constraints/keys.ts";
import {
  findByName,
  type ForeignKey,
  foreignKeysOf,
  type SchemaSnapshot,
  type Table,
} from "../../schema/snapshot.ts";
import { quoteName, sameName } from "../../sql/names.ts";
import type { Difference } from "../difference.ts";
import { demand, type DemandContext, noRow, type RowDemand } from "./row_demand.ts";
import { type RowSource, rowSource } from "./row_source.ts";

/** The demand of a new foreign key: that every row has a parent or NULL. */
export function foreignKeyDemands(key: ForeignKey, context: DemandContext): RowDemand[] {
  const { source, difference } = context;
  if (
    referencedBefore(key, source.before, difference) ||
    key.columns.some((name) => source.isNull(name))
  ) {
    return [];
  }
  return [demand(context, {
    rule: "foreign-key-on-existing",
    problem: `${source.after.name}.${key.columns.join(", ")} has values without a parent row`,
    ...parentCondition(key, source, difference),
  })];
}

/** Whether an equivalent foreign key existed before, whatever its actions. */
function referencedBefore(
  key: ForeignKey,
  before: Table,
  { renamed, desired }: Difference,
): boolean {
  const target = (own: ForeignKey, { tables }: SchemaSnapshot) => {
    const { columns, references } = withNamedColumns(own, findByName(tables, own.references.table));
    return constraintFacts({ ...key, columns, references });
  };
  const wanted = target(key, desired);
  return foreignKeysOf(before).some((it) => target(it, renamed) === wanted);
}

/** The alias for parent rows in the same table. */
const PARENT = "__penumbra_parent";

/**
 * A condition that every row has a parent, compared as SQLite does, with the parent column's
 * affinity and collation; a condition for afterwards if the values or the parents do not exist
 * before. None if there is no such parent. https://www.sqlite.org/foreignkeys.html#fk_basics
 */
function parentCondition(
  key: ForeignKey,
  child: RowSource,
  difference: Difference,
): Pick<RowDemand, "condition" | "conditionAfter"> {
  const { columns, references } = key;
  const table = child.after;
  const parent = findByName(difference.desired.tables, references.table);
  if (parent === undefined) return {};
  const keys = referencedColumns(key, parent);
  const affinity = (table: Table, name: string) =>
    affinityIn(table, findByName(table.columns, name)?.type ?? "");
  const alias = sameName(parent.name, table.name) ? PARENT : parent.name;
  const named = (table: string, column: string) => `${quoteName(table)}.${quoteName(column)}`;
  const points = columns.map((column, index) => {
    const key = keys[index]!;
    // An expression has no affinity of its own.
    const sign = affinity(parent, key) === affinity(table, column) ? "" : "+";
    return `${named(alias, key)} = ${sign}${named(table.name, column)}`;
  });
  const isOrphan = (parents: string) =>
    [
      ...columns.map((column) => `${quoteName(column)} IS NOT NULL`),
      `NOT EXISTS (SELECT 1 FROM ${parents} WHERE ${points.join(" AND ")})`,
    ].join(" AND ");
  const rows = child.rows(columns);
  const parents = rowSource(parent.name, difference)?.rows(keys, { alias });
  if (rows !== undefined && parents !== undefined) return noRow(rows, isOrphan(parents));
  const later = quoteName(parent.name) + (alias === PARENT ? ` AS ${PARENT}` : "");
  return { conditionAfter: noRow(quoteName(table.name), isOrphan(later)).condition! };
}
