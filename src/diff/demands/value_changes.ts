import { match } from "../../base/match.ts";
import type { AddConstraint, AlterColumn, AlterOptions } from "../change.ts";
import { type Affinity, affinityIn, isNumeric } from "../../schema/constraints/affinity.ts";
import { mayHoldNull, rowidColumn } from "../../schema/constraints/keys.ts";
import { type Column, findByName, type Table } from "../../schema/snapshot.ts";
import { becomesNotNull, fillKey, replacementForNull } from "./fills.ts";
import type { Difference } from "../difference.ts";

/** What happens to existing values when only the definition of a column changes. */
export type ValueChangeKind =
  | "null-to-default"
  | "null-to-rowid"
  | "text-to-number"
  | "number-to-text"
  | "integer-to-real"
  | "real-to-integer";

/** A change of the values of one column. */
export interface ValueChange {
  readonly change: AlterColumn | AlterOptions | AddConstraint;
  readonly kind: ValueChangeKind;
  readonly table: string;
  /** The column's name after the migration. */
  readonly column: string;
  /** Which values change, and how: `numbers become texts: 7 becomes '7'`. */
  readonly becomes: string;
  /** A sentence about it for the file, without a period: `In p.at, numbers become texts: …`. */
  readonly note: string;
}

/**
 * The values that change when rows are copied, in the order of the changes: NULL if a column with a
 * default becomes NOT NULL, or any column the rowid, and values converted by another affinity. Fills are
 * not included, since somebody asked for them.
 * https://www.sqlite.org/datatype3.html#type_affinity
 */
export function valueChanges(difference: Difference): readonly ValueChange[] {
  return difference.changes.flatMap((change) => {
    const table = "table" in change ? change.table : "";
    const before = findByName(difference.renamed.tables, table);
    const after = findByName(difference.desired.tables, table);
    if (before === undefined || after === undefined) return [];
    switch (change.kind) {
      case "alter-column":
        return columnChanges(change, { before, after, difference });
      case "alter-options":
        return optionChanges(change, { before, after });
      case "add-constraint":
        return keyChanges(change, { before, after, difference });
      default:
        return [];
    }
  });
}

/** SQLite stores a new number in place of NULL in the rowid. */
function keyChanges(
  change: AddConstraint,
  { before, after, difference }: Tables & { readonly difference: Difference },
): ValueChange[] {
  const column = change.constraint.kind === "primary-key" ? rowidColumn(after) : undefined;
  if (column === undefined || !mayHoldNull(before, column)) return [];
  if (difference.fills.has(fillKey(change.table, column))) return [];
  return [told(change, column, { kind: "null-to-rowid", becomes: "NULL becomes a new number" })];
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
  change: ValueChange["change"],
  column: string,
  rest: Pick<ValueChange, "kind" | "becomes">,
): ValueChange {
  const { table } = change;
  return { change, table, column, ...rest, note: `In ${table}.${column}, ${rest.becomes}` };
}

type Conversion = Exclude<ValueChangeKind, "null-to-default" | "null-to-rowid">;

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
