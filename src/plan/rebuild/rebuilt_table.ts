import type { AlterColumn, Change } from "../../diff/change.ts";
import { objectNameToken } from "../../schema/object_sql.ts";
import {
  type Column,
  findByName,
  foreignKeysOf,
  hasRowid,
  type Index,
  type Table,
} from "../../schema/snapshot.ts";
import { fold, quoteName, sameName } from "../../sql/names.ts";
import { canBeName, isWord, significant, type Token, tokenize, unquote } from "../../sql/tokens.ts";
import type { CopiedColumn, RebuiltTable } from "../plan.ts";

/** A table that is to be made anew: as it is, under its later names, and as it shall be. */
export interface Member {
  readonly before: Table;
  readonly after: Table;
  /** Its name until then, and those of its columns by their folded later names. */
  readonly name: string;
  readonly columnNames: ReadonlyMap<string, string>;
  /** Empty for a table that goes along only because its rows point at another one. */
  readonly because: readonly Change[];
  /** What existing rows get, as SQL, by folded column. */
  readonly fills: ReadonlyMap<string, string>;
}

/** What else a rebuild must know of the schema. */
export interface RebuildContext {
  /** The temporary name of every table that is made anew along with it, by folded later name. */
  readonly temporaryNames: ReadonlyMap<string, string>;
  /** The indexes that are there already. */
  readonly indexes: readonly Index[];
  /** The indexes that foreign keys point at once all is done. */
  readonly parentKeys: readonly Index[];
}

/**
 * The new table under its temporary name, and where each of its values comes from. Its keys to
 * tables that are made anew along with it point at the new ones, since the rows of the old ones are
 * about to go.
 */
export function rebuiltTable(member: Member, context: RebuildContext): RebuiltTable {
  const { before, after, because, name } = member;
  const { temporaryNames } = context;
  const temporary = temporaryNames.get(fold(after.name))!;
  const parentKeys = context.parentKeys.filter((index) => sameName(index.table, after.name));
  return {
    before: name,
    temporaryName: temporary,
    after,
    sql: withNames(after.sql, { name: temporary, parents: temporaryNames }),
    copies: copiesOf(member),
    carriesSequence: Boolean(before.primaryKey?.autoincrement && after.primaryKey?.autoincrement),
    parentKeys,
    replacedKeys: context.indexes.filter((index) => findByName(parentKeys, index.name)),
    because,
  };
}

/** The CREATE TABLE with another name, and its foreign keys pointing at other ones. */
export function withNames(
  sql: string,
  names: { readonly name?: string; readonly parents: ReadonlyMap<string, string> },
): string {
  const tokens = significant(tokenize(sql));
  const own = objectNameToken(sql);
  const edits: [Token, string][] = names.name === undefined ? [] : [[own, names.name]];
  tokens.forEach((token, index) => {
    if (!canBeName(token) || token.startOffset === own.startOffset) return;
    const isParent = isWord(tokens[index - 1], "references");
    // `t.column` in a check or a generated column names the table itself.
    const isOwner = names.name !== undefined && isWord(tokens[index + 1], ".") &&
      sameName(unquote(token), unquote(own));
    const other = isParent ? names.parents.get(fold(unquote(token))) : undefined;
    if (other !== undefined) edits.push([token, other]);
    else if (isOwner) edits.push([token, names.name!]);
  });
  return edits.toReversed().reduce(
    (text, [token, name]) =>
      text.slice(0, token.startOffset) + quoteName(name) + text.slice(token.endOffset),
    sql,
  );
}

/** The SQL for a value that may be NULL in a column that takes none, or undefined for "as it is". */
export function replacementForNull(
  column: Column,
  fills: ReadonlyMap<string, string>,
): string | undefined {
  const fill = fills.get(fold(column.name));
  if (fill !== undefined) return fill;
  return column.default === undefined || column.default === "null" ? undefined : column.default;
}

function copiesOf(member: Member): CopiedColumn[] {
  const copies: CopiedColumn[] = [];
  const rowid = keptRowid(member);
  if (rowid !== undefined) copies.push(rowid);
  for (const column of member.after.columns) {
    if (column.generated !== undefined) continue;
    const value = valueFor(column, member);
    if (value !== undefined) copies.push({ column: quoteName(column.name), value });
  }
  return copies.length > 0 ? copies : [placeholder(member.after)];
}

/** Something to say of a row of which nothing stays: that it is there. */
function placeholder(after: Table): CopiedColumn {
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
    const becomesRowid = after.primaryKey?.isRowid && hasRowid(before) &&
      sameName(after.primaryKey.terms[0]!.column!, column.name);
    return becomesRowid ? rowidAlias([before]) : undefined;
  }
  const source = quoteName(member.columnNames.get(fold(column.name)) ?? column.name);
  const tightened = because.some((change) =>
    change.kind === "alter-column" && sameName(change.after.name, column.name) &&
    tightens(change, before)
  );
  const replacement = tightened ? replacementForNull(column, fills) : undefined;
  return replacement === undefined ? source : `coalesce(${source}, ${replacement})`;
}

/** Whether a column that could hold NULL no longer can. The rowid never could. */
export function tightens(change: AlterColumn, table: Pick<Table, "primaryKey">): boolean {
  const key = table.primaryKey;
  const isRowid = key?.isRowid && sameName(key.terms[0]!.column!, change.before.name);
  return !isRowid && change.before.notNull === undefined && change.after.notNull !== undefined;
}

/**
 * The rowid, where both tables have one that no column shows: search indexes and applications hold
 * on to it.
 */
function keptRowid({ before, after }: Member): CopiedColumn | undefined {
  if (!hasRowid(before) || !hasRowid(after) || after.primaryKey?.isRowid) return undefined;
  const [to, from] = [rowidAlias([after]), rowidAlias([before])];
  return to === undefined || from === undefined ? undefined : { column: to, value: from };
}

/** A name of the rowid that no column of the tables takes. https://www.sqlite.org/rowidtable.html */
export function rowidAlias(tables: readonly Table[]): string | undefined {
  return ["rowid", "_rowid_", "oid"].find((alias) =>
    tables.every((table) => findByName(table.columns, alias) === undefined)
  );
}

/**
 * Every table that must be rebuilt so that these can be: they themselves and all whose rows point at
 * them, directly or not. Dropping a table deletes or empties the rows that point at it.
 * https://www.sqlite.org/foreignkeys.html#fk_schemacommands
 */
export function familyOf(names: Iterable<string>, tables: readonly Table[]): Set<string> {
  const family = new Set([...names].map(fold));
  const waiting = [...family];
  for (let parent = waiting.pop(); parent !== undefined; parent = waiting.pop()) {
    for (const table of tables) {
      const points = foreignKeysOf(table).some((key) => fold(key.references.table) === parent);
      if (!points || family.has(fold(table.name))) continue;
      family.add(fold(table.name));
      waiting.push(fold(table.name));
    }
  }
  return family;
}
