import { mentions } from "../../schema/mentions.ts";
import { isRowidColumn, rowidAlias, rowidColumn } from "../../schema/keys.ts";
import {
  type Column,
  findByName,
  foreignKeysOf,
  hasRowid,
  type Table,
} from "../../schema/snapshot.ts";
import { fold, quoteName, sameName } from "../../sql/names.ts";
import { replacementForNull, tightens } from "../fills.ts";
import type { CopiedColumn, CopyStep } from "../step.ts";
import { columnBefore, type Member } from "./members.ts";

/** The step that copies the rows of a table into the one that replaces it. */
export function copyStep(member: Member, rebuild: number): CopyStep {
  const { before, after, aside } = member;
  return {
    kind: "copy",
    from: aside,
    to: after.name,
    columns: copiesOf(member),
    source: sourceOf(member),
    references: foreignKeysOf(after).map((key) => key.references.table),
    insists: insists(after),
    carriesSequence: Boolean(before.primaryKey?.autoincrement && after.primaryKey?.autoincrement),
    because: [],
    rebuild,
  };
}

/**
 * What stands behind FROM. A fill is written in the names that there will be, so it reads the old rows
 * under these where it mentions them.
 */
function sourceOf({ before, after, aside, columnNames, fills }: Member): string {
  const old = quoteName(aside);
  const names = new Set([...fills.values()].flatMap((fill) => [...mentions(fill)]));
  const renamed = [...columnNames].filter(([name]) => names.has(name));
  if (renamed.length === 0) {
    return names.has(fold(after.name)) ? `${old} AS ${quoteName(after.name)}` : old;
  }
  const alias = rowidAlias([before]);
  const list = [
    ...(hasRowid(before) && alias !== undefined ? [alias] : []),
    ...before.columns.map(({ name }) => {
      const was = columnNames.get(fold(name));
      return was === undefined ? quoteName(name) : `${quoteName(was)} AS ${quoteName(name)}`;
    }),
  ];
  return `(SELECT ${list.join(", ")} FROM ${old}) AS ${quoteName(after.name)}`;
}

/** Whether the rows are read under their later names. */
function readsLaterNames({ columnNames, fills }: Member): boolean {
  const names = new Set([...fills.values()].flatMap((fill) => [...mentions(fill)]));
  return [...columnNames.keys()].some((name) => names.has(name));
}

/** Whether an insert could leave a row out, or another one, without an error. */
function insists({ primaryKey, columns, constraints }: Table): boolean {
  return [primaryKey, ...columns.map((column) => column.notNull), ...constraints].some((it) =>
    it !== undefined && "conflict" in it && (it.conflict === "ignore" || it.conflict === "replace")
  );
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

/** Something to say of a row of which nothing stays: that it is there. */
function nothingOf(after: Table): CopiedColumn {
  const alias = hasRowid(after) ? rowidAlias([after]) : undefined;
  if (alias !== undefined) return { column: alias, value: "(NULL)" };
  const column = after.columns.find((it) => it.generated === undefined)!;
  return { column: quoteName(column.name), value: `(${column.default ?? "NULL"})` };
}

/** Where a column's values come from, or undefined when its default is to fill it. */
function valueFor(column: Column, member: Member): string | undefined {
  const { before, after, fills, because } = member;
  if (findByName(before.columns, column.name) === undefined) {
    const fill = fills.get(fold(column.name));
    if (fill !== undefined) return fill;
    // A key that becomes the rowid takes the number each row already has.
    const becomesRowid = isRowidColumn(after, column.name) && hasRowid(before);
    return becomesRowid ? rowidAlias([before]) : undefined;
  }
  const name = readsLaterNames(member) ? column.name : columnBefore(member, column.name);
  const source = quoteName(name);
  const tightened = because.some((change) =>
    change.kind === "alter-column" && sameName(change.after.name, column.name) &&
    tightens(change, before)
  );
  const replacement = tightened ? replacementForNull(column, fills) : undefined;
  return replacement === undefined ? source : `coalesce(${source}, ${replacement})`;
}

/**
 * The rowid, where both tables have one that no column shows: search indexes and applications hold
 * on to it.
 */
function keptRowid({ before, after }: Member): CopiedColumn | undefined {
  if (!hasRowid(before) || !hasRowid(after) || rowidColumn(after) !== undefined) return undefined;
  const [to, from] = [rowidAlias([after]), rowidAlias([before])];
  return to === undefined || from === undefined ? undefined : { column: to, value: from };
}
