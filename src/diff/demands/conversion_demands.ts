import { affinityIn, isNumeric } from "../../schema/constraints/affinity.ts";
import { holdsOnlyIntegers } from "../../schema/constraints/keys.ts";
import { type Column, findByName, type Table } from "../../schema/snapshot.ts";
import { quoteName } from "../../sql/names.ts";
import { demand, type DemandContext, noRow, type RowDemand } from "./row_demand.ts";

/**
 * The demands of columns whose new type converts values: that no value has more digits than the
 * type can keep. No statement fails otherwise, since SQLite converts whatever it can. A text that
 * only spells its number differently, such as '007' for 7, keeps its value.
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
        problem:
          `${after.name}.${column.name} has ${values} with more digits than ${column.type} keeps`,
        ...noRow(read, such(quoteName(column.name))),
      })
    );
  });
}

/** Values that lose digits. */
interface Loss {
  /** A plural noun for them. */
  readonly values: string;
  /** The SQL condition that is true for such a value. */
  readonly such: (value: string) => string;
}

function lossesOf(column: Column, table: Table, to: ReturnType<typeof affinityIn>): Loss[] {
  const from = affinityIn(table, column.type);
  return [
    ...(isNumeric(to) && !isNumeric(from)
      ? [{ values: "text", such: textLoss(from === "text", to) }]
      : []),
    ...(to === "real" && from !== "real" && from !== "text"
      ? [{ values: "integers", such: integerLoss }]
      : []),
    ...(to === "text" && from !== "text" && !holdsOnlyIntegers(table, column)
      ? [{ values: "numbers", such: realLoss }]
      : []),
  ];
}

/** SQLite keeps 15 digits of a real number in any case; integers beyond 64 bits become real. */
function textLoss(isText: boolean, to: string): Loss["such"] {
  return (value) => {
    const [number, real] = ["NUMERIC", "REAL"].map((type) => `CAST(${value} AS ${type})`);
    const isLong = `typeof(${number}) = 'real' AND ` +
      `length(replace(ltrim(${value}, ' +-0'), '.', '')) > 15`;
    const loses = to === "real" ? `(${number} <> ${real} OR ${isLong})` : isLong;
    return `${isText ? "" : `typeof(${value}) = 'text' AND `}${value} = ${number} AND ${loses}`;
  };
}

function integerLoss(value: string): string {
  return `typeof(${value}) = 'integer' AND ${value} <> CAST(${value} AS REAL)`;
}

/** As text, a real number has 15 digits before SQLite 3.53, and 17 since. */
function realLoss(value: string): string {
  return `typeof(${value}) = 'real' AND CAST(CAST(${value} AS TEXT) AS REAL) <> ${value}`;
}
