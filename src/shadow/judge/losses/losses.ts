import { findByName, type SchemaSnapshot, type Table } from "../../../schema/snapshot.ts";
import { isRowidColumn } from "../../../schema/constraints/keys.ts";
import { fold, sameName } from "../../../sql/names.ts";
import { possibleNames } from "../../../sql/tokens.ts";
import { isKept, isRespelled, isRounded, plain, sameValue } from "../../database/literals.ts";
import type { Becomes } from "../effect.ts";
import { copiesValues, namesFrom, takesRows } from "../statements/copies.ts";
import type { Lineage } from "../run/lineage.ts";
import { isInside, isTelling, type Marks, matchRows, pairColumns } from "../outcome/marks.ts";
import type { RunFile } from "../run/run.ts";
import type { DatabaseState, Row, TableState } from "../run/state.ts";
import type { Succession } from "./successors.ts";
import { placeOf } from "../outcome/trace.ts";

/** A table, column, row or value that is missing after a run, not yet blamed on a statement. */
export type Loss =
  | { readonly kind: "table"; readonly table: string; readonly isBack: boolean }
  | {
    readonly kind: "column";
    readonly table: string;
    readonly column: string;
    readonly isBack: boolean;
  }
  | {
    readonly kind: "rows";
    readonly table: string;
    readonly before: number;
    readonly after: number;
    readonly rows: readonly Row[];
  }
  | {
    readonly kind: "values";
    readonly table: string;
    readonly column: string;
    readonly becomes: Becomes;
    /** The column whose values these are now, if it has others itself. */
    readonly from?: string | undefined;
    readonly rows: readonly Row[];
  };

/** The database before and after a run. */
export interface Ends {
  readonly start: DatabaseState;
  readonly end: DatabaseState;
  readonly before: SchemaSnapshot;
  readonly after: SchemaSnapshot;
  readonly lineage: Lineage;
  readonly marks: Marks;
  readonly successions: ReadonlyMap<string, Succession>;
  /** The files that were run. */
  readonly files: readonly RunFile[];
}

/** The losses of a table that existed before. */
export function lossesOf({ before, after, isSame }: Succession, ends: Ends): Loss[] {
  const table = before.name;
  if (after === before) return [];
  if (after === undefined) return mayBeRenamed(before, ends) ? [] : goneTable(before, ends);
  if (!isSame && before.rows.length === 0 && !isReadBy(ends.files, table)) {
    return [{ kind: "table", table, isBack: true }];
  }
  const place = isSame ? ends.lineage.places.get(fold(table)) : undefined;
  const nameOf = (column: string) => place ? place.columns.get(fold(column)) : column;
  const pairs = pairColumns(before, after, nameOf);
  // A new table may have rows of several with the same keys.
  const terms = isSame ? findByName(ends.before.tables, table)?.primaryKey?.terms : [];
  const keys = (terms ?? []).map(({ column }) => placeOf(before, column ?? ""));
  const found = isSame ? after.rows : withoutRivals(before, after, ends);
  const matched = matchRows(before.rows, found, { pairs, marks: ends.marks, keys });
  const gone = before.rows.filter((_, index) => matched[index] === undefined);
  if (gone.length > 0 && gone.length === before.rows.length && !isSame) {
    const moved = goneTable(before, ends).map((loss): Loss =>
      loss.kind === "table" ? { ...loss, isBack: true } : loss
    );
    if (after.rows.length === 0 || moved.length === 0) return moved;
  }
  const rowsLost: Loss[] = gone.length === 0 ? [] : [{
    kind: "rows",
    table,
    before: before.rows.length,
    after: before.rows.length - gone.length,
    rows: gone,
  }];
  return [...rowsLost, ...columnLosses({ before, after, matched, nameOf }, ends)];
}

/** The rows of a new table without those that it has from another table, and not from this one, too. */
function withoutRivals(
  before: TableState,
  after: TableState,
  { successions }: Ends,
): readonly Row[] {
  const rivals = [...successions.values()].filter((it) =>
    it.after === after && it.before !== before
  );
  if (rivals.length === 0) return after.rows;
  const came = (from: TableState) => {
    const pairs = pairColumns(from, after, (column) => column);
    const text = (row: Row, side: 0 | 1) => pairs.map((pair) => plain(row[pair[side]]!)).join("\0");
    const texts = new Set(from.rows.map((row) => text(row, 0)));
    return (row: Row) => pairs.length > 0 && texts.has(text(row, 1));
  };
  const isOwn = came(before);
  const isOthers = rivals.map((it) => came(it.before));
  return after.rows.filter((row) => isOwn(row) || !isOthers.some((is) => is(row)));
}

/** Whether a table without rows, which could identify it, may be a new one with similar columns. */
function mayBeRenamed(
  { name: table, columns, rows }: TableState,
  { start, end, lineage, files }: Ends,
): boolean {
  const claimed = new Set([...lineage.places.values()].map(({ name }) => fold(name)));
  return rows.length === 0 && [...end].some(([key, other]) => {
    if (start.has(key) || claimed.has(key)) return false;
    const shared = other.columns.filter((it) => columns.some((name) => sameName(name, it)));
    return (other.columns.length === columns.length || shared.length * 2 > columns.length) &&
      takesRows(files, { from: table, into: other.name });
  });
}

/** Whether any statement could have copied rows of the table elsewhere. */
function isReadBy(files: readonly RunFile[], table: string): boolean {
  const names = namesFrom(files, table);
  return files.flatMap(({ statements }) => statements).some((statement) =>
    copiesValues(statement) && possibleNames(statement.tokens).some((name) => names.has(name))
  );
}

/**
 * The losses of a table that was dropped; values that are elsewhere are not lost. If only some rows
 * are elsewhere, the others are lost, and columns only as far as those rows go.
 */
function goneTable(before: TableState, ends: Ends): Loss[] {
  const { name: table, rows } = before;
  // A rowid may be renumbered.
  const columns = before.columns.filter((column) => !isRowid(table, column, ends));
  const alone = (row: Row) => ({ ...before, rows: [row] });
  const known = rows.filter((row) =>
    columns.some((column) => hasMarks(alone(row), column, ends.marks))
  );
  const isMoved = (row: Row) =>
    columns.some((column) =>
      hasMarks(alone(row), column, ends.marks) && movedFrom(alone(row), column, ends)
    );
  const gone = known.filter((row) => !isMoved(row));
  if (gone.length === 0 || gone.length === known.length) return goneColumns(before, ends);
  const kept = rows.filter((row) => !gone.includes(row));
  return [
    { kind: "rows", table, before: rows.length, after: kept.length, rows: gone },
    ...goneColumns({ ...before, rows: kept }, ends),
  ];
}

/** The columns of a dropped table whose values are nowhere else, or the table if no value is. */
function goneColumns(before: TableState, ends: Ends): Loss[] {
  const table = before.name;
  const columns = before.columns.filter((_, place) =>
    before.rows.some((row) => row[place] !== "NULL")
  );
  const isMoved = (column: string) => movedFrom(before, column, ends);
  const telling = columns.filter((column) => hasMarks(before, column, ends.marks));
  const lost = telling.filter((column) => !isMoved(column) && !isRowid(table, column, ends));
  const isElsewhere = telling.some((column) => isMoved(column) && !isRowid(table, column, ends));
  if (!isElsewhere) return [{ kind: "table", table, isBack: false }];
  return lost.map((column) => ({ kind: "column", table, column, isBack: false }));
}

interface Continued {
  readonly before: TableState;
  readonly after: TableState;
  readonly matched: readonly (Row | undefined)[];
  readonly nameOf: (column: string) => string | undefined;
}

function columnLosses(continued: Continued, ends: Ends): Loss[] {
  const { before, after, nameOf } = continued;
  const was = findByName(ends.before.tables, before.name);
  // Its name proves nothing: a dropped column may have been added again under the same name.
  const isNew = newColumns(continued);
  return before.columns.flatMap((column, place): Loss[] => {
    if (findByName(was?.columns ?? [], column)?.generated !== undefined) return [];
    const name = nameOf(column);
    const at = after.columns.findIndex((it) => sameName(it, name ?? ""));
    const isComputed = at >= 0 && columnAt(after, at, ends)?.generated !== undefined;
    if (at >= 0 && !isComputed) return valueLosses(continued, { column, place, at }, ends);
    const isEqual = isComputed && before.rows.length > 0 &&
      changedValues(continued, { place, at }).length === 0;
    const isElsewhere = renamedTo(continued, { place, isNew }) || movedFrom(before, column, ends);
    if (isEqual || isElsewhere || cannotTell(continued, { place, isNew })) return [];
    const isBack = after.columns.some((it) => sameName(it, column));
    return [{ kind: "column", table: before.name, column, isBack }];
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

/** Whether a new column has the values of the lost one in every row. */
function renamedTo({ before, after, matched }: Continued, { place, isNew }: LostColumn): boolean {
  const pairs = before.rows.flatMap((row, index) => {
    const is = matched[index];
    return is === undefined || row[place] === "NULL" ? [] : [[row[place]!, is] as const];
  });
  return pairs.length > 0 &&
    after.columns.some((_, at) =>
      isNew[at] && pairs.every(([value, is]) => sameValue(value, is[at]!))
    );
}

/** Whether the column had only NULL, which cannot identify it, and may be a new one of the table. */
function cannotTell({ before }: Continued, { place, isNew }: LostColumn): boolean {
  return before.rows.every((row) => row[place] === "NULL") && isNew.includes(true);
}

function valueLosses(
  continued: Continued,
  { column, place, at }: { readonly column: string; readonly place: number; readonly at: number },
  ends: Ends,
): Loss[] {
  const { before, after } = continued;
  const expression = columnAt(after, at, ends)?.default;
  const kind = (was: string, value: string) => {
    if (value === "NULL") return "null";
    if (isRespelled(was, value)) return "number";
    if (isRounded(was, value)) return "rounded";
    return isDefault(value, expression) ? "default" : "other";
  };
  const isRowid = isRowidColumn(
    findByName(ends.after.tables, after.name) ?? {},
    after.columns[at]!,
  );
  const changes: readonly (readonly [Becomes, Row])[] = [
    ...changedValues(continued, { place, at })
      .map(({ row, value }) => [kind(row[place]!, value), row] as const),
    ...(isRowid ? filledNulls(continued, { place, at }) : [])
      .map((row) => ["rowid", row] as const),
  ];
  return [...Map.groupBy(changes, ([becomes]) => becomes)].map(([becomes, list]) => ({
    kind: "values",
    table: before.name,
    column,
    becomes,
    from: becomes === "other" ? swappedColumn(continued, { place, at }) : undefined,
    rows: list.map(([, row]) => row),
  }));
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

/**
 * Whether every value that only this column had is now in a column where it was not before; for a
 * foreign key, whose values its parent has as well, in a table that had none of them.
 */
function movedFrom(table: TableState, column: string, ends: Ends): boolean {
  const { start, end, marks } = ends;
  const place = table.columns.indexOf(column);
  const all = table.rows.map((row) => row[place]!);
  const values = all.filter((value) => marks.has(value));
  if (values.length === 0) {
    const shared = all.filter(isTelling);
    const takers = [...end.values()].filter((it) => !hadAny(it, shared, ends));
    return shared.length > 0 &&
      shared.every((value) =>
        takers.some(({ rows }) => rows.some((row) => row.some((cell) => sameValue(value, cell))))
      );
  }
  return values.every((value) =>
    [...end.values()].some((other) =>
      other.rows.some((row) =>
        row.some((cell, at) =>
          isInside(value, cell) &&
          !wasThere(start, { table: other.name, column: other.columns[at]! }, value)
        )
      )
    )
  );
}

/** Whether a table, or one that it replaces, had any of the values before. */
function hadAny({ name }: TableState, values: readonly string[], { successions }: Ends): boolean {
  return [...successions.values()].some(({ before, after }) =>
    sameName(after?.name ?? "", name) &&
    before.rows.some((row) => row.some((cell) => values.some((value) => sameValue(value, cell))))
  );
}

function wasThere(
  start: DatabaseState,
  { table, column }: { readonly table: string; readonly column: string },
  value: string,
): boolean {
  const before = start.get(fold(table));
  const place = before?.columns.findIndex((it) => sameName(it, column)) ?? -1;
  return place >= 0 && before!.rows.some((row) => plain(row[place]!) === plain(value));
}

function hasMarks({ columns, rows }: TableState, column: string, marks: Marks): boolean {
  const place = columns.indexOf(column);
  return rows.some((row) => marks.has(row[place]!));
}

function isRowid(table: string, column: string, { before }: Ends): boolean {
  const key: Table["primaryKey"] = findByName(before.tables, table)?.primaryKey;
  return key?.isRowid === true && sameName(key.terms[0]!.column ?? "", column);
}
