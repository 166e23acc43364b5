import { findByName } from "../../../schema/snapshot.ts";
import { fold, sameName } from "../../../sql/names.ts";
import { possibleNames } from "../../../sql/tokens.ts";
import { copiesValues, namesFrom, takesRows } from "../statements/copies.ts";
import { allStatements, type RunFile } from "../run/run.ts";
import { placeOf, type Row, type TableState } from "../run/state.ts";
import type { Succession } from "./successors.ts";
import { columnLosses } from "./column_losses.ts";
import { goneColumns, goneTable, isElsewhere } from "./gone_tables.ts";
import { isFollowed } from "./followed_keys.ts";
import type { Ends, Loss } from "./loss.ts";
import { matchedRows } from "./matched_rows.ts";

/** The losses of a table that existed before. */
export function lossesOf({ before, after, isSame }: Succession, ends: Ends): Loss[] {
  const table = before.name;
  if (after === before) return [];
  if (after === undefined) return mayBeRenamed(before, ends) ? [] : goneTable(before, ends);
  if (!isSame && before.rows.length === 0 && !isReadBy(ends.files, table)) {
    return [{ kind: "table", table, isBack: true }];
  }
  const { found, matched, nameOf } = matchedRows({ before, after, isSame }, ends);
  const gone = before.rows.filter((_, index) => matched[index] === undefined);
  if (gone.length > 0 && gone.length === before.rows.length && !isSame) {
    const moved = goneTable(before, ends).map((loss): Loss =>
      loss.kind === "table" ? { ...loss, isBack: true } : loss
    );
    if (after.rows.length === 0 || moved.every(({ kind }) => kind === "rows")) return moved;
  }
  const moved = isSame ? [] : gone.filter((row) => isElsewhere(row, before, ends));
  const lost = gone.filter((row) => !moved.includes(row));
  const rowsLost: Loss[] = lost.length === 0 ? [] : [{
    kind: "rows",
    table,
    before: before.rows.length,
    after: before.rows.length - lost.length,
    rows: lost,
  }];
  const more = isSame ? 0 : countDoubled({ before, after, found, matched }, ends);
  const continued = { before, after, matched, nameOf };
  const columns = columnLosses(continued, ends)
    .filter((loss) => isSame || !isFollowed(loss, continued, ends));
  return [
    ...rowsLost,
    ...columns,
    ...moved.length === 0 ? [] : partlyGone({ ...before, rows: moved }, columns, ends),
    ...(more > 0 ? [{ kind: "doubled", table, before: before.rows.length, more } as const] : []),
  ];
}

/** The columns that rows have lost which are not in the table that replaces theirs, but in another one. */
function partlyGone(moved: TableState, known: readonly Loss[], ends: Ends): Loss[] {
  return goneColumns(moved, ends).flatMap((loss) =>
    loss.kind === "column" &&
      !known.some((it) => "column" in it && it.column === loss.column)
      ? { ...loss, isPartial: true }
      : []
  );
}

/**
 * How many rows of a new table are there in addition to those that rows before have become, and equal one of
 * these, except for a key of their own, with a value that is there once before.
 */
function countDoubled(
  { before, after, found, matched }: {
    readonly before: TableState;
    readonly after: TableState;
    readonly found: readonly Row[];
    readonly matched: readonly (Row | undefined)[];
  },
  ends: Ends,
): number {
  const terms = findByName(ends.after.tables, after.name)?.primaryKey?.terms ?? [];
  // A key of several columns says what each row is for.
  const key = terms.length === 1 ? placeOf(after, terms[0]!.column ?? "") : -1;
  const textOf = (row: Row) => row.filter((_, place) => place !== key).join("\0");
  const marks = new Set(before.rows.flat().filter((value) => ends.marks.has(value)));
  const known = new Set(
    matched.filter((row) => row?.some((value, place) => place !== key && marks.has(value)))
      .map((row) => textOf(row!)),
  );
  return found.filter((row) => !matched.includes(row) && known.has(textOf(row))).length;
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
  return allStatements(files).some((statement) =>
    copiesValues(statement) && possibleNames(statement.tokens).some((name) => names.has(name))
  );
}
