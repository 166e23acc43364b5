import { type Column, findByName, type Table } from "../../schema/snapshot.ts";
import { quoteName, sameName } from "../../sql/names.ts";
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
    !(isRowid(column.name, before) && /^INT/.test(column.type))
  );
  if (!after.strict || stored.length === 0) return [];
  const refused = stored.map((column) => refusal(quoteName(column.name), column.type));
  return [demand(context, {
    rule: "strict-or-without-rowid",
    says: `a row of ${after.name} holds what STRICT does not take`,
    ...noRow(rows(stored.map((it) => it.name), { converted: true }), refused.join(" OR ")),
  })];
}

/** What a key asks that takes no NULL: the one of a WITHOUT ROWID or a STRICT table. */
export function keyDemands(context: DemandContext): RowDemand[] {
  const { before, after, rows } = context.source;
  const { primaryKey } = after;
  if (primaryKey === undefined || primaryKey.isRowid) return [];
  if (!after.withoutRowid && !after.strict) return [];
  const names = primaryKey.terms.flatMap(({ column = "" }) => {
    const was = findByName(before.columns, column);
    const isSaid = findByName(after.columns, column)?.notNull !== undefined;
    const mayHoldNull = was !== undefined && was.notNull === undefined && !isSaid &&
      !isRowid(was.name, before);
    return mayHoldNull ? was.name : [];
  });
  if (names.length === 0) return [];
  return [demand(context, {
    rule: "strict-or-without-rowid",
    says: `the key of ${after.name} holds NULL`,
    ...noRow(
      rows(names, { converted: true }),
      names.map((name) => `${quoteName(name)} IS NULL`).join(" OR "),
    ),
  })];
}

/** What a key asks that becomes the rowid: it takes nothing but integers, STRICT or not. */
export function integerDemands(context: DemandContext): RowDemand[] {
  const { before, after, rows } = context.source;
  const name = after.primaryKey?.isRowid ? after.primaryKey.terms[0]!.column! : undefined;
  const was = name === undefined ? undefined : findByName(before.columns, name);
  const isInteger = was === undefined || isRowid(was.name, before) ||
    (before.strict && /^INT/.test(was.type));
  if (name === undefined || isInteger) return [];
  return [demand(context, {
    rule: "strict-or-without-rowid",
    says: `${after.name}.${name} holds what is no integer`,
    ...noRow(rows([name], { converted: true }), refusal(quoteName(name), "INTEGER")),
  })];
}

function isRowid(column: string, { primaryKey: key }: Table): boolean {
  return key !== undefined && key.isRowid && sameName(key.terms[0]!.column!, column);
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
