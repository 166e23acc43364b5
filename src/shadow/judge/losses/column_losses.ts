import { findByName } from "../../../schema/snapshot.ts";
import { isRowidColumn } from "../../../schema/constraints/keys.ts";
import { fold, sameName } from "../../../sql/names.ts";
import { isKept, isRespelled, isRounded, sameValue } from "../../database/literals.ts";
import type { Becomes } from "../effect.ts";
import { isTelling } from "../outcome/marks.ts";
import { placeOf, type Row, type TableState } from "../run/state.ts";
import { movedFrom } from "./gone_tables.ts";
import { isFoundByRow } from "./links.ts";
import type { Ends, Loss, ValueLoss } from "./loss.ts";

/** A table that still exists, or that another one has replaced. */
export interface Continued {
  readonly before: TableState;
  readonly after: TableState;
  /** The row that each row became. */
  readonly matched: readonly (Row | undefined)[];
  /** The new name of a column. */
  readonly nameOf: (column: string) => string | undefined;
}

/** The losses in the columns of such a table: of a whole column, or of values in it. */
export function columnLosses(continued: Continued, ends: Ends): Loss[] {
  const { before, after, nameOf } = continued;
  const was = findByName(ends.before.tables, before.name);
  // Its name proves nothing: a dropped column may have been added again under the same name.
  const isNew = newColumns(continued);
  return before.columns.flatMap((column, place): Loss[] => {
    if (findByName(was?.columns ?? [], column)?.generated !== undefined) return [];
    const name = nameOf(column);
    const at = placeOf(after, name ?? "");
    const isComputed = at >= 0 && columnAt(after, at, ends)?.generated !== undefined;
    if (at >= 0 && !isComputed) return valueLosses(continued, { column, place, at }, ends);
    const isEqual = isComputed && before.rows.length > 0 &&
      changedValues(continued, { place, at }).length === 0;
    if (isEqual) return [];
    const whole = renamedTo(continued, { place, isNew });
    if (whole >= 0) {
      return valueLosses(continued, { column, place, at: whole }, ends)
        .map((loss) => ({ ...loss, into: after.columns[whole]! }));
    }
    const isBack = after.columns.some((it) => sameName(it, column));
    const lost = { kind: "column", table: before.name, column, isBack } as const;
    if (isPartlyMoved(continued, { place, isNew }, ends)) return [{ ...lost, isPartial: true }];
    if (movedFrom(before, column, ends)) {
      return isFoundByRow(continued, { place, isNew }, ends) ? [] : [{ ...lost, isPartial: true }];
    }
    return cannotTell(continued, { place, isNew }) ? [] : [lost];
  });
}

/** Whether each column of the table after the run is a new one. */
function newColumns({ before, after, nameOf }: Continued): readonly boolean[] {
  const known = new Set(before.columns.map((column) => fold(nameOf(column) ?? "")));
  return after.columns.map((name) => !known.has(fold(name)));
}

interface LostColumn {
  readonly place: number;
  readonly isNew: readonly boolean[];
}

/** The position of a new column that has the values of the lost one in every row; -1 if there is none. */
function renamedTo(continued: Continued, { place, isNew }: LostColumn): number {
  const pairs = movedPairs(continued, place);
  return pairs.length === 0
    ? -1
    : continued.after.columns.findIndex((_, at) =>
      isNew[at] && pairs.every(([value, is]) => sameValue(value, is[at]!))
    );
}

/** The values of a column before that are not NULL, each with the row that its row became. */
function movedPairs({ before, matched }: Continued, place: number) {
  return before.rows.flatMap((row, index) => {
    const is = matched[index];
    return is === undefined || row[place] === "NULL" ? [] : [[row[place]!, is] as const];
  });
}

/**
 * Whether a new column has values of the lost one as they were, and in the other rows none, or those of
 * another row. A conversion would have written something else there.
 */
function isPartlyMoved(
  continued: Continued,
  { place, isNew }: LostColumn,
  ends: Ends,
): boolean {
  const pairs = movedPairs(continued, place);
  return continued.after.columns.some((_, at) => {
    if (!isNew[at]) return false;
    const [kept, others] = split(pairs, ([value, is]) => sameValue(value, is[at]!));
    const values = kept.map(([value]) => value).filter((value) => ends.marks.has(value));
    const expression = columnAt(continued.after, at, ends)?.default;
    const isOthers = (is: string) => values.some((value) => sameValue(value, is));
    return values.length > 0 && others.length > 0 &&
      others.every(([, is]) =>
        is[at] === "NULL" || isOthers(is[at]!) || isDefault(is[at]!, expression)
      );
  });
}

function split<T>(list: readonly T[], suits: (it: T) => boolean): [T[], T[]] {
  const { yes = [], no = [] } = Object.groupBy(list, (it) => suits(it) ? "yes" : "no");
  return [yes, no];
}

/** Whether the column had only NULL, which cannot identify it, and may be a new one of the table. */
function cannotTell({ before }: Continued, { place, isNew }: LostColumn): boolean {
  return before.rows.every((row) => row[place] === "NULL") && isNew.includes(true);
}

function valueLosses(
  continued: Continued,
  { column, place, at }: { readonly column: string; readonly place: number; readonly at: number },
  ends: Ends,
): ValueLoss[] {
  const { before, after } = continued;
  const expression = columnAt(after, at, ends)?.default;
  const changed = changedValues(continued, { place, at });
  const isOneForAll = hasOneForAll(continued, { place, at });
  const from = changed.length === 0 ? undefined : swappedColumn(continued, { place, at });
  const kind = (was: string, value: string) => {
    if (value === "NULL") return "null";
    if (isRespelled(was, value)) return "number";
    if (isRounded(was, value)) return "rounded";
    // The default may be computed, and any value.
    const isOwn = sameValue(value, expression ?? "");
    if (isOneForAll && !isOwn) return "same";
    if (from !== undefined && !isOwn) return "other";
    return isDefault(value, expression) ? "default" : "other";
  };
  const isRowid = isRowidColumn(
    findByName(ends.after.tables, after.name) ?? {},
    after.columns[at]!,
  );
  const changes: readonly (readonly [Becomes, Row])[] = [
    ...changed.map(({ row, value }) => [kind(row[place]!, value), row] as const),
    ...(isRowid ? filledNulls(continued, { place, at }) : [])
      .map((row) => ["rowid", row] as const),
  ];
  return [...Map.groupBy(changes, ([becomes]) => becomes)].map(([becomes, list]) => ({
    kind: "values",
    table: before.name,
    column,
    becomes,
    from: becomes === "other" ? from : undefined,
    rows: list.map(([, row]) => row),
  }));
}

/** Whether each row has the value after the run that one of several had before. */
function hasOneForAll(
  continued: Continued,
  { place, at }: { readonly place: number; readonly at: number },
): boolean {
  const pairs = movedPairs(continued, place);
  const [first, ...others] = pairs.map(([, is]) => is[at]!);
  return others.length > 0 && others.every((is) => is === first) &&
    pairs.some(([was]) => isTelling(was) && sameValue(was, first!));
}

/** Another column of which a column has the value in every row, although both are still there. */
function swappedColumn(
  continued: Continued,
  { place, at }: { readonly place: number; readonly at: number },
): string | undefined {
  const { before, after, matched, nameOf } = continued;
  return before.columns.find((name, other) => {
    const own = placeOf(after, nameOf(name) ?? "");
    if (other === place || own < 0) return false;
    const pairs = before.rows.flatMap((row, index) =>
      matched[index] === undefined ? [] : [[row[other]!, matched[index][at]!] as const]
    );
    return pairs.some(([was]) => isTelling(was)) &&
      pairs.every(([was, is]) => was === is || sameValue(was, is)) &&
      changedValues(continued, { place: other, at: own }).length > 0;
  });
}

/** The rows that have a value after the run in place of NULL. */
function filledNulls(
  { before, matched }: Continued,
  { place, at }: { readonly place: number; readonly at: number },
): Row[] {
  return before.rows.filter((row, index) =>
    row[place] === "NULL" && (matched[index]?.[at] ?? "NULL") !== "NULL"
  );
}

/** The rows with another value after the run, and that value; NULL may become anything. */
function changedValues(
  { before, matched }: Continued,
  { place, at }: { readonly place: number; readonly at: number },
) {
  return before.rows.flatMap((row, index) => {
    const other = matched[index];
    const value = row[place]!;
    if (other === undefined || value === "NULL") return [];
    if (isKept(value, other[at]!)) return [];
    return [{ row, value: other[at]! }];
  });
}

function columnAt({ name, columns }: TableState, place: number, { after }: Ends) {
  return findByName(findByName(after.tables, name)?.columns ?? [], columns[place]!);
}

/** Whether a value is the default; an expression may give any value. */
function isDefault(value: string, expression: string | undefined): boolean {
  if (expression === undefined) return false;
  return sameValue(value, expression) || !/^(?:'.*'|[-+]?\s?[\d.]+|true|false)$/is.test(expression);
}
