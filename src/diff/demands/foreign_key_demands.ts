import { constraintFacts } from "../../schema/facts.ts";
import { affinityIn } from "../../schema/constraints/affinity.ts";
import { referencedColumns, withNamedColumns } from "../../schema/constraints/keys.ts";
import { findByName, type ForeignKey, foreignKeysOf, type Table } from "../../schema/snapshot.ts";
import { quoteName, sameName } from "../../sql/names.ts";
import type { Difference } from "../difference.ts";
import { demand, type DemandContext, noRow, type RowDemand } from "./row_demand.ts";
import { type RowSource, rowSource } from "./row_source.ts";

/** What a foreign key asks that was not there: that every row points somewhere or nowhere at all. */
export function foreignKeyDemands(key: ForeignKey, context: DemandContext): RowDemand[] {
  const { source, difference } = context;
  if (
    pointedBefore(key, source.before, difference) || key.columns.some((name) => source.isNull(name))
  ) {
    return [];
  }
  return [demand(context, {
    rule: "foreign-key-on-existing",
    says: `${source.after.name}.${key.columns.join(", ")} has values without a parent row`,
    ...pointsSomewhere(key, source, difference),
  })];
}

/**
 * Whether rows of the table were to point there already, whatever else the key says. Without the
 * parents, one that leaves their columns unsaid is taken for another one than one that names them.
 */
export function pointedBefore(
  key: ForeignKey,
  before: Table,
  parents?: Pick<Difference, "renamed" | "desired">,
): boolean {
  const target = (own: ForeignKey, tables: readonly Table[] = []) => {
    const { columns, references } = withNamedColumns(own, findByName(tables, own.references.table));
    return constraintFacts({ ...key, columns, references });
  };
  const wanted = target(key, parents?.desired.tables);
  return foreignKeysOf(before).some((it) => target(it, parents?.renamed.tables) === wanted);
}

/** What the rows are called that others of the same table point at. */
const PARENT = "__penumbra_parent";

/**
 * Whether every row finds its parent, as SQLite compares them: as the parent's column does. Asked
 * only where both columns compare in the same way, and where the parent is there to be asked.
 * https://www.sqlite.org/foreignkeys.html#fk_basics
 */
function pointsSomewhere(
  key: ForeignKey,
  child: RowSource,
  difference: Difference,
): { readonly condition?: string } {
  const { columns, references } = key;
  const parent = rowSource(references.table, difference);
  if (parent === undefined) return {};
  const keys = referencedColumns(key, parent.after);
  const kinds = (table: Table, names: readonly string[]) =>
    names.map((name) => affinityIn(table, findByName(table.columns, name)?.type ?? "")).join();
  if (kinds(parent.after, keys) !== kinds(child.after, columns)) return {};
  const alias = sameName(parent.after.name, child.after.name) ? PARENT : parent.after.name;
  const parents = parent.rows(keys, { alias });
  if (parents === undefined) return {};
  const named = (table: string, column: string) => `${quoteName(table)}.${quoteName(column)}`;
  const points = columns.map((column, index) =>
    `${named(alias, keys[index]!)} = ${named(child.after.name, column)}`
  );
  return noRow(
    child.rows(columns),
    [
      ...columns.map((column) => `${quoteName(column)} IS NOT NULL`),
      `NOT EXISTS (SELECT 1 FROM ${parents} WHERE ${points.join(" AND ")})`,
    ].join(" AND "),
  );
}
