import { affinityOf } from "../../schema/constraints/affinity.ts";
import {
  holdsOnlyIntegers,
  isRowidColumn,
  mayHoldNull,
  rowidColumn,
} from "../../schema/constraints/keys.ts";
import { type Column, findByName } from "../../schema/snapshot.ts";
import { quoteName } from "../../sql/names.ts";
import { demand, type DemandContext, noRow, type RowDemand } from "./row_demand.ts";

/** The demands of a STRICT table on these columns; other tables have none. */
export function strictDemands(
  columns: readonly Column[],
  context: DemandContext,
): RowDemand[] {
  const { before, after, rows } = context.source;
  const stored = columns.filter((column) =>
    column.generated === undefined && column.type !== "ANY" &&
    findByName(before.columns, column.name) !== undefined &&
    // The rowid could only ever be an integer.
    !(isRowidColumn(before, column.name) && affinityOf(column.type) === "integer")
  );
  if (!after.strict || stored.length === 0) return [];
  const refused = stored.map((column) => refusal(quoteName(column.name), column.type));
  return [demand(context, {
    rule: "strict-or-without-rowid",
    problem: `${after.name} has values that STRICT does not accept`,
    ...noRow(rows(stored.map((it) => it.name), { converted: true }), refused.join(" OR ")),
  })];
}

/**
 * The demands of a primary key that is implicitly NOT NULL: that of a WITHOUT ROWID or STRICT
 * table.
 */
export function keyDemands(context: DemandContext): RowDemand[] {
  const { before, after, rows } = context.source;
  const { primaryKey } = after;
  if (primaryKey === undefined || rowidColumn(after) !== undefined) return [];
  if (!after.withoutRowid && !after.strict) return [];
  const names = primaryKey.terms.flatMap(({ column = "" }) => {
    const was = findByName(before.columns, column);
    const isSaid = findByName(after.columns, column)?.notNull !== undefined;
    return was !== undefined && mayHoldNull(before, was.name) && !isSaid ? was.name : [];
  });
  if (names.length === 0) return [];
  return [demand(context, {
    rule: "strict-or-without-rowid",
    problem: `the primary key of ${after.name} contains NULL`,
    ...noRow(
      rows(names, { converted: true }),
      names.map((name) => `${quoteName(name)} IS NULL`).join(" OR "),
    ),
  })];
}

/** The demands of a key that becomes the rowid: integers only, STRICT or not. */
export function integerDemands(context: DemandContext): RowDemand[] {
  const { before, after, rows } = context.source;
  const name = rowidColumn(after);
  const was = name === undefined ? undefined : findByName(before.columns, name);
  if (name === undefined || was === undefined || holdsOnlyIntegers(before, was)) return [];
  return [demand(context, {
    rule: "strict-or-without-rowid",
    problem: `${after.name}.${name} has values that are not integers`,
    ...noRow(rows([name], { converted: true }), refusal(quoteName(name), "INTEGER")),
  })];
}

/**
 * A condition that is true for a value that cannot be stored as the type. In these comparisons a
 * text counts as a number exactly if it would when stored; a blob never does.
 * https://www.sqlite.org/stricttables.html
 */
function refusal(value: string, type: string): string {
  switch (type) {
    case "TEXT":
      return `typeof(${value}) = 'blob'`;
    case "BLOB":
      return `typeof(${value}) NOT IN ('blob', 'null')`;
    case "REAL":
      return `${value} <> CAST(${value} AS NUMERIC)`;
    default:
      return `${value} <> CAST(CAST(${value} AS NUMERIC) AS INTEGER)`;
  }
}
