import { changesChildren } from "../../../schema/constraints/keys.ts";
import { findByName, foreignKeysOf } from "../../../schema/snapshot.ts";
import { fold, sameName } from "../../../sql/names.ts";
import { onlyDefines } from "../../../sql/statement_kinds.ts";
import type { ColumnDropped, Effect } from "../effect.ts";
import type { RunRequest } from "../outcome/shared_runs.ts";
import type { Prepared } from "../rows/prepare.ts";
import { allStatements, type RunFile } from "../run/run.ts";
import { type DatabaseState, placeOf, type Row, type TableState } from "../run/state.ts";
import { comparedLiterals } from "../statements/compared_literals.ts";
import type { Blamed } from "./blame.ts";
import { type Disturbance, disturbedRun } from "./disturbances.ts";

/** If more is lost than this, no single column is examined: it is not an oversight. */
const MOST_TRIED = 40;

/**
 * The effects, with dropped columns marked as converted if other values are computed from theirs in every
 * row, and without dropped tables that only linked two others, if those reflect the links. Both are found by
 * running the files again, with other values in the column or without a row of the table.
 */
export async function withConverted(
  effects: readonly Blamed[],
  rerun: Rerun,
): Promise<readonly Blamed[]> {
  const isOpen = (effect: Blamed) =>
    (effect.kind === "column-dropped" && !effect.isPartial) ||
    (effect.kind === "table-dropped" && isLink(effect.table, rerun.prepared));
  if (!mayRead(rerun) || effects.filter(isOpen).length > MOST_TRIED) return effects;
  const judged: Blamed[] = [];
  for (const effect of effects) {
    judged.push(...isOpen(effect) ? await tryAgain(effect, rerun) : [effect]);
  }
  return judged;
}

/** The effect with what other values show of it; nothing if it is none. */
async function tryAgain(effect: Blamed, rerun: Rerun): Promise<Blamed[]> {
  const known = knownOf(effect, rerun);
  if (known !== undefined && (!known.isConverted || newRows(known, rerun).length === 0)) {
    return [{ ...effect, ...known }];
  }
  const states = known === undefined ? await changedStates(effect, rerun) : [];
  if (known === undefined && states.length === 0) return [effect];
  const { state: again } = await disturbedRun(rerun, "null");
  if (again === undefined) return [effect];
  const isEnd = comparisonWith(rerun.end, again);
  const isUsed = known !== undefined || states.some((it) => !isEnd(it));
  if (!isUsed) return [effect];
  if (effect.kind !== "column-dropped") return [];
  const isPartial = await isUnreadInARow(effect, { ...rerun, isEnd });
  return [{ ...effect, isConverted: !isPartial, isPartial }];
}

/** What the earlier run has shown of a dropped column: more rows only show more of one that is converted. */
function knownOf(
  effect: Blamed,
  { earlier }: Rerun,
): Pick<ColumnDropped, "table" | "isConverted" | "isPartial"> | undefined {
  if (effect.kind !== "column-dropped") return undefined;
  const same = earlier?.effects.find((it) =>
    it.kind === effect.kind && it.table === effect.table && it.column === effect.column
  );
  if (same?.kind !== effect.kind) return undefined;
  const { table, isConverted, isPartial } = same;
  return { table, isConverted, ...(isPartial !== undefined && { isPartial }) };
}

/** The rows of a table that no earlier run has started with. */
function newRows({ table }: Pick<ColumnDropped, "table">, { start, earlier }: Rerun): Row[] {
  const key = fold(table);
  const known = new Set(earlier?.state.get(key)?.rows.map((row) => row.join("\0")));
  return start.get(key)!.rows.filter((row) => !known.has(row.join("\0")));
}

/** The states, unlike the usual one, that the files lead to with other values. */
async function changedStates(effect: Blamed, rerun: Rerun): Promise<DatabaseState[]> {
  const states: DatabaseState[] = [];
  for (const disturb of disturbancesOf(effect)) {
    const { state } = await disturbedRun(rerun, JSON.stringify(disturb));
    if (state !== undefined && !isSame(rerun.end, state)) states.push(state);
  }
  return states.length === 0 ? await statesWithCompared(effect, rerun) : states;
}

/**
 * The same with values that a statement compares the column with, one of which a row gets. A statement that
 * only chooses rows by them computes nothing.
 */
async function statesWithCompared(effect: Blamed, rerun: Rerun): Promise<DatabaseState[]> {
  if (effect.kind !== "column-dropped") return [];
  const { table, column } = effect;
  const { columns, rows } = rerun.start.get(fold(table))!;
  const row = rows[0]?.map((value, at) => [columns[at]!, value] as const);
  const states: DatabaseState[] = [];
  for (const value of row === undefined ? [] : comparedValues(column, rerun.way.files)) {
    const disturb: Disturbance = { kind: "one", table, column, row: row!, value };
    const { state } = await disturbedRun(rerun, JSON.stringify(disturb));
    const isChanged = state !== undefined && !isSame(rerun.end, state) &&
      [...rerun.end].every(([key, { rows }]) => rows.length === state.get(key)?.rows.length);
    if (isChanged) states.push(state);
  }
  return states;
}

/**
 * Whether there is a row whose value in the column is lost although others are computed from: the files lead
 * to the same with any other value in it. That the row itself is lost is an effect of its own.
 */
async function isUnreadInARow(
  dropped: ColumnDropped,
  { isEnd, ...rerun }: Rerun & { readonly isEnd: (state: DatabaseState) => boolean },
): Promise<boolean> {
  const { table, column } = dropped;
  const { start, way } = rerun;
  const before = start.get(fold(table))!;
  const place = placeOf(before, column);
  const values = otherValues(before, place, way.files);
  /** Whether a disturbance makes no difference; undefined if it cannot be tried. */
  const isSameWith = async (disturb: Disturbance) => {
    const { refused, state } = await disturbedRun(rerun, JSON.stringify(disturb));
    return state === undefined ? refused.length > 0 ? false : undefined : isEnd(state);
  };
  const rows = newRows(dropped, rerun).filter((row) => row[place] !== "NULL");
  for (const own of rows.slice(-MOST_ROWS)) {
    const row = own.map((value, at) => [before.columns[at]!, value] as const);
    let isUnread: boolean | undefined;
    for (const value of values.filter((it) => it !== own[place])) {
      const isSameNow = await isSameWith({ kind: "one", table, column, row, value });
      isUnread = isSameNow ?? isUnread;
      if (isSameNow === false) break;
    }
    if (isUnread && await isSameWith({ kind: "without", table, row }) === false) return true;
  }
  return false;
}

/** The last ones: those of which there are few come after others. */
const MOST_ROWS = 24;

/**
 * Values for a column one of which makes a difference to what is computed from it: those of other rows, those
 * that a statement compares it with, and the lowest and highest.
 */
function otherValues(
  { rows, columns }: TableState,
  place: number,
  files: readonly RunFile[],
): readonly string[] {
  const own = few(rows.map((row) => row[place]!).filter((value) => value !== "NULL").toReversed());
  const compared = comparedValues(columns[place]!, files);
  return [...new Set([...own, ...compared, "1", "'~'", "9007199254740991"])];
}

/** The values that statements compare a column with. */
function comparedValues(column: string, files: readonly RunFile[]): readonly string[] {
  return few(
    allStatements(files).flatMap(comparedLiterals)
      .filter((it) => it.column === fold(column)).flatMap((it) => it.values),
  );
}

function few(list: readonly string[]): readonly string[] {
  return [...new Set(list)].slice(0, MOST_VALUES);
}

/** Of each kind; more would take too long. */
const MOST_VALUES = 6;

/** Whether any values can depend on others: a statement reads rows, or a foreign key follows them. */
function mayRead({ way, prepared }: RunRequest): boolean {
  const statements = allStatements(way.files);
  const isFollowed = prepared.before.tables.some((table) =>
    foreignKeysOf(table).some(({ onUpdate }) => changesChildren(onUpdate))
  );
  return isFollowed || !statements.every(onlyDefines);
}

/** The changes to try: an expression may give the same for all large numbers. */
function disturbancesOf(effect: Blamed): Disturbance[] {
  if (effect.kind === "table-dropped") return [{ table: effect.table, kind: "row" }];
  if (effect.kind !== "column-dropped") return [];
  const { table, column } = effect;
  return [{ table, kind: "next", column }, { table, kind: "small", column }];
}

interface Rerun extends RunRequest {
  /** The state before. */
  readonly start: DatabaseState;
  /** The state that the files lead to. */
  readonly end: DatabaseState;
  /** A run in the same way that started with some of the rows, and its effects. */
  readonly earlier?:
    | { readonly state: DatabaseState; readonly effects: readonly Effect[] }
    | undefined;
}

/** Whether all columns of the table are foreign keys, and no table references it. */
function isLink(name: string, { before }: Prepared): boolean {
  const table = findByName(before.tables, name);
  if (table === undefined) return false;
  const keys = foreignKeysOf(table);
  return keys.length > 1 &&
    table.columns.every((column) =>
      keys.some(({ columns }) => columns.some((it) => sameName(it, column.name)))
    ) &&
    before.tables.every((it) =>
      foreignKeysOf(it).every(({ references }) => !sameName(references.table, name))
    );
}

/** The positions of columns, by folded table. */
type Places = ReadonlyMap<string, readonly number[]>;

/**
 * Returns whether a state is the one that files lead to, given that of an equal run. Values in which these
 * two differ come from the clock or from randomness: only which of them are equal counts, as of a random
 * key and what references it.
 */
function comparisonWith(
  end: DatabaseState,
  again: DatabaseState,
): (state: DatabaseState) => boolean {
  const steady = steadyPlaces(end, again);
  const own = numbered(end, steady);
  const places = steadyPlaces(own, numbered(again, steady));
  return (state) => isSame(own, numbered(state, steady), places);
}

/** A state with a number for each different value in the other columns, in the order of the rows. */
function numbered(state: DatabaseState, steady: Places): DatabaseState {
  const numbers = new Map<string, string>();
  const numberOf = (value: string) => {
    if (value === "NULL") return value;
    if (!numbers.has(value)) numbers.set(value, `value ${numbers.size}`);
    return numbers.get(value)!;
  };
  return new Map([...state].map(([key, table]) => {
    const kept = steady.get(key) ?? [];
    const rows = table.rows.map((row) =>
      row.map((value, at) => kept.includes(at) ? value : numberOf(value))
    );
    return [key, { ...table, rows }];
  }));
}

/** The columns with the same values in two equal runs. */
function steadyPlaces(
  first: DatabaseState,
  last: DatabaseState,
): Places {
  return new Map([...first].map(([key, { columns, rows }]) => {
    const others = last.get(key)?.rows ?? [];
    const values = (list: readonly Row[], at: number) => list.map((row) => row[at]!).sort().join();
    return [key, [...columns.keys()].filter((at) => values(rows, at) === values(others, at))];
  }));
}

/** Whether two states have the same values in these columns, those of the first one by default. */
function isSame(
  left: DatabaseState,
  right: DatabaseState,
  places: Places = new Map([...left].map(([key, { columns }]) => [key, [...columns.keys()]])),
): boolean {
  const lines = (rows: readonly Row[], places: readonly number[]) =>
    rows.map((row) => places.map((at) => row[at]).join("\0")).sort().join("\n");
  return [...places].every(([key, places]) =>
    lines(left.get(key)?.rows ?? [], places) === lines(right.get(fold(key))?.rows ?? [], places)
  );
}
