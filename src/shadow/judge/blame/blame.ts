import { findByName, foreignKeysOf, type SchemaSnapshot } from "../../../schema/snapshot.ts";
import { fold, sameName } from "../../../sql/names.ts";
import { outlineOf } from "../../../sql/outline_of.ts";
import { changedTable, changesRows } from "../../../sql/statement_kinds.ts";
import type { Statement } from "../../../sql/statements.ts";
import { possibleNames } from "../../../sql/tokens.ts";
import { isKept, sameValue } from "../../database/literals.ts";
import { givesValueTo, namesFrom } from "../statements/copies.ts";
import { divideRows } from "../statements/divisions.ts";
import type { Cause, EffectFacts } from "../effect.ts";
import { columnKey } from "../run/lineage.ts";
import { placeOf, type Row, type TableState } from "../run/state.ts";
import {
  type Disappearance,
  disappearance,
  droppedBy,
  type Holder,
  holdersOf,
  type Point,
  type Trace,
} from "../outcome/trace.ts";
import { copyCause, copyOf, fillOf, isPartial, rowsCopyCause } from "./copy_cause.ts";
import { childrenOf, replacedBy } from "../statements/replaces.ts";
import type { Ends, Loss } from "../losses/loss.ts";
import type { Succession } from "../losses/successors.ts";

/** A run with its trace, for finding the statement to blame. */
export interface BlameRequest extends Pick<Ends, "marks" | "before" | "successions" | "files"> {
  readonly trace: Trace;
  /** The statements that dropped tables and columns, see `Lineage`. */
  readonly drops: ReadonlyMap<string, Statement>;
}

/** An effect with the statement to blame. */
export type Blamed = EffectFacts & { readonly statement: Statement };

/** Blames a loss on the statement that dropped the table or column, if one did and nothing came back. */
export function blameDrop(loss: Loss, drops: BlameRequest["drops"]): Blamed | undefined {
  if (loss.kind === "table" && !loss.isBack) {
    const statement = drops.get(fold(loss.table));
    return statement && { ...loss, kind: "table-dropped", statement };
  }
  if (loss.kind !== "column") return undefined;
  const statement = drops.get(columnKey(loss.table, loss.column));
  return statement && { ...loss, kind: "column-dropped", isConverted: false, statement };
}

/** Blames a loss on one statement, if that did not just drop what is lost: see `blameDrop`. */
export function blame(loss: Loss, request: BlameRequest): Blamed {
  const { before } = request.successions.get(fold(loss.table))!;
  const fallback = request.trace.moments.at(-1)!.statement;
  if (loss.kind === "column") {
    const statement = copyOf(before, request) ?? request.drops.get(fold(loss.table)) ?? fallback;
    return { ...loss, kind: "column-dropped", isConverted: false, statement };
  }
  if (loss.kind === "table") {
    const { table, isBack } = loss;
    const arrival = isBack ? lostLater(before, request) : undefined;
    if (arrival !== undefined) return arrival;
    const partial = isBack
      ? fillOf(request.successions.get(fold(table))!, request.trace)
      : undefined;
    if (partial !== undefined && isPartial(partial)) {
      const cause = rowsCause(partial, { before, rows: before.rows }, request);
      const counts = { before: before.rows.length, after: 0 };
      return { kind: "rows-lost", table, ...counts, cause, statement: partial };
    }
    const statement = request.drops.get(fold(table)) ?? fallback;
    return { kind: "table-dropped", table, isBack, statement };
  }
  if (loss.kind === "doubled") {
    const { table, before: was, more } = loss;
    const statement = copyOf(before, request) ?? fallback;
    return { kind: "rows-doubled", table, before: was, more, statement };
  }
  const { statement, cause } = conversionOf({ loss, before }, request) ??
    lossOf({ loss, before }, request) ??
    { statement: fallback, cause: { kind: "unexplained" } };
  if (loss.kind === "rows") {
    const { table, before: was, after } = loss;
    return { kind: "rows-lost", table, before: was, after, cause, statement };
  }
  const { table, column, becomes, from, rows } = loss;
  const key = findByName(request.before.tables, table)?.primaryKey;
  const isKey = (before.isVirtual && sameName(column, "rowid")) ||
    (key?.terms.some((term) => sameName(term.column ?? "", column)) ?? false);
  return {
    kind: "values-lost",
    table,
    column,
    count: rows.length,
    becomes,
    from,
    isKey,
    cause,
    statement,
  };
}

/** A statement to blame, and why. */
interface Explained {
  readonly statement: Statement;
  readonly cause: Cause;
}

/** The cause of a loss of these rows by a copy. */
function rowsCause(
  copy: Statement,
  { before: { name, columns }, rows }: {
    readonly before: TableState;
    readonly rows: readonly Row[];
  },
  { trace, files }: BlameRequest,
): Cause {
  const statements = trace.moments.map((it) => it.statement);
  const isDivided = divideRows(statements, { names: namesFrom(files, name), columns });
  return rowsCopyCause(copy, { columns, rows }, isDivided);
}

/** The copy that gave values another form, in the column that replaced theirs. */
function conversionOf({ loss, before }: Suspect, request: BlameRequest): Explained | undefined {
  if (loss.kind === "rows" || loss.into === undefined) return undefined;
  const [row] = loss.rows;
  const value = row![placeOf(before, loss.column)]!;
  const holdersAt = holdersOf({ table: before, row: row!, marks: request.marks });
  const statement = request.trace.moments.find((moment) =>
    holdersAt(moment).some((holder) =>
      holder.row.some((is) => sameValue(value, is) && !isKept(value, is))
    )
  )?.statement;
  return statement && { statement, cause: copyCause(statement, loss.column) };
}

/** Why rows or values are no longer there; undefined if they never were. */
function lossOf(suspect: Suspect, request: BlameRequest): Explained | undefined {
  const gone = whenGone(suspect, request);
  return gone && causeOf(gone, suspect, request);
}

/** The loss of rows that a new table of that name had until another drop deleted them. */
function lostLater(before: TableState, request: BlameRequest): Blamed | undefined {
  const { name: table, rows } = before;
  const loss = { kind: "rows", table, before: rows.length, after: 0, rows } as const;
  const { statement, cause } = (rows.length > 0 && lossOf({ loss, before }, request)) || {};
  if (statement === undefined || cause?.kind !== "drop") return undefined;
  return { kind: "rows-lost", table, before: rows.length, after: 0, cause, statement };
}

interface Gone extends Disappearance {
  /** The folded names of the tables in which it was last. */
  readonly holders: readonly string[];
  /** The folded names of those in which equal rows still are at the next moment. */
  readonly left: readonly string[];
}

/** Rows or values that are lost, and their table before the files. */
interface Suspect {
  readonly loss: Extract<Loss, { kind: "rows" | "values" }>;
  readonly before: TableState;
}

/**
 * When a row or value was there for the last time: a value of it, or if that is never gone, all. With a
 * root page, in that table alone, where it may never have been.
 */
function whenGone(
  { loss, before: table }: Suspect,
  { trace, marks }: BlameRequest,
  rootPage?: number,
): Gone | undefined {
  const isKnown = (row: Row) => row.some((value) => marks.has(value));
  const row = loss.rows.find(isKnown) ?? loss.rows[0]!;
  const at = loss.kind === "values" ? placeOf(table, loss.column) : -1;
  const isHolder = (holder: Holder, { lineage }: Point) => {
    if (rootPage !== undefined && holder.table.rootPage !== rootPage) return false;
    if (loss.kind === "rows") return true;
    const key = lineage.places.get(fold(table.name));
    const isOwn = key !== undefined && sameName(key.name, holder.table.name);
    const name = (isOwn ? key.columns.get(fold(loss.column)) : loss.column) ?? loss.column;
    return isKept(row[at]!, holder.row[placeOf(holder.table, name)] ?? "NULL");
  };
  const search = (isWhole: boolean): Gone | undefined => {
    const holdersAt = holdersOf({ table, row, marks, isWhole });
    const holding = (point: Point) => holdersAt(point).filter((it) => isHolder(it, point));
    // Of equal rows, such as those that a DISTINCT leaves out, any may be the one that is gone.
    const least = isKnown(row) ? 1 : holding(trace.start).length;
    const isThere = (point: Point) => holding(point).length >= least;
    if (![trace.start, ...trace.moments].some(isThere)) return undefined;
    const found = disappearance(trace, isThere);
    const namesAt = (point: Point) => holding(point).map((it) => fold(it.table.name));
    return found && { ...found, holders: namesAt(found.before), left: namesAt(found.moment) };
  };
  return search(false) ?? search(true);
}

function causeOf(
  gone: Gone,
  { loss, before }: Suspect,
  request: BlameRequest,
): Explained {
  const { statement } = gone.moment;
  const dropped = droppedBy(gone);
  const others = gone.holders.filter((name) => !dropped.includes(name));
  // A drop may reach a copy in another table by a foreign key.
  if (others.length < gone.holders.length && others.length <= gone.left.length) {
    const succession = request.successions.get(fold(before.name))!;
    const rootPage = succession.after?.rootPage;
    // The page of a dropped table is used again, so that it may be that one.
    const sooner = rootPage === undefined || rootPage === before.rootPage
      ? undefined
      : whenGone({ loss, before }, request, rootPage);
    // The copy had arrived before a statement took it away.
    if (sooner !== undefined && droppedBy(sooner).length === 0) {
      return causeOf(sooner, { loss, before }, request);
    }
    const copy = copyOf(before, request) ?? fillOf(succession, request.trace);
    if (copy === undefined) return { statement, cause: { kind: "unexplained" } };
    if (loss.kind === "rows") {
      return { statement: copy, cause: rowsCause(copy, { before, rows: loss.rows }, request) };
    }
    const writer = updateOf(loss.column, succession, request.trace) ?? copy;
    return { statement: writer, cause: copyCause(writer, loss.column) };
  }
  if (dropped.length > 0) {
    return { statement, cause: dropCause(dropped[0]!, gone, { loss, before }, request) };
  }
  const replace = replaceCause(gone, before, request);
  // The statement itself has written what it says into the row in its place.
  const isWritten = loss.kind === "values" && givesValueTo(statement, loss.column);
  if (replace !== undefined && !(replace.isOwn && isWritten)) {
    return { statement, cause: replace };
  }
  if (changesRows(statement)) {
    const names = new Set(possibleNames(statement.tokens));
    // Neither an UPDATE nor an INSERT deletes rows itself.
    const mayBeDirect = loss.kind === "values" || outlineOf(statement).kind === "delete";
    const isDirect = mayBeDirect && gone.holders.some((name) => names.has(name));
    if (isDirect) return { statement, cause: { kind: "direct" } };
    const back = comesBack(statement, gone, request);
    return { statement, cause: { kind: "indirect", ...(back !== undefined && { back }) } };
  }
  return { statement, cause: { kind: "unexplained" } };
}

/** The table whose rows a DELETE takes, if each of them is there again at the end. */
function comesBack(
  statement: Statement,
  gone: Gone,
  { successions, marks, trace }: BlameRequest,
): string | undefined {
  const name = outlineOf(statement).kind === "delete" ? changedTable(statement) : undefined;
  const { before, after } = successionAt(gone, name ?? "", successions) ?? {};
  if (before === undefined || after === undefined || before.rows.length === 0) return undefined;
  const end = trace.moments.at(-1)!;
  const isBack = (row: Row) =>
    holdersOf({ table: before, row, marks })(end).some((it) => sameName(it.table.name, after.name));
  return before.rows.every(isBack) ? before.name : undefined;
}

/** What becomes of the table that has this folded name before something is gone. */
function successionAt(
  gone: Gone,
  table: string,
  successions: BlameRequest["successions"],
): Succession | undefined {
  const { places } = gone.before.lineage;
  const origin = [...places].find(([, { name }]) => fold(name) === table)?.[0];
  return origin === undefined ? undefined : successions.get(origin);
}

/** The last UPDATE that sets a column of the table which replaces another one. */
function updateOf(
  column: string,
  { after }: Succession,
  { moments }: Trace,
): Statement | undefined {
  return moments.findLast(({ statement, state }) =>
    outlineOf(statement).kind === "update" &&
    state.get(changedTable(statement) ?? "")?.rootPage === after?.rootPage &&
    possibleNames(statement.tokens).includes(fold(column))
  )?.statement;
}

/** The cause if REPLACE deleted the rows: in the table itself, or in one that they reference. */
function replaceCause(
  gone: Gone,
  { name }: TableState,
  request: BlameRequest,
): Extract<Cause, { readonly kind: "replace" }> | undefined {
  const table = replacedBy(gone.moment.statement, request.before);
  if (table === undefined) return undefined;
  const isOwn = gone.holders.includes(table);
  return isOwn || descendantsOf(table, request.before).has(fold(name))
    ? { kind: "replace", table, isOwn }
    : undefined;
}

/** The folded names of a table and of all whose rows change with those of it, by ON DELETE. */
function descendantsOf(table: string, { tables }: SchemaSnapshot): ReadonlySet<string> {
  const found = new Set([table]);
  // A set also visits what is added meanwhile.
  for (const parent of found) {
    for (const { name } of childrenOf(parent, tables)) found.add(fold(name));
  }
  return found;
}

function dropCause(
  dropped: string,
  gone: Gone,
  { loss, before }: Suspect,
  { successions, before: snapshot }: BlameRequest,
): Cause {
  const succession = successionAt(gone, dropped, successions);
  const table = succession?.before.name ?? gone.before.state.get(dropped)!.name;
  const keys = foreignKeysOf(findByName(snapshot.tables, before.name)!);
  const own = keys.filter(({ references }) => sameName(references.table, table));
  const key =
    own.find(({ columns }) =>
      loss.kind === "rows" || columns.some((name) => sameName(name, loss.column))
    ) ?? own[0];
  return {
    kind: "drop",
    table,
    isRebuilt: succession?.after !== undefined,
    ...(key && { key: { columns: key.columns, onDelete: key.onDelete } }),
  };
}
