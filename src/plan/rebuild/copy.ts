import { resolvesConflicts } from "../../schema/constraints/conflicts.ts";
import { mentions } from "../../schema/dependencies/mentions.ts";
import {
  isRowidColumn,
  mayHoldNull,
  rowidAlias,
  rowidColumn,
} from "../../schema/constraints/keys.ts";
import {
  type Column,
  findByName,
  foreignKeysOf,
  hasRowid,
  type Table,
} from "../../schema/snapshot.ts";
import { fold, quoteName, sameName } from "../../sql/names.ts";
import { becomesNotNull, replacementForNull } from "../../diff/demands/fills.ts";
import type { CopiedColumn, CopyStep } from "../step.ts";
import { columnBefore, type Member, type OldTable, rowidBefore } from "./members.ts";

/** The step that copies the rows of a table into the one that replaces it. */
export function copyStep(
  member: Member,
  { old, rebuild }: { readonly old: readonly OldTable[]; readonly rebuild: number },
): CopyStep {
  const { before, after, aside } = member;
  const reads = readsOf(member, old);
  const isNamedLater = reads.includes(member);
  return {
    kind: "copy",
    from: aside,
    to: after.name,
    reads: reads.map(laterNames),
    columns: copiesOf(isNamedLater ? { ...member, columnNames: new Map() } : member),
    source: quoteName(isNamedLater ? before.name : aside) + orderOf(member, isNamedLater),
    references: foreignKeysOf(after).map((key) => key.references.table),
    orAbort: resolvesConflicts(after),
    carriesSequence: Boolean(before.primaryKey?.autoincrement && after.primaryKey?.autoincrement),
    rebuild,
  };
}

/**
 * The old tables that the fills of a table read. Fills use the later names, but the new tables have no rows
 * yet.
 */
function readsOf(member: Member, old: readonly OldTable[]): OldTable[] {
  const names = new Set([...member.fills.values()].flatMap((fill) => [...mentions(fill)]));
  const isRead = (it: OldTable) =>
    names.has(fold(it.before.name)) ||
    (it === member && [...it.columnNames.keys()].some((name) => names.has(name)));
  return old.filter(isRead);
}

/** The rows of an old table under its later names, as a common table expression. */
function laterNames(old: OldTable): string {
  const { before, aside } = old;
  const [was, later] = [rowidBefore(old), rowidAlias(before.columns)];
  const columns = [
    ...(was === undefined || later === undefined ? [] : [{ was, later }]),
    ...before.columns.map(({ name }) => ({ was: columnBefore(old, name), later: name })),
  ];
  const list = columns.map(({ was, later }) =>
    was === later ? quoteName(was) : `${quoteName(was)} AS ${quoteName(later)}`
  ).join(", ");
  return `${quoteName(before.name)} AS (SELECT ${list} FROM ${quoteName(aside)})`;
}

/** The ORDER BY that copies NULLs last if they become rowids: SQLite then chooses unused numbers. */
function orderOf(member: Member, isNamedLater: boolean): string {
  const { before, after } = member;
  const rowid = rowidColumn(after);
  if (rowid === undefined || !mayHoldNull(before, rowid)) return "";
  return ` ORDER BY ${quoteName(isNamedLater ? rowid : columnBefore(member, rowid))} IS NULL`;
}

function copiesOf(member: Member): CopiedColumn[] {
  const rowid = keptRowid(member);
  const copies = [
    ...(rowid === undefined ? [] : [rowid]),
    ...member.after.columns.flatMap((column): CopiedColumn[] => {
      const value = column.generated === undefined ? valueFor(column, member) : undefined;
      return value === undefined ? [] : [{ column: quoteName(column.name), value }];
    }),
  ];
  return copies.length > 0 ? copies : [nothingOf(member.after)];
}

/** The column to copy if no value of a row is kept, so that the row itself is. */
function nothingOf(after: Table): CopiedColumn {
  const alias = hasRowid(after) ? rowidAlias(after.columns) : undefined;
  if (alias !== undefined) return { column: alias, value: "(NULL)" };
  const column = after.columns.find((it) => it.generated === undefined)!;
  return { column: quoteName(column.name), value: `(${column.default ?? "NULL"})` };
}

/** The source of a column's values; undefined if it gets its default. */
function valueFor(column: Column, member: Member): string | undefined {
  const { before, after, fills, because } = member;
  if (findByName(before.columns, column.name) === undefined) {
    const fill = fills.get(fold(column.name));
    if (fill !== undefined) return fill;
    // A new key that is the rowid keeps the rowid of each row.
    const becomesRowid = isRowidColumn(after, column.name) && hasRowid(before);
    return becomesRowid ? rowidBefore(member) : undefined;
  }
  const source = quoteName(columnBefore(member, column.name));
  const tightened = because.some((change) =>
    change.kind === "alter-column" && sameName(change.after.name, column.name) &&
    becomesNotNull(change, before)
  );
  const replacement = tightened ? replacementForNull(column, fills) : undefined;
  return replacement === undefined ? source : `coalesce(${source}, ${replacement})`;
}

/**
 * The rowid, if both tables have one that is not a column: search indexes and applications may refer to
 * it.
 */
function keptRowid(member: Member): CopiedColumn | undefined {
  const { after } = member;
  if (!hasRowid(after) || rowidColumn(after) !== undefined) return undefined;
  const [to, from] = [rowidAlias(after.columns), rowidBefore(member)];
  return to === undefined || from === undefined ? undefined : { column: to, value: from };
}
