import { affinityOf } from "../../schema/constraints/affinity.ts";
import { isRowidColumn, mayHoldNull, rowidColumn } from "../../schema/constraints/keys.ts";
import { type Column, findByName } from "../../schema/snapshot.ts";
import { quoteName } from "../../sql/names.ts";
import { demand, type DemandContext, noRow, type RowDemand } from "./row_demand.ts";

/** What a STRICT table asks of these columns; no other table asks anything. */
export function strictDemands(
  columns: readonly Column[],
  context: DemandContext,
): RowDemand[] {
  const { before, after, rows } = context.source;
  const stored = columns.filter((column) =>
    column.generated === undefined && column.type !== "ANY" &&
    findByName(before.columns, column.name) !== undefined &&
    // The rowid was never anything but an integer.
    !(isRowidColumn(before, column.name) && affinityOf(column.type) === "integer")
  );
  if (!after.strict || stored.length === 0) return [];
  const refused = stored.map((column) => refusal(quoteName(column.name), column.type));
  return [demand(context, {
    rule: "strict-or-without-rowid",
    says: `${after.name} has values that STRICT does not accept`,
    ...noRow(rows(stored.map((it) => it.name), { converted: true }), refused.join(" OR ")),
  })];
}

/** What a key asks that takes no NULL: the one of a WITHOUT ROWID or a STRICT table. */
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
    says: `the primary key of ${after.name} contains NULL`,
    ...noRow(
      rows(names, { converted: true }),
      names.map((name) => `${quoteName(name)} IS NULL`).join(" OR "),
    ),
  })];
}

/** What a key asks that becomes the rowid: it takes nothing but integers, STRICT or not. */
export function integerDemands(context: DemandContext): RowDemand[] {
  const { before, after, rows } = context.source;
  const name = rowidColumn(after);
  const was = name === undefined ? undefined : findByName(before.columns, name);
  const isInteger = was === undefined || isRowidColumn(before, was.name) ||
    (before.strict && affinityOf(was.type) === "integer");
  if (name === undefined || isInteger) return [];
  return [demand(context, {
    rule: "strict-or-without-rowid",
    says: `${after.name}.${name} has values that are not integers`,
    ...noRow(rows([name], { converted: true }), refusal(quoteName(name), "INTEGER")),
  })];
}

/**
 * What is true of a value that cannot become one of the type. A text is taken for a number in these
 * comparisons exactly where it is one when it is stored; a blob never is.
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
