import { affinityIn, isNumeric } from "../../schema/affinity.ts";
import { isRowidColumn } from "../../schema/keys.ts";
import { type Column, findByName, type Table } from "../../schema/snapshot.ts";
import { quoteName } from "../../sql/names.ts";
import { demand, type DemandContext, noRow, type RowDemand } from "./row_demand.ts";

/**
 * What columns ask whose type converts values: that each value can be told from what it becomes. No
 * statement stops at the others, since SQLite converts whatever it can.
 * https://www.sqlite.org/datatype3.html#type_affinity
 */
export function conversionDemands(
  columns: readonly Column[],
  context: DemandContext,
): RowDemand[] {
  const { before, after, rows } = context.source;
  return columns.flatMap((column) => {
    const was = findByName(before.columns, column.name);
    if (was === undefined || was.generated !== undefined || column.generated !== undefined) {
      return [];
    }
    const read = rows([column.name], { converted: true, collated: true });
    return lossesOf(was, before, affinityIn(after, column.type)).map(({ values, such }) =>
      demand(context, {
        rule: "lossy-type-change",
        says: `${after.name}.${column.name} has ${values} that ${column.type} does not keep`,
        ...noRow(read, such(quoteName(column.name))),
      })
    );
  });
}

/** Values that become others, of which nothing tells what they were. */
interface Loss {
  /** How they are called, with an example. */
  readonly values: string;
  /** What is true of such a value, as SQL. */
  readonly such: (value: string) => string;
}

function lossesOf(column: Column, table: Table, to: ReturnType<typeof affinityIn>): Loss[] {
  const from = affinityIn(table, column.type);
  const isInteger = isRowidColumn(table, column.name) || (table.strict && from === "integer");
  return [
    ...(isNumeric(to) && !isNumeric(from)
      ? [{ values: "text such as '007'", such: textLoss(column, { isText: from === "text", to }) }]
      : []),
    ...(to === "real" && from !== "real" && from !== "text"
      ? [{ values: "integers such as 9007199254740993", such: integerLoss }]
      : []),
    ...(to === "text" && from !== "text" && !isInteger
      ? [{ values: "numbers such as 0.30000000000000004", such: realLoss }]
      : []),
  ];
}

/** True of a text that is taken for a number and is not how that number is written. */
function textLoss(
  { collation }: Column,
  { isText, to }: { readonly isText: boolean; readonly to: string },
): Loss["such"] {
  return (value) => {
    const [number, real] = ["NUMERIC", "REAL"].map((type) => `CAST(${value} AS ${type})`);
    const text = collation === undefined ? value : `${value} COLLATE BINARY`;
    const changes = to === "real"
      ? `(${number} <> ${real} OR ${text} NOT IN (CAST(${number} AS TEXT), CAST(${real} AS TEXT)))`
      : `CAST(${number} AS TEXT) <> ${text}`;
    return `${isText ? "" : `typeof(${value}) = 'text' AND `}${value} = ${number} AND ${changes}`;
  };
}

function integerLoss(value: string): string {
  return `typeof(${value}) = 'integer' AND ${value} <> CAST(${value} AS REAL)`;
}

/** As text a real number has 15 digits before SQLite 3.53, and 17 since. */
function realLoss(value: string): string {
  return `typeof(${value}) = 'real' AND CAST(CAST(${value} AS TEXT) AS REAL) <> ${value}`;
}
