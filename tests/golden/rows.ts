import type { Rename } from "../../src/diff/rename.ts";
import { mentions } from "../../src/schema/dependencies/mentions.ts";
import {
  type Column,
  findByName,
  hasRowid,
  type SchemaSnapshot,
  type Table,
} from "../../src/schema/snapshot.ts";
import { fold, quoteName, sameName } from "../../src/sql/names.ts";
import type { Engine } from "../../src/host/engines/engine.ts";

/** A column of a table that is kept, before and after. */
interface Pair {
  readonly before: string;
  readonly after: string;
  /** Whether a value may have another form, since the type has changed. */
  readonly converted: boolean;
  /** Whether NULL may have become a value. */
  readonly filled: boolean;
}

/** What must be the same before and after: the rows of each table, and its AUTOINCREMENT counter. */
export interface Kept {
  readonly table: readonly [before: Table, after: Table];
  readonly pairs: readonly Pair[];
}

/** Everything that both schemas have, by its names in each. */
export function keptBy(
  before: SchemaSnapshot,
  after: SchemaSnapshot,
  renames: readonly Rename[],
): Kept[] {
  return before.tables.flatMap((table): Kept[] => {
    const moved = renames.find((it) =>
      it.kind === "rename-table" && sameName(it.before, table.name)
    );
    const later = findByName(after.tables, moved?.after ?? table.name);
    if (later === undefined) return [];
    const pairs = table.columns.flatMap((column): Pair[] => {
      const other = renames.find((it) =>
        it.kind === "rename-column" && sameName(it.table, later.name) &&
        sameName(it.before, column.name)
      );
      const found = findByName(later.columns, other?.after ?? column.name);
      // The values of a column that becomes generated are computed.
      const stays = found !== undefined &&
        (found.generated === undefined ||
          found.generated.expression === column.generated?.expression);
      return stays ? [pairOf([table, column], [later, found])] : [];
    });
    const kept = pairs.filter((pair) => !followsAnother(pair, pairs, later));
    return [{ table: [table, later], pairs: [...kept, ...rowidPair(table, later)] }];
  });
}

/** Whether the column is computed from one in which a value may have replaced NULL. */
function followsAnother({ after }: Pair, pairs: readonly Pair[], { columns }: Table): boolean {
  const computed = columns.find((column) => quoteName(column.name) === after)?.generated;
  const names = mentions(computed?.expression ?? "");
  return pairs.some((pair) =>
    pair.filled &&
    columns.some((column) => quoteName(column.name) === pair.after && names.has(fold(column.name)))
  );
}

/** The same with before and after swapped. */
export function reversed({ table: [before, after], pairs }: Kept): Kept {
  return {
    table: [after, before],
    pairs: pairs.map((pair) => ({ ...pair, before: pair.after, after: pair.before, filled: true })),
  };
}

function pairOf(
  [owner, before]: readonly [Table, Column],
  [ownerAfter, after]: readonly [Table, Column],
): Pair {
  return {
    before: quoteName(before.name),
    after: quoteName(after.name),
    converted: before.type !== after.type || owner.strict !== ownerAfter.strict,
    filled: before.notNull === undefined &&
      (after.notNull !== undefined || ownerAfter.primaryKey?.isRowid === true),
  };
}

/** The rowid, if it is not a column in either table. */
function rowidPair(before: Table, after: Table): Pair[] {
  const alias = (table: Table) =>
    !hasRowid(table) || table.primaryKey?.isRowid
      ? undefined
      : ["rowid", "_rowid_", "oid"].find((it) => !findByName(table.columns, it));
  const [from, to] = [alias(before), alias(after)];
  if (from === undefined || to === undefined) return [];
  return [{ before: from, after: to, converted: false, filled: false }];
}

/** The rows before, to pass to `lostRows`. */
export function readRows(engine: Engine, kept: readonly Kept[], side: 0 | 1): TableRows[] {
  return kept.map((it) => {
    const { name, primaryKey } = it.table[side];
    const rows = rowsOf(it, engine.query(rowsQuery(it, side)));
    const counts = it.table.every((table) => table.primaryKey?.autoincrement) &&
      primaryKey !== undefined;
    const sequence = counts
      ? engine.query("SELECT seq FROM sqlite_sequence WHERE name = ?", name)[0]?.[0]
      : undefined;
    return { rows, sequence: Number(sequence ?? 0) };
  });
}

/** The query that reads a table's rows as SQL literals. */
export function rowsQuery({ table, pairs }: Kept, side: 0 | 1): string {
  const columns = pairs.map((pair) => side === 0 ? pair.before : pair.after);
  const list = columns.map((column) => `quote(${column})`).join(", ") || "1";
  return `SELECT ${list} FROM ${quoteName(table[side].name)}`;
}

/** The rows of the query, comparable to those of the other side. */
export function rowsOf({ pairs }: Kept, answer: readonly (readonly unknown[])[]): string[][] {
  return answer.map((row) =>
    row.map((cell, index) => pairs[index]?.converted ? plain(String(cell)) : String(cell))
  );
}

/** The values of a table as SQL literals, one list per row. */
export interface TableRows {
  readonly rows: readonly (readonly string[])[];
  readonly sequence: number;
}

/** The lost or changed rows, as sentences; empty if every value is there. */
export function lostRows(
  kept: readonly Kept[],
  before: readonly TableRows[],
  after: readonly TableRows[],
): string[] {
  return kept.flatMap(({ table: [table], pairs }, index): string[] => {
    const [was, is] = [before[index]!, after[index]!];
    if (was.rows.length !== is.rows.length) {
      return [`${was.rows.length} rows of "${table.name}" became ${is.rows.length}`];
    }
    if (was.sequence !== is.sequence) {
      return [`the mark of "${table.name}" was ${was.sequence} and is ${is.sequence}`];
    }
    const sure = pairs.map((pair, place) => [pair, place] as const);
    const order = [...sure.filter(([it]) => !it.filled), ...sure.filter(([it]) => it.filled)];
    const sorted = ({ rows }: TableRows) =>
      rows.map((row) => order.map(([, place]) => row[place]!)).sort((left, right) =>
        JSON.stringify(left) < JSON.stringify(right) ? -1 : 1
      );
    const later = sorted(is);
    return sorted(was).flatMap((row, number) =>
      order.flatMap(([pair], place) => {
        const [cell, other] = [row[place], later[number]![place]];
        if (cell === other || (pair.filled && cell === "NULL")) return [];
        return [`${pair.before} of "${table.name}" held ${cell} and holds ${other}`];
      })
    );
  });
}

/** A value without its type: 7, 7.0 and '7' are equal. */
function plain(literal: string): string {
  const text = literal.replace(/^'(.*)'$/s, "$1");
  return text !== "" && Number.isFinite(Number(text)) ? String(Number(text)) : text;
}
