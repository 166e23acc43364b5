import { match } from "../../base/match.ts";
import type { AlterColumn, AlterOptions } from "../change.ts";
import { type Affinity, affinityIn, isNumeric } from "../../schema/constraints/affinity.ts";
import { type Column, findByName, type Table } from "../../schema/snapshot.ts";
import { becomesNotNull, fillKey, replacementForNull } from "./fills.ts";
import type { Difference } from "../difference.ts";

/** What happens to existing values when only the definition of a column changes. */
export type ValueChangeKind =
  | "null-to-default"
  | "text-to-number"
  | "number-to-text"
  | "integer-to-real"
  | "real-to-integer";

/** A change of the values of one column. */
export interface ValueChange {
  readonly change: AlterColumn | AlterOptions;
  readonly kind: ValueChangeKind;
  readonly table: string;
  /** The column's name after the migration. */
  readonly column: string;
  /** Which values change, and how: `numbers become texts: 7 becomes '7'`. */
  readonly becomes: string;
  /** The same as a sentence without a period, for the file: `In p.at, numbers become texts: …`. */
  readonly note: string;
}

/**
 * The values that change when rows are copied, in the order of the changes: NULL if a column with a
 * default becomes NOT NULL, and values converted by another affinity. Fills are not included, since
 * somebody asked for them.
 * https://www.sqlite.org/datatype3.html#type_affinity
 */
export function valueChanges(difference: Difference): readonly ValueChange[] {
  return difference.changes.flatMap((change) => {
    if (change.kind !== "alter-column" && change.kind !== "alter-options") return [];
    const before = findByName(difference.renamed.tables, change.table);
    const after = findByName(difference.desired.tables, change.table);
    if (before === undefined || after === undefined) return [];
    return change.kind === "alter-column"
      ? columnChanges(change, { before, after, difference })
      : optionChanges(change, { before, after });
  });
}

interface Tables {
  readonly before: Table;
  readonly after: Table;
}

function columnChanges(
  change: AlterColumn,
  { difference, ...tables }: Tables & { readonly difference: Difference },
): ValueChange[] {
  const { before, after, facets } = change;
  // A generated column has no values of its own.
  if (before.generated !== undefined || after.generated !== undefined) return [];
  const isFilled = difference.fills.has(fillKey(change.table, after.name));
  const value = becomesNotNull(change, tables.before) && !isFilled
    ? replacementForNull(after, new Map())
    : undefined;
  return [
    ...(value === undefined ? [] : [told(change, after.name, {
      kind: "null-to-default",
      becomes: `NULL becomes ${value}`,
    })]),
    ...(facets.includes("type") ? conversion(change, [before, after], tables) : []),
  ];
}

/** In a STRICT table ANY converts nothing, elsewhere it does, even if the columns do not change. */
function optionChanges(change: AlterOptions, tables: Tables): ValueChange[] {
  if (!change.options.includes("strict")) return [];
  return tables.after.columns.flatMap((after) => {
    const before = findByName(tables.before.columns, after.name);
    const stays = before?.type === after.type && before.generated === undefined &&
      after.generated === undefined;
    return stays ? conversion(change, [before, after], tables) : [];
  });
}

function conversion(
  change: AlterColumn | AlterOptions,
  [before, after]: readonly [Column, Column],
  tables: Tables,
): ValueChange[] {
  const kind = kindOf(affinityIn(tables.before, before.type), affinityIn(tables.after, after.type));
  return kind === undefined ? [] : [told(change, after.name, { kind, becomes: BECOMES[kind] })];
}

function told(
  change: AlterColumn | AlterOptions,
  column: string,
  rest: Pick<ValueChange, "kind" | "becomes">,
): ValueChange {
  const { table } = change;
  return { change, table, column, ...rest, note: `In ${table}.${column}, ${rest.becomes}` };
}

type Conversion = Exclude<ValueChangeKind, "null-to-default">;

/** How values are converted from one affinity to another; undefined if they all stay the same. */
function kindOf(before: Affinity, after: Affinity): Conversion | undefined {
  return match(after)
    .returnType<Conversion | undefined>()
    .with("blob", () => undefined)
    .with("text", () => before === "text" ? undefined : "number-to-text")
    .with("real", () => {
      if (!isNumeric(before)) return "text-to-number";
      return before === "real" ? undefined : "integer-to-real";
    })
    .with("integer", "numeric", () => {
      if (!isNumeric(before)) return "text-to-number";
      return before === "real" ? "real-to-integer" : undefined;
    })
    .exhaustive();
}

const BECOMES: Record<Conversion, string> = {
  "text-to-number": "texts that read as numbers become numbers: '007' becomes 7",
  "number-to-text": "numbers become texts: 7 becomes '7'",
  "integer-to-real": "integers become real numbers: 7 becomes 7.0",
  "real-to-integer": "real numbers without a fraction become integers: 7.0 becomes 7",
};
