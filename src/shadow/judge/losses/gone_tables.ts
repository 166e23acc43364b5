import { findByName, type Table } from "../../../schema/snapshot.ts";
import { fold, sameName } from "../../../sql/names.ts";
import { plain, sameValue } from "../../database/literals.ts";
import { isInside, isTelling, type Marks, mayHold } from "../outcome/marks.ts";
import { type DatabaseState, placeOf, type Row, type TableState } from "../run/state.ts";
import type { Ends, Loss } from "./loss.ts";

/**
 * The losses of a table that was dropped; values that are elsewhere are not lost. If only some rows
 * are elsewhere, the others are lost, and columns only as far as those rows go.
 */
export function goneTable(before: TableState, ends: Ends): Loss[] {
  const { name: table, rows } = before;
  // A rowid may be renumbered.
  const columns = before.columns.filter((column) => !isRowid(table, column, ends));
  const known = rows.filter((row) =>
    columns.some((column) => hasMarks({ ...before, rows: [row] }, column, ends.marks))
  );
  const gone = known.filter((row) => !isElsewhere(row, before, ends));
  if (gone.length === 0 || gone.length === known.length) return goneColumns(before, ends);
  const kept = rows.filter((row) => !gone.includes(row));
  return [
    { kind: "rows", table, before: rows.length, after: kept.length, rows: gone },
    ...goneColumns({ ...before, rows: kept }, ends),
  ];
}

/** Whether a value of a row of a dropped table is elsewhere; its rowid, if it has no other. */
export function isElsewhere(row: Row, before: TableState, ends: Ends): boolean {
  const alone = { ...before, rows: [row] };
  const own = before.columns.filter((column) => hasMarks(alone, column, ends.marks));
  const telling = own.filter((column) => !isRowid(before.name, column, ends));
  return (telling.length > 0 ? telling : own).some((column) => movedFrom(alone, column, ends));
}

/** The columns of a dropped table whose values are nowhere else, or the table if no value is. */
export function goneColumns(before: TableState, ends: Ends): Loss[] {
  const table = before.name;
  const columns = before.columns.filter((_, place) =>
    before.rows.some((row) => row[place] !== "NULL")
  );
  const isMoved = (column: string) => movedFrom(before, column, ends);
  const telling = columns.filter((column) => hasMarks(before, column, ends.marks));
  const lost = telling.filter((column) => !isMoved(column) && !isRowid(table, column, ends));
  const isKept = telling.some((column) => isMoved(column) && !isRowid(table, column, ends));
  if (!isKept) return [{ kind: "table", table, isBack: false }];
  return lost.map((column) => ({ kind: "column", table, column, isBack: false }));
}

/**
 * Whether every value that only this column had is now in a column where it was not before; for a
 * foreign key, whose values its parent has as well, in a table that had none of them.
 */
export function movedFrom(table: TableState, column: string, ends: Ends): boolean {
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
      mayHold(other.rows, value) &&
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

/** Whether a column of a table had the value before. */
export function wasThere(
  start: DatabaseState,
  { table, column }: { readonly table: string; readonly column: string },
  value: string,
): boolean {
  const before = start.get(fold(table));
  const place = before === undefined ? -1 : placeOf(before, column);
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
